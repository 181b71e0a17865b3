"""Tests of files, pasting anywhere, and of what stands in the token field and is no token."""
