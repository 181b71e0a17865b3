"""What reads a pasted text or a link in the page looks at each character a few times at most.

No time is measured. `work.js` counts the characters that the methods of texts and expressions look
at, from the outside: how far a search came, and how long a text is that is split or replaced.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser.support.node import run_module
from tests.fuzz.logs import cases

WORK = (Path(__file__).parents[1] / "support" / "work.js").read_text("utf-8")
RUN = (
    WORK
    + """
const { searchTokens } = await import("./site/shared/find-tokens.js");
const { preview } = await import("./site/state/preview.js");
const { early } = await import("./site/state/early.js");
const { guessSegments } = await import("./site/editors/segments.js");
const { mayBeSecret } = await import("./site/state/secrets.js");
const { decodeLink } = await import("./site/links/links.js");
const { cleanAddress } = await import("./site/links/address.js");
const { minifyJson } = await import("./site/editors/json-text.js");
const readers = {
  searchTokens: (text) => [...searchTokens(text)],
  preview, early, guessSegments, mayBeSecret, minifyJson,
  decodeLink: (text) => decodeLink({ search: "", hash: `#token=${text}` }),
  cleanAddress: (text) => cleanAddress({ pathname: "/", search: `?${text}`, hash: `#${text}` }),
};
tell(given.map((text) => Object.fromEntries(
  Object.entries(readers).map(([name, read]) => [name, counted(() => read(text)) / (text.length + 100)]),
)));
"""
)

HOSTILE = {
    "quotes": "a" + '"' * 80_000 + "x",
    "padding": ("a" + "=" * 40_000) * 2 + "x",
    "OpenSSH and blanks": "ssh-rsa AAAAB" + " " * 80_000 + "\n x",
    "OpenSSH and tabs": "ssh-rsa AAAAB= " + "\t" * 80_000 + "\nx",
    "short tokens on one line": "eyJ.a." + " eyJ.b." * 20_000,
    "short tokens without gaps": "eyJ.a.|" * 20_000,
    "escapes": "%22ey" * 20_000,
    "dots": "eyJ" + "." * 80_000,
    "blanks": " " * 80_000 + "x",
    "PEM labels": "-----BEGIN PUBLIC KEY-----" * 5_000,
    "PEM blocks": "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n" * 3_000 + "x",
    "parts of a query": "a=b&" * 20_000,
    "JSON": json.dumps({"keys": [{"kty": "RSA", "n": "A" * 50, "e": "AQAB"}] * 800}),
    "quoted names": '"d" ' * 20_000,
}


def most(text: str) -> tuple[float, str]:
    """Return how often the hardest working reader looked at each character, and its name."""
    result: dict[str, float] = run_module(RUN, [text])[0]
    return max((often, name) for name, often in result.items())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_read_a_few_times(text: str) -> None:
    assert most(text) < (40, "")


def test_any_log_is_read_a_few_times() -> None:
    made = dict(cases(1, 60))
    for name, result in zip(made, run_module(RUN, list(made.values())), strict=True):
        assert max(result.values()) < 40, (name, result)


def test_a_reader_that_looks_again_and_again_is_noticed() -> None:
    again = (
        WORK + "tell(counted(() => { for (let at = 0; at < 900; at++) given.indexOf('x', at); }));"
    )
    assert run_module(again, "a" * 1_000) > 400_000
