"""Who does the key operations. One today: this Python's own libraries."""
