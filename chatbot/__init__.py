"""A chatbot that answers readers' questions only by quoting the publisher's own articles, word for word."""

__version__ = "0.1.0"
