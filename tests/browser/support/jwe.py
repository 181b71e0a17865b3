"""Encrypted tokens and keys by joserfc, and the questions about them that Python asks the page."""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA384, SHA512
from joserfc import jwe as rfc
from joserfc._rfc7518.jwe_algs import RSAAlgKeyEncryption
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from tests.browser.support.node import run_module

ANSWER = """
import { decrypt, encrypt } from "./site/engine/jwe.js";
const answers = [];
for (const one of given) answers.push(await (one.op === "decrypt" ? decrypt(one) : encrypt(one)));
tell(answers);
"""
PLAINTEXT = "Žluťoučký kůň".encode()
ENCRYPTIONS = {
    "A128GCM": 16,
    "A192GCM": 24,
    "A256GCM": 32,
    "A128CBC-HS256": 32,
    "A192CBC-HS384": 48,
    "A256CBC-HS512": 64,
}
RSA = RSAKey.generate_key(2048)
CURVES: dict[str, Any] = {
    **{crv: ECKey.generate_key(crv) for crv in ("P-256", "P-384", "P-521")},
    "X25519": OKPKey.generate_key("X25519"),
}
MANAGEMENT: dict[str, Any] = {
    **{f"A{bits}{kind}": OctKey.generate_key(bits) for bits in (128, 192, 256) for kind in ("KW", "GCMKW")},
    **{f"RSA-OAEP{more}": RSA for more in ("", "-256", "-384", "-512")},
    "ECDH-ES": CURVES["P-256"],
    "ECDH-ES+A128KW": CURVES["X25519"],
    "ECDH-ES+A192KW": CURVES["P-384"],
    "ECDH-ES+A256KW": CURVES["P-521"],
    **{
        f"PBES2-{name}": OctKey.import_key(b"Thus from my lips")
        for name in ("HS256+A128KW", "HS384+A192KW", "HS512+A256KW")
    },
}  # fmt: skip
PAIRS: list[tuple[str, str, Any]] = [
    (alg, enc, OctKey.generate_key(size * 8) if alg == "dir" else MANAGEMENT[alg])
    for alg in ("dir", *MANAGEMENT)
    for enc, size in ENCRYPTIONS.items()
]


REGISTRY = rfc.JWERegistry(algorithms=["dir", *MANAGEMENT, *ENCRYPTIONS, "DEF"])
REGISTRY.algorithms = {
    **REGISTRY.algorithms,
    "alg": {
        **REGISTRY.algorithms["alg"],
        # joserfc does not have these two.
        **{
            name: RSAAlgKeyEncryption(name, "", padding.OAEP(padding.MGF1(digest), digest, None))
            for name, digest in (("RSA-OAEP-384", SHA384()), ("RSA-OAEP-512", SHA512()))
        },
    },
}


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def answers(*questions: dict[str, Any], before: str = "") -> list[dict[str, Any]]:
    answered: list[dict[str, Any]] = run_module(before + ANSWER, list(questions))
    return answered


def value(*questions: dict[str, Any]) -> dict[str, Any]:
    """Return what one question is answered with."""
    [answer] = answers(*questions)
    result: dict[str, Any] = answer["value"]
    return result


def members(key: Any, *, private: bool) -> dict[str, Any]:
    made = key.as_dict(private=private)
    return {name: value for name, value in made.items() if name not in ("kid", "use", "alg")}


def private_text(key: Any) -> dict[str, str]:
    """Return the private form of a key as a `KeyInput`."""
    return {"text": json.dumps(members(key, private=True))}


def flattened(token: str) -> dict[str, str]:
    names = ("protected", "encrypted_key", "iv", "ciphertext", "tag")
    return {name: part for name, part in zip(names, token.split("."), strict=True) if part}


def opening(
    alg: str, enc: str, key: Any, token: str | dict[str, Any], most: int = 250_000
) -> dict[str, Any]:
    return {
        "op": "decrypt",
        "alg": alg,
        "enc": enc,
        "jwe": flattened(token) if isinstance(token, str) else token,
        "key": key if isinstance(key, dict) else members(key, private=True),
        "most": most,
    }


def making(alg: str, enc: str, key: Any, **more: Any) -> dict[str, Any]:
    header = {"alg": alg, "enc": enc} | ({"p2c": 1000} if alg.startswith("PBES2") else {})
    public = members(key, private=key.key_type == "oct")
    return {
        "op": "encrypt",
        "alg": alg,
        "enc": enc,
        "plaintext": encoded(PLAINTEXT),
        "header": header,
        "unprotected": None,
        "aad": None,
        "recipients": [{"key": public, "header": None}],
    } | more


def encrypted(alg: str, enc: str, key: Any, plaintext: bytes = PLAINTEXT, **more: Any) -> str:
    header = {"alg": alg, "enc": enc, **more}
    return str(rfc.encrypt_compact(header, plaintext, key, registry=REGISTRY))


def compact(general: dict[str, Any]) -> str:
    [recipient] = general["recipients"]
    parts = {**general, **recipient}
    names = ("protected", "encrypted_key", "iv", "ciphertext", "tag")
    return ".".join(parts.get(name, "") for name in names)


def altered(token: str, part: int) -> str:
    parts = token.split(".")
    text = parts[part]
    parts[part] = text[:5] + ("A" if text[5] != "A" else "B") + text[6:]
    return ".".join(parts)
