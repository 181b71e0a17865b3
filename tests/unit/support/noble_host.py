"""A page without WebCrypto, whose questions noble answers: the page's own modules, in Node."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.browser.support.node import run_module
from tests.unit.support.host import InsecureDialogue

Json = dict[str, Any]
ANSWER = """
import { answer as ofCurves } from "./site/engine/noble.js";
import { answer as ofSealed } from "./site/engine/noble-jwe.js";
const SEALED = new Set(["decrypt", "encrypt", "open-key"]);
const answers = [];
for (const one of given)
  answers.push(SEALED.has(one.op) ? await ofSealed(one) : ofCurves(one, []));
tell(answers);
"""
NO_WEBCRYPTO = 'Object.defineProperty(globalThis.crypto, "subtle", { value: undefined });\n'


def answers(questions: Sequence[Json], before: str = NO_WEBCRYPTO) -> list[Json]:
    """What noble answers. Without ``before`` it has WebCrypto for PBKDF2."""
    answered: list[Json] = run_module(before + ANSWER, list(questions))
    return answered


def results(asked: Sequence[tuple[str, Json]]) -> list[Json]:
    """The results of requests to such a page. Each round of them all is one run of Node."""
    dialogues = [InsecureDialogue(op, **params) for op, params in asked]
    for _ in range(5):
        open_ones = [dialogue for dialogue in dialogues if dialogue.questions]
        if not open_ones:
            break
        every = [question for dialogue in open_ones for question in dialogue.questions]
        assert all(question["engine"] == "noble" for question in every)
        found = {
            question["id"]: answer for question, answer in zip(every, answers(every), strict=True)
        }
        for dialogue in open_ones:
            dialogue.answer(
                {question["id"]: found[question["id"]] for question in dialogue.questions}
            )
    return [dialogue.reply["result"] for dialogue in dialogues]


def result(op: str, **params: Any) -> Json:
    [found] = results([(op, params)])
    return found
