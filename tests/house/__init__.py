"""Tests on how the project is built as code: its rooms, and the papers made from it."""
