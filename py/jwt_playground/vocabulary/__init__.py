"""The words that every room speaks. It imports nothing.

`algorithms.ALGORITHMS` and `curves.CURVES` hold what is known of each `alg` and `crv`;
`checks` and `findings` hold the stable codes and the two kinds of remarks; `spans` converts
offsets for the page.
"""
