"""All tests; each folder names what it tests."""
