"""JSON Web Signature (RFC 7515): verifies and signs.

Others call `verify.verify` with `terms.SignatureTerms`, `sign.sign`, and the checks on a JOSE
header in `header_checks`. `key_resolution` does the part that needs only the header.
"""
