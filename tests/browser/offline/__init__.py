"""Tests of the site without a network, and from one build to the next."""
