"""Policies to begin with: each a model, a policy and requests, for one question."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

_EFFECT_ALLOW = "some(where (p.eft == allow))"


@dataclass(frozen=True, slots=True)
class Preset:
    """The contract's `Preset`."""

    name: str
    question: str
    """The question that it answers."""
    model: str
    policy: str
    requests: list[dict[str, Any]]


def _model(
    request: str, policy: str, matcher: str, effect: str = _EFFECT_ALLOW, roles: str = ""
) -> str:
    parts = [
        f"[request_definition]\nr = {request}",
        f"[policy_definition]\np = {policy}",
        *([f"[role_definition]\ng = {roles}"] if roles else []),
        f"[policy_effect]\ne = {effect}",
        f"[matchers]\nm = {matcher}",
    ]
    return "\n\n".join(parts) + "\n"


PRESETS = (
    Preset(
        "scopes",
        "Does the token carry the scope that this call needs?",
        _model(
            "grants, path, method",
            "scope, path, method",
            "p.scope in r.grants.scopes && keyMatch(r.path, p.path) && r.method == p.method",
        ),
        "# scope, path, method\n"
        "p, orders:read, /orders/*, GET\n"
        "p, orders:write, /orders/*, POST\n"
        "p, orders:write, /orders/*, DELETE\n",
        [{"values": ["/orders/7", "GET"]}, {"values": ["/orders/7", "DELETE"]}],
    ),
    Preset(
        "roles",
        "Has the bearer a role, or a role above it, that may do this?",
        _model(
            "grants, obj, act",
            "role, obj, act",
            "gAny(r.grants.roles, p.role) && r.obj == p.obj && r.act == p.act",
            roles="_, _",
        ),
        "p, reader, report, read\n"
        "p, editor, report, write\n"
        "p, admin, report, delete\n"
        "\n"
        "# an editor is a reader as well, and an admin is an editor\n"
        "g, editor, reader\n"
        "g, admin, editor\n",
        [{"values": ["report", "read"]}, {"values": ["report", "delete"]}],
    ),
    Preset(
        "tenants",
        "Has the subject the role in this tenant, and is the token of this tenant?",
        _model(
            "sub, grants, tenant, obj, act",
            "role, tenant, obj, act",
            "r.tenant in r.grants.tenants && g(r.sub, p.role, r.tenant) && r.tenant == p.tenant "
            "&& r.obj == p.obj && r.act == p.act",
            roles="_, _, _",
        ),
        "p, admin, blue, invoice, write\n"
        "p, reader, blue, invoice, read\n"
        "p, reader, green, invoice, read\n"
        "\n"
        "# subject, role, tenant\n"
        "g, alice, admin, blue\n"
        "g, alice, reader, green\n",
        [{"values": ["blue", "invoice", "write"]}, {"values": ["green", "invoice", "write"]}],
    ),
    Preset(
        "paths",
        "May this subject call this path of the interface with this method?",
        _model(
            "sub, path, method",
            "sub, path, method",
            "(r.sub == p.sub || p.sub == '*') && keyMatch2(r.path, p.path) "
            "&& regexMatch(r.method, p.method)",
        ),
        "p, alice, /users/:id, ^(GET|PUT)$\n"
        "p, alice, /users/:id/files/*, ^GET$\n"
        "p, *, /health, ^GET$\n",
        [{"values": ["/users/7", "PUT"]}, {"values": ["/users/7/files/a/b", "PUT"]}],
    ),
    Preset(
        "attributes",
        "Do the claims, the resource and the circumstances together allow it?",
        _model(
            "token, context, obj, act",
            "condition, kind, act",
            "eval(p.condition) && r.obj.kind == p.kind && r.act == p.act",
        ),
        "# condition, kind, act\n"
        "p, r.obj.owner == r.token.sub, document, write\n"
        "p, r.context.hour >= 8 && r.context.hour < 18, document, read\n"
        'p, ipMatch(r.context.ip, "10.0.0.0/8"), document, delete\n',
        [
            {"values": [{"kind": "document", "owner": "alice"}, "write"]},
            {
                "values": [{"kind": "document", "owner": "bob"}, "delete"],
                "context": {"ip": "10.1.2.3"},
            },
        ],
    ),
    Preset(
        "deny-override",
        "Does a rule allow it, and does no rule deny it?",
        _model(
            "grants, obj, act",
            "role, obj, act, eft",
            "gAny(r.grants.roles, p.role) && r.obj == p.obj && r.act == p.act",
            effect="some(where (p.eft == allow)) && !some(where (p.eft == deny))",
            roles="_, _",
        ),
        "p, editor, report, write, allow\np, suspended, report, write, deny\n\ng, admin, editor\n",
        [{"values": ["report", "write"]}],
    ),
    Preset(
        "priority",
        "What does the first rule say that matches, in the order of priority?",
        _model(
            "grants, obj, act",
            "priority, role, obj, act, eft",
            "(p.role == '*' || gAny(r.grants.roles, p.role)) && keyMatch(r.obj, p.obj) "
            "&& r.act == p.act",
            effect="priority(p.eft) || deny",
            roles="_, _",
        ),
        "# the lowest number counts first\n"
        "p, 1, auditor, /ledger/*, write, deny\n"
        "p, 5, editor, /ledger/*, write, allow\n"
        "p, 9, *, /public/*, read, allow\n"
        "\n"
        "g, admin, editor\n",
        [{"values": ["/ledger/3", "write"]}, {"values": ["/public/a", "read"]}],
    ),
)


def presets() -> list[dict[str, Any]]:
    """Returns all presets, as the contract has them."""
    return [asdict(preset) for preset in PRESETS]
