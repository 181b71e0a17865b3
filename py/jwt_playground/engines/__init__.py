"""Who does key operations: Python itself, `cryptography`, or the browser's WebCrypto.

Others call `choice.Engines`, which gives a `base.Engine` for an algorithm. `pyjwt` is the
one place that imports PyJWT. `asking` is how an engine puts a question to the host.
"""
