"""Reads HTML pages as saved from a site; its modules in the order of the data flow.

* `decoding`: bytes to characters, faults for what contradicts the declared encoding;
* `scanning`, `styles`, `tree`: characters to a tree that knows what a reader sees; `text`: the text shown for a node;
* `structured`, `metadata`: what the page says about itself;
* `names`, `landmarks`, `content`, `related`: which part of the page is the article;
* `headings`, `questions`, `tables`, `tabs`, `controls`, `flow`, `unmarked`: the article's part to ordered pieces;
* `drafts`, `assembly`, `declared`, `titles`: pieces to the article's text and the spans of its parts;
* `reader`: all of these in order.
"""

from chatbot.reading.html.reader import read_html

__all__ = ["read_html"]
