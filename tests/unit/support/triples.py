"""Tokens, keys and parameters in many forms, each key with what a caller of PyJWT has of it."""

from __future__ import annotations

import base64
import datetime
import json
import random
from collections.abc import Callable
from typing import Any, NamedTuple

import jwt
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa

from tests.unit.support.certificates import certificate

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
MOMENT = int(NOW.timestamp())
SECRETS = ("correct horse battery staple, and salt", "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IQ==")
PRIVATE: dict[str, Any] = {
    "RSA": rsa.generate_private_key(65537, 2048),
    "P-256": ec.generate_private_key(ec.SECP256R1()),
    "P-384": ec.generate_private_key(ec.SECP384R1()),
    "P-521": ec.generate_private_key(ec.SECP521R1()),
    "secp256k1": ec.generate_private_key(ec.SECP256K1()),
    "Ed25519": ed25519.Ed25519PrivateKey.generate(),
    "Ed448": ed448.Ed448PrivateKey.generate(),
}
FITTING = {
    "RSA": ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
    "P-256": ["ES256"],
    "P-384": ["ES384"],
    "P-521": ["ES512"],
    "secp256k1": ["ES256K"],
    "Ed25519": ["EdDSA", "Ed25519"],
    "Ed448": ["EdDSA", "Ed448"],
    "oct": ["HS256", "HS384", "HS512"],
}
NAMES = sorted({name for names in FITTING.values() for name in names})


class GivenKey(NamedTuple):
    """A key as the user gives it, and how a caller gives it to PyJWT."""

    name: str
    kind: str
    """A key of `FITTING`."""
    text: str
    caller: Callable[[str | None], Any]
    """Of the token's `kid`, what a caller passes."""
    encoding: str = "utf8"

    @property
    def is_set(self) -> bool:
        """Whether the token's `kid` decides which key is taken."""
        return self.name.startswith("set")


def _jwk(name: str, *, private: bool, **more: Any) -> dict[str, Any]:
    key = PRIVATE[name] if private else PRIVATE[name].public_key()
    family: Any = jwt.algorithms.ECAlgorithm
    if name == "RSA":
        family = jwt.algorithms.RSAAlgorithm
    elif name.startswith("Ed"):
        family = jwt.algorithms.OKPAlgorithm
    jwk: dict[str, Any] = family.to_jwk(key, as_dict=True)
    jwk.pop("key_ops", None)
    return {**jwk, **more}


def _texts(name: str) -> dict[str, str]:
    private, public = PRIVATE[name], PRIVATE[name].public_key()
    spki = form.PublicFormat.SubjectPublicKeyInfo
    plain = form.NoEncryption()
    made = {
        "PKCS#8": private.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, plain),
        "SPKI": public.public_bytes(form.Encoding.PEM, spki),
        "DER": base64.b64encode(public.public_bytes(form.Encoding.DER, spki)),
    }
    if name in ("RSA", "P-256"):
        old = form.PrivateFormat.TraditionalOpenSSL
        made["OpenSSL's own"] = private.private_bytes(form.Encoding.PEM, old, plain)
        made["certificate"] = certificate(private, "a", private, "a").public_bytes(
            form.Encoding.PEM
        )
    if name not in ("Ed448", "secp256k1"):
        made["OpenSSH"] = public.public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH)
        openssh = form.PrivateFormat.OpenSSH
        made["OpenSSH private"] = private.private_bytes(form.Encoding.PEM, openssh, plain)
    if name == "RSA":
        made["PKCS#1"] = public.public_bytes(form.Encoding.PEM, form.PublicFormat.PKCS1)
    return {kind: text.decode() for kind, text in made.items()}


def _from_text(name: str, kind: str, text: str, encoding: str = "utf8") -> GivenKey:
    given = {"utf8": text, "hex": text}.get(encoding) or base64.b64decode(text)
    passed = bytes.fromhex(text) if encoding == "hex" else given
    return GivenKey(f"{name} {kind} {encoding}", name, text, lambda _: passed, encoding)


def _from_jwk(name: str, kind: str, jwk: dict[str, Any]) -> GivenKey:
    return GivenKey(f"{name} {kind}", name, json.dumps(jwk), lambda _: jwt.PyJWK(jwk))


def _from_set(kind: str, text: str, keys: list[dict[str, Any]]) -> GivenKey:
    def caller(kid: str | None) -> Any:
        return jwt.PyJWKSet(keys)[kid or ""]

    return GivenKey(f"set {kind}", "RSA", text, caller)


def _keys() -> list[GivenKey]:
    made = [_from_text("oct", "secret", text) for text in SECRETS]
    made.append(_from_text("oct", "secret", SECRETS[1], "base64"))
    made.append(_from_text("oct", "secret", SECRETS[0].encode().hex(), "hex"))
    for secret_alg in ({}, {"alg": "HS512"}):
        k = base64.urlsafe_b64encode(SECRETS[0].encode()).decode().rstrip("=")
        made.append(_from_jwk("oct", f"JWK {secret_alg}", {"kty": "oct", "k": k, **secret_alg}))
    for name in PRIVATE:
        texts = _texts(name)
        made += [_from_text(name, kind, text) for kind, text in texts.items()]
        made.append(_from_text(name, "DER", texts["DER"], "base64"))
        for private in (False, True):
            jwk = _jwk(name, private=private)
            made.append(_from_jwk(name, f"JWK private={private}", jwk))
            declared = {**jwk, "alg": FITTING[name][-1], "kid": "a"}
            made.append(_from_jwk(name, f"JWK with alg, private={private}", declared))
        # What copying does to a PEM: the doctor undoes it, PyJWT does not.
        made.append(_from_text(name, "one line", texts["SPKI"].replace("\n", "\\n")))
    keys = [_jwk(name, private=False, kid=name) for name in PRIVATE]
    made.append(_from_set("of all", json.dumps({"keys": keys}), keys))
    made.append(_from_set("as an array", json.dumps(keys), keys))
    broken = [{"kty": "EC", "crv": "P-256", "kid": "b"}, *keys, {"kty": "x"}]
    made.append(_from_set("with broken keys", json.dumps({"keys": broken}), broken))
    return made


KEYS = _keys()


def b64(data: bytes | str) -> str:
    """Base64url without padding."""
    octets = data.encode() if isinstance(data, str) else data
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def signed(
    alg: str, name: str, header: dict[str, Any], payload: str, secret: bytes = b"secret"
) -> str:
    """A token that the key `name` signs with `alg`, or with one that fits it."""
    by = alg if alg in FITTING.get(name, []) else FITTING[name][0]
    data = f"{b64(json.dumps(header))}.{b64(payload)}"
    algorithms = jwt.algorithms.get_default_algorithms()
    algorithm = algorithms["EdDSA" if by.startswith("Ed") else by]
    signature = algorithm.sign(data.encode(), secret if name == "oct" else PRIVATE[name])
    return f"{data}.{b64(signature)}"


def _claims(choice: random.Random) -> str:
    claims: dict[str, Any] = {}
    for name, values in {
        "exp": [
            MOMENT + 60,
            MOMENT - 60,
            MOMENT + 0.5,
            MOMENT,
            "soon",
            str(MOMENT + 5),
            None,
            1e400,
        ],
        "nbf": [MOMENT - 60, MOMENT + 60, MOMENT, "x"],
        "iat": [MOMENT - 60, MOMENT + 60, [], True],
        "iss": ["a", "b", 5, ["a"]],
        "aud": ["a", ["a", "b"], [], 7, "", ["a", 1]],
        "sub": ["a", 5, "b"],
        "jti": ["a", 5],
    }.items():
        if choice.random() < 0.3:
            claims[name] = values[0] if choice.random() < 0.5 else choice.choice(values)
    payload = json.dumps(claims)
    other = ["[]", '"x"', "{", "", '{"a":1,}', "{'a':1}", "nul", '{"a":"\t"}', '{"a":1}x', "[1,]"]
    return choice.choice(other) if choice.random() < 0.05 else payload


_NO_HEADERS = (b"{", b'{"alg":"HS256",}', b"[]", b"\xff", b"")


def _damaged(token: str, choice: random.Random) -> str:
    head, payload, signature = token.split(".")
    return choice.choice(
        [
            f"{head}.{payload}.{signature[:-3]}AAA",
            f"{head}.{payload}",
            f"{head}.{payload}.{signature}=",
            f"{head}.{payload}.",
            f"{head}.{payload[:-1]}.{signature}",
            f"{head}!.{payload}.{signature}",
            *(f"{b64(header)}.{payload}.{signature}" for header in _NO_HEADERS),
        ]
    )


def triple(choice: random.Random) -> tuple[str, GivenKey, dict[str, Any]]:
    """One token, one key, and parameters of `inspect`."""
    key = choice.choice(KEYS)
    right = choice.random() < 0.8
    name = key.kind if right else choice.choice(list(FITTING))
    alg = choice.choice(FITTING[name] if choice.random() < 0.85 else [*NAMES, "none", "XX"])
    header: dict[str, Any] = {"alg": alg}
    extra: dict[str, list[Any]] = {
        "kid": ["RSA", "a", "P-256", "Ed448", "zz", 5],
        "typ": ["JWT", 5],
        "crit": [["b64"], [], "x", ["exp"]],
        "b64": [True, False],
    }
    for member, values in extra.items():
        if choice.random() < (0.4 if member == "kid" else 0.03):
            header[member] = choice.choice(values)
    if choice.random() < 0.02:
        del header["alg"]
    passed = key.caller if key.kind == "oct" else None
    secret = SECRETS[0].encode()
    if passed is not None and "JWK" not in key.name:
        value = passed(None)
        secret = value if isinstance(value, bytes) else value.encode()
    token = signed(alg, name, header, _claims(choice), secret)
    if choice.random() < 0.1:
        token = _damaged(token, choice)
    params: dict[str, Any] = {"now": MOMENT}
    if choice.random() < 0.3:
        params["algorithms"] = choice.sample(NAMES, 3) + ([alg] if choice.random() < 0.8 else [])
    expect: dict[str, Any] = {}
    for claim in ("iss", "aud", "sub"):
        if choice.random() < 0.15:
            expect[claim] = choice.choice(["a", "b"] if claim == "sub" else ["a", ["a", "c"]])
    if choice.random() < 0.05:
        expect["require"] = ["exp", "jti"]
    if expect:
        params["expect"] = expect
    if choice.random() < 0.1:
        params["leeway"] = 90
    return token, key, params
