"""Tests of the claims form and of the templates."""
