"""Keys: read from any text, chosen for a token, described, generated."""
