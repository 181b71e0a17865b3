"""From a key text to keys, with the help of engines: read, described, generated.

Others call `read.read_keys`, `describe.describe_keys`, `generate.generate_key`, and
`certificates.describe_chain`.
"""
