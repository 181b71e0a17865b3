"""After its start, the engine sends itself a few requests."""

from __future__ import annotations

import json

from jwt_playground.protocol import handle
from tests.browser.support.node import run_module

WARM_UP = """
import { warmUp } from "./site/engine/warm-up.js";
const asked = [];
let open = 0, most = 0;
await warmUp(async (request) => {
  asked.push(request);
  most = Math.max(most, ++open);
  await new Promise((resolve) => setTimeout(resolve));
  open -= 1;
});
tell({ requests: [...new Set(asked)], count: asked.length, most });
"""


def test_the_requests_come_one_by_one_and_verify_a_signature() -> None:
    told = run_module(WARM_UP, {})
    assert told["most"] == 1
    assert told["count"] > 10
    for request in told["requests"]:
        reply = json.loads(handle(request))
        assert reply["result"]["signature"] == "valid"
