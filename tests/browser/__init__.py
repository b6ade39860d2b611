"""What a person sees: real Chromium on a real server over a real index."""
