"""Answers questions about JWE with jwcrypto, as the worker does with WebCrypto."""

from __future__ import annotations

import json
from typing import Any

from jwcrypto.common import JWException
from jwcrypto.jwe import JWE, default_allowed_algs
from jwcrypto.jwk import JWK

from jwt_playground.text import base64url

Json = dict[str, Any]
ALGORITHMS = [*default_allowed_algs, "RSA1_5"]


def jwk(members: Json) -> JWK:
    return JWK(**members)


def opened(token: str, members: Json) -> bytes | None:
    """The plaintext of a token; `None` if it does not open."""
    jwe = JWE(algs=ALGORITHMS)
    try:
        jwe.deserialize(token, jwk(members))
    except (JWException, ValueError):
        return None
    return bytes(jwe.payload)


def answer_decrypt(question: Json) -> str | bool | None:
    plain = opened(json.dumps(question["jwe"]), question["key"])
    if plain is None:
        return None
    return False if len(plain) > question["most"] else base64url.encode(plain)


def answer_encrypt(question: Json) -> Json:
    """A JWE in general JSON serialization. jwcrypto chooses the iterations of PBES2 itself."""
    header = {name: value for name, value in question["header"].items() if name != "p2c"}
    aad = question["aad"]
    jwe = JWE(
        base64url.decode_strict(question["plaintext"]),
        protected=json.dumps(header),
        unprotected=json.dumps(question["unprotected"]) if question["unprotected"] else None,
        aad=base64url.decode_strict(aad) if aad else None,
        algs=ALGORITHMS,
    )
    for each in question["recipients"]:
        own = {n: v for n, v in (each["header"] or {}).items() if n != "p2c"}
        jwe.add_recipient(jwk(each["key"]), json.dumps(own) if own else None)
    if len(question["recipients"]) == 1 and not (question["unprotected"] or aad):
        names = ("protected", "encrypted_key", "iv", "ciphertext", "tag")
        made: Json = dict(zip(names, jwe.serialize(compact=True).split("."), strict=True))
    else:
        made = json.loads(jwe.serialize())
    if "recipients" not in made:
        own = {name: made.pop(name) for name in ("header", "encrypted_key") if made.get(name)}
        made.pop("encrypted_key", None)
        made["recipients"] = [own]
    return made
