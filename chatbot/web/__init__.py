"""HTTP: the chat API, its pages and the widget. The only package that imports flask."""
