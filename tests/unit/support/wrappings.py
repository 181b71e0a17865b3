"""Public keys in every spelling, and every wrapping that we thought of in which a key travels."""

from __future__ import annotations

import base64
import json
import quopri
from collections.abc import Callable
from urllib.parse import quote, quote_plus

from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from tests.unit.support.calls import call

PAIRS: dict[str, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey] = {
    "RSA": rsa.generate_private_key(65537, 2048),
    "P-256": ec.generate_private_key(ec.SECP256R1()),
    "Ed25519": ed25519.Ed25519PrivateKey.generate(),
}
SPKI = form.PublicFormat.SubjectPublicKeyInfo


def spelled(name: str) -> dict[str, bytes]:
    """The forms of a public key: what its bytes can be before anything wraps them."""
    key = PAIRS[name].public_key()
    jwk = json.loads(call("describe_key", key={"text": pem(name)})["keys"][0]["public_jwk"])
    forms = {
        "PEM": key.public_bytes(form.Encoding.PEM, SPKI),
        "DER": key.public_bytes(form.Encoding.DER, SPKI),
        "OpenSSH": key.public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH),
        "SSH wire": base64.b64decode(
            key.public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH).split()[1]
        ),
        "JWK": json.dumps(jwk).encode(),
        "JWKS": json.dumps({"keys": [jwk]}, indent=1).encode(),
    }
    if name == "RSA":
        forms["PKCS#1"] = key.public_bytes(form.Encoding.DER, form.PublicFormat.PKCS1)
    if name == "P-256":
        raw = form.PublicFormat.UncompressedPoint
        forms["point"] = key.public_bytes(form.Encoding.X962, raw)
    return forms


def pem(name: str) -> str:
    return PAIRS[name].public_key().public_bytes(form.Encoding.PEM, SPKI).decode()


def b64(data: bytes) -> bytes:
    return base64.b64encode(data)


def lines(data: bytes, size: int = 64) -> bytes:
    return b"\n".join(data[i : i + size] for i in range(0, len(data), size))


def _dump(data: bytes) -> bytes:
    """As `hexdump -C` prints it."""
    rows = []
    for at in range(0, len(data), 16):
        row = data[at : at + 16]
        pairs = " ".join(f"{byte:02x}" for byte in row[:8])
        more = " ".join(f"{byte:02x}" for byte in row[8:])
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        rows.append(f"{at:08x}  {pairs}  {more}".ljust(60) + f"|{shown}|")
    return "\n".join(rows).encode()


def _xxd(data: bytes) -> bytes:
    """As `xxd` prints it."""
    rows = []
    for at in range(0, len(data), 16):
        row = data[at : at + 16]
        digits = row.hex()
        pairs = " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        rows.append(f"{at:08x}: {pairs.ljust(40)} {shown}")
    return "\n".join(rows).encode()


# Every wrapping that we thought of. Each takes any bytes, and gives bytes.
WRAPPINGS: dict[str, Callable[[bytes], bytes]] = {
    "none": bytes,
    "a line break at the end": lambda data: data + b"\r\n",
    "a NUL byte at the end": lambda data: data + b"\0",
    "white space around": lambda data: b"\n  " + data + b" \t\n",
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "base64": b64,
    "base64 without padding": lambda data: b64(data).rstrip(b"="),
    "base64url": lambda data: base64.urlsafe_b64encode(data).rstrip(b"="),
    "base64url with padding": base64.urlsafe_b64encode,
    "base64 in lines": lambda data: lines(b64(data)) + b"\n",
    "base64 in lines of MIME": lambda data: lines(b64(data), 76).replace(b"\n", b"\r\n"),
    "base64 in indented lines": lambda data: lines(b64(data)).replace(b"\n", b"\n    "),
    "base64 with blanks for line breaks": lambda data: lines(b64(data)).replace(b"\n", b" "),
    "base64 twice": lambda data: b64(b64(data)),
    "base64 three times": lambda data: b64(b64(b64(data))),
    "base64 in quotes": lambda data: b'"' + b64(data) + b'"',
    "hex": lambda data: data.hex().encode(),
    "hex in capitals": lambda data: data.hex().upper().encode(),
    "hex with 0x": lambda data: b"0x" + data.hex().encode(),
    "hex with colons": lambda data: data.hex(":").encode(),
    "hex with blanks": lambda data: data.hex(" ").encode(),
    "hex with dashes": lambda data: data.hex("-").encode(),
    "hex in lines": lambda data: lines(data.hex().encode()),
    "hex as an array of C": lambda data: (
        b"{ " + b", ".join(b"0x%02x" % byte for byte in data) + b" }"
    ),
    "hex as SQL has it": lambda data: b"X'" + data.hex().encode() + b"'",
    "hex escapes": lambda data: b"".join(b"\\x%02x" % byte for byte in data),
    "hex of base64": lambda data: b64(data).hex().encode(),
    "base64 of hex": lambda data: b64(data.hex().encode()),
    "octal escapes": lambda data: b"".join(b"\\%03o" % byte for byte in data),
    "Unicode escapes": lambda data: b"".join(b"\\u%04x" % byte for byte in data),
    "a hex dump": _dump,
    "a hex dump of xxd": _xxd,
    "bytes of Python": lambda data: repr(data).encode(),
    "a Buffer in JSON": lambda data: json.dumps({"type": "Buffer", "data": list(data)}).encode(),
    "an array of numbers": lambda data: json.dumps(list(data)).encode(),
    "an array of signed bytes": lambda data: str(
        [byte - 256 if byte > 127 else byte for byte in data]
    ).encode(),
    "percent-encoding": lambda data: quote(data, safe="").encode(),
    "percent-encoding of every byte": lambda data: b"".join(b"%%%02X" % byte for byte in data),
    "a form field": lambda data: quote_plus(b64(data)).encode(),
    "an environment file": lambda data: b"JWT_KEY=" + b64(data) + b"\nPORT=80\n",
    "an exported variable": lambda data: b'export JWT_KEY="' + b64(data) + b'"',
    "a data: URL": lambda data: b"data:application/octet-stream;base64," + b64(data),
    "a query": lambda data: b"https://keys.example/?a=1&key=" + base64.urlsafe_b64encode(data),
    "YAML": lambda data: b"data:\n  key: " + b64(data) + b"\n",
    "a block in YAML": lambda data: (
        b"key: |\n  " + lines(b64(data)).replace(b"\n", b"\n  ") + b"\n"
    ),
    "JSON": lambda data: json.dumps({"auth": {"key": b64(data).decode()}}).encode(),
    "JSON in JSON": lambda data: json.dumps(
        {"c": json.dumps({"key": b64(data).decode()})}
    ).encode(),
    "a PEM without its BEGIN line": lambda data: lines(b64(data)) + b"\n-----END PUBLIC KEY-----\n",
    "a PEM without its END line": lambda data: b"-----BEGIN PUBLIC KEY-----\n" + lines(b64(data)),
    "a PEM without its first characters": lambda data: (
        b"IC KEY-----\n" + lines(b64(data)) + b"\n-----END PUBLIC KEY-----"
    ),
    "a PEM without dashes": lambda data: (
        b"BEGIN PUBLIC KEY\n" + lines(b64(data)) + b"\nEND PUBLIC KEY"
    ),
    "a PEM without dashes on one line": lambda data: (
        b"BEGIN PUBLIC KEY " + lines(b64(data)).replace(b"\n", b" ") + b" END PUBLIC KEY"
    ),
    "a PEM with a header": lambda data: (
        b"Comment: mine\n" + lines(b64(data)) + b"\n-----END PUBLIC KEY-----"
    ),
    "lines in string literals": lambda data: (
        b'"' + lines(b64(data)).replace(b"\n", b'" +\n  "') + b'"'
    ),
    "quoted-printable": lambda data: quopri.encodestring(b64(data), quotetabs=True),
    "a command line": lambda data: b"sign --alg RS256 --key='" + b64(data) + b"' --ttl 60",
    "a command over several lines": lambda data: (
        b"sign \\\n  --key " + lines(b64(data)).replace(b"\n", b"\\\n") + b"\n"
    ),
    "curl": lambda data: b'curl -d \'{"key":"' + b64(data) + b"\"}' https://keys.example/",
    "a header of HTTP": lambda data: b"X-Public-Key: " + b64(data) + b"\r\nAccept: */*\r\n",
    "a cookie": lambda data: b"key=" + quote(b64(data), safe="").encode() + b"; Path=/",
    "a secret of Kubernetes": lambda data: (
        b"apiVersion: v1\nkind: Secret\ndata:\n  key.pub: " + b64(b64(data)) + b"\n"
    ),
    "Docker Compose": lambda data: b"    environment:\n      - JWT_KEY=" + b64(data) + b"\n",
    "TOML": lambda data: b'[jwt]\nkey = """\n' + lines(b64(data)) + b'\n"""\n',
    "an element of XML": lambda data: b"<key>" + b64(data) + b"</key>",
    "a row of CSV": lambda data: b"1;key;" + b64(data) + b";RS256\r\n",
    "bytes of Go": lambda data: b"[]byte{" + b", ".join(b"0x%02x" % byte for byte in data) + b"}",
    "bytes of Java": lambda data: (
        b"new byte[] {" + b", ".join(b"(byte) 0x%02X" % byte for byte in data) + b"};"
    ),
    "signed bytes of Java": lambda data: (
        b"new byte[] {"
        + b", ".join(b"(byte)%d" % (byte - 256 if byte > 127 else byte) for byte in data)
        + b"};"
    ),
    "bytes of Rust": lambda data: b"&[" + b", ".join(b"0x%02xu8" % byte for byte in data) + b"]",
    "bytes of PowerShell": lambda data: b"[byte[]](" + b",".join(b"%d" % b for b in data) + b")",
    "octal dump of od -t x1": lambda data: b"\n".join(
        b"%07o " % at + data[at : at + 16].hex(" ").encode() for at in range(0, len(data), 16)
    ),
    "JSON escapes of base64": lambda data: (
        b'"' + b64(data).replace(b"/", b"\\/").replace(b"+", b"\\u002b") + b'"'
    ),
    "percent-encoding twice": lambda data: quote(quote(b64(data), safe=""), safe="").encode(),
    "base64 of JSON": lambda data: b64(json.dumps({"key": b64(data).decode()}).encode()),
    "hex of JSON": lambda data: json.dumps({"key": b64(data).decode()}).encode().hex().encode(),
    "base64 of percent-encoding": lambda data: b64(quote(b64(data), safe="").encode()),
    "UTF-16": lambda data: b64(data).decode().encode("utf-16"),
    "UTF-16 without a mark": lambda data: b64(data).decode().encode("utf-16-le"),
    "UTF-32": lambda data: b64(data).decode().encode("utf-32"),
}
TEXT_WRAPPINGS: dict[str, Callable[[str], str]] = {
    "line breaks written as \\n": lambda text: text.replace("\n", "\\n"),
    "line breaks written as \\r\\n": lambda text: text.replace("\n", "\\r\\n"),
    "a string of JSON": json.dumps,
    "in single quotes": lambda text: f"'{text}'",
    "as Python prints a dictionary": lambda text: text.replace('"', "'"),
    "percent-encoded": quote,
    "as a form field": quote_plus,
    "quoted-printable": lambda text: quopri.encodestring(text.encode()).decode(),
    "UTF-16": lambda text: text.encode("utf-16").decode("latin-1"),
    "in a file of other lines": lambda text: f"# the key\n{text}\n# the end\n",
    "twice": lambda text: text + text,
}
