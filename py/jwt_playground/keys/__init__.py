"""What a key is: its JWK, its forms (DER, SSH, PEM), its limits, and which tokens it fits.

Others call `jwk.from_jwk`, `select.choose_keys`, `select.allowed_algorithms`,
`confusion.public_key_in`, and `strength`. Nothing here computes with a key; `keyring` reads
key texts with the help of engines.
"""
