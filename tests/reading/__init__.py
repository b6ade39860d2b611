"""Tests of chatbot/reading."""
