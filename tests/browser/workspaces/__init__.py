"""Tests of the workspaces: moving between them, and loading one when it is first opened."""
