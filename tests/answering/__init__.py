"""Tests of chatbot/answering."""
