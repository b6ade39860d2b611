"""The index in PostgreSQL with pgvector: generations, searched by many servers. Imported where one is configured."""
