"""The role graph: from the token over its roles to the rule, with the way of the decision lit."""

from __future__ import annotations

from typing import Any

from tests.browser.support.abilities import one_browser
from tests.browser.support.node import run_module
from tests.unit.support.access import ask, model

pytestmark = one_browser

GRAPH = """
import { roleGraph } from "./site/workspaces/access/graph.js";
const { result, policy } = given;
tell(roleGraph(result, result.decisions[0], policy));
"""
ROLES = model(
    "gAny(r.grants.roles, p.role) && r.obj == p.obj", request="grants, obj", policy="role, obj"
).replace("[policy_effect]", "[role_definition]\ng = _, _\n\n[policy_effect]")
POLICY = (
    "p, reader, report\np, writer, page\n\ng, editor, reader\ng, admin, editor\ng, reader, guest"
)


def graph(policy: str, *values: str, roles: list[str]) -> Any:
    result = ask(ROLES, policy, [*values], claims={"roles": roles})
    return run_module(GRAPH, {"result": result, "policy": policy})


def lit(made: Any) -> list[tuple[str, str]]:
    return [(edge["from"], edge["to"]) for edge in made["edges"] if edge["lit"]]


def test_the_way_over_roles_is_lit_and_the_rest_is_not() -> None:
    made = graph(POLICY, "report", roles=["admin", "writer"])
    assert lit(made) == [
        ("token", "name admin"),
        ("name editor", "name reader"),
        ("name admin", "name editor"),
        ("name reader", "rule 1"),
    ]
    columns = {node["id"]: node["column"] for node in made["nodes"]}
    assert columns == {
        "token": 0, "name admin": 1, "name writer": 1, "name editor": 2, "name reader": 3,
        "name guest": 4, "rule 1": 5, "rule 2": 5,
    }  # fmt: skip
    assert {node["id"] for node in made["nodes"] if not node["lit"]} == {
        "name writer", "name guest", "rule 2",
    }  # fmt: skip


def test_a_grant_that_the_rule_names_needs_no_link() -> None:
    made = graph(POLICY, "page", roles=["writer"])
    assert lit(made) == [("token", "name writer"), ("name writer", "rule 2")]


def test_what_is_denied_lights_nothing() -> None:
    assert lit(graph(POLICY, "nothing", roles=["admin"])) == []


def test_a_token_that_leads_to_no_rule_has_no_graph() -> None:
    assert graph(POLICY, "report", roles=["stranger"]) == {"nodes": [], "edges": [], "more": 0}


def test_of_a_large_policy_a_part_is_drawn_with_the_way_in_it() -> None:
    many = "\n".join(f"p, reader, thing{number}" for number in range(100))
    made = graph(f"{many}\n{POLICY}", "thing99", roles=["reader"])
    assert len(made["nodes"]) == 36
    assert made["more"] == 103 - 36 + 1
    assert lit(made) == [("token", "name reader"), ("name reader", "rule 100")]


def test_a_circle_of_roles_ends() -> None:
    made = graph("p, b, report\ng, a, b\ng, b, a", "report", roles=["a"])
    assert ("name a", "name b") in lit(made)
