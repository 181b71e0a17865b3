"""The engines, which do key operations: Python itself, `cryptography`, WebCrypto or noble.

Others call `choice.Engines`, which gives a `base.Engine` for an algorithm. Only `pyjwt` imports
PyJWT. `asking` holds the questions that an engine asks the host, and their answers.
"""
