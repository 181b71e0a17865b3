"""The laboratory: an issuer and services that share nothing but its public keys.

`simulate` plays a scenario, which is data, for a virtual clock. Tokens are signed and verified by
the same code as everywhere else. Its keys are fixed and known to all (`laboratory`).
"""
