"""Reads what stands between the wrong lines of armour, and says what other things in DER are.

It is asked only about bytes that are not what their label says, or that have no label.
"""

from __future__ import annotations

import base64
import re

from ..text import base64url
from ..text.words import quoted
from ..vocabulary.curves import CURVES
from .asn1 import ALTERED, INTEGER, OID, SEQUENCE, DerError, Value
from .curves import on_curve
from .der import LABELS, EncryptedError, Read, der_length, read_der, tree
from .ec_der import NotForJwsError
from .ssh import MAGIC, read_private, read_wire

_SIGNED_DATA, _DATA = "1.2.840.113549.1.7.2", "1.2.840.113549.1.7.1"
_KEYSTORES = {b"\xfe\xed\xfe\xed": "JKS", b"\xce\xce\xce\xce": "JCEKS"}
_FOREIGN = re.compile(r"[^A-Za-z0-9+/]")
_HEX = re.compile(rb"[0-9a-fA-F]{60,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]++={0,2}\s*+")
_SHORT = 40
"""Shorter bytes may be printable by chance."""
PKCS12 = (
    "it is a PKCS#12 store (.p12, .pfx) whose private key cannot be taken out here. Take it out with "
    "“openssl pkcs12 -in store.p12 -nodes -nocerts”, or only the certificate with “openssl pkcs12 "
    "-in store.p12 -nokeys -clcerts”, and paste what that prints"
)
STORE = (
    "The text is a PKCS#12 store (.p12, .pfx), whose private key is encrypted. “openssl pkcs12 -in "
    "store.p12 -nodes” prints its key and certificates as PEM; the key can be read here as well."
)
"""What such a text is, before a sentence about its passphrase."""
_REQUEST = (
    "it is a certificate request. The certificate or the public key is needed: “openssl req -in "
    "request.pem -pubkey -noout” prints the public key"
)
_RIGHT = {
    "X.509 certificate": "CERTIFICATE",
    "SPKI": "PUBLIC KEY",
    "PKCS#8": "PRIVATE KEY",
    "SEC1": "EC PRIVATE KEY",
}


def read_misfit(data: bytes, label: str, first: ValueError) -> Read:
    """Reads the bytes of a block that is not what its ``label`` says.

    ``first`` is what was wrong with it.

    Raises:
        ValueError: it holds no key that signs tokens. The message is the end of a sentence.
        EncryptedError: it is an encrypted private key.
    """
    if str(first) != ALTERED:  # It is of its kind, and has a fault of its own.
        raise DerError(what_it_is(data) or str(first)) from first
    is_known = label in LABELS or "OPENSSH" in label
    if "REQUEST" in label:
        raise DerError(_REQUEST)
    if is_known or "KEY" in label or "CERT" in label:
        try:
            return _relabelled(_any(data), label)
        except EncryptedError:
            raise
        except NotForJwsError:
            if not is_known:
                raise
        except ValueError:
            pass
        if (read := _point(data)) is not None:
            return read
    reason = what_it_is(data) or (_length(data) if is_known else None)
    raise DerError(reason or str(first)) from first


def what_it_is(data: bytes) -> str | None:
    """Returns what bytes are that hold a key or certificate in a form that is not read.

    It is the end of a sentence. ``None`` if they are none of these. Never raises.
    """
    if (kind := _KEYSTORES.get(data[:4])) is not None and data[4:7] == b"\0\0\0":
        return (
            f"it is a Java keystore ({kind}). Make it a PKCS#12 store with “keytool -importkeystore "
            "-srckeystore store.jks -destkeystore store.p12 -deststoretype PKCS12”, then take the key "
            "out with “openssl pkcs12 -in store.p12 -nodes”; for the certificate alone, “keytool "
            "-exportcert -rfc -keystore store.jks -alias NAME”"
        )
    if data[:1] == b"\x30" and b"\x02\x01\x03\x30" in data[1:10] and _is_store(data):
        return PKCS12
    value = tree(data)
    if value is None or value.tag != SEQUENCE or not value.parts:
        return None
    first = value.parts[0]
    if first.tag == OID and first.oid() == _SIGNED_DATA:
        return (
            "it is a bundle of certificates (PKCS#7, .p7b). Take them out with “openssl pkcs7 -in "
            "file.p7b -print_certs”, and paste the certificate of the signer"
        )
    if _is_request(value):
        return _REQUEST
    return None


def _is_store(data: bytes) -> bool:
    """Tells whether a structure of version 3 is PKCS#12 (RFC 7292), also in BER as Windows writes it."""
    kinds = (b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01", b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02")
    return any(kind in data[:40] for kind in kinds)


def _is_request(value: Value) -> bool:
    """Tells whether it begins as a CertificationRequest (RFC 2986): version 0, name, key."""
    inner = value.parts[0].parts
    tags = [part.tag for part in inner[:3]]
    return (
        len(value.parts) == 3
        and tags == [INTEGER, SEQUENCE, SEQUENCE]
        and inner[0].content == b"\0"
        and len(inner[2].parts) == 2
    )


def _any(data: bytes) -> Read:
    if data.startswith(MAGIC):
        return read_private(data)
    if data[:3] == b"\0\0\0" and data[4:8] in (b"ssh-", b"ecds"):
        return read_wire(data)
    return read_der(data)


def _relabelled(read: Read, label: str) -> Read:
    right = _RIGHT.get(read.source)
    if right is None:
        right = "RSA PRIVATE KEY" if "d" in read.jwk else "RSA PUBLIC KEY"
    if "OpenSSH" in read.source:
        right = "OPENSSH PRIVATE KEY" if "d" in read.jwk else ""
    way_out = (
        f"Write “{right}” in its BEGIN and END lines"
        if right
        else "Give it as one line, “ssh-… AAAA…”, without BEGIN and END"
    )
    kind = read.source if "key" in read.source or read.certificate else f"key in {read.source}"
    article = "an" if kind[0] in "OX" else "a"
    half = "private " if ("d" in read.jwk or "priv" in read.jwk) else "public "
    kind = (
        kind if read.certificate or half.strip() in kind else kind.replace("key", f"{half}key", 1)
    )
    note = (
        f"The lines around the key say “{label}”, but between them stands {article} {kind}, and it was "
        f"read as that. OpenSSL, PyJWT and others refuse it: {way_out[0].lower()}{way_out[1:]}."
    )
    return Read(read.jwk, read.source, read.certificate, note)


def _point(data: bytes) -> Read | None:
    """Reads a bare point, uncompressed (SEC 1 section 2.3.3), that is on exactly one curve."""
    size = (len(data) - 1) // 2
    if data[:1] != b"\x04" or len(data) != 1 + 2 * size:
        return None
    x, y = data[1 : 1 + size], data[1 + size :]
    for curve in CURVES.values():
        if curve.kty == "EC" and curve.octets == size and on_curve(curve.name, x, y):
            jwk = {
                "kty": "EC",
                "crv": curve.name,
                "x": base64url.encode(x),
                "y": base64url.encode(y),
            }
            note = (
                f"Between the lines of the armour stands a bare point of {curve.name}, not a public key in "
                "SPKI. It was read as the point, but OpenSSL, PyJWT and others refuse it: use the PEM or "
                "the JWK that is shown for the key."
            )
            return Read(jwk, f"bare {curve.name} point", None, note)
    return None


def why_unreadable(body: str) -> str:
    """Returns why the body of a block is no base64, as the end of a sentence. Never raises."""
    letters = "".join(body.split()).rstrip("=").replace("-", "+").replace("_", "/")
    if foreign := _FOREIGN.search(letters):
        return (
            f"{quoted(foreign[0])} stands in its base64, which has only letters, digits, + and /. Copy it "
            "again from where it was made"
        )
    # One letter is left over: it holds no whole byte.
    return _length(base64.b64decode(letters[: len(letters) // 4 * 4])) or (
        "its base64 has a character too few or one that does not belong. Copy it again, whole"
    )


def _length(data: bytes) -> str | None:
    """Returns what the length and the beginning of a structure show, as the end of a sentence."""
    told = der_length(data)
    if data[:1] == b"\x30" and told > len(data):
        return f"it is cut off: {len(data):,} of its {told:,} bytes are there. Copy it again, whole"
    if data[:1] == b"\x30" and told < len(data):
        more = len(data) - told
        return f"{more:,} bytes follow after its end. Copy it again, without what does not belong"
    if data[:1] == b"\x30" and tree(data) is None:
        return "its length is right, but it is altered inside. Copy it again from where it was made"
    if data[:1] == b"\x30":
        return "it holds no key and no certificate. Copy the key again from where it was made"
    if data.lstrip().startswith(b"-----BEGIN"):
        return "its body is a whole PEM in base64 once more. Decode it once, and paste the result"
    if _HEX.fullmatch(base64.b64encode(data).rstrip(b"=")):
        return "its body is hex and not base64. Convert it with “xxd -r -p | base64”"
    if len(data) > _SHORT and _BASE64.fullmatch(data):
        return "its body is base64 of base64. Decode it once, and paste the result"
    return (
        "it does not begin as a key or certificate does: its first characters are missing or altered. "
        "Copy it again, whole"
    )
