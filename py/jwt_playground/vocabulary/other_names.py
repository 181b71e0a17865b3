"""What JWS algorithms are called elsewhere: in Java, .NET, PHP, XML, X.509, COSE, key services.

The table only serves explanations. A token whose `alg` has another name stays refused, because
verifiers compare names exactly (RFC 7515 section 4.1.1).
"""

from __future__ import annotations

import re

_LONGEST = 120
"""So long is the longest name that is looked at. The longest known URI has 54 characters."""
_SIGNS = re.compile(r"[^a-z0-9]")

_BY_SIZE = {
    "HS": (
        "hs{}",
        "hmac{}",
        "hmacsha{}",
        "hmacsha{}signature",
        "hmacwithsha{}",
        "hmacusingsha{}",
        "sha{}hmac",
        "sha{}",
    ),
    "RS": (
        "rs{}",
        "rsa{}",
        "rsasha{}",
        "rsasha{}signature",
        "rsawithsha{}",
        "rsausingsha{}",
        "sha{}rsa",
        "sha{}withrsa",
        "sha{}withrsaencryption",
        "rsapkcs1sha{}",
        "rsapkcs1v15sha{}",
        "rsassapkcs1v15sha{}",
        "rsassapkcs1v15usingsha{}",
        "rsasignpkcs12048sha{}",
        "rsasignpkcs13072sha{}",
        "rsasignpkcs14096sha{}",
    ),
    "PS": (
        "ps{}",
        "pss{}",
        "rsapss{}",
        "rsapsssha{}",
        "rsassapsssha{}",
        "rsapssusingsha{}",
        "rsassapssusingsha{}andmgf1withsha{}",
        "sha{}rsamgf1",
        "sha{}rsapss",
        "sha{}withrsapss",
        "sha{}withrsaandmgf1",
        "sha{}withrsassapss",
        "rsasignpss2048sha{}",
        "rsasignpss3072sha{}",
        "rsasignpss4096sha{}",
    ),
    "ES": (
        "es{}",
        "ec{}",
        "ecdsa{}",
        "ecdsasha{}",
        "ecdsasha{}signature",
        "ecdsawithsha{}",
        "ecdsausingsha{}",
        "sha{}ecdsa",
        "sha{}withecdsa",
        "sha{}withecdsainp1363format",
        "ecdsap{}usingsha{}",
    ),
}
"""Per beginning of a name, other names; `{}` stands for the size of the hash.

Letters are lower case, and everything but letters and digits is left out.
"""

_SINGLE = {
    "ecsignp256sha256": "ES256",
    "ecdsap256sha256": "ES256",
    "ecsignp384sha384": "ES384",
    "ecdsap384sha384": "ES384",
    "es521": "ES512",  # a former misspelling of PyJWT, after the curve P-521
    "ecdsap521sha512": "ES512",
    "ecsignsecp256k1sha256": "ES256K",
    "ecdsasecp256k1sha256": "ES256K",
    "es256k": "ES256K",
    "secp256k1": "ES256K",
    "ecdsa256k": "ES256K",
    "eddsa": "EdDSA",
    "eddsaed25519": "EdDSA",
    "ed25519": "Ed25519",
    "ed448": "Ed448",
    "ed25519sha512": "EdDSA",
    "ecsigned25519": "EdDSA",
    "pureeddsa": "EdDSA",
    "hmacsha2256": "HS256",
    "hmacsha2384": "HS384",
    "hmacsha2512": "HS512",
}

_NUMBERS = {
    # Object identifiers of X.509 and PKCS (RFC 4055, RFC 4231, RFC 5758, RFC 8410).
    "1.2.840.113549.2.9": "HS256",
    "1.2.840.113549.2.10": "HS384",
    "1.2.840.113549.2.11": "HS512",
    "1.2.840.113549.1.1.11": "RS256",
    "1.2.840.113549.1.1.12": "RS384",
    "1.2.840.113549.1.1.13": "RS512",
    "1.2.840.10045.4.3.2": "ES256",
    "1.2.840.10045.4.3.3": "ES384",
    "1.2.840.10045.4.3.4": "ES512",
    "1.3.101.112": "EdDSA",
    # Numbers of COSE (RFC 9053, RFC 8812), as WebAuthn gives them.
    "5": "HS256",
    "6": "HS384",
    "7": "HS512",
    "-7": "ES256",
    "-35": "ES384",
    "-36": "ES512",
    "-47": "ES256K",
    "-8": "EdDSA",
    "-37": "PS256",
    "-38": "PS384",
    "-39": "PS512",
    "-257": "RS256",
    "-258": "RS384",
    "-259": "RS512",
}

_NAMES = _SINGLE | {
    spelling.replace("{}", size): beginning + size
    for beginning, spellings in _BY_SIZE.items()
    for spelling in spellings
    for size in ("256", "384", "512")
}


def meant_by(alg: object) -> str | None:
    """Returns the JWS name of an algorithm that ``alg`` calls by another name; else ``None``.

    ``alg`` is the value in the header. Of a URI the fragment counts, as in the names of XML
    signatures (RFC 9231).
    """
    if isinstance(alg, int) and not isinstance(alg, bool):
        return _NUMBERS.get(str(alg)) if abs(alg) < 1000 else None
    if not isinstance(alg, str) or len(alg) > _LONGEST:
        return None
    name = alg.strip()
    known = _NUMBERS.get(name.removeprefix("urn:oid:"))
    return known or _NAMES.get(_SIGNS.sub("", name.rpartition("#")[2].lower()))
