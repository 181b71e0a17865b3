"""Helpers of the tests in browsers. There are no tests in here."""
