"""The session alone: Sign that asks first, and headers for new keys."""

from __future__ import annotations

import pytest

from tests.browser.support.node import run_module
from tests.browser.support.session import run

DRAFTS = 'session.update({ direction: "sign", header: "H", payload: "P", token: "old" });'


@pytest.mark.parametrize(
    ("answer", "outcome", "token", "direction"),
    [("true", "signed", "new", "verify"), ("false", "kept", "old", "sign")],
)
def test_a_token_is_put_in_only_if_it_is_wanted(
    answer: str, outcome: str, token: str, direction: str
) -> None:
    assert run(
        DRAFTS
        + f"""
      const asked = [];
      const signing = session.sign(async (...given) => {{ asked.push(given); return {answer}; }});
      await client.open("sign")[0].reply(ok({{ token: "new", findings: [{{ code: "odd" }}] }}));
      const outcome = await signing;
      tell([asked, outcome, inputs().token, inputs().direction, store.get().signFindings]);
    """
    ) == [
        [[{"header": "H", "payload": "P"}, [{"code": "odd"}]]],
        outcome,
        token,
        direction,
        [{"code": "odd"}],
    ]


def test_where_nothing_can_be_signed_nothing_is_asked() -> None:
    assert run(
        DRAFTS
        + """
      let asked = false;
      const ask = async () => (asked = true);
      const refused = session.sign(ask);
      await client.open("sign")[0].reply(ok({ token: null, findings: [] }));
      const first = await refused;
      const failed = session.sign(ask);
      await client.open("sign")[0].reply(lost);
      tell([first, await failed, asked]);
    """
    ) == ["refused", "failed", False]


def test_whoever_types_on_while_being_asked_keeps_typing() -> None:
    assert run(
        DRAFTS
        + """
      const signing = session.sign(async () => { session.update({ payload: "P2" }); return true; });
      await client.open("sign")[0].reply(ok({ token: "new", findings: [] }));
      tell([await signing, inputs().token, inputs().payload]);
    """
    ) == ["late", "old", "P2"]


HEADERS = [
    ('{"alg":"RS256","typ":"JWT"}', "ES256", "new", '{"alg":"ES256","typ":"JWT","kid":"new"}'),
    ('{"alg":"ES256","kid":"old"}', "ES256", "new", '{"alg":"ES256","kid":"new"}'),
    ('{"alg":"ES256","kid":"new"}', "ES256", "new", None),
    ('{"alg":"ES256"}', "ES256", "new", None),
    ('{ "kid": "old", "alg": "RS256" }', "HS256", None, '{ "alg": "HS256" }'),
    ('{"alg":"RS256", "kid":"old"\n}', "HS256", None, '{"alg":"HS256"\n}'),
    ('{"kid":1,"alg":"RS256","kid":"old"}', "HS256", None, '{"alg":"HS256"}'),
    ('{"kid":7,"alg":"ES256"}', "ES256", "new", '{"kid":"new","alg":"ES256"}'),
    ('{"x":12345678901234567890,"alg":"A"}', "B", None, '{"x":12345678901234567890,"alg":"B"}'),
    ("{}", "ES256", "new", '{"alg":"ES256","kid":"new"}'),
    ("[]", "ES256", "new", None),
    ("", "ES256", "new", None),
]


def test_a_header_names_a_new_key_and_changes_nowhere_else() -> None:
    told = run_module(
        """import { headerForKey } from "./site/workspaces/inspect/header-for-key.js";
        tell(given.map((each) => headerForKey(...each)));""",
        [case[:3] for case in HEADERS],
    )
    assert told == [wanted for *_, wanted in HEADERS]
