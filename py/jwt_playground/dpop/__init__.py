"""DPoP (RFC 9449): a proof and an access token, judged as a pair.

This room comes to the page later than the start.
"""
