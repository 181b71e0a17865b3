"""A policy in links, in files, and after moving."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from jwt_playground.access.presets import PRESETS
from tests.browser.conftest import OpenPage
from tests.browser.support.abilities import downloads
from tests.browser.support.access import choose, decision, field, open_access
from tests.browser.support.expect import expect
from tests.browser.support.links import decode, share
from tests.browser.support.playground import SECRET, Playground, followed, fresh, hs256

SCOPES = next(each for each in PRESETS if each.name == "scopes")
TOKEN = hs256('{"sub": "alice", "scope": "orders:read"}')
OTHER = hs256('{"sub": "bob", "scope": "orders:write"}')
ACCESS = {
    "model": SCOPES.model,
    "policy": SCOPES.policy,
    "requests": [["/orders/1, GET", "", "allow"], ["/orders/1, DELETE", "", "deny"]],
    "paths": [["scope", "app", "may"], ["nonsense", "x"], []],
    "tokens": [OTHER],
}

# Chooses files as a person does in the browser's own dialog.
GIVE = """(input, files) => {
  const chosen = new DataTransfer();
  for (const [name, text] of files) chosen.items.add(new File([text], name));
  input.files = chosen.files;
  input.dispatchEvent(new Event("change"));
}"""


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def give(play: Playground, *files: tuple[str, str]) -> None:
    play.page.locator("#access-file").evaluate(GIVE, files)


def test_a_link_opens_the_table_with_its_decisions(open_page: OpenPage) -> None:
    inputs = {"token": TOKEN, "key": {"text": SECRET}, "access": ACCESS}
    [made] = share(inputs, include_secrets=True)
    play = Playground(open_page(f"#{made['link']}&view=access"))
    expect(decision(play, 1)).to_contain_text("as expected")
    expect(decision(play, 2, 2)).to_contain_text("not as expected")
    expect(play.page.locator("#access-preset")).to_have_value("scopes")
    assert "access" not in play.page.url.replace("view=access", "")


def test_the_dialog_leaves_further_tokens_out_unless_they_are_ticked(ready_page: Page) -> None:
    [made] = share({"token": TOKEN, "access": ACCESS}, include_secrets=True)
    play = followed(ready_page, f"#{made['link']}&view=access")
    play.share()
    link = play.page.get_by_label("Link", exact=True)
    expect(play.page.locator("[data-part-of-link=access]")).to_be_checked()
    tokens = play.page.locator("[data-part-of-link=tokens]")
    expect(tokens).not_to_be_checked()

    def carried() -> object:
        return decode(hash="#" + link.input_value().partition("#")[2])["inputs"]["access"]

    assert carried() == {**ACCESS, "tokens": []}
    tokens.check()
    assert carried() == ACCESS
    play.page.locator("[data-part-of-link=access]").uncheck()
    assert "access" not in decode(hash="#" + link.input_value().partition("#")[2])["inputs"]


def test_what_stands_there_survives_moving(play: Playground) -> None:
    open_access(play)
    field(play, "Values", 1).fill("report, write")
    expect(decision(play, 1)).to_contain_text("line 2")
    play.go("inspect")
    play.paste(play.token, hs256(json.dumps({"roles": ["reader"]})))
    play.go("access")
    expect(field(play, "Values", 1)).to_have_value("report, write")
    expect(decision(play, 1)).to_contain_text("no rule matches")


def test_a_token_that_expires_allows_nothing_from_then_on(play: Playground) -> None:
    open_access(play, {"roles": ["editor"], "exp": 4_102_444_800})
    expect(decision(play, 1)).to_contain_text("Allow")
    play.set_time("4102444900")
    play.go("access")
    expect(decision(play, 1)).to_contain_text("no verdict, no access")


def test_files_are_imported_by_what_is_in_them(play: Playground) -> None:
    open_access(play, {"scope": "orders:read"})
    requests = "# a request per line\n/orders/7, GET => allow\n"
    give(play, ("a.txt", SCOPES.policy), ("b", SCOPES.model), ("c.txt", requests))
    expect(play.page.locator("#access-preset")).to_have_value("scopes")
    expect(field(play, "Expected", 1)).to_have_value("allow")
    expect(decision(play, 1)).to_contain_text("as expected")
    toast = play.page.locator("#toast")
    expect(toast).to_contain_text("Imported the model and the rules and the requests.")
    toast.get_by_role("button", name="Undo").click()
    expect(play.page.locator("#access-preset")).to_have_value("roles")


@pytest.mark.parametrize(
    ("text", "words"),
    [("x\n" * 1001, "more than 1000 requests"), ("p, a\n" * 250_000, "more than 1 MB")],
)
def test_a_file_that_is_too_much_changes_nothing(play: Playground, text: str, words: str) -> None:
    open_access(play)
    give(play, ("file.txt", text))
    expect(play.page.locator("#toast")).to_contain_text(words)
    expect(play.page.locator("#access-preset")).to_have_value("roles")
    expect(field(play, "Values", 3)).to_have_count(0)


@downloads
def test_all_parts_are_exported(play: Playground) -> None:
    open_access(play)
    choose(play, "scopes")
    expect(field(play, "Values", 1)).to_have_value("/orders/7, GET")
    field(play, "Expected", 1).select_option("deny")
    files = {}
    for name in ("model.conf", "policy.csv", "requests.txt", "test_access.py"):
        with play.page.expect_download() as download:
            play.button(name).click()
        assert download.value.suggested_filename == name
        files[name] = download.value.path().read_text("utf-8")
    assert files["model.conf"] == SCOPES.model
    assert files["policy.csv"] == SCOPES.policy
    assert files["requests.txt"] == "/orders/7, GET => deny\n/orders/7, DELETE\n"
    assert '"values":["/orders/7","GET"]' in files["test_access.py"]
    compile(files["test_access.py"], "test_access.py", "exec")
