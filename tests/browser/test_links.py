"""Share links: what they carry, what they leave out, and what else an address may hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.conftest import OpenPage
from tests.browser.expect import expect
from tests.browser.node import run_module
from tests.site_server import SiteServer

DECODE = """
import { decodeLink } from "./site/links.js";
tell(decodeLink({ pathname: "/p/", search: "", hash: "", ...given }));
"""
SHARE = """
import { decodeLink, encodeLink, hasSecrets } from "./site/links.js";
import { defaultInputs } from "./site/state.js";
tell(given.cases.map((patch) => {
  const link = encodeLink({ ...defaultInputs(), ...patch }, given.options);
  const opened = decodeLink({ pathname: "/", search: "", hash: link && "#" + link });
  return { link, ...opened, hasSecrets: hasSecrets({ ...defaultInputs(), ...patch }) };
}));
"""

RSA_PUBLIC = '{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"1"}'
RSA_PRIVATE = '{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"}'
SPKI = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n"
PKCS8 = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIE\n-----END PRIVATE KEY-----\n"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"


def share(*cases: dict[str, Any], include_secrets: bool = False) -> list[dict[str, Any]]:
    """Write a link for each patch of the default inputs, and open it again."""
    data = {"cases": cases, "options": {"includeSecrets": include_secrets}}
    result: list[dict[str, Any]] = run_module(SHARE, data)
    return result


def decode(**location: str) -> dict[str, Any]:
    result: dict[str, Any] = run_module(DECODE, location)
    return result


any_text = st.text(st.characters(exclude_categories=[]), max_size=300)
seconds = st.integers(-(2**53), 2**53)
keys = st.fixed_dictionaries(
    {"text": any_text},
    optional={
        "encoding": st.sampled_from(["utf8", "base64", "base64url", "hex"]),
        "passphrase": any_text,
        "kid": any_text,
    },
)
one_or_more = any_text | st.lists(any_text, max_size=3)
any_inputs = st.fixed_dictionaries(
    {
        "direction": st.just("sign"),
        "token": any_text,
        "header": any_text,
        "payload": any_text,
        "key": keys,
        "signingKey": st.none() | keys,
        "algorithms": st.none() | st.lists(any_text, max_size=3),
        "expect": st.fixed_dictionaries(
            {},
            optional={
                "iss": one_or_more,
                "aud": one_or_more,
                "sub": any_text,
                "jti": any_text,
                "typ": any_text,
                "require": st.lists(any_text, max_size=3),
            },
        ),
        "leeway": seconds,
        "now": st.none() | seconds,
        "engine": st.sampled_from(["auto", "cryptography", "webcrypto"]),
        "crossCheck": st.booleans(),
        "detachedPayload": any_text,
    }
)
DEFAULTS = {
    "token": "", "header": "", "payload": "", "key": {"text": ""}, "signingKey": None,
    "algorithms": None, "expect": {}, "leeway": 0, "now": None, "engine": "auto",
    "crossCheck": False, "detachedPayload": "",
}  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(st.lists(any_inputs, min_size=1, max_size=20))
def test_a_link_restores_any_inputs_exactly(cases: list[dict[str, Any]]) -> None:
    for case, opened in zip(cases, share(*cases, include_secrets=True), strict=True):
        assert opened["notices"] == []
        assert DEFAULTS | opened["inputs"] == case


def test_a_link_keeps_lone_surrogates_nul_and_astral_characters() -> None:
    text = "a\ud800b\udc00\ud800\x00\u2028\U0001f600\ufeff\r\n"
    [opened] = share({"token": text})
    assert opened["inputs"] == {"token": text}


def test_a_link_is_made_of_letters_that_no_program_breaks() -> None:
    [opened] = share({"token": "eyJ.é😀" * 50})
    assert opened["link"].startswith("v1=")
    assert opened["link"][3:].replace("-", "").replace("_", "").isalnum()
    assert opened["link"].isascii()


def test_untouched_inputs_need_no_fragment() -> None:
    [opened] = share({})
    assert opened["link"] == ""
    assert opened["inputs"] == {}


def test_a_link_without_its_key_says_so_when_it_is_opened() -> None:
    secret, private, both = share(
        {"token": "a", "key": {"text": "hush"}},
        {"token": "a", "key": {"text": SPKI}, "signingKey": {"text": PKCS8}},
        {"token": "a", "key": {"text": "hush"}, "signingKey": {"text": PKCS8}},
    )
    assert ["Verification key" in notice for notice in secret["notices"]] == [True]
    assert ["signing key" in notice for notice in private["notices"]] == [True]
    assert len(both["notices"]) == 2


def test_a_link_that_left_nothing_out_says_nothing() -> None:
    for opened in share({"token": "a"}, {"token": "a", "key": {"text": SPKI}}):
        assert opened["notices"] == []
    [alone] = share({"key": {"text": "hush"}})
    assert alone["link"] == ""


def test_drafts_are_carried_only_while_they_count() -> None:
    drafts = {"header": "{}", "payload": "[]"}
    verify, sign = share({"direction": "verify", **drafts}, {"direction": "sign", **drafts})
    assert verify["inputs"] == {}
    assert sign["inputs"] == {"direction": "sign", **drafts}


@pytest.mark.parametrize(
    "text",
    [
        SPKI,
        "  " + SPKI + SPKI,
        CERTIFICATE,
        RSA_PUBLIC,
        f'{{"keys": [{RSA_PUBLIC}, {RSA_PUBLIC}]}}',
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPn me@example",
    ],
    ids=["SPKI", "two SPKI", "certificate", "JWK", "JWKS", "OpenSSH"],
)
def test_public_keys_are_shared(text: str) -> None:
    [opened] = share({"key": {"text": text, "passphrase": "open"}})
    assert opened["inputs"] == {"key": {"text": text}}


@pytest.mark.parametrize(
    "text",
    [
        "your-256-bit-secret",
        " ",
        "AQAB",
        "{",
        "{}",
        "null",
        '{"keys": []}',
        PKCS8,
        SPKI + PKCS8,
        SPKI + "and a secret",
        '{"kty":"oct","k":"AQAB"}',
        '{"kty":"oct"}',
        RSA_PRIVATE,
        RSA_PRIVATE.replace('"d"', '"\\u0064"'),
        f'{{"keys": [{RSA_PUBLIC}, {RSA_PRIVATE}]}}',
        f'{{"keys": [{RSA_PRIVATE}], "keys": [{RSA_PUBLIC}]}}',
        '{"kty":"AKP","alg":"ML-DSA-44","pub":"AQAB","priv":"AQAB"}',
        "ssh-ed25519 hunter2",
    ],
)
def test_what_may_be_a_secret_is_left_out_unless_ticked(text: str) -> None:
    key = {"text": text, "encoding": "utf8", "passphrase": "open sesame"}
    patch = {"token": "t", "key": key, "signingKey": {"text": text}}
    [opened] = share(patch)
    assert opened["hasSecrets"]
    assert opened["inputs"] == {"token": "t", "key": {"text": "", "encoding": "utf8"}}
    [ticked] = share(patch, include_secrets=True)
    assert ticked["inputs"]["key"] == key


@pytest.mark.parametrize(
    ("hash_", "token"),
    [
        ("#token=eyJ.a.b", "eyJ.a.b"),
        ("#id_token=eyJ.a.b", "eyJ.a.b"),
        ("#access_token=eyJ.a.b", "eyJ.a.b"),
        ("#a=b&access_token=eyJ.a.b&state=1&token_type=Bearer", "eyJ.a.b"),
        ("#token=Bearer%20eyJ.%C3%A9+/=", "Bearer eyJ.é+/="),
        ("#token=100%", "100%"),
        ("#eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJub25lIn0.e30."),
    ],
)
def test_a_token_in_the_fragment_is_taken(hash_: str, token: str) -> None:
    assert decode(hash=hash_) == {"inputs": {"token": token}, "notices": []}


@pytest.mark.parametrize("hash_", ["", "#", "#main", "#a=b", "#token=", "#=&=&"])
def test_other_fragments_are_let_be(hash_: str) -> None:
    assert decode(hash=hash_) == {"inputs": {}, "notices": []}


def test_of_several_tokens_one_is_shown_and_a_notice_names_the_others() -> None:
    opened = decode(hash="#access_token=A&id_token=I&token=T")
    assert opened["inputs"] == {"token": "T"}
    assert "id_token, access_token" in opened["notices"][0]
    assert decode(hash="#access_token=A&id_token=I")["inputs"] == {"token": "I"}


@pytest.mark.parametrize("name", ["token", "id_token", "access_token", "jwt"])
def test_a_token_in_the_query_is_taken_and_taken_out(name: str) -> None:
    opened = decode(search=f"?a=b&{name}=eyJ.a.b&c=%20d", hash="#x")
    assert opened["inputs"] == {"token": "eyJ.a.b"}
    assert opened["rewrite"] == "/p/?a=b&c=%20d#x"
    assert "server" in opened["notices"][0]
    assert decode(search=f"?{name}=eyJ.a.b")["rewrite"] == "/p/"


def test_a_query_without_a_token_stays() -> None:
    assert "rewrite" not in decode(search="?theme=dark")


BROKEN_LINKS = {
    "empty": "#v1=",
    "not base64url": "#v1=!!!!",
    "not deflate": "#v1=AAAAAAAA",
    "impossible length": "#v1=A",
}


@pytest.mark.parametrize("hash_", BROKEN_LINKS.values(), ids=BROKEN_LINKS)
def test_a_broken_link_gives_a_notice_and_nothing_else(hash_: str) -> None:
    opened = decode(hash=hash_)
    assert opened["inputs"] == {}
    assert "damaged" in opened["notices"][0]


def test_a_link_cut_off_anywhere_gives_a_notice() -> None:
    cut_off = """
      import { decodeLink, encodeLink } from "./site/links.js";
      import { defaultInputs } from "./site/state.js";
      const link = encodeLink({ ...defaultInputs(), token: "eyJhbGciOiJIUzI1NiJ9.e30.abcdef" });
      const all = Array.from(link, (_, at) => link.slice(0, at)).slice(4);
      tell(all.map((hash) => decodeLink({ pathname: "/", search: "", hash: "#" + hash })));
    """
    results = run_module(cut_off)
    assert len(results) > 30
    for opened in results:
        assert opened["inputs"] == {}
        assert "damaged" in opened["notices"][0]


def test_a_link_of_a_later_version_says_so() -> None:
    assert "newer version" in decode(hash="#v2=AAAA")["notices"][0]


def test_a_closing_bracket_that_a_chat_program_added_does_no_harm() -> None:
    [made] = share({"token": "eyJ.a.b"})
    assert decode(hash=f"#{made['link']}).")["inputs"] == {"token": "eyJ.a.b"}


def test_a_link_that_would_fill_the_memory_is_refused() -> None:
    bomb = """
      import { deflateSync } from "fflate";
      import { decodeLink } from "./site/links.js";
      const packed = Buffer.from(deflateSync(new Uint8Array(300e6))).toString("base64url");
      const before = process.memoryUsage().rss;
      const opened = decodeLink({ pathname: "/", search: "", hash: "#v1=" + packed });
      tell({ ...opened, packed: packed.length, grown: process.memoryUsage().rss - before });
    """
    opened = run_module(bomb)
    assert opened["inputs"] == {}
    assert "damaged" in opened["notices"][0]
    assert opened["grown"] < 60e6


def test_parts_of_the_wrong_shape_are_left_out_and_named() -> None:
    odd = """
      import { pack } from "./site/packing.js";
      import { decodeLink } from "./site/links.js";
      const json = '{"token":"t","leeway":"1","now":1e999,"key":{"txt":""},"__proto__":{"a":1},"more":1,'
        + '"expect":{"iss":1},"algorithms":"none","signingKey":{"text":"a","constructor":1}}';
      tell(decodeLink({ pathname: "/", search: "", hash: "#v1=" + pack(json) }));
    """
    opened = run_module(odd)
    assert opened["inputs"] == {"token": "t"}
    for name in ("leeway", "now", "key", "__proto__", "more", "expect", "algorithms", "signingKey"):
        assert name in opened["notices"][0]


def test_the_page_takes_a_token_out_of_the_query_at_once_and_says_who_saw_it(
    open_page: OpenPage, site: SiteServer
) -> None:
    held = site.hold("*/pyodide.asm.wasm")  # before the engine is there
    page = open_page("?a=b&token=eyJhbGciOiJIUzI1NiJ9.e30.AAAA#c", wait_ready=False)
    expect(page.locator("#token .cm-content")).to_have_text("eyJhbGciOiJIUzI1NiJ9.e30.AAAA")
    expect(page.locator("#notices")).to_contain_text("server received it")
    assert page.evaluate("location.search") == "?a=b"
    assert "eyJ" not in page.evaluate("location.href")
    held.set()
    expect(page.locator("#token .cm-content")).to_have_text("eyJhbGciOiJIUzI1NiJ9.e30.AAAA")


def test_the_page_says_that_a_link_is_damaged_and_keeps_what_was_typed(
    open_page: OpenPage,
) -> None:
    page = open_page("#token=eyJhbGciOiJIUzI1NiJ9.e30.AAAA")
    page.evaluate("location.hash = '#v1=AAAA'")
    expect(page.locator("#notices")).to_contain_text("damaged")
    expect(page.locator("#token .cm-content")).to_have_text("eyJhbGciOiJIUzI1NiJ9.e30.AAAA")


def test_the_answer_of_an_implicit_flow_is_read_as_it_is(open_page: OpenPage) -> None:
    page = open_page(
        "#access_token=opaque&token_type=Bearer&id_token=eyJhbGciOiJIUzI1NiJ9.e30.AAAA&state=xyz"
    )
    expect(page.locator("#token .cm-content")).to_have_text("eyJhbGciOiJIUzI1NiJ9.e30.AAAA")
    expect(page.locator("#notices")).to_contain_text("access_token")
