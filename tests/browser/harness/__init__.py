"""Tests of what the other tests rely on: the guard, the clicks, a fresh profile per test."""
