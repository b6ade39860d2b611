"""A question -> whether its reader may be in danger, and what is then shown above the quotes. Knows no corpus."""
