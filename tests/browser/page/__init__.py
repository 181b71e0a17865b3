"""Tests of the page as its users see it: token, keys, claims, signing, accessibility."""
