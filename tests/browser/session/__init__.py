"""Tests of the page's session, in Node: what it asks the engine, and how it uses the answers."""
