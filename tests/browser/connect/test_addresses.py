"""Which addresses may be asked at all."""

from __future__ import annotations

import pytest

from tests.browser.support.node import run_module

MODULE = 'import * as it from "./site/workspaces/inspect/issuer/addresses.js";'
ORIGINS = ["https://login.example", "http://localhost:8080"]


def discovery(issuer: str) -> list[str]:
    source = f"{MODULE} tell(it.discoveryAddresses(given.issuer, given.origins));"
    found: list[str] = run_module(source, {"issuer": issuer, "origins": ORIGINS})
    return found


@pytest.mark.parametrize(
    ("issuer", "openid", "oauth"),
    [
        (
            "https://login.example",
            "https://login.example/.well-known/openid-configuration",
            "https://login.example/.well-known/oauth-authorization-server",
        ),
        (
            "https://login.example/",
            "https://login.example/.well-known/openid-configuration",
            "https://login.example/.well-known/oauth-authorization-server",
        ),
        (
            "http://localhost:8080/realms/a/",
            "http://localhost:8080/realms/a/.well-known/openid-configuration",
            "http://localhost:8080/.well-known/oauth-authorization-server/realms/a",
        ),
    ],
)
def test_where_the_document_of_an_issuer_stands(issuer: str, openid: str, oauth: str) -> None:
    assert discovery(issuer) == [openid, oauth]


@pytest.mark.parametrize(
    "issuer",
    [
        "http://login.example",  # another scheme
        "https://login.example:444",
        "https://login.example.evil.example",
        "https://evil.example/https://login.example",
        "https://login.example@evil.example",
        "https://user@login.example",
        "https://user:word@login.example",
        "//login.example",
        "https:login.example",
        "HTTPS://login.example",
        "https://LOGIN.example",
        "https://login.example:443",
        " https://login.example",
        "https://login.example\n",
        "https://login.example/a b",
        "https://login.example\\a",
        "https://login.example/../a",
        "https://login.example/%2e%2e/a",
        "https://login.example/./a",
        "https://login.example/#a",
        "https://login.example/?a",
        "https://login.example/\u202ea",
        "https://l\u043egin.example",  # with a Cyrillic letter
        "https://login.example/'; id #",
        "https://login.example/$(id)",
        "https://login.example/`id`",
        'https://login.example/"',
        "javascript:alert(1)",
        "blob:https://login.example/a",
        "login.example",
        "",
        "https://login.example/" + "a" * 2000,
    ],
)
def test_no_other_issuer_is_asked(issuer: str) -> None:
    assert discovery(issuer) == []


def test_a_command_holds_nothing_but_an_address() -> None:
    source = f"{MODULE} tell(given.map(it.commandFor));"
    good = "https://a.example/keys?p=b_1&c=%20(d)"
    bad = ["https://a.example/$(id)", 'https://a.example/";id;"', "https://a.example/`id`", "-o x"]
    assert run_module(source, [good, *bad]) == [f'curl "{good}"', None, None, None, None]
