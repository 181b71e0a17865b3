"""Reads a token from a pasted text (RFC 7515, RFC 7516). It does not judge the token.

Other rooms call `parse.parse`. It returns a `model.Token`, which keeps whatever could be read.
"""
