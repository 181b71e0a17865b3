"""What stands at the ends of a token is told of, since verifiers refuse the token with it."""

from __future__ import annotations

import jwt
import pytest

from tests import vectors
from tests.unit.support.calls import call, codes

SECRET = "correct horse battery staple, and salt"
GOOD = str(vectors.load(vectors.FAULTS)[0]["token"])
GAPS = ["\n", "\r\n", " ", "\t", " \n \n"]
INVISIBLE = {
    "\ufeff": "byte order mark",
    "\u00a0": "no-break space",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\u00ad": "soft hyphen",
    "\u2028": "line separator",
    "\u3000": "ideographic space",
    "\u2003": "U+2003",
    "\x85": "U+0085",
}


def report(text: str) -> tuple[str, list[str], str]:
    found = call("inspect", token=text, key={"text": SECRET}, now=1800000000)
    messages = [f["message"] for f in found["findings"]]
    return found["verdict"], codes(found), " ".join(messages)


@pytest.mark.parametrize("edge", [*GAPS, *INVISIBLE])
def test_pyjwt_refuses_a_token_with_it(edge: str) -> None:
    for text in (GOOD + edge, edge + GOOD):
        with pytest.raises(jwt.InvalidTokenError):
            jwt.decode(text, SECRET, ["HS256"], options={"verify_exp": False})


@pytest.mark.parametrize("gap", GAPS)
def test_white_space_at_an_end_is_told_of(gap: str) -> None:
    before, after = report(gap + GOOD), report(GOOD + gap)
    assert before[:2] == after[:2] == ("valid", ["surrounding-whitespace"])
    assert "before the token" in before[2]
    assert "after the token" in after[2]
    assert ("line break" in after[2]) == ("\n" in gap)


@pytest.mark.parametrize(("char", "name"), INVISIBLE.items())
def test_an_invisible_character_at_an_end_is_named(char: str, name: str) -> None:
    for text in (char + GOOD, GOOD + char, f"\n {char}{GOOD}", f"{GOOD}\n{char}\n"):
        verdict, found, said = report(text)
        assert verdict == "valid"
        assert "invisible-characters" in found
        assert f"U+{ord(char):04X}" in said
        assert name in said


@pytest.mark.parametrize("char", INVISIBLE)
def test_it_is_named_between_a_quote_or_scheme_and_the_token_as_well(char: str) -> None:
    for text in (f'"{char}{GOOD}"', f"Bearer {char}{GOOD}", f'"{GOOD}{char}",'):
        verdict, found, said = report(text)
        assert verdict == "valid"
        assert "invisible-characters" in found
        assert f"U+{ord(char):04X}" in said


def test_the_place_is_marked() -> None:
    found = call("inspect", token=f"\ufeff{GOOD}\n")["findings"]
    ranges = {finding["code"]: finding["range"] for finding in found}
    assert ranges["invisible-characters"] == [0, 1]
    assert ranges["surrounding-whitespace"] == [len(GOOD) + 1, len(GOOD) + 2]


def test_other_text_around_the_token_says_enough_of_its_white_space() -> None:
    assert report(f'  "{GOOD}",\n')[1] == ["surrounding-text"]
    assert report(f"a log\u00a0line {GOOD} ends\n")[1] == ["surrounding-text"]


def test_white_space_around_json_is_part_of_json() -> None:
    header, payload, signature = GOOD.split(".")
    text = f'{{"protected":"{header}","payload":"{payload}","signature":"{signature}"}}'
    assert report(f"\n{text}\r\n")[1] == []
    assert report(f"\ufeff{text}")[1] == ["invisible-characters"]
