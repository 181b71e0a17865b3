"""Tests of links: what they carry, how they are shared, and what opening one does."""
