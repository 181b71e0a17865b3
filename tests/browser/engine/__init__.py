"""Tests of the engine as the page uses it: its worker, client, start and cryptography."""
