"""Any JSON that a payload may hold, for hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

json_value: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
# Registered claims have rules of their own; here it is about the signature.
free_claims = st.dictionaries(st.text(min_size=6), json_value, max_size=6)
