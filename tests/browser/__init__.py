"""What a person sees: real Chromium, for what matters most Firefox, too, on a real server over a real index."""
