"""A host that answers the engine's questions, as the worker does with WebCrypto and noble.

pyca/cryptography answers in their place; noble itself answers in Node for what that lacks, ML-DSA.
"""

from __future__ import annotations

import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from jwt_playground.protocol import begin
from tests.unit.support.host_keys import (
    b64,
    digest,
    generate,
    octets,
    padded,
    private,
    private_jwk,
    public,
)
from tests.unit.support.jwe_host import answer_decrypt, answer_encrypt
from tests.unit.support.key_host import answer_open_key
from tests.unit.support.noble import ML_DSA, noble

Json = dict[str, Any]
ENGINES = ("cryptography", "webcrypto")
"""The engines for public keys."""


class Dialogue:
    """A request under way: its questions are answered one round after another."""

    loadable = False
    """Whether the host can load `cryptography`."""
    webcrypto = True
    noble = False

    def __init__(self, op: str, **params: Any) -> None:
        host: Json = {"webcrypto": self.webcrypto, "loadable": self.loadable}
        if self.noble:
            host["noble"] = True
        self.params = params
        begun = begin(json.dumps({"op": op, "params": params, "host": host}))
        self._conversation = None if isinstance(begun, str) else begun
        self.reply: Json = json.loads(begun if isinstance(begun, str) else next(begun))
        """The last reply: questions, a result, or an error."""

    @property
    def questions(self) -> list[Json]:
        """The open questions; none once the reply is a result or an error."""
        return list(self.reply.get("questions", []))

    def answer(self, answers: Json) -> Json:
        """Answers questions by their ids; returns the next reply."""
        return self.answer_text(json.dumps(answers))

    def answer_text(self, answers: str) -> Json:
        """Sends a text in place of answers; returns the next reply."""
        assert self._conversation is not None
        try:
            text = self._conversation.send(answers)
        except StopIteration as end:
            text = end.value
        self.reply = json.loads(text)
        return self.reply

    def answer_each(self, **same: Any) -> Json:
        """Gives every open question the same answer; returns the next reply."""
        return self.answer({question["id"]: same for question in self.questions})


class LoadingDialogue(Dialogue):
    """A request to a page that can load `cryptography`."""

    loadable = True


class PageDialogue(Dialogue):
    """A request to a page without the wheels of `cryptography`."""

    noble = True


class InsecureDialogue(PageDialogue):
    """The same, where the page came over plain HTTP."""

    webcrypto = False


def call_with_host(
    op: str, lies: bool = False, kind: type[Dialogue] = Dialogue, **params: Any
) -> tuple[Json, list[Json]]:
    """The reply to a request, and every question that was asked on the way."""
    dialogue = kind(op, **params)
    asked: list[Json] = []
    for _ in range(5):
        if not dialogue.questions:
            return dialogue.reply, asked
        asked += dialogue.questions
        values = {q["id"]: answer(q, params.get("tokens", [])) for q in dialogue.questions}
        dialogue.answer(
            {id: {"value": opposite(value) if lies else value} for id, value in values.items()}
        )
    raise AssertionError("the questions do not end")


def result_with_host(op: str, **params: Any) -> Json:
    """The result of a request, which must succeed."""
    return result_of(Dialogue, op, **params)


def result_of(kind: type[Dialogue], op: str, **params: Any) -> Json:
    """The result of a request to such a page, which must succeed."""
    reply, _ = call_with_host(op, kind=kind, **params)
    assert reply["ok"], reply
    result: Json = reply["result"]
    return result


def answer(question: Json, tokens: list[str]) -> Any:
    """What WebCrypto, or noble, would say."""
    if question.get("key", {}).get("kty") == "AKP" or question.get("crv") in ML_DSA:
        [said] = noble([question], tokens)
        return said["value"]
    match question["op"]:
        case "verify":
            return _verify(question)
        case "verify-many":
            return [_verify_token(tokens[place], question) for place in question["places"]]
        case "sign":
            return b64(_sign(question))
        case "decrypt":
            return answer_decrypt(question)
        case "encrypt":
            return answer_encrypt(question)
        case "generate-key":
            return private_jwk(generate(question))
        case "open-key":
            return answer_open_key(question)
        case "import-key":
            if "key" in question:
                return private_jwk(private(question["key"]))
            return private_jwk(form.load_der_private_key(octets(question["pkcs8"]), None))
    raise AssertionError(question)


def opposite(value: Any) -> Any:
    return [not one for one in value] if isinstance(value, list) else not value


def _verify_token(token: str, question: Json) -> bool:
    data, _, signature = token.rpartition(".")
    return _verify({**question, "data": b64(data.encode()), "signature": signature})


def _verify(question: Json) -> bool:
    alg, data, signature = question["alg"], octets(question["data"]), octets(question["signature"])
    key = public(question["key"])
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padded(alg), digest(alg))
        elif isinstance(key, ec.EllipticCurvePublicKey):
            half = len(signature) // 2
            r, s = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
            key.verify(encode_dss_signature(r, s), data, ec.ECDSA(digest(alg)))
        else:
            key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _sign(question: Json) -> bytes:
    alg, data, jwk = question["alg"], octets(question["data"]), question["key"]
    key = private(jwk)
    if isinstance(key, rsa.RSAPrivateKey):
        return bytes(key.sign(data, padded(alg), digest(alg)))
    if isinstance(key, ec.EllipticCurvePrivateKey):
        size = (key.key_size + 7) // 8
        parts = decode_dss_signature(key.sign(data, ec.ECDSA(digest(alg))))
        return b"".join(part.to_bytes(size, "big") for part in parts)
    return bytes(key.sign(data))
