"""Tests of the page's session, in Node: what it asks the engine, and what becomes of the answers."""
