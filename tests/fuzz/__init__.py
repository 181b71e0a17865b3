"""Hostile inputs, made from a seed."""
