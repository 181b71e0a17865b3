"""Tests of the page as one file, opened from the disk."""
