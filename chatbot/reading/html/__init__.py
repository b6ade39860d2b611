"""Reads HTML pages as saved from a site: `reader` takes its other modules in order."""

from chatbot.reading.html.reader import read_html

__all__ = ["read_html"]
