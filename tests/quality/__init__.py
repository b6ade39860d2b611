"""Quality floors and end-to-end checks on real input."""
