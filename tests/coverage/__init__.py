"""Tests of chatbot/coverage."""
