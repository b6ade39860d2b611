"""Tests of chatbot/safety: what is taken for distress, what is shown, and to whom."""
