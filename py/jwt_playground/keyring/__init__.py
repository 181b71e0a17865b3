"""Reads the keys in a text, describes them, and generates new ones, with the help of engines.

Others call `read.read_keys`, `describe.describe_keys`, `generate.generate_key`, and
`certificates.describe_chain`.
"""
