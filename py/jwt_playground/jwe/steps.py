"""The steps of opening a JWE, as plain sentences in their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..vocabulary.encryption import ContentEncryption, KeyManagement
from .open import Opened
from .parameters import ephemeral


def steps(opened: Opened) -> list[str]:
    """Returns how the content key came about, what it did, and what that means.

    A token that was not opened has the same steps, in other words: what would have to be done.
    """
    about = opened.about
    if about is None or about.plan.algorithm is None or about.plan.encryption is None:
        return ["Without algorithms that are known nobody can say how the token is opened."]
    plan, algorithm, enc = about.plan, about.plan.algorithm, about.plan.encryption
    told = [*_content_key(algorithm, enc, plan.header), _content(enc)]
    told.append(_covered(opened))
    if plan.header.get("zip") == "DEF":
        told.append(
            "The plaintext was compressed before it was encrypted (zip: DEF); it is inflated."
        )
    clear = _in_the_clear(opened)
    told.append(f"Readable without a key: {clear}. Put no secrets there.")
    if algorithm.kty == "oct":
        who = "Only those who have the secret can have made the token, but any of them can."
    else:
        who = (
            "Anyone who has the public key can have made the token: encryption says nothing of who."
        )
    told.append(f"{who} A signature inside would say it.")
    return told


def _content_key(
    algorithm: KeyManagement, enc: ContentEncryption, header: Mapping[str, Any]
) -> list[str]:
    size = f"{enc.key_bytes} bytes"
    if algorithm.mode == "direct":
        return [f"The shared secret is the content key itself ({size}): dir wraps nothing."]
    if algorithm.mode == "encrypted":
        digest = f" (OAEP with {algorithm.digest})" if algorithm.digest else " (PKCS #1 v1.5)"
        return [
            (
                f"The recipient's private RSA key decrypts the encrypted key{digest}: that gives the "
                f"content key ({size})."
            )
        ]
    if algorithm.curves:
        return _agreed(algorithm, size, header)
    unwrap = (
        f"unwraps the encrypted key with {algorithm.wrap}: that gives the content key ({size})."
    )
    if algorithm.is_password:
        count = header.get("p2c")
        rounds = f"{count:,} rounds" if isinstance(count, int) else "many rounds"
        return [
            (
                f"PBKDF2 with HMAC and {algorithm.digest} derives a key of {algorithm.wrap_bytes} bytes from "
                f"the password and the salt p2s, in {rounds} (p2c)."
            ),
            f"The derived key {unwrap}",
        ]
    beside = (
        " Its own IV and tag stand in the header (iv, tag)." if algorithm.wrap == "AES-GCM" else ""
    )
    return [f"The shared secret {unwrap}{beside}"]


def _agreed(algorithm: KeyManagement, size: str, header: Mapping[str, Any]) -> list[str]:
    epk = ephemeral(header)
    curve = f" on {epk.curve}" if epk else ""
    told = [
        f"The sender made a key pair{curve} for this token alone; its public half is epk in the header.",
        (
            "The recipient's private key and epk agree on a shared secret (ECDH), which the sender computed "
            "from the recipient's public key and the private half of epk."
        ),
    ]
    if algorithm.mode == "agreed":
        told.append(f"Concat KDF with SHA-256 derives the content key from it ({size}).")
        return told
    told.append(
        f"Concat KDF with SHA-256 derives from it a key of {algorithm.wrap_bytes} bytes, which unwraps "
        f"the encrypted key with {algorithm.wrap}: that gives the content key ({size})."
    )
    return told


def _content(enc: ContentEncryption) -> str:
    if enc.cipher == "AES-GCM":
        return (
            "With the content key and the IV, AES-GCM checks the tag and decrypts the ciphertext."
        )
    half = enc.key_bytes // 2
    return (
        f"The first {half} bytes of the content key check the tag (HMAC with {enc.digest}), the last "
        f"{half} decrypt the ciphertext (AES-CBC with the IV)."
    )


def _covered(opened: Opened) -> str:
    covered = ["the IV", "the ciphertext"]
    if opened.parts.aad is not None:
        covered.insert(0, "aad")
    if opened.parts.protected.text:
        covered.insert(0, "the protected header")
    return f"The tag covers {', '.join(covered[:-1])} and {covered[-1]}: none of them was changed if it fits."


def _in_the_clear(opened: Opened) -> str:
    parts = opened.parts
    clear = ["the protected header"] if parts.protected.text else []
    if parts.unprotected is not None or any(each.header for each in parts.recipients):
        clear.append("the unprotected headers, which the tag does not cover")
    if parts.aad is not None:
        clear.append("aad")
    return " and ".join(clear) or "the lengths of the parts"
