"""The session alone: drafts of header and payload, signing, new keys."""

from __future__ import annotations

from tests.browser.support.session import run


def test_editing_the_payload_starts_drafts_from_what_is_shown_and_leaves_the_token() -> None:
    assert run("""
      session.update({ token: "t" });
      await client.open("inspect")[0].reply(report());
      const asked = client.calls.length;
      session.update({ payload: "P2" });
      tell([inputs().direction, inputs().header, inputs().payload, inputs().token, client.calls.length - asked]);
    """) == ["sign", "H", "P2", "t", 0]


def test_typing_a_token_over_edited_drafts_keeps_them_for_the_way_back() -> None:
    assert run("""
      session.update({ token: "t" });
      await client.open("inspect")[0].reply(report());
      session.update({ payload: "P2" });
      session.update({ token: "t2" });
      const typed = inputs().direction;
      session.update({ direction: "sign" });
      const back = inputs().payload;
      session.revert();
      tell([typed, back, inputs().direction, inputs().header + inputs().payload, inputs().token]);
    """) == ["verify", "P2", "verify", "", "t2"]


def test_editing_what_is_shown_starts_from_that_and_not_from_older_drafts() -> None:
    assert run("""
      session.update({ token: "t" });
      await client.open("inspect")[0].reply(report());
      session.update({ payload: "P2" });
      session.update({ token: "t2" });
      await client.open("inspect")[0].reply(report({ header: "H of t2", payload: "P of t2" }));
      session.update({ header: "edited" });
      tell([inputs().header, inputs().payload]);
    """) == ["edited", "P of t2"]


def test_unedited_drafts_go_when_a_token_is_typed() -> None:
    assert run("""
      session.update({ token: "t" });
      await client.open("inspect")[0].reply(report());
      session.update({ direction: "sign" });
      const draft = inputs().header;
      session.update({ token: "t2" });
      await client.open("inspect")[0].reply(report({ header: "H2" }));
      session.update({ direction: "sign" });
      tell([draft, inputs().header]);
    """) == ["H", "H2"]


def test_a_signed_token_is_put_in_and_verified() -> None:
    assert run("""
      session.update({ direction: "sign", header: "H", payload: "P", signingKey: { text: "private" } });
      const signing = session.sign();
      const [call] = client.open("sign");
      await call.reply(ok({ token: "new", findings: [{ code: "short" }] }));
      await signing;
      tell([call.params, inputs().token, inputs().direction, tokens(), store.get().signFindings]);
    """) == [
        {"header": "H", "payload": "P", "key": {"text": "private"}},
        "new",
        "verify",
        ["new"],
        [{"code": "short"}],
    ]


def test_a_failed_sign_loses_nothing_and_says_why() -> None:
    assert run("""
      session.update({ header: "H", payload: "P", token: "old", direction: "sign" });
      const signing = session.sign();
      await client.open("sign")[0].reply(ok({ token: null, findings: [{ code: "no-key" }] }));
      await signing;
      const { signFindings, inputs: { token, header, direction } } = store.get();
      const again = session.sign();
      await client.open("sign")[0].reply(lost);
      await again;
      tell([signFindings, token, header, direction, store.get().error.code, inputs().header]);
    """) == [[{"code": "no-key"}], "old", "H", "sign", "engine-lost", "H"]


def test_whoever_types_on_while_signing_keeps_typing() -> None:
    assert run("""
      session.update({ header: "H", payload: "P" });
      const signing = session.sign();
      session.update({ payload: "P and more" });
      await client.open("sign")[0].reply(ok({ token: "too late", findings: [] }));
      await signing;
      tell([inputs().token, inputs().payload, inputs().direction, store.get().busy]);
    """) == ["", "P and more", "sign", False]


def test_a_generated_pair_signs_with_its_private_half_and_verifies_with_the_public_one() -> None:
    assert run("""
      const making = session.generateKey("ES256");
      const [call] = client.open("generate_key");
      await call.reply(ok({ private: { jwk: "private", pem: null }, public: { jwk: "public", pem: null }, findings: [] }));
      const made = await making;
      const pair = [inputs().key, inputs().signingKey];
      const secret = session.generateKey("HS256");
      await client.open("generate_key")[0].reply(ok({ private: { jwk: "oct", pem: null }, public: null, findings: [] }));
      await secret;
      tell([call.params, made.private.jwk, pair, inputs().key, inputs().signingKey]);
    """) == [
        {"alg": "ES256"},
        "private",
        [{"text": "public"}, {"text": "private"}],
        {"text": "oct"},
        None,
    ]


def test_a_generation_that_is_given_up_changes_nothing_and_is_no_error() -> None:
    assert run("""
      const giveUp = new AbortController();
      session.update({ key: { text: "mine" } });
      client.call = (op, params, { signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      const making = session.generateKey("RS256", 4096, giveUp.signal);
      giveUp.abort();
      tell([await making, inputs().key, store.get().error]);
    """) == [None, {"text": "mine"}, None]
