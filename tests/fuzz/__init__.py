"""Hostile input, made from a seed: for the engine and for the page's readers of links and logs.

`cases(seed, count)` of `der`, `keys`, `tokens`, `requests`, `links` and `logs` makes it. `targets`
says where each kind goes and what must not come back. `python -m tests.fuzz` runs it, by hand for
as long as one likes; `test_fuzz.py` runs a part of it with every test run.
"""
