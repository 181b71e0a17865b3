"""The session without the engine: what it keeps, and what it reads itself."""

from __future__ import annotations

from tests.browser.support.session import run

ENGINE_LOST = """
  const plain = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
  const wrapped = "eyJhbGciOiJIUzI1NiJ9.\\ne30.AAAA";
  const shown = () => store.get().preview?.payload ?? null;
  const seen = [];
"""


def test_a_token_without_a_report_is_read_when_the_engine_is_lost() -> None:
    assert run(
        ENGINE_LOST
        + """
      for (const token of [plain, wrapped]) {
        client.status.set("ready");
        session.update({ token });
        seen.push(shown());
        client.status.set("python");
        seen.push(shown());
        client.status.set("failed");
        seen.push(shown());
        client.status.set("python");
        seen.push(shown());
      }
      tell(seen);
    """
    ) == [None, "{}", "{}", "{}", None, None, "{}", "{}"]


def test_a_token_with_a_report_keeps_it_when_the_engine_is_lost() -> None:
    assert (
        run(
            ENGINE_LOST
            + """
      session.update({ token: plain });
      await client.open("inspect")[0].reply(report());
      for (const stage of ["python", "failed", "runtime", "ready"]) {
        client.status.set(stage);
        seen.push(shown(), store.get().report.payload);
      }
      tell(seen);
    """
        )
        == [None, "P"] * 4
    )


def test_without_the_engine_a_report_on_another_token_is_not_kept() -> None:
    assert run(
        ENGINE_LOST
        + """
      session.update({ token: plain });
      await client.open("inspect")[0].reply(report());
      client.status.set("python");
      session.update({ token: `Bearer ${plain}` });
      seen.push(store.get().report, shown());
      client.status.set("ready");
      await client.open("inspect")[0].reply(report());
      session.update({ token: plain });
      seen.push(store.get().report?.payload, shown());
      client.status.set("python");
      seen.push(store.get().report, shown());
      tell(seen);
    """
    ) == [None, "{}", "P", None, None, "{}"]
