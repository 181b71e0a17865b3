"""Tests of the panel “Many tokens”: tokens are found in a text, judged and listed."""
