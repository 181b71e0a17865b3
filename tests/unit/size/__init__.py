"""Tests of the size of tokens."""
