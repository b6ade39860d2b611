"""Passages become one version of the index on disk. Nothing here knows questions or HTTP."""
