"""Tests mirror the package: tests/reading/test_x.py tests chatbot/reading/x.py."""
