"""The contract file lists what the replies have."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.unit.support.calls import call


def test_the_contract_file_lists_what_a_report_has() -> None:
    contract = (Path(__file__).parents[3] / "site/engine/contract.d.ts").read_text(encoding="utf-8")
    results: dict[str, dict[str, Any]] = {
        "Report": call("inspect", token=""),
        "Signed": call("sign", header="", payload="", key={"text": ""}),
        "GeneratedKey": call("generate_key", alg="HS256"),
        "DescribedKey": call("describe_key", key={"text": "secret"})["keys"][0],
        "Meta": call("meta"),
    }
    for name, result in results.items():
        found = re.search(
            rf"export interface {name} {{(.*?)^}}", contract, re.DOTALL | re.MULTILINE
        )
        assert found is not None, name
        assert set(re.findall(r"^  (\w+)\??:", found[1], re.MULTILINE)) == set(result), name
