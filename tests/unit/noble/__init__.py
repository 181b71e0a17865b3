"""Tests of the engine “noble”: its JavaScript runs in Node."""
