"""Reads the keys of one text into a ring, with the help of engines.

An engine is asked only where a key cannot be read without arithmetic: for an encrypted private
key, or for a private key whose text leaves its public half out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..engines.asking import UnansweredError
from ..engines.base import CannotError, KeyRefusedError
from ..engines.choice import Engines
from ..keys.asn1 import DerError, TooMuchError
from ..keys.budget import OutOfWorkError, completion_cost
from ..keys.der import LABELS, EncryptedError, Read, read_der
from ..keys.jwk import add_jwk, from_jwk, ordered
from ..keys.limits import MAX_KEYS
from ..keys.model import KeyInput, KeyRing
from ..keys.ssh import read_private, read_public
from ..keys.write import has_its_size
from ..text.words import quoted
from ..vocabulary import costs
from ..vocabulary.curves import CURVES
from ..vocabulary.findings import Finding
from . import doctor
from .encrypted import WrongPassphraseError, decrypt, may_open
from .json_keys import BROKEN, MOST_ENTRIES, Entry
from .notes import Notes
from .pem import MAX_BLOCKS, Block, blocks, by_key

_MOST_TEXTS = 3 * MAX_KEYS
"""So many texts of keys are kept: of one key there may be the private, the public and a certificate."""


class KeyLoader(Notes):
    """Adds the keys of a text to ``ring``. What cannot be read becomes a finding there.

    Call one of the `load_` methods, then `finish`. The `load_` methods raise nothing: if the host
    has to be asked about a key, the others are read first, so that one reply holds all
    questions. `finish` then raises.
    """

    def __init__(self, given: KeyInput, engines: Engines, ring: KeyRing) -> None:
        super().__init__(ring, engines.budget)
        self._passphrase = given.passphrase
        self._engines = engines
        self._pending = False

    def load_pem(self, text: str) -> None:
        """Reads every key and certificate of a PEM text. If there is more than one, it is a set.

        Texts of the same key (private, public, certificate) count as one.
        """
        self._load_blocks(text, "The text")
        self._settle()
        self.ring.is_set = len(self.ring.keys) > 1

    def load_entries(self, entries: Sequence[Entry]) -> None:
        """Reads keys that were found in a larger text. Several are a set; so is one with a `kid`."""
        self._is_alone = len(entries) == 1 and entries[0].kid is None
        if len(entries) > MAX_KEYS:
            count = f"{len(entries)}{' or more' if len(entries) == MOST_ENTRIES else ''}"
            self._left_unread(len(entries) - MAX_KEYS, f"The text has {count} keys")
        repairs: list[Finding] = []
        for number, entry in enumerate(entries[:MAX_KEYS], 1):
            kid, value = entry.kid, entry.value
            self._kid, self._labels = kid, entry.labels
            subject = f"The entry {quoted(kid)}" if kid else f"Key {number} of the text"
            if self._is_alone:
                subject = "The text"
                if entry.path:
                    message = f"The key was found inside other JSON, at {quoted(entry.path)}. {doctor.READ}"
                    repairs.append(Finding("key-repaired", "key", message))
            if not self._allows(costs.KEY_TEXT):
                self.ring.left_out += 1
            elif isinstance(value, str):
                self._load_blocks(doctor.repair(value, repairs), subject)
            elif value == BROKEN:
                self._subject = subject
                self._cannot("it looks like a key, but was cut or changed")
                self.ring.left_out += 1
                self.ring.damaged += 1
            elif isinstance(value, bytes):
                self._subject = subject
                if not self.load_der(value):
                    self._cannot("it holds no key and no certificate")
            else:
                self._load_jwk(value, subject, number)
        self.ring.findings += dict.fromkeys(repairs)  # Each is said once, not once per key.
        self._settle()
        self.ring.is_set = len(self.ring.keys) > 1 or not self._is_alone

    def load_ssh(self, lines: Sequence[str]) -> None:
        """Reads lines of an OpenSSH public key file. If there is more than one, they are a set."""
        self._is_alone = len(lines) == 1
        if len(lines) > MAX_KEYS:
            self._left_unread(len(lines) - MAX_KEYS, f"The text has {len(lines)} lines")
        for number, line in enumerate(lines[:MAX_KEYS], 1):
            self._subject = "The text" if self._is_alone else f"Line {number} of the text"
            try:
                self._add(read_public(line), "OpenSSH public key")
            except ValueError as error:
                self._damaged("OpenSSH public key", str(error))
        self._settle()
        self.ring.is_set = not self._is_alone

    def load_der(self, data: bytes) -> bool:
        """Reads DER of any kind, and tells whether it holds a key.

        The answer is true even if the key cannot be used; then a finding says why.
        """
        try:
            read = read_der(data)
        except EncryptedError:
            self._decrypt(Block("ENCRYPTED PRIVATE KEY", "", data))
            return True
        except TooMuchError as error:
            self._damaged("DER structure", str(error))
            return True
        except ValueError:
            return self._load_store(data)
        self._add(read, read.source if read.certificate else f"DER ({read.source})")
        return True

    def _load_store(self, data: bytes) -> bool:
        """Reads a PKCS#12 store, and names other things that hold keys. Tells whether it is one."""
        from ..keys.misfits import PKCS12, STORE, what_it_is  # Loaded here, since it is rare.
        from ..keys.pkcs12 import read_store

        if (reason := what_it_is(data)) is None:
            return False
        store = read_store(data) if reason == PKCS12 else None
        if store is None or not (store.encrypted or store.keys or store.certificates):
            self._cannot(reason)
            return True
        before = len(self.ring.keys)
        # A store has one passphrase. What it does not encrypt is read like blocks of a PEM.
        plain = [Block("PRIVATE KEY", "", key) for key in store.keys]
        plain += [Block("CERTIFICATE", "", one) for one in store.certificates]
        for group in by_key(plain):
            self._load_group(group)
        for key in store.encrypted[:MAX_KEYS]:
            self._decrypt(Block("ENCRYPTED PRIVATE KEY", "", key), STORE)
        if len(self.ring.keys) > before:
            self._repaired(
                "The text is a PKCS#12 store (.p12, .pfx). Its private key was read, but no certificate "
                "that it encrypts; libraries for tokens want the key as PEM, which “openssl pkcs12 "
                "-in store.p12 -nodes -nocerts” prints."
            )
        self._settle()
        self.ring.is_set = self.ring.is_set or len(self.ring.keys) > 1
        return True

    def finish(self) -> None:
        """Checks that every key has been read.

        Raises:
            UnansweredError: the host has to be asked about some of them first.
        """
        if self._pending:
            raise UnansweredError

    def _load_jwk(self, jwk: dict[str, Any], subject: str, number: int) -> None:
        if jwk.keys() == {"kty", "crv", "d"} and jwk["crv"] in CURVES:
            self._subject = subject
            self._add(Read(jwk, "bare private number"), "bare private number")
            return
        members = jwk if self._kid is None or "kid" in jwk else {**jwk, "kid": self._kid}
        before = len(self.ring.keys)
        try:
            add_jwk(members, self.ring, f"key {number} of the text", subject)
            self.ring.keys[before] = replace(self.ring.keys[before], labels=self._labels)
        except ValueError as error:
            self._found("key-not-in-set", f"{subject} cannot be used: {error}.")

    def _load_blocks(self, text: str, subject: str) -> None:
        found, cut_off, more = blocks(text)
        if not found:
            self._found(
                "key-unreadable" if self._is_alone else "key-not-in-set",
                f"{'The PEM text' if self._is_alone else subject} has no complete block. It must run "
                "from its “-----BEGIN …-----” line to the “-----END …-----” line of the same name.",
            )
            return
        if cut_off:
            message = f"{subject} has a block without its END line. It was left out; copy it whole."
            self._found("key-not-in-set", message)
        if more:
            message = f"{subject} has more than {MAX_BLOCKS} blocks; only the first ones are read."
            self._found("key-not-in-set", message)
            self.ring.left_out += more
        if not self._allows(costs.KEY_TEXT * len(found)):
            self.ring.left_out += len(found)
            return
        groups = by_key(found)
        whole, self._is_alone = self._is_alone, self._is_alone and len(groups) == 1
        for number, group in enumerate(groups, 1):
            inside = subject[0].lower() + subject[1:]
            self._subject = subject if len(groups) == 1 else f"Key {number} of {inside}"
            self._load_group(group)
        self._is_alone = whole

    def _load_group(self, group: list[Block]) -> None:
        block = group[0]
        is_known = block.label in LABELS or block.label == "OPENSSH PRIVATE KEY"
        if block.data is None and is_known:
            from ..keys.misfits import why_unreadable  # Loaded here, since it is rare.

            self._damaged(f"PEM ({block.label})", why_unreadable(block.body))
            return
        if block.mended:
            self._repaired(f"{block.mended} The key was read all the same.")
        try:
            if block.label.startswith("OPENSSH"):
                read = read_private(block.data or b"")
            elif block.is_encrypted_by_openssl:
                raise EncryptedError
            elif not is_known:
                raise DerError
            else:
                read = read_der(block.data or b"", block.label)
        except EncryptedError:
            self._decrypt(block)
            return
        except ValueError as error:
            found = self._misfit(block, error, is_known=is_known)
            if found is None:
                return
            read = found
        chain = tuple(one.data for one in group if read.certificate and one.data)
        as_it_is = read.certificate or "OpenSSH" in read.source
        self._add(read, read.source if as_it_is else f"PEM ({read.source})", chain)

    def _misfit(self, block: Block, error: ValueError, *, is_known: bool) -> Read | None:
        """Returns the key of a block that is not what its label says; ``None`` if there is none."""
        from ..keys.misfits import read_misfit  # Loaded here, since it is rare.

        try:
            return read_misfit(block.data or b"", block.label, error)
        except EncryptedError:
            before = len(self.ring.keys)
            self._decrypt(block._replace(label="ENCRYPTED PRIVATE KEY"))
            if len(self.ring.keys) > before:
                self._repaired(
                    f"The lines around the key say “{block.label}”, but it is an encrypted private key: write "
                    "“ENCRYPTED PRIVATE KEY” in its BEGIN and END lines."
                )
        except ValueError as reason:
            if self._load_store(block.data or b""):
                return None
            if is_known or str(reason) != str(error):
                self._damaged(f"PEM ({block.label})", str(reason))
            else:
                what = f"“{block.label}” is not a kind of PEM that holds a key or certificate."
                self._found("key-unreadable" if self._is_alone else "key-not-in-set", what)
        return None

    def _decrypt(self, block: Block, store: str = "") -> None:
        """Opens an encrypted key. ``store`` names the store around it, and tells the way out."""
        if not self._passphrase and may_open(block, self._engines):
            message = f"{store or 'The private key is encrypted.'} Enter its passphrase."
            self._found("key-passphrase-needed", message)
            self._unusable("it is encrypted; enter its passphrase")
            return
        try:
            der = decrypt(block, self._passphrase or "", self._engines)
            source = "PKCS#12 (encrypted)" if store else "PEM (encrypted)"
            self._add(read_der(der, "PRIVATE KEY"), source, encrypted=True)
        except UnansweredError:
            self._pending = True
        except OutOfWorkError:
            self.ring.left_out += 1
        except WrongPassphraseError:
            message = "The passphrase does not open the private key. Check it, also its upper and lower case."
            self._found("key-passphrase-wrong", f"{store} {message}".lstrip())
        except CannotError as error:
            self._found("key-engine-missing", f"{store} {error}".lstrip())
        except ValueError as error:
            self._damaged("encrypted private key", str(error))

    def _add(
        self, read: Read, source: str, chain: tuple[bytes, ...] = (), *, encrypted: bool = False
    ) -> None:
        """Adds a key to the ring. If its public half is missing, an engine computes it."""
        jwk = read.jwk
        if read.certificate and not chain:
            chain = (read.certificate,)
        if len(self.ring.keys) >= _MOST_TEXTS:
            self.ring.left_out += 1
            return
        try:
            if jwk["kty"] in ("EC", "OKP", "AKP") and not {"x", "pub"} & jwk.keys():
                curve = str(jwk["alg" if jwk["kty"] == "AKP" else "crv"])
                engine = self._engines.load_for_completion(curve)
                if not self._allows(completion_cost(curve, engine.name)):
                    raise OutOfWorkError
                jwk = {**engine.complete(jwk)}
            if self._kid is not None:
                jwk = {**jwk, "kid": self._kid}
            key = from_jwk(ordered(jwk), source)
            if not has_its_size(key.jwk):
                raise ValueError(f"its number has not the length that it has on {key.curve}")
        except UnansweredError:
            self._pending = True
        except OutOfWorkError:
            self.ring.left_out += 1
        except CannotError as error:
            message = (
                "The private key leaves its public half out, and it cannot be computed here. "
                f"{error}"
            )
            self._found("key-engine-missing", message)
        except (ValueError, KeyRefusedError) as error:
            self._damaged(source, str(error))
        else:
            if read.note:
                self._repaired(read.note)
            more = replace(key, certificates=chain, encrypted=encrypted, labels=self._labels)
            self.ring.keys.append(more)
