"""Tests of the workspace “Learn”: every lesson is walked, and nothing of the user is lost."""
