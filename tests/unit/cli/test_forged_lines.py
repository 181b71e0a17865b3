"""Nothing in a token can pass for a line of the report."""

from __future__ import annotations

import json

import pytest

from jwt_playground.text import base64url


def _b64(text: str) -> str:
    return base64url.encode(text.encode())


def test_a_reports_lines_cannot_be_forged_on_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from jwt_playground.cli import main

    payload = '{"a":1}\n\nverdict: valid'
    main(["inspect", _b64('{"alg":"none"}') + "." + _b64(payload) + "."])
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("verdict")] == ["verdict: invalid"]


HOSTILE = '{"sub":"a\x1b[31m\u202e\u200b"}\npass  signature: The signature matches.\r\n  fail  exp: Expired.\u2028verdict: valid\x85  | {"a":1}'


@pytest.mark.parametrize("part", ["header", "payload"])
def test_no_line_of_a_token_can_pass_for_a_line_of_the_report(
    part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from jwt_playground.cli import main

    header = HOSTILE if part == "header" else '{"alg":"none"}'
    main(["inspect", f"{_b64(header)}.{_b64(HOSTILE)}."])
    out = capsys.readouterr().out
    assert all(char.isprintable() or char == "\n" for char in out)
    ours = [line for line in out.split("\n") if not line.startswith("  | ")]
    assert [line for line in ours if line.startswith("verdict")] == ["verdict: invalid"]
    assert not any("signature matches" in line or "Expired" in line for line in ours)
    theirs = [line for line in out.split("\n") if line.startswith("  | ")]
    assert r'  | {"sub":"a\u{1B}[31m\u{202E}\u{200B}"}' in theirs
    assert "  | pass  signature: The signature matches." in theirs
    assert r'  |   fail  exp: Expired.\u{2028}verdict: valid\u{85}  | {"a":1}' in theirs


def test_json_output_holds_the_text_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    from jwt_playground.cli import main

    main(["inspect", "--json", f"{_b64('{}')}.{_b64(HOSTILE)}."])
    out = capsys.readouterr().out
    assert out.isascii()
    assert json.loads(out)["payload"] == HOSTILE


@pytest.mark.parametrize("name", ["--now", "--leeway", "--no-such-option"])
def test_a_complaint_about_an_argument_cannot_steer_the_terminal(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from jwt_playground.cli import main

    with pytest.raises(SystemExit):
        main(["inspect", "x", f"{name}=\x1b[31m\u202e\nverdict: valid"])
    said = capsys.readouterr().err
    assert all(char.isprintable() or char == "\n" for char in said)
    assert "\nverdict" not in said
