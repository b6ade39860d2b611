"""Files become articles, articles become passages. Nothing here embeds, searches or serves."""
