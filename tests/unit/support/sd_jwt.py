"""SD-JWTs for tests: the examples of RFC 9901, and tokens that are put together by hand."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from tests.unit.support.calls import call

Json = dict[str, Any]
VECTORS = Path(__file__).parents[2] / "vectors" / "sd_jwt"
EXAMPLES: list[Json] = json.loads((VECTORS / "rfc9901.json").read_text(encoding="utf-8"))
SIGNED = [each for each in EXAMPLES if each["kind"] != "unsigned"]
SECRET = {"text": "k" * 32}
# The published keys of the working group, with their private parts.
ISSUER = {
    "kty": "EC",
    "crv": "P-256",
    "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
    "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
    "d": "Ur2bNKuBPOrAaxsRnbSH6hIhmNTxSGXshDSUD1a1y7g",
}
HOLDER = {
    "kty": "EC",
    "crv": "P-256",
    "x": "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
    "y": "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ",
    "d": "5K5SCos8zf9zRemGGUl6yfok-_NiiryNZsvANWMhF-I",
}
NOW = 1_748_537_300


def public(jwk: Json) -> Json:
    return {name: value for name, value in jwk.items() if name != "d"}


def text_of(example: Json) -> str:
    """The token of an example as somebody pastes it."""
    value = example["value"]
    return value if isinstance(value, str) else json.dumps(value)


def judged(example: Json, **more: Any) -> Json:
    """The report on an example, with all that it says expected of its key binding."""
    bound = example["key_binding"]
    wanted = {"nonce": bound["nonce"], "aud": bound["aud"]} if bound else None
    return call(
        "inspect",
        token=text_of(example),
        key={"text": json.dumps(example["issuer_keys"][0])},
        now=example["verify_at"],
        **{"key_binding": wanted, **more},
    )


def disclosure(*parts: Any) -> str:
    """A disclosure as the issuer writes it; a text among `parts` is taken as JSON where it begins with `=`."""
    written = [
        part[1:] if isinstance(part, str) and part.startswith("=") else json.dumps(part)
        for part in parts
    ]
    return b64(f"[{', '.join(written)}]")


def b64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def digest(encoded: str, name: str = "sha256") -> str:
    data = hashlib.new(name, encoded.encode()).digest()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(payload: Json | str, header: Json | None = None) -> str:
    """The issuer's JWT alone."""
    text = payload if isinstance(payload, str) else json.dumps(payload)
    made = call(
        "sign", header=json.dumps({"alg": "HS256", **(header or {})}), payload=text, key=SECRET
    )
    return str(made["token"])


def report_on(token: str, **more: Any) -> Json:
    return call("inspect", token=token, key=SECRET, **{"now": NOW, **more})


def report(payload: Json | str, *disclosures: str, header: Json | None = None) -> Json:
    """The report on a token with these disclosures."""
    return report_on("~".join([signed(payload, header), *disclosures, ""]))


def failed(made: Json) -> list[str]:
    return [check["code"] for check in made["checks"] if check["status"] == "fail"]
