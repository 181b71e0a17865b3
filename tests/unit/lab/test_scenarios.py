"""The outcome of each scenario that the page offers."""

from __future__ import annotations

import pytest

from .played import SCENARIOS, refusals, run, sides


def test_with_one_key_three_services_decide_without_asking_anybody() -> None:
    played = run(SCENARIOS["one-key"])
    assert refusals(played) == []
    assert played["tokens_cost"]["look_ups"] == 0
    assert len(played["services"]) == 3
    assert len(played["key_sets"]) == 1


def test_without_overlap_exactly_the_services_with_a_stale_key_set_refuse() -> None:
    played = run(SCENARIOS["rotation-without-overlap"])
    # The rotation is at 1,200; key sets are kept for 300, 900 and 3,600 seconds since 0.
    assert refusals(played) == [
        ("invoices", "anna", "unknown-key", 1200, 1800),
        ("reports", "anna", "unknown-key", 1200, 3600),
    ]
    assert all(
        one["verdict"] == "invalid" for one in played["verifications"] if not one["accepted"]
    )


def test_with_overlap_nobody_refuses() -> None:
    played = run(SCENARIOS["rotation-with-overlap"])
    assert refusals(played) == []
    assert {one["key"] for one in played["tokens"]} == {0, 1}


def test_a_wrong_clock_refuses_and_leeway_helps() -> None:
    played = run(SCENARIOS["drifting-clock"])
    first = refusals(played)[:2]
    assert first == [
        ("behind", "anna", "not-yet-valid", 0, 120),
        ("ahead", "anna", "expired", 360, 600),
    ]
    refused = {one["name"]: one["refused"] for one in played["services"]}
    assert refused["right"] == 0
    assert refused["behind, with leeway"] == refused["ahead, with leeway"] == 0


def test_a_stale_key_set_refuses_to_the_end_unless_the_service_asks_again() -> None:
    played = run(SCENARIOS["stale-cache"])
    assert refusals(played) == [("stale", "anna", "unknown-key", 1800, None)]
    asked = [fetch for fetch in played["fetches"] if fetch["why"] == "unknown-key"]
    assert [(fetch["at"], fetch["service"]) for fetch in asked] == [(1800, 2)]


def test_after_a_logout_the_token_works_until_it_expires() -> None:
    played = run(SCENARIOS["logout"])
    assert [one[2:4] for one in refusals(played)] == [("expired", 2400)] * 2
    assert played["tokens_cost"]["last_after_logout"] == 2340 - 620
    assert played["sessions_cost"]["after_logout"] == 0
    assert sides(played, "after the logout") == ["sessions"]


def test_a_deny_list_works_at_once_and_costs_a_look_up_for_each_request() -> None:
    played = run(SCENARIOS["logout-deny-list"])
    assert played["tokens_cost"]["after_logout"] == 0
    assert ("orders", "anna", "revoked", 660, 2400) in refusals(played)
    valid = [one for one in played["verifications"] if one["verdict"] == "valid"]
    assert played["tokens_cost"]["look_ups"] == len(valid)


def test_a_short_life_ends_soon_after_the_logout_and_costs_signatures() -> None:
    played, long = run(SCENARIOS["logout-short-life"]), run(SCENARIOS["logout"])
    assert refusals(played) == [
        ("orders", "anna", "expired", 720, None),
        ("invoices", "anna", "expired", 720, None),
    ]
    assert played["tokens_cost"]["last_after_logout"] == 40
    assert played["tokens_cost"]["signatures"] > 5 * long["tokens_cost"]["signatures"]


def test_another_key_hits_everybody() -> None:
    assert refusals(run(SCENARIOS["logout-new-key"])) == [
        ("orders", "anna", "unknown-key", 660, None),
        ("orders", "ben", "unknown-key", 900, 2400),
        ("invoices", "anna", "unknown-key", 1200, None),
        ("invoices", "ben", "unknown-key", 1200, 2400),
    ]


def test_a_token_for_another_service_passes_only_where_nobody_looks() -> None:
    played = run(SCENARIOS["audience"])
    assert refusals(played) == [("invoices", "orders, on its own", "wrong-audience", 0, None)]
    careless = {one["service"] for one in played["verifications"] if one["reason"] == "careless"}
    assert [played["services"][one]["name"] for one in careless] == ["reports"]


def test_a_stolen_key_works_until_each_service_fetches_the_key_set() -> None:
    played = run(SCENARIOS["stolen-key"])
    thief = [one for one in refusals(played) if one[1] == "thief"]
    # The last fetch before the rotation at 1,860 was at 1,800; “reports” keeps its set for hours.
    assert thief == [
        ("orders", "thief", "unknown-key", 1920, None),
        ("invoices", "thief", "unknown-key", 2760, None),
    ]
    assert ("reports", "anna", "unknown-key", 2700, None) in refusals(played)
    assert played["tokens_cost"]["not_from_issuer"] > 0


def test_twenty_services_ask_no_more_than_once_each() -> None:
    one, twenty = run(SCENARIOS["scaling-1"]), run(SCENARIOS["scaling-20"])
    assert (one["tokens_cost"]["fetches"], twenty["tokens_cost"]["fetches"]) == (1, 20)
    assert twenty["sessions_cost"]["look_ups"] == 20 * one["sessions_cost"]["look_ups"]
    assert sides(twenty, "Questions to a central place") == ["tokens"]
    assert sides(twenty, "Bytes of a request") == ["sessions"]


@pytest.mark.parametrize(
    ("service", "lets_in"),
    [
        ("strict", set()),
        ("looks at no time", {"old token"}),
        ("looks at no audience", {"for another shop"}),
        ("looks at no signature", {"forger"}),
    ],
)
def test_each_careless_service_lets_in_what_it_does_not_look_at(
    service: str, lets_in: set[str]
) -> None:
    played = run(SCENARIOS["careless"])
    careless = [one for one in played["verifications"] if one["reason"] == "careless"]
    assert all(one["verdict"] == "invalid" and one["failed"] for one in careless)
    found = {
        played["clients"][one["client"]]["name"]
        for one in careless
        if played["services"][one["service"]]["name"] == service
    }
    assert found == lets_in


def test_a_central_place_that_is_away_breaks_sessions_and_deny_lists_at_once() -> None:
    played = run(SCENARIOS["outage"])
    assert refusals(played) == [
        ("asks a deny-list", "anna", "no-deny-list", 1200, 1800),
        ("alone", "anna", "expired", 1800, 2400),
        ("asks a deny-list", "anna", "expired", 1800, 2400),
    ]
    assert played["tokens_cost"]["failed_in_outage"] < played["sessions_cost"]["failed_in_outage"]
    assert sides(played, "was away") == ["tokens"]
