"""Nothing in a token can pass for a line of the report."""

from __future__ import annotations

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
