"""The room of access: grants, policies, decisions and reasons."""
