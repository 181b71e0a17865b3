"""The name of a workspace in an address changes nothing of what the address carries."""

from __future__ import annotations

import pytest

from tests.browser.support.links import clean, decode, packed
from tests.browser.support.playground import A1_TOKEN

INPUTS = {"token": A1_TOKEN, "key": {"text": "a secret"}}
LINK = packed(INPUTS).lstrip("#")


@pytest.mark.parametrize("carried", [LINK, A1_TOKEN, f"token={A1_TOKEN}"])
@pytest.mark.parametrize("form", ["#view=many&{}", "#{}&view=many"])
def test_it_is_taken_and_cleaned_before_and_behind_it(form: str, carried: str) -> None:
    address = form.format(carried)
    assert clean(hash=address) == "/p/#view=many"
    inputs = decode(hash=address)["inputs"]
    assert inputs == (INPUTS if carried == LINK else {"token": A1_TOKEN})


@pytest.mark.parametrize("view", ["__proto__", "constructor", "", "many%00", "x" * 100_000])
def test_a_name_that_is_none_hides_nothing(view: str) -> None:
    address = f"#view={view}&{LINK}"
    assert A1_TOKEN[:20] not in str(clean(hash=address))
    assert LINK not in str(clean(hash=address))
    assert decode(hash=address)["inputs"] == INPUTS
