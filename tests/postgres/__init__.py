"""The index in PostgreSQL, against servers that the tests start."""
