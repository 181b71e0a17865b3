"""Damaged key texts of other worlds: never an exception, and never a token valid by the damage."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.support import foreign_keys as foreign
from tests.unit.support.calls import call
from tests.unit.support.foreign_keys import ALGORITHMS, b64url, foreign_keys

KINDS = foreign_keys()
NOW = 1_795_600_000
MUTATED = (
    *("VAPID public key", "point in hex with colons", "compressed point", "named private number"),
    *("what web-push prints", "web-push JSON", "header of Web Push", "Ed25519 64 bytes in base58"),
    *("Ed25519 public key in base64", "did:key", "Ed25519 seed in hex", "Ed25519 key as numbers"),
    *("XML of .NET", "private XML of .NET", "XML of RFC 4050", "Keycloak realm", "Hasura"),
    *("service account in base64", "set without braces", "typographic quotes", "JavaScript"),
    *("Python dictionary", "names without quotes", "PEM in a form", "PEM in quoted-printable"),
    *("PEM without backslashes", "Kubernetes secret", "curl with a JWK", "link with a key"),
)
"""One of each kind; the others are the same in another spelling."""
INSERTED = st.sampled_from(
    [*"\n\t \"'{}[],:=%\\&<>+-_/0Az", "\ufeff", "\u200b", "=3D", "%41", "key", "d"]
)


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """The text with one to four pieces of damage, as copying and typing do them."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = draw(st.integers(at, min(len(text), at + 40)))
        kind = draw(st.sampled_from(["cut", "insert", "replace", "twice", "case", "begin", "end"]))
        changed = {
            "cut": text[:at] + text[end:],
            "insert": text[:at] + draw(INSERTED) + text[at:],
            "replace": text[:at] + draw(INSERTED) + text[at + 1 :],
            "twice": text[:end] + text[at:],
            "case": text[:at] + text[at:end].swapcase() + text[end:],
            "begin": text[at:],
            "end": text[:at],
        }
        text = changed[kind]
    return text


def _others() -> dict[str, str]:
    """Tokens that other keys of the same kinds signed, whom nobody gave."""
    made: dict[str, Callable[[bytes], bytes]] = {}
    rsa_key = rsa.generate_private_key(65537, 2048)
    made["RS256"] = lambda data: rsa_key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    made["EdDSA"] = ed25519.Ed25519PrivateKey.generate().sign
    tokens = {}
    for alg, key in ALGORITHMS.items():
        head = b64url(json.dumps({"alg": alg}).encode()) + "." + b64url(foreign.PAYLOAD.encode())
        if isinstance(key, ec.EllipticCurvePrivateKey):
            other = foreign.pem(ec.generate_private_key(key.curve), private=True)
            header = json.dumps({"alg": alg})
            signed = call("sign", header=header, payload=foreign.PAYLOAD, key={"text": other})
            tokens[alg] = str(signed["token"])
        else:
            tokens[alg] = f"{head}.{b64url(made[alg](head.encode()))}"
    return tokens


OTHERS = _others()


def _with_hmac(text: str) -> str:
    head = b64url(b'{"alg":"HS256"}') + "." + b64url(foreign.PAYLOAD.encode())
    return f"{head}.{b64url(hmac.digest(text.encode(), head.encode(), 'sha256'))}"


@pytest.mark.parametrize("name", MUTATED)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_damage_makes_no_token_valid(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    text = data.draw(damaged(kind.text))
    params = {"key": {"text": text}, "now": NOW}
    report = call("inspect", token=_with_hmac(kind.text + "\n"), **params)
    # The one insertion that makes the text the secret itself is no damage.
    is_secret = text == kind.text + "\n" and _nobody_can_tell(name)
    assert report["verdict"] != "valid" or is_secret
    briefs: Any = call("inspect_many", tokens=[OTHERS[kind.alg], foreign.token(kind.alg)], **params)
    # The token of its own key may be valid all the same; that is then the key itself.
    assert briefs[0]["verdict"] != "valid"


@pytest.mark.parametrize("name", KINDS)
def test_its_text_as_a_secret_is_valid_only_where_nobody_can_tell(name: str) -> None:
    kind = KINDS[name]
    report = call("inspect", token=_with_hmac(kind.text), key={"text": kind.text}, now=NOW)
    assert report["verdict"] != "valid" or _nobody_can_tell(name)


def _nobody_can_tell(name: str) -> bool:
    """Tell whether its bytes may be a secret: they have no format (docs/keys.md)."""
    ambiguous = ("Ed25519", "did:key", "private number", "private key", "number", "compressed")
    return any(word in name for word in ambiguous)
