"""Tests of the page for encrypted tokens: opening them, their layers, making them, their keys."""
