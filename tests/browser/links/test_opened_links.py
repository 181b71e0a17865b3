"""What an address may contain when the page is opened: tokens, links and broken links."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.support.expect import expect
from tests.browser.support.links import clean, decode, share
from tests.browser.support.node import run_module
from tests.site_server import SiteServer


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
    [notice] = (opened := decode(hash=hash_))["notices"]
    assert "history keeps" in notice
    assert opened["inputs"] == {"token": token}
    assert clean(hash=hash_) == "/p/"


@pytest.mark.parametrize("hash_", ["", "#", "#main", "#a=b", "#token=", "#=&=&"])
def test_other_fragments_are_let_be(hash_: str) -> None:
    assert decode(hash=hash_) == {"inputs": {}, "notices": []}
    assert clean(hash=hash_) is None


@pytest.mark.parametrize("hash_", ["#v1=AAAA", "#v1=", "#v27=x", "#a=b&jwt=c", "#%74oken=a"])
def test_whatever_a_fragment_carries_is_taken_out_of_the_address(hash_: str) -> None:
    assert clean(search="?a=b", hash=hash_) == "/p/?a=b"


def test_of_several_tokens_one_is_shown_and_a_notice_names_the_others() -> None:
    opened = decode(hash="#access_token=A&id_token=I&token=T")
    assert opened["inputs"] == {"token": "T"}
    assert "id_token, access_token" in opened["notices"][0]
    assert decode(hash="#access_token=A&id_token=I")["inputs"] == {"token": "I"}


@pytest.mark.parametrize("name", ["token", "id_token", "access_token", "jwt"])
def test_a_token_in_the_query_is_taken_and_taken_out(name: str) -> None:
    opened = decode(search=f"?a=b&{name}=eyJ.a.b&c=%20d", hash="#x")
    assert opened["inputs"] == {"token": "eyJ.a.b"}
    assert clean(search=f"?a=b&{name}=eyJ.a.b&c=%20d", hash="#x") == "/p/?a=b&c=%20d#x"
    assert "server" in opened["notices"][0]
    assert "history keeps" in opened["notices"][0]
    assert clean(search=f"?{name}=eyJ.a.b") == "/p/"


def test_a_query_without_a_token_stays() -> None:
    assert clean(search="?theme=dark") is None


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
      import { decodeLink, encodeLink } from "./site/links/links.js";
      import { defaultInputs } from "./site/state/store.js";
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
      import { decodeLink } from "./site/links/links.js";
      const packed = Buffer.from(deflateSync(new Uint8Array(300e6))).toString("base64url");
      const before = process.memoryUsage().rss;
      const opened = decodeLink({ pathname: "/", search: "", hash: "#v1=" + packed });
      tell({ ...opened, packed: packed.length, grown: process.memoryUsage().rss - before });
    """
    opened = run_module(bomb)
    assert opened["inputs"] == {}
    assert "damaged" in opened["notices"][0]
    assert opened["grown"] < 60e6


def test_parts_of_the_wrong_shape_are_left_out_and_counted_but_not_quoted() -> None:
    odd = """
      import { pack } from "./site/links/link-packing.js";
      import { decodeLink } from "./site/links/links.js";
      const json = '{"token":"t","leeway":"1","now":1e999,"key":{"txt":""},"__proto__":{"a":1},"more":1,'
        + '"expect":{"iss":1},"algorithms":"none","signingKey":{"text":"a","constructor":1}}';
      tell(decodeLink({ pathname: "/", search: "", hash: "#v1=" + pack(json) }));
    """
    opened = run_module(odd)
    assert opened["inputs"] == {"token": "t"}
    # leeway, now, key, __proto__, more, expect, algorithms, signingKey
    counted = "8 parts of this link are unknown or cannot be read. They were left out."
    assert opened["notices"] == [counted]


def test_the_words_of_a_stranger_do_not_stand_in_a_notice() -> None:
    lie = """
      import { pack } from "./site/links/link-packing.js";
      import { decodeLink } from "./site/links/links.js";
      const json = JSON.stringify({ token: "t", [given]: 1 });
      tell(decodeLink({ search: "", hash: "#v1=" + pack(json) }));
    """
    words = "none. The signature was checked by your bank"
    [notice] = run_module(lie, words)["notices"]
    assert notice == "One part of this link is unknown or cannot be read. It was left out."


def test_the_page_takes_a_token_out_of_the_query_at_once_and_says_who_saw_it(
    open_page: OpenPage, site: SiteServer
) -> None:
    held = site.hold("*/pyodide.asm.wasm.bin")  # so the engine is not ready yet
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
