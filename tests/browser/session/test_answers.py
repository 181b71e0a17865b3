"""The session alone: what it asks the engine, and which answer counts."""

from __future__ import annotations

import pytest

from tests.browser.support.node import run_module
from tests.browser.support.session import run


def test_an_edit_is_on_its_way_before_the_page_draws_it_and_is_drawn_once() -> None:
    assert run("""
      const seen = [];
      store.subscribe(({ inputs: { token }, busy }) => seen.push([token, busy, tokens()]));
      seen.length = 0;
      session.update({ token: "a" });
      tell(seen);
    """) == [["a", True, ["a"]]]


def test_of_many_edits_only_the_newest_waits_and_only_its_answer_counts() -> None:
    assert run("""
      const asked = [];
      for (const token of ["a", "ab", "abc", "abcd"]) session.update({ token });
      const [first] = client.open("inspect");
      asked.push(tokens());
      await first.reply(report({ header: "of a" }));
      asked.push(tokens(), store.get().report, store.get().busy);
      await client.open("inspect")[0].reply(report({ header: "of abcd" }));
      const { report: { header }, reportFor, busy } = store.get();
      tell([asked, header, reportFor, busy]);
    """) == [[["a"], ["abcd"], None, True], "of abcd", "abcd", False]


def test_only_what_was_given_is_asked_for() -> None:
    assert run("""
      session.update({ token: "t" });
      await client.open("inspect")[0].reply(report());
      session.update({ key: { text: "k" }, algorithms: [], leeway: 5, now: 7, engine: "webcrypto",
                       expect: { iss: "", aud: [], sub: "s" } });
      const asked = client.calls.filter(({ op }) => op === "inspect").map(({ params }) => params);
      tell([asked, client.open("describe_key").map(({ params }) => params)]);
    """) == [
        [
            {"token": "t"},
            {
                "token": "t",
                "key": {"text": "k"},
                "algorithms": [],
                "leeway": 5,
                "now": 7,
                "engine": "webcrypto",
                "expect": {"sub": "s"},
            },
        ],
        [{"key": {"text": "k"}, "engine": "webcrypto"}],
    ]


def test_a_lost_engine_leaves_the_text_and_the_last_report() -> None:
    assert run("""
      session.update({ token: "a" });
      await client.open("inspect")[0].reply(report());
      session.update({ token: "ab" });
      await client.open("inspect")[0].reply(lost);
      const { error, busy, reportFor } = store.get();
      const asked = client.calls.length;
      session.update({ token: "abc" });
      tell([error.code, busy, reportFor, inputs().token, client.calls.length - asked, store.get().error]);
    """) == ["engine-lost", False, "a", "abc", 1, None]


def test_an_update_that_changes_nothing_tries_again_after_an_error_only() -> None:
    assert run("""
      session.update({ token: "a" });
      await client.open("inspect")[0].reply(lost);
      session.update({});
      const again = tokens();
      await client.open("inspect")[0].reply(report());
      session.update({});
      tell([again, tokens(), store.get().error]);
    """) == [["a"], [], None]


def test_an_answer_to_a_cleared_page_is_dropped() -> None:
    assert run("""
      session.update({ token: "a", key: { text: "k" } });
      const open = [...client.open("inspect"), ...client.open("describe_key")];
      session.clear();
      for (const call of open) await call.reply(report());
      const { report: shown, keys, busy } = store.get();
      tell([inputs().token, shown, keys, busy]);
    """) == ["", None, None, False]


def test_header_and_payload_are_previewed_until_the_report_arrives() -> None:
    script = """
      session.update({ token: "Bearer eyJhbGciOiJIUzI1NiJ9.eyJiIjoi4oKsIn0.AAAA" });
      const before = store.get().preview;
      await client.open("inspect")[0].reply(report());
      tell([before, store.get().preview]);
    """
    assert run(script, "loading") == [
        {"header": '{"alg":"HS256"}', "payload": '{"b":"€"}'},
        None,
    ]
    assert run(script, "ready") == [None, None]


@pytest.mark.parametrize(
    ("token", "header", "payload"),
    [
        ("", None, None),
        ("!.!", None, None),
        ("e30.e30.a.b.c", "{}", None),
        ('"e30=.e30=.",', "{}", "{}"),
        ("e3\n0.gA.x", "{}", "\ufffd"),
    ],
)
def test_a_preview_never_fails(token: str, header: str | None, payload: str | None) -> None:
    script = 'import { preview } from "./site/state/preview.js"; tell(preview(given));'
    assert run_module(script, token) == {"header": header, "payload": payload}


def test_the_token_is_judged_again_at_the_moment_when_a_time_check_flips_and_not_before() -> None:
    assert run("""
      const members = [{ name: "exp", seconds: 5000 }, { name: "nbf", seconds: 900 }, { name: "iat", seconds: 4000 }];
      session.update({ token: "t", leeway: 10 });
      await client.open("inspect")[0].reply(report({ payload_members: members }));
      const moments = [];
      for (let step = 0; step < 5; step += 1) {
        while (!client.open("inspect").length && time.now < 9000) await pass(1);
        moments.push(Math.floor(time.now));
        const [call] = client.open("inspect");
        if (!call) break;
        await call.reply(report({ payload_members: members }));
      }
      tell([moments, time.timers.size]);
    """) == [[3991, 5011, 9000], 0]


def test_no_timer_runs_for_a_time_that_the_user_set() -> None:
    assert (
        run("""
      session.update({ token: "t", now: 1000 });
      await client.open("inspect")[0].reply(report({ payload_members: [{ name: "exp", seconds: 1001 }] }));
      tell(time.timers.size);
    """)
        == 0
    )


def test_the_versions_are_asked_for_once_although_workers_come_and_go() -> None:
    assert run(
        """
      await client.open("meta")[0].reply(ok("versions"));
      client.status.set("runtime");
      client.status.set("ready");
      tell([store.get().meta, client.open("meta").length]);
    """
    ) == ["versions", 0]


def test_a_package_that_came_is_asked_for_its_version_and_for_the_present_answers() -> None:
    script = """
      session.update({ token: "t", key: { text: "k" }, engine: given.engine });
      for (const op of ["meta", "inspect", "describe_key"])
        await client.open(op)[0].reply(report());
      const asked = () => ["meta", "inspect", "describe_key"].map((op) => client.open(op).length);
      const before = asked();
      client.status.set("ready", { hasPackages: true });
      const came = asked();
      client.status.set("ready", { hasPackages: true });
      tell([before, came, asked()]);
    """
    for engine, came in (("auto", [1, 1, 1]), ("webcrypto", [1, 0, 0])):
        given = script.replace("given.engine", f'"{engine}"')
        assert run(given) == [[0, 0, 0], came, came]


def test_a_retry_after_a_failed_load_asks_again() -> None:
    assert run("""
      session.update({ token: "t", key: { text: "k" } });
      client.status.set("failed");
      for (const op of ["inspect", "describe_key"]) await client.open(op)[0].reply(lost);
      client.status.set("runtime");
      tell([client.open("inspect").length, client.open("describe_key").length]);
    """, "loading") == [1, 1]  # fmt: skip


def test_subscribers_hear_of_every_change_once_and_in_order() -> None:
    assert run("""
      const heard = [[], []];
      const other = createStore();
      other.subscribe(({ notices }, previous) => {
        heard[0].push([previous && previous.notices, notices]);
        if (notices[0] === "a") other.set({ notices: ["b"] });
      });
      const stop = other.subscribe(({ notices }) => heard[1].push(notices));
      other.set({ notices: ["a"] });
      stop();
      other.set({ notices: ["c"] });
      tell(heard);
    """) == [
        [[None, []], [[], ["a"]], [["a"], ["b"]], [["b"], ["c"]]],
        [[], ["a"], ["b"]],
    ]
