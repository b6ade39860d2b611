"""A question becomes an answer that quotes. Nothing here knows HTTP, files or FAISS."""
