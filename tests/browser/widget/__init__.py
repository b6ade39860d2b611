"""The chat widget in a real browser, on real pages, against the real server."""
