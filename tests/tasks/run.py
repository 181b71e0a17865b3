"""Lets a person do a task on a page, and tells what it took."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page

from .materials import EXPIRES, Materials
from .person import Count, NotFoundError, Person
from .steps import Action, Choose, Keys, Paste, PasteAnywhere, Press, Read, Step, Task, tasks

# Hours and minutes as the browser's own time zone has them.
LOCAL = """(seconds) => {
  const at = new Date(seconds * 1000);
  return [at.getHours(), at.getMinutes()];
}"""


@dataclass(frozen=True)
class Outcome:
    """What a task took, and where it ended if the page did not offer the rest."""

    count: Count
    lost_at: str | None = None
    """The name of the step that could not be done."""


def tasks_for(page: Page) -> tuple[Task, ...]:
    """Return the tasks, with times in the time zone of this page."""
    hours, minutes = page.evaluate(LOCAL, EXPIRES)
    twelve = f"{hours % 12 or 12}:{minutes:02}(:\\d\\d)?\\s?{'AM' if hours < 12 else 'PM'}"
    return tasks(rf"\b({hours:02}:{minutes:02}(:\d\d)?(?![\d:Z])|{twelve})")


def perform(task: Task, page: Page, given: Materials) -> Outcome:
    """Do the task on a page that was just opened."""
    person = Person(page)
    for step in task.steps:
        try:
            _step(person, step, given)
        except NotFoundError:
            return Outcome(person.count, step.name)
    return Outcome(person.count)


def _step(person: Person, step: Step, given: Materials) -> None:
    person.settle()
    until = (step.until,) if step.until else ()

    def possible() -> bool:
        return person.is_there(*until, *(way[0].target for way in step.ways))

    if not person.wait(possible):
        raise NotFoundError(step.name)
    if person.is_there(*until):
        return
    way = next((way for way in step.ways if person.is_there(way[0].target)), None)
    if way is None:
        raise NotFoundError(step.name)
    for action in way:
        _do(person, action, given)


def _do(person: Person, action: Action, given: Materials) -> None:
    match action:
        case Press(target):
            person.press(target)
        case Paste(text, target):
            person.paste(target, given.texts[text])
        case PasteAnywhere(text, _):
            person.paste(None, given.texts[text])
        case Choose(target, option):
            person.choose(target, option)
        case Keys(target, keys):
            person.press(target)
            for key in keys:
                person.key(re.sub("^Control", "ControlOrMeta", key))
        case Read(target):
            person.see(target)
