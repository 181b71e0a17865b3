"""Grants are found wherever issuers put them, each with its path and how it was read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.support.access import BASIC, ask

FOUND: list[tuple[str, dict[str, Any], list[tuple[str, str, list[str], str]]]] = [
    (
        "RFC 9068",
        {"scope": "a:read  a:write", "groups": ["g"], "roles": [{"value": "r"}], "entitlements": ["e"]},
        [
            ("scope", "a:read", ["scope"], "words"),
            ("scope", "a:write", ["scope"], "words"),
            ("role", "r", ["roles"], "object"),
            ("group", "g", ["groups"], "array"),
            ("permission", "e", ["entitlements"], "array"),
        ],
    ),
    ("Entra", {"scp": "Things.Read", "wids": ["w"], "tid": "t"}, [
        ("scope", "Things.Read", ["scp"], "words"),
        ("role", "w", ["wids"], "array"),
        ("tenant", "t", ["tid"], "text"),
    ]),
    ("Okta", {"scp": ["openid", "a"]}, [
        ("scope", "openid", ["scp"], "array"), ("scope", "a", ["scp"], "array"),
    ]),
    (
        "Keycloak",
        {
            "realm_access": {"roles": ["editor"]},
            "resource_access": {"account": {"roles": ["view"]}, "a.b": {"roles": ["x"]}},
            "authorization": {"permissions": [{"rsname": "album", "scopes": ["view"]}]},
            "organization": {"acme": {"id": "1"}},
        },
        [
            ("permission", "album#view", ["authorization", "permissions"], "object"),
            ("permission", "album", ["authorization", "permissions"], "object"),
            ("role", "editor", ["realm_access", "roles"], "array"),
            ("role", "view", ["resource_access", "account", "roles"], "array"),
            ("role", "x", ["resource_access", "a.b", "roles"], "array"),
            ("tenant", "acme", ["organization"], "object"),
        ],
    ),
    ("Cognito", {"cognito:groups": ["admins"], "cognito:roles": ["arn:a"]}, [
        ("role", "arn:a", ["cognito:roles"], "array"),
        ("group", "admins", ["cognito:groups"], "array"),
    ]),
    ("Auth0", {"permissions": ["read:a"], "https://app.example/roles": ["admin"], "org_id": "o"}, [
        ("permission", "read:a", ["permissions"], "array"),
        ("tenant", "o", ["org_id"], "text"),
        ("role", "admin", ["https://app.example/roles"], "array"),
    ]),
    ("Hasura", {"https://hasura.io/jwt/claims": {"x-hasura-allowed-roles": ["reader"]}}, [
        ("role", "reader", ["https://hasura.io/jwt/claims", "x-hasura-allowed-roles"], "array"),
    ]),
    ("Kubernetes", {"kubernetes.io": {"namespace": "prod"}}, [
        ("tenant", "prod", ["kubernetes.io", "namespace"], "text"),
    ]),
    ("what users write themselves", {"user_metadata": {"roles": ["admin"], "role": "admin"}}, []),
    ("other types", {"roles": {"a": 1}, "scope": 7, "groups": [1, None, ["x"]], "tid": ""}, []),
]  # fmt: skip


@pytest.mark.parametrize(("issuer", "claims", "expected"), FOUND, ids=[row[0] for row in FOUND])
def test_grants_of_an_issuer(
    issuer: str, claims: dict[str, Any], expected: list[tuple[str, str, list[str], str]]
) -> None:
    found = ask(BASIC, "", claims=claims)["grants"]
    assert [(g["kind"], g["value"], g["path"], g["read"]) for g in found] == expected


def test_the_user_can_name_a_further_place() -> None:
    claims = {"app": {"r/o.les": ["boss"]}, "roles": ["x"]}
    paths = [{"kind": "role", "path": ["app", "r/o.les"]}]
    found = ask(BASIC, "", claims=claims, paths=paths)["grants"]
    assert [(each["value"], each["path"]) for each in found] == [
        ("boss", ["app", "r/o.les"]),
        ("x", ["roles"]),
    ]


def test_a_token_that_is_not_valid_shows_its_grants_all_the_same() -> None:
    result = ask(BASIC, "", ["a", "b", "c"], claims={"roles": ["admin"]}, key=None)
    assert result["verdict"] == "unverified"
    assert [each["value"] for each in result["grants"]] == ["admin"]
    assert not result["decisions"][0]["allowed"]
