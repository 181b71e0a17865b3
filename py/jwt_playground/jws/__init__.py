"""JSON Web Signature (RFC 7515): verify and sign.

Others call `verify.verify` with `terms.SignatureTerms`, `sign.sign`, and the checks on a JOSE
header in `header_checks`. `key_resolution` decides all that the header alone decides.
"""
