/** The parts of an exported test file that are always the same: Python. */

export const HEAD = `"""Tests of an access policy: may the bearer of each token do this?

Needs model.conf and policy.csv beside it, and: pip install pytest pyjwt pycasbin

No token and no key is in this file. The claims of each token are signed here with a secret of the
tests, and PyJWT verifies them. A token that was not valid is signed with another secret, so PyJWT
refuses it, and it allows nothing. The times of the claims were checked when this was written.
"""

import json
from datetime import datetime, timezone
from pathlib import Path

import casbin
import jwt
import pytest

# Model and policy lie beside this file; they are what is tested.
HERE = Path(__file__).parent
SECRET = "the-secret-of-these-tests-and-of-nothing-else"
OTHER_SECRET = "a-secret-that-these-tests-do-not-accept-at-all"
TIMES = {f"verify_{name}": False for name in ("exp", "nbf", "iat", "aud", "sub", "jti")}
`;

export const END = `
def verified(token):
    """Return the claims of a token, or None: no verdict, no access."""
    secret = SECRET if token["valid"] else OTHER_SECRET
    signed = jwt.encode(json.loads(token["claims"]), secret, algorithm="HS256")
    try:
        return jwt.decode(signed, SECRET, algorithms=["HS256"], options=TIMES)
    except jwt.InvalidTokenError:
        return None


def grants(claims, places):
    """Return the scopes, roles and so on that stand in the claims."""
    found = {kind: [] for kind in ("scopes", "roles", "permissions", "groups", "tenants")}
    for place in places:
        value = claims
        for name in place["path"]:
            value = value[name]
        if place["read"] == "words":
            values = value.split()
        elif place["read"] == "text":
            values = [value]
        elif isinstance(value, dict):
            values = list(value)
        else:
            values = [name for each in value for name in names_in(each)]
        found[place["kind"]] += [each for each in values if each not in found[place["kind"]]]
    return found


def names_in(value):
    """Return the grants in one value of a list."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, dict):
        return []
    name, scopes = value.get("rsname"), value.get("scopes")
    joined = [f"{name}#{scope}" for scope in scopes] if name and isinstance(scopes, list) else []
    return joined + [value[each] for each in ("value", "rsname") if value.get(each)][:1]


def context(given):
    """Return what the request says of the circumstances, and the time in UTC."""
    time = given.get("time", NOW)
    moment = datetime.fromtimestamp(time, timezone.utc)
    return {"time": time, "hour": moment.hour, "weekday": moment.isoweekday(), **given}


@pytest.fixture(scope="module")
def enforcer():
    made = casbin.Enforcer(str(HERE / "model.conf"), str(HERE / "policy.csv"))
    for key, definition in made.model.model.get("g", {}).items():
        link = casbin.util.generate_g_function(definition.rm)
        made.add_function(
            f"{key}Any", lambda names, *rest, link=link: any(link(name, *rest) for name in names)
        )
    return made


def decide(enforcer, claims, case, places):
    """Decide as the page does: what fails is denied."""
    wanted = [name for name in case["names"] if name not in ("token", "grants", "context")]
    values = case["values"]
    if isinstance(values, list):
        names = wanted
        if len(values) == len(wanted) - 1:
            names = [name for name in wanted if name != "sub"]
        values = dict(zip(names, values))
    own = {"token": claims, "grants": grants(claims, places), "context": context(case["context"])}
    subject = {"sub": claims.get("sub")} if "sub" in wanted else {}
    filled = {**subject, **values, **own}
    try:
        return enforcer.enforce(*[filled[name] for name in case["names"]])
    except Exception:
        return False


@pytest.mark.parametrize("case", CASES, ids=lambda case: json.dumps(case["values"])[:60])
def test_access(enforcer, case):
    token = TOKENS[case["token"]]
    claims = verified(token)
    allowed = claims is not None and decide(enforcer, claims, case, token["grants"])
    assert allowed is case["allowed"]
`;
