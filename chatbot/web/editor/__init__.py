"""The editor's pages: what the corpus answers, what it does not, and why, behind a token."""
