"""What is wrong with a model or a policy has a finding with its line; nothing is allowed then."""

from __future__ import annotations

import pytest

from tests.unit.support.access import BASIC, ask, model

REQUEST = ["alice", "data", "read"]
GOOD = "p, alice, data, read"
ROLES = f"{BASIC}\n[role_definition]\ng = _, _\n"
EFT = model("r.sub == p.sub", policy="sub, obj, act, eft")
SUBJECTS = EFT.replace("some(where (p.eft == allow))", "subjectPriority(p.eft) || deny")

POLICIES = {
    "too few values": (BASIC, f"{GOOD}\np, alice, data", 2, "policy-invalid"),
    "too many values": (BASIC, f"{GOOD}\n\n# more\np, alice, data, read, allow", 4, "policy-invalid"),
    "a bracket that is not open": (BASIC, f"{GOOD}\np, alice), data, read", 2, "policy-invalid"),
    "a bracket that hides commas": (BASIC, "p, f(alice, data, read", 1, "policy-invalid"),
    "a link with one name": (ROLES, f"{GOOD}\ng, alice", 2, "policy-invalid"),
    "a priority that is no number": (
        model("r.sub == p.sub", policy="priority, sub"), "p, 1, alice\np, high, bob", 2, "policy-invalid",
    ),
    "a circle of subjects": (
        f"{SUBJECTS}\n[role_definition]\ng = _, _\n",
        "p, alice, data, read, allow\ng, a, b\ng, b, c\ng, c, a", 2, "policy-invalid",
    ),
    "a condition that is no expression": (
        model("eval(p.sub)"), "p, r.sub ==, data, read", 1, "policy-invalid",
    ),
}  # fmt: skip

WARNED = {
    "an unknown kind": (BASIC, f"{GOOD}\nq, alice, data, read", 2, "policy-line-ignored"),
    "a link without roles": (BASIC, f"{GOOD}\ng, alice, admin", 2, "policy-line-ignored"),
    "no kind at all": (BASIC, f"{GOOD}\n, alice", 2, "policy-line-ignored"),
    "an unknown effect": (EFT, "p, alice, data, read, allow\np, a, b, c, maybe", 2, "policy-effect-unknown"),
    "quotation marks": (BASIC, f'{GOOD}\np, "alice", data, read', 2, "policy-quotes"),
}  # fmt: skip


@pytest.mark.parametrize("what", POLICIES)
def test_a_policy_that_does_not_fit_names_its_line_and_allows_nothing(what: str) -> None:
    made, policy, line, code = POLICIES[what]
    result = ask(made, policy, REQUEST)
    [finding] = [each for each in result["findings"] if each["severity"] == "error"]
    assert (finding["code"], finding["where"]) == (code, "policy")
    assert finding["message"].startswith(f"Line {line} of the policy: ")
    start, end = finding["range"]
    assert policy[start:end] == policy.split("\n")[line - 1]
    [decision] = result["decisions"]
    assert (decision["allowed"], decision["code"]) == (False, "policy-refused")
    assert decision["reason"].endswith(finding["message"])


@pytest.mark.parametrize("what", WARNED)
def test_a_line_that_casbin_would_skip_without_a_word_is_told(what: str) -> None:
    made, policy, line, code = WARNED[what]
    result = ask(made, policy, REQUEST)
    [finding] = result["findings"]
    assert (finding["code"], finding["severity"]) == (code, "warning")
    assert finding["message"].startswith(f"Line {line} of the policy: ")
    assert result["decisions"][0]["allowed"]


MODELS = {
    "a line without a sign": (BASIC.replace("p = sub", "p sub"), 6),
    "an effect that casbin does not know": (BASIC.replace("some(where", "any(where"), 9),
    "a matcher that is none": (model("r.sub =="), 12),
    "a matcher with an unknown name": (model("r.subject == p.sub"), 12),
    "a matcher over two lines": (model("r.sub == p.sub && \\\n  r.obj =="), 13),
    "names that are none": (model("True", policy="sub, 1"), 6),
    "a name twice": (model("True", request="sub, sub"), 3),
    "conditions of roles": (f"{BASIC}\n[role_definition]\ng = _, _, (_, _)\n", 15),
    "a role with one place": (f"{BASIC}\n[role_definition]\ng = _\n", 15),
    "a hash in a text, where casbin cuts": (model("r.sub == '#'"), 12),
    "subjects without roles": (SUBJECTS, 9),
}


@pytest.mark.parametrize("what", MODELS)
def test_a_model_that_does_not_fit_names_its_line_and_allows_nothing(what: str) -> None:
    made, line = MODELS[what]
    result = ask(made, GOOD, REQUEST)
    found = [each for each in result["findings"] if each["where"] == "model"]
    assert found[0]["code"] == "model-invalid"
    assert found[0]["message"].startswith(f"Line {line} of the model: ")
    assert "\n".join(made.split("\n")[:line]).endswith(made[slice(*found[0]["range"])])
    assert result["decisions"][0]["code"] == "policy-refused"


@pytest.mark.parametrize(
    "heading", ["request_definition", "policy_definition", "policy_effect", "matchers"]
)
def test_a_section_that_is_missing_or_misspelt_is_named(heading: str) -> None:
    result = ask(BASIC.replace(f"[{heading}]", f"[{heading}s]"), GOOD, REQUEST)
    codes = [each["code"] for each in result["findings"] if each["where"] == "model"]
    assert codes == ["model-line-ignored", "model-invalid"]
    assert heading in result["findings"][1]["message"]
    assert not result["decisions"][0]["allowed"]


def test_definitions_behind_a_gap_are_told() -> None:
    made = BASIC.replace("r = sub, obj, act", "r = sub, obj, act\nr3 = a")
    result = ask(made, GOOD, REQUEST)
    assert [each["code"] for each in result["findings"]] == ["model-line-ignored"]
    assert result["decisions"][0]["allowed"]


def test_ranges_count_utf_16_units() -> None:
    policy = "# \U0001f511\np, alice, data"
    [finding] = ask(BASIC, policy, REQUEST)["findings"]
    assert finding["range"] == [5, 19]


MISFITS = {
    "too few values": [],
    "too many values": ["a", "b", "c", "d"],
    "a name that is unknown": {"sub": "a", "obj": "b", "act": "c", "dom": "d"},
    "a name that is missing": {"obj": "b"},
}


@pytest.mark.parametrize("what", MISFITS)
def test_a_request_that_does_not_fit_is_denied_and_the_others_are_decided(what: str) -> None:
    wrong, good = ask(BASIC, GOOD, {"values": MISFITS[what]}, REQUEST)["decisions"]
    assert (wrong["allowed"], wrong["code"]) == (False, "request-does-not-fit")
    assert good["allowed"]


@pytest.mark.parametrize("name", ["token", "grants", "context"])
def test_a_request_cannot_forge_what_the_token_says(name: str) -> None:
    made = model("True", request=f"{name}, obj, act")
    values = {name: {"roles": ["admin"]}, "obj": "data", "act": "read"}
    [decision] = ask(made, GOOD, {"values": values})["decisions"]
    assert (decision["allowed"], decision["code"]) == (False, "request-does-not-fit")
