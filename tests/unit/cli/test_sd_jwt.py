"""`sd-jwt issue`, `sd-jwt present` and `status` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jwt_playground.cli import main
from tests.unit.support.sd_jwt import HOLDER, ISSUER, public

Output = pytest.CaptureFixture[str]
LIST = '{"bits":2,"lst":"eNo76fITAAPfAgc"}'


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, str]:
    files = {"issuer": ISSUER, "holder": HOLDER, "public": public(HOLDER)}
    for name, jwk in files.items():
        (tmp_path / name).write_text(json.dumps(jwk), encoding="utf-8")
    return {name: str(tmp_path / name) for name in files}


def printed(capsys: Output, *arguments: str, status: int = 0) -> str:
    assert main([*arguments]) == status
    return capsys.readouterr().out.removesuffix("\n")


def issued(capsys: Output, keys: dict[str, str]) -> str:
    return printed(
        capsys,
        *(
            "sd-jwt",
            "issue",
            '{"a":1,"b":{"c":2},"d":[3,4],"e/f":5}',
            "--header",
            '{"alg":"ES256"}',
        ),
        *("--selective", "a", "--selective", "/b/c", "--selective", "d/1"),
        *("--selective", '["e/f"]', "--decoys", "1"),
        *("--holder-key-file", keys["public"], "--key-file", keys["issuer"]),
    )


def test_an_sd_jwt_is_issued_presented_and_inspected(capsys: Output, keys: dict[str, str]) -> None:
    token = issued(capsys, keys)
    shown = printed(
        capsys,
        *("sd-jwt", "present", token, "--disclose", "c,a", "--key-file", keys["holder"]),
        *("--nonce", "n", "--aud", "shop", "--now", "1000"),
    )
    asked = ["inspect", shown, "--key-file", keys["issuer"], "--now", "1000", "--key-binding"]
    told = printed(capsys, *asked, "--kb-nonce", "n", "--kb-aud", "shop")
    assert "verdict: valid" in told
    assert "disclosure 0: a = 1" in told
    assert "disclosure 1: b → c = 2" in told
    assert "digests without a disclosure: 3" in told
    assert "pass  sd_hash" in told
    assert "verdict: invalid" in printed(capsys, *asked, "--kb-nonce", "m", status=1)


def test_indexes_choose_disclosures_as_well(capsys: Output, keys: dict[str, str]) -> None:
    token = issued(capsys, keys)
    parts = token.split("~")
    assert printed(capsys, "sd-jwt", "present", token, "--disclose", "2,0") == "~".join(
        [parts[0], parts[1], parts[3], ""]
    )
    made = json.loads(printed(capsys, "sd-jwt", "present", token, "--json"))
    assert made["token"] == f"{parts[0]}~"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--disclose", "x"], "discloses no claim “x”"),
        (["--nonce", "n", "--aud", "a"], "needs the holder's key"),
        (["--key", "k"], "needs --nonce and --aud"),
    ],
)
def test_a_wrong_call_of_present_is_explained(
    capsys: Output, keys: dict[str, str], arguments: list[str], said: str
) -> None:
    token = issued(capsys, keys)
    assert main(["sd-jwt", "present", token, *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_path_that_is_no_array_is_explained(capsys: Output) -> None:
    asked = ["sd-jwt", "issue", "{}", "--header", "{}", "--selective", "[1"]
    assert main(asked) == 2
    assert "no JSON array of names and indexes" in capsys.readouterr().err


@pytest.mark.parametrize(("idx", "status", "said"), [("0", 1, "INVALID"), ("2", 0, "VALID")])
def test_a_status_is_read(capsys: Output, idx: str, status: int, said: str) -> None:
    told = printed(capsys, "status", LIST, "--idx", idx, status=status)
    assert "statuses: 12, of 2 bits each" in told
    assert f": {said}." in told


def test_the_other_token_is_read_from_a_file(capsys: Output, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("x", encoding="utf-8")
    told = printed(capsys, "status", LIST, "--referenced", str(tmp_path / "token"), status=1)
    assert "names no status" in told
    made = json.loads(printed(capsys, "status", LIST, "--json"))
    assert made["size"] == 12
