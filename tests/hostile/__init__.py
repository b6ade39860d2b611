"""Input that means harm or makes no sense: none of it brings anything down, gets in or gets out."""
