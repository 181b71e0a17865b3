"""What mail, web pages, programs and links do to a PEM is undone, or said in numbers."""

from __future__ import annotations

import base64
import quopri
import re
import sys
from urllib.parse import quote, quote_plus

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.support.calls import call, reply
from tests.unit.support.key_texts import DER, SPKI

# Fixed, because its lines begin with +, / and letters alike: those signs are part of a key.
WHOLE = """\
-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAo2F1yimVXQjaPJcDImnK
qiE7mNad/vQ+yM3u5hzvgDn70qaPajC3k6muJ1JlpS1zBms9E0+qrMfnqCxthHYn
TaUx+DDgWyoVqkKA85BKBvZwNjcCMxWWRkTaCjUc+SN6y7BgYBSeO51pDrNPeikr
+dNIXp7Hb/HKIB7y6mxs1xm73TThG0BfDNfbJ/7V4cXOx8cDrHi9fdyM9vlz2XDb
/owYQs1UhCq8uOj47rVTybydRMNsxzINEDvf8Mt2OR6xBt1F7a1PpQwQWllp3lxn
cABGymwqzeTapExhYbG+YO/Qdj4WpTuj75iVhPf/+eGg0gHRP7o2Nfti1IqslHJM
/QIDAQAB
-----END PUBLIC KEY-----
"""
BODY = "\n".join(WHOLE.splitlines()[1:-1])
KEY = serialization.load_pem_public_key(WHOLE.encode())
assert isinstance(KEY, rsa.RSAPublicKey)
MODULUS = KEY.public_numbers().n


def armoured(body: str, label: str = "PUBLIC KEY") -> str:
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n"


def each_line(text: str, form: str) -> str:
    lines = text.splitlines()
    return "".join(form.format(line=line, number=n) for n, line in enumerate(lines, 1))


SPOILED = {
    "backslashes lost": (WHOLE.replace("\n", "n"), "had lost their backslashes"),
    "backslashes of \\r\\n lost": (WHOLE.replace("\n", "rn"), "had lost their backslashes"),
    "escaped twice": (WHOLE.replace("\n", "\\\\n"), "held backslashes"),
    "literal \\r\\n": (WHOLE.replace("\n", "\\r\\n"), "written as \\n"),
    "a link": (quote(WHOLE, safe=""), "percent signs"),
    "a form": (quote_plus(WHOLE), "percent signs"),
    "only the body from a link": (armoured(quote(BODY, safe="")), "percent signs"),
    "quoted-printable": (
        armoured(BODY.replace("=", "=3D").replace("\n", "=\n")),
        "quoted-printable",
    ),
    "markup": (WHOLE.replace("\n", "<br>\n"), "markup of a web page"),
    "a mail": (each_line(WHOLE, "> {line}\n"), "before or after each line"),
    "a program": (each_line(WHOLE, '"{line}\\n" +\n'), "before or after each line"),
    "line numbers": (each_line(WHOLE, "{number}: {line}\n"), "before or after each line"),
    "a comparison": (each_line(WHOLE, "+{line}\n"), "before or after each line"),
    "slashes escaped": (WHOLE.replace("/", "\\/"), "held backslashes"),
    "lines continued": (WHOLE.replace("\n", "\\\n"), "held backslashes"),
    "signs escaped": (WHOLE.replace("+", "\\u002B"), "written as \\u…"),
    "blanks for plus": (WHOLE.replace("+", " "), "plus signs of the PEM had become blanks"),
    "another alphabet": (
        armoured(BODY.replace("+", "-").replace("/", "_")),
        "another alphabet",
    ),
}
CHANGED = {name: text for name, (text, _) in SPOILED.items()}


@pytest.mark.parametrize("name", [*SPOILED])
def test_what_happened_to_a_pem_is_undone_and_told(name: str) -> None:
    text, told = SPOILED[name]
    described = call("describe_key", key={"text": text})
    [key] = described["keys"]
    modulus = re.search(r'"n": "([^"]+)"', key["jwk"])
    assert modulus is not None
    data = base64.urlsafe_b64decode(modulus[1] + "==")
    assert int.from_bytes(data, "big") == MODULUS
    messages = " ".join(finding["message"] for finding in described["findings"])
    assert told in messages
    assert {finding["code"] for finding in described["findings"]} == {"key-repaired"}


def test_soft_line_breaks_alone_need_no_mending() -> None:
    text = armoured(quopri.encodestring(BODY.encode()).decode())
    assert len(call("describe_key", key={"text": text})["keys"]) == 1


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (BODY[:200], "it is cut off: 147 of its 294 bytes are there"),
        (BODY[:201], "it is cut off: 148 of its 294 bytes are there"),
        (f"{BODY}\nAAAA", "3 bytes follow after its end"),
        (BODY[4:], "its first characters are missing or altered"),
        (BODY[:10] + "AA" + BODY[12:], "its length is right, but it is altered inside"),
        (BODY[:99] + "€" + BODY[100:], "“€” stands in its base64"),
        (base64.b64encode(WHOLE.encode()).decode(), "its body is a whole PEM in base64 once more"),
        (base64.b64encode(BODY.encode()).decode(), "its body is base64 of base64"),
        (KEY.public_bytes(DER, SPKI).hex(), "its body is hex and not base64"),
    ],
)
def test_what_cannot_be_undone_is_told_as_its_length_shows_it(body: str, told: str) -> None:
    described = call("describe_key", key={"text": armoured(body)})
    assert described["keys"] == []
    messages = [finding["message"] for finding in described["findings"]]
    assert told in messages[-1]
    assert not any("read all the same" in message for message in messages)


@pytest.mark.parametrize("module", ["keyring.bodies", "keys.misfits"])
def test_a_module_that_has_not_come_yet_fails_the_request_so_that_it_is_asked_again(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, f"jwt_playground.{module}", None)
    spoiled = armoured(BODY.replace("\n", "\n> "), "PRIVATE KEY")
    answer = reply("describe_key", key={"text": spoiled})
    assert answer["error"]["code"] == "internal-error"


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(CHANGED)), st.integers(0, 600), st.text(max_size=3))
def test_a_change_never_makes_another_key_of_a_spoiled_one(name: str, at: int, new: str) -> None:
    text = CHANGED[name]
    place = at % len(text)
    described = call("describe_key", key={"text": text[:place] + new + text[place + len(new) :]})
    for key in described["keys"]:
        modulus = re.search(r'"n": "([^"]+)"', key["jwk"])
        if modulus is None or described["findings"]:
            continue  # It is told of.
        data = base64.urlsafe_b64decode(modulus[1] + "==")
        assert int.from_bytes(data, "big") == MODULUS
