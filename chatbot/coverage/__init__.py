"""What the corpus answers, what it does not, and what is wrong with it."""
