"""A host that answers the engine's questions with pyca/cryptography, as the worker does with WebCrypto."""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, x25519
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from jwt_playground.protocol import begin
from tests.unit.support.jwe_host import answer_decrypt, answer_encrypt
from tests.unit.support.key_host import answer_open_key

Json = dict[str, Any]
ENGINES = ("cryptography", "webcrypto")
"""The engines for public keys."""
CURVES = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1()}


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


def call_with_host(op: str, lies: bool = False, **params: Any) -> tuple[Json, list[Json]]:
    """The reply to a request, and every question that was asked on the way."""
    dialogue = Dialogue(op, **params)
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
    reply, _ = call_with_host(op, **params)
    assert reply["ok"], reply
    result: Json = reply["result"]
    return result


def answer(question: Json, tokens: list[str]) -> Any:
    """What WebCrypto would say."""
    match question["op"]:
        case "verify":
            return _verify(question)
        case "verify-many":
            return [_verify_token(tokens[place], question) for place in question["places"]]
        case "sign":
            return _b64(_sign(question))
        case "decrypt":
            return answer_decrypt(question)
        case "encrypt":
            return answer_encrypt(question)
        case "generate-key":
            return _private_jwk(_generate(question))
        case "open-key":
            return answer_open_key(question)
        case "import-key":
            return _private_jwk(form.load_der_private_key(_bytes(question["pkcs8"]), None))
    raise AssertionError(question)


def opposite(value: Any) -> Any:
    return [not one for one in value] if isinstance(value, list) else not value


def _verify_token(token: str, question: Json) -> bool:
    data, _, signature = token.rpartition(".")
    return _verify({**question, "data": _b64(data.encode()), "signature": signature})


def _verify(question: Json) -> bool:
    alg, data, signature = question["alg"], _bytes(question["data"]), _bytes(question["signature"])
    key = _public(question["key"])
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, _padding(alg), _hash(alg))
        elif isinstance(key, ec.EllipticCurvePublicKey):
            half = len(signature) // 2
            r, s = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
            key.verify(encode_dss_signature(r, s), data, ec.ECDSA(_hash(alg)))
        else:
            key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _sign(question: Json) -> bytes:
    alg, data, jwk = question["alg"], _bytes(question["data"]), question["key"]
    key = _private(jwk)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, _padding(alg), _hash(alg))
    if isinstance(key, ec.EllipticCurvePrivateKey):
        size = (key.key_size + 7) // 8
        parts = decode_dss_signature(key.sign(data, ec.ECDSA(_hash(alg))))
        return b"".join(part.to_bytes(size, "big") for part in parts)
    return key.sign(data)


def _generate(question: Json) -> Any:
    alg = question["alg"]
    if question.get("crv") == "X25519":
        return x25519.X25519PrivateKey.generate()
    if "crv" in question:
        return ec.generate_private_key(CURVES[question["crv"]])
    if alg[:2] in ("RS", "PS"):
        return rsa.generate_private_key(65537, question["bits"])
    if alg in ("EdDSA", "Ed25519"):
        return ed25519.Ed25519PrivateKey.generate()
    return ec.generate_private_key(
        CURVES[{"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}[alg]]
    )


def _public(jwk: Json) -> Any:
    if jwk["kty"] == "RSA":
        return rsa.RSAPublicNumbers(_int(jwk, "e"), _int(jwk, "n")).public_key()
    if jwk["kty"] == "EC":
        curve = CURVES[jwk["crv"]]
        return ec.EllipticCurvePublicNumbers(_int(jwk, "x"), _int(jwk, "y"), curve).public_key()
    return ed25519.Ed25519PublicKey.from_public_bytes(_bytes(jwk["x"]))


def _private(
    jwk: Json,
) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey:
    if jwk["kty"] == "RSA":
        public = rsa.RSAPublicNumbers(_int(jwk, "e"), _int(jwk, "n"))
        p, q, d, dp, dq, qi = (_int(jwk, name) for name in ("p", "q", "d", "dp", "dq", "qi"))
        return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, public).private_key()
    if jwk["kty"] == "EC":
        return ec.derive_private_key(_int(jwk, "d"), CURVES[jwk["crv"]])
    return ed25519.Ed25519PrivateKey.from_private_bytes(_bytes(jwk["d"]))


def _private_jwk(key: Any) -> Json:
    from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

    if isinstance(key, x25519.X25519PrivateKey):
        public, private = key.public_key().public_bytes_raw(), key.private_bytes_raw()
        return {"kty": "OKP", "crv": "X25519", "x": _b64(public), "d": _b64(private)}
    for kind in (RSAAlgorithm, ECAlgorithm, OKPAlgorithm):
        try:
            return dict(kind.to_jwk(key, as_dict=True))
        except Exception:  # noqa: S112  # not of this kind
            continue
    raise AssertionError(key)


def _hash(alg: str) -> hashes.HashAlgorithm:
    return {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}[alg[2:5]]


def _padding(alg: str) -> Any:
    if alg.startswith("RS"):
        return padding.PKCS1v15()
    return padding.PSS(padding.MGF1(_hash(alg)), _hash(alg).digest_size)


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _int(jwk: Json, name: str) -> int:
    return int.from_bytes(_bytes(jwk[name]), "big")
