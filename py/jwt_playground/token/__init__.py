"""From a pasted text to a token (RFC 7515, 7516): what was written, not whether it is good.

Others call `parse.parse`, which returns a `model.Token` that keeps whatever could be read.
"""
