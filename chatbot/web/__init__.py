"""HTTP: the chat API, its pages and the widget. The only room that imports flask."""
