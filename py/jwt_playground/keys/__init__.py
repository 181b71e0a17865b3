"""What a key is: its JWK, its other forms (DER, SSH, PEM), its limits, which tokens it fits.

Others call `jwk.from_jwk`, `select.choose_keys`, `select.allowed_algorithms`,
`confusion.public_key_in`, and the functions of `strength`. Nothing here signs or verifies with
a key: that is for `engines`. Whole key texts are read in `keyring`.
"""
