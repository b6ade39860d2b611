"""The chat widget: unit tests of its pure modules, and of the one file that sites load."""
