"""The HTTP side: over a real index, and in a real server process."""
