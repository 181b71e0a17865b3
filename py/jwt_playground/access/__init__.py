"""Access: grants found in a verified token, policies decided by casbin, and the reason why.

Others call `authorize.Authorization(question).result()` and read `presets.PRESETS`. A token that
is not valid allows nothing. `package` is the one place that imports casbin.
"""
