"""There is one entry for DER: nothing in the engine parses ASN.1 past `keys/asn1.py`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.unit.support.sources import FILES

PARSERS = {"asn1crypto", "pyasn1", "pyasn1_modules", "asn1tools", "asn1", "oscrypto", "OpenSSL"}
"""Packages that read ASN.1. The engine has none of them."""
LOADERS = ("load_der_", "load_pem_", "load_ssh_", "from_encoded_point", "decode_dss_signature")
"""How the names of functions of `cryptography` begin that parse bytes."""
MAY_LOAD = {"keyring/encrypted.py"}
"""It hands over bytes that were checked: `tests/unit/keyring/test_checked_bytes.py`."""
LAZY = {"native", "parsed", "human_friendly", "chosen"}
"""Attributes of asn1crypto that parse when they are looked at."""


def past_the_entry(path: str, tree: ast.AST) -> Iterator[str]:
    """What a file imports or names that reads ASN.1."""
    for node in ast.walk(tree):
        line, names = getattr(node, "lineno", 0), list[str]()
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.split(".")[0] in PARSERS or "x509" in name:
                yield f"line {line}: import of {name}"
            if name.rpartition(".")[2].startswith(LOADERS) and path not in MAY_LOAD:
                yield f"line {line}: import of {name}"
        if isinstance(node, ast.Attribute):
            if node.attr in LAZY:
                yield f"line {line}: {node.attr}"
            if node.attr.startswith(LOADERS) and path not in MAY_LOAD:
                yield f"line {line}: {node.attr}"


@pytest.mark.parametrize("path", FILES)
def test_no_file_reads_asn1_past_the_entry(path: str) -> None:
    assert list(past_the_entry(path, FILES[path])) == []


def test_only_the_readers_of_keys_take_bytes_to_the_entry() -> None:
    """Whoever else calls `asn1.read` would need limits of their own for what they read."""
    callers = {
        path
        for path, tree in FILES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "read"
        and isinstance(node.value, ast.Name)
        and node.value.id == "asn1"
    }
    assert callers == {"keys/der.py", "keys/pbe.py", "keys/x509.py", "keyring/certificates.py"}


@pytest.mark.parametrize(
    "text",
    [
        "from asn1crypto import x509",
        "import asn1crypto.core",
        "def late():\n    from asn1crypto import keys",
        "from cryptography import x509",
        "from cryptography.x509 import load_der_x509_certificate",
        "from pyasn1.codec.der import decoder",
        "from cryptography.hazmat.primitives.serialization import load_der_public_key",
        "form.load_pem_private_key(text, None)",
        "certificate.subject.human_friendly",
        "info['private_key'].parsed",
    ],
)
def test_each_way_past_the_entry_is_seen(text: str) -> None:
    assert list(past_the_entry("keys/der.py", ast.parse(text)))
