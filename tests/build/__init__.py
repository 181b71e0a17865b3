"""Tests of build.py and of what it builds."""
