"""JWE (RFC 7516): finds the key for an encrypted token, opens it, explains its parts; encrypts.

This room comes to the page later than the start, with `joserfc`.
"""
