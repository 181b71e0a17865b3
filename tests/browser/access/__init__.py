"""The workspace “Access”: policies, requests, decisions and their reasons."""
