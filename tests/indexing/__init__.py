"""Tests of chatbot/indexing."""
