"""The tables and types that every other room uses. It imports no other room.

`algorithms.ALGORITHMS` and `curves.CURVES` hold the facts about each `alg` and each `crv`.
`checks` and `findings` hold their stable codes, and the types `Check` and `Finding`.
`spans` converts offsets for the page. “The contract” in any docstring is the file
site/engine/contract.d.ts, which says what engine and page send to each other.
"""
