"""Reads every key in a text, whose format is recognized from the text itself.

A text is an HMAC secret only if it has no key format at all. A public key that this overlooks
is refused when it is used as a secret (`keys.confusion`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from ..engines.choice import Engines
from ..keys.budget import OutOfWorkError
from ..keys.confusion import public_key_in
from ..keys.der import der_length
from ..keys.jwk import from_jwk, looks_like_jwk, read_jwk_text
from ..keys.model import Key, KeyInput, KeyRing
from ..keys.secrets import secret_bytes
from ..keys.ssh import public_lines
from ..text import base64url
from ..vocabulary.findings import Finding, has_error
from . import doctor
from .json_keys import BROKEN, Value, keys_in_json, several_in_broken_json
from .labelled import Labelled, labelled_keys
from .loader import KeyLoader
from .pieces import keys_in_pieces
from .spare import spared

MAX_LENGTH = 1024 * 1024
"""So many code points of a key text are read. A large JWKS has some tens of thousands."""

_PASSPHRASE_CODES = frozenset({"key-passphrase-needed", "key-passphrase-wrong"})
_READ_CODES = _PASSPHRASE_CODES | {"key-engine-missing", "key-too-large"}
"""Codes of keys that were recognized, and cannot be used yet."""
_MOST_WRAPPINGS = 4
"""So many wrappings of the whole text are undone, one after another."""
_MOST_FORMS = 4
"""So many ways to undo a wrapping are tried each time."""
_MAY_BE_FOREIGN = re.compile(
    r"PuTTY-User-Key-File|-----BEGIN PGP|\A(?:<|(?:Certificate|(?:RSA )?(?:Public|Private)-Key):)"
    r"|jwks?_?(?:set_?)?ur[il]|\"jku",
    re.IGNORECASE,
)
_KEYSTORES = (b"\xfe\xed\xfe\xed", b"\xce\xce\xce\xce")
"""How Java keystores begin: JKS and JCEKS."""
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/\s]{40,}+|[A-Za-z0-9_\s-]{40,}+)={0,2}\s*+")


def read_keys(given: KeyInput, engines: Engines) -> KeyRing:
    """Returns every key in the text. Faults are findings in the ring.

    Raises:
        UnansweredError: the host has to be asked first (`asking`). Nothing else is raised.
    """
    if engines.budget.counts:
        engines.budget.begin()  # Every run of a request reads the keys first, if it does not keep them.
    ring = KeyRing(given=bool(given.text))
    if given.text and not spared(
        lambda: _fill(ring, given, engines), False, "The key", "key", ring.findings
    ):
        ring.keys.clear()  # With some keys of a set and without others, the wrong one could be tried.
        ring.is_set = False
    return ring


def _fill(ring: KeyRing, given: KeyInput, engines: Engines) -> bool:
    """Reads the keys of a text into ``ring``. Returns true at the end.

    Raises:
        UnansweredError: the host has to be asked first.
    """
    if len(given.text) > MAX_LENGTH:
        message = f"The key text is longer than {MAX_LENGTH:,} characters."
        ring.findings.append(Finding("key-too-large", "key", message))
        return True
    _Reader(given, engines, ring).read(given.text)
    if given.passphrase and _PASSPHRASE_CODES.isdisjoint(f.code for f in ring.findings):
        if ring.keys and not any(key.encrypted for key in ring.keys):
            message = "The key is not encrypted; the passphrase was not needed."
            ring.findings.append(Finding("key-passphrase-unused", "key", message))
    if has_error(ring.findings):  # Then it is not sure that the key was read all the same.
        ring.findings[:] = [doctor.without_ending(finding) for finding in ring.findings]
    return True


class _Reader:
    """Reads the text of a key, and what comes out when its wrappings are undone."""

    def __init__(self, given: KeyInput, engines: Engines, ring: KeyRing, depth: int = 0) -> None:
        self._given = given
        self._engines = engines
        self._ring = ring
        self._depth = depth
        self._loader = KeyLoader(given, engines, ring)

    def read(self, text: str) -> None:
        """Adds the keys of ``text`` to the ring.

        Raises:
            UnansweredError: the host has to be asked first.
        """
        entries = keys_in_json(
            text, self._ring.findings, self._ring.unusable, _keys_of
        ) or keys_in_pieces(text)
        labelled = Labelled(entries) if entries else labelled_keys(text)
        if labelled.entries:
            self._loader.load_entries(labelled.entries)
        elif (problem := labelled.problem or several_in_broken_json(text)) is not None:
            self._ring.findings.append(Finding("key-unreadable", "key", problem))
        else:
            self._recognize(doctor.repair(text, self._ring.findings))
        self._loader.finish()

    def _recognize(self, text: str) -> None:
        """Recognizes the format of the repaired ``text``, and reads it."""
        loader = self._loader
        if message := _no_secret(text):
            self._ring.findings.append(Finding("key-unreadable", "key", message))
        elif "-----BEGIN" in text:
            loader.load_pem(text)
        elif looks_like_jwk(text):
            read_jwk_text(text, self._given.text, self._ring)
        elif lines := public_lines(text):
            loader.load_ssh(lines)
        else:
            der = _der(text)
            if der is None or not loader.load_der(der):
                self._look_into(text)

    def _look_into(self, text: str) -> None:
        """Reads a text without format: as a point, as a key in a wrapping, or as a secret."""
        try:
            kind = _kind(text, self._engines)
            left_out = False
        except OutOfWorkError:
            kind, left_out = None, True
        is_key = kind is not None and (self._is_point(text) or self._is_wrapped(text))
        if self._depth:
            return
        aside = KeyRing() if is_key else self._ring
        _read_secret(self._given, aside)
        secret = aside.keys[-1] if aside.keys else None
        if secret is not None and not left_out:
            # A key in another encoding of the secret is a key all the same.
            # White space around a text hides no key, so the answer holds for it, too.
            same = text.isascii() and (secret.secret or b"").strip() == _encoded(text)
            if kind is not None or same:
                secret.confused[:] = [kind]
        if is_key:
            self._ring.secret = secret

    def _is_point(self, text: str) -> bool:
        from ..keys.bare import point  # Few texts get so far, here and below.

        bare = point(text)
        if bare is None:
            return False
        from .bare_keys import read_as

        key = from_jwk(bare.jwk, bare.source)
        self._ring.keys.append(key)
        self._ring.findings.append(read_as(key))
        return True

    def _is_wrapped(self, text: str) -> bool:
        """Undoes the wrappings of a text that holds a key, and tells whether the key was found."""
        from .wrapped import parts, whole

        if self._depth < _MOST_WRAPPINGS:
            for inner, wrapping in islice(whole(text), _MOST_FORMS):
                if inner.strip() and inner != text:
                    ring = KeyRing(given=True)
                    _Reader(
                        replace(self._given, text=inner), self._engines, ring, self._depth + 1
                    ).read(inner)
                    if self._takes(ring, f"The key was written in {wrapping}. {doctor.READ}"):
                        return True
        found, unusable, left_out = parts(text)
        if not found:
            return False
        whole_ones = [where for entry, where in found if entry.value != BROKEN]
        count = len(whole_ones)
        what = f"The key was found {whole_ones[0]}."
        if count > 1:
            what = f"{count} keys were found in the text."
        self._ring.findings.append(Finding("key-repaired", "key", f"{what} {doctor.READ}"))
        self._loader.load_entries([entry for entry, _ in found])
        for name, reason in unusable.items():
            self._ring.unusable.setdefault(name, reason)
        self._ring.left_out += left_out
        return True

    def _takes(self, inner: KeyRing, message: str) -> bool:
        """Takes over what was read without a wrapping, if it is a key."""
        if not inner.keys and not any(f.code in _READ_CODES for f in inner.findings):
            return False
        ring = self._ring
        ring.keys, ring.is_set, ring.left_out = inner.keys, inner.is_set, inner.left_out
        ring.unusable, ring.damaged = inner.unusable, inner.damaged
        ring.findings += [Finding("key-repaired", "key", message), *inner.findings]
        return True


def _no_secret(text: str) -> str | None:
    if not _MAY_BE_FOREIGN.search(text):
        return None
    from ..keys.foreign import no_secret  # Few texts need it.

    return no_secret(text)


def _kind(text: str, engines: Engines) -> str | None:
    """Returns what kind of key a text holds for certain, so that it can be no secret.

    Raises:
        OutOfWorkError: that is more work than the request may take.
    """
    return public_key_in(_encoded(text), engines.budget)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _read_secret(given: KeyInput, ring: KeyRing) -> None:
    try:
        secret = secret_bytes(given.text, given.encoding)
    except UnicodeEncodeError as error:
        span = (error.start, error.end)
        message = "The secret has half of a surrogate pair, which is no character. Remove it."
        ring.findings.append(Finding("secret-encoding", "key", message, span))
        return
    except ValueError as error:
        message = f"The secret is not {given.encoding}: {error}. Choose the encoding that it was given in."
        ring.findings.append(Finding("secret-encoding", "key", message))
        return
    if given.encoding == "utf8" and given.text != given.text.strip():
        message = (
            "The secret begins or ends with white space, which counts as part of it. "
            "If that came with copying, remove it."
        )
        ring.findings.append(Finding("secret-whitespace", "key", message))
    if looks_like := doctor.suspicious_secret(given.text):
        ring.findings.append(Finding("secret-suspicious", "key", looks_like))
    if given.text.lstrip().startswith("{"):
        message = (
            "The secret looks like JSON but has no kty, so it is not a JWK; it is used as text."
        )
        ring.findings.append(Finding("secret-looks-like-json", "key", message))
    jwk = {"kty": "oct", "k": base64url.encode(secret)}
    source = f"read as {given.encoding}"
    ring.keys.append(Key(jwk, source, secret=secret, encoding=given.encoding))


def _der(text: str) -> bytes | None:
    """Returns the bytes of a base64 text, if they are a whole ASN.1 SEQUENCE or a Java keystore."""
    if not _BASE64.fullmatch(text):
        return None
    data = base64url.either(base64url.without_blanks(text))
    if data[:4] in _KEYSTORES and data[4:7] == b"\0\0\0":
        return data
    # PKCS#12 of Windows leaves the length open.
    is_whole = der_length(data) == len(data) or data[:7] == b"\x30\x80\x02\x01\x03\x30\x80"
    return data if data[:1] == b"\x30" and is_whole else None


def _keys_of(text: str) -> list[Value]:
    """Returns the keys that a string in JSON is; see `key_values.keys_of`."""
    from .key_values import keys_of  # Few texts need it.

    return keys_of(text)
