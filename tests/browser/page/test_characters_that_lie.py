"""Foreign text cannot change what the page says: it is shown escaped, isolated and untranslated."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from tests.browser.support.abilities import first_in_every_browser, one_browser
from tests.browser.support.expect import expect
from tests.browser.support.many_tokens import paste, rows
from tests.browser.support.playground import SECRET, Playground, b64url, fresh, hs256
from tests.unit.support.certificates import LEAF, certificate, pem
from tests.unit.support.hostile import ALL, CHARACTERS, RAW

# The place on the screen of each word in an element, from left to right.
PLACES = """([selector, words]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  const left = {};
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const word of words) {
      const at = node.data.indexOf(word);
      if (at < 0 || word in left) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + word.length);
      left[word] = range.getBoundingClientRect().left;
    }
  }
  return left;
}"""

# Everything that a person can see or hear of the page, but the text in its editors.
HEARD = """() => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  const told = [document.title, document.body.innerText];
  for (const element of document.querySelectorAll("*"))
    for (const name of ["aria-label", "title", "placeholder", "alt"])
      if (element.hasAttribute(name)) told.push(element.getAttribute(name));
  for (const option of document.querySelectorAll("option")) told.push(option.label);
  told.push(document.querySelector("#announce").textContent);
  return told;
}"""


@pytest.fixture
def play(ready_page: Page) -> Playground:
    return fresh(ready_page)


def heard(page: Page) -> list[str]:
    """Return the texts of the page that hold a character of the table, without layout."""
    texts = [text.replace("\n", "").replace("\t", "") for text in page.evaluate(HEARD)]
    return [text for text in texts if RAW.search(text)]


def hostile_key(text: str) -> str:
    name = f"leaf {text}"[:64]
    block = pem(certificate(LEAF, name, LEAF, f"other {text}"[:64]))
    return json.dumps({f"k{text}": block, f"j{text}": block, "b": block})


# Each one alone in one browser; all of them in every browser.
EACH = [pytest.param(char, id=name, marks=one_browser) for name, char in CHARACTERS.items()]


@pytest.mark.parametrize("char", [*EACH, pytest.param(ALL, id="all")])
def test_the_page_says_no_character_that_lies(play: Playground, char: str) -> None:
    text = f"ad{char}min"
    header = {"alg": "ES256", "kid": text, "typ": text, "cty": text, text: text, "crit": [text]}
    x5c = "".join(pem(certificate(LEAF, text[:64], LEAF, text[:64])).splitlines()[1:-1])
    payload = {"iss": text, "sub": text, "aud": [text, "x"], "name": text, text: [text]}
    parts = [b64url(json.dumps(part).encode()) for part in ({**header, "x5c": [x5c]}, payload)]
    play.paste(play.key, hostile_key(text))
    expect(play.page.locator("#key-set")).to_contain_text("3 keys")
    play.paste(play.token, ".".join([*parts, "AAAA"]))
    expect(play.verdict).to_have_text("Invalid")
    play.open("Expectations")
    play.page.locator("#expect-iss").fill(f"x, {text.strip()}y")
    play.page.locator("#expect-sub").fill("admin")
    play.page.locator("#expect-require").fill(f"a{text}b")
    expect(play.check("require")).to_be_visible()
    play.expect_check("sub", "fail")
    assert heard(play.page) == []
    for selector in ("#checks bdi", "#claims .name bdi", "#claims code.value", "#key-set bdi"):
        expect(play.page.locator(selector).first).to_have_attribute("translate", "no")
    play.button("Edit and sign").click()
    assert heard(play.page) == []
    paste(play, ".".join([*parts, "AAAA"]))
    expect(rows(play)).to_have_count(1)
    expect(rows(play).first).to_have_attribute("data-verdict", "invalid")
    assert heard(play.page) == []


@one_browser
def test_a_sentence_says_what_differs_and_a_finding_names_it(play: Playground) -> None:
    play.paste(play.key, SECRET)
    play.paste(play.token, hs256('{"sub":"adm\u200bin"}'))
    play.open("Expectations")
    play.page.locator("#expect-sub").fill("admin")
    play.expect_check("sub", "fail")
    expect(play.check("sub")).to_contain_text(r"sub is “adm\u{200B}in”; “admin” is expected.")
    expect(play.check("sub")).to_contain_text("Both look the same")
    finding = play.page.locator("#findings [data-code=hidden-characters]")
    expect(finding).to_contain_text("sub in the payload has U+200B (zero-width space)")
    expect(play.value("sub")).to_have_text(r'"adm\u{200B}in"')


def test_a_right_to_left_override_does_not_mirror_the_sentence(play: Playground) -> None:
    play.paste(play.key, SECRET)
    play.paste(play.token, hs256('{"sub":"\u202enimda"}'))
    play.open("Expectations")
    play.page.locator("#expect-sub").fill("admin")
    play.expect_check("sub", "fail")
    words = ["sub is", "nimda", "is expected", "exact"]
    left = play.page.evaluate(PLACES, ["#checks [data-check=sub] p", words])
    assert sorted(words[:3], key=lambda word: float(left[word])) == words[:3]


def test_words_from_right_to_left_stay_in_their_places(play: Playground) -> None:
    given, wanted = "אבג", "דהו"
    play.paste(play.key, SECRET)
    play.paste(play.token, hs256(json.dumps({"sub": given})))
    play.open("Expectations")
    play.page.locator("#expect-sub").fill(wanted)
    play.expect_check("sub", "fail")
    left = play.page.evaluate(PLACES, ["#checks [data-check=sub] p", [given, wanted]])
    assert left[given] < left[wanted]
    left = play.page.evaluate(PLACES, ["#verdict-why", [given, wanted]])
    assert left[given] < left[wanted]


def test_ordinary_texts_are_shown_as_they_are(play: Playground) -> None:
    name = "می\u200cخواهم 👩\u200d👧 ❤\ufe0f 🅰\ufe0f 葛\U000e0100城\u3000太郎"
    play.paste(play.token, hs256(json.dumps({"name": name}, ensure_ascii=False)))
    expect(play.value("name")).to_have_text(json.dumps(name, ensure_ascii=False))
    for code in ("hidden-characters", "hidden-characters-in-text", "look-alike-characters"):
        expect(play.page.locator(f"#findings [data-code={code}]")).to_have_count(0)
    expect(play.payload.locator(".cm-specialChar")).to_have_count(0)


def test_wide_blanks_and_selectors_out_of_place_are_escaped(play: Playground) -> None:
    name = "a\u3000b 太郎\u3000 葛\U000e0100\U000e0101 x\U000e0100"
    play.paste(play.token, hs256(json.dumps({"name": name}, ensure_ascii=False)))
    expect(play.value("name")).to_have_text(
        '"a\\u{3000}b 太郎\\u{3000} 葛\U000e0100\\u{E0101} x\\u{E0100}"'
    )
    expect(play.payload.locator(".cm-specialChar")).to_have_count(4)


@pytest.mark.parametrize(
    "name", first_in_every_browser(["Token", "Verification key", "Header", "Payload"])
)
def test_an_editor_marks_and_names_them_and_keeps_the_text(play: Playground, name: str) -> None:
    editor = play.editor(name)
    text = '{"a":"\u202e\u200b\u3164\U000e0041"}'
    if name in ("Header", "Payload"):
        play.button("Write a new token").click()
    play.paste(editor, text)
    marks = editor.locator(".cm-specialChar")
    expect(marks).to_have_count(4)
    titles = [mark.get_attribute("title") for mark in marks.all()]
    assert titles == [
        "U+202E right-to-left override",
        "U+200B zero-width space",
        "U+3164 hangul filler",
        "U+E0041 tag character",
    ]
    expect(marks.nth(0)).to_have_text(r"\u{202E}")
    if name != "Verification key":
        assert play.text(editor) == text


@one_browser
def test_the_editor_of_logs_marks_them(play: Playground) -> None:
    paste(play, "a log \u202e line\u200b")
    expect(play.editor("Text with tokens").locator(".cm-specialChar")).to_have_count(2)


def test_an_editor_keeps_strings_from_right_to_left_in_their_places(play: Playground) -> None:
    play.button("Write a new token").click()
    play.paste(play.payload, '["אבג","דהו"]')
    boxes = play.payload.locator(".cm-isolate")
    expect(boxes).to_have_count(2)
    lefts = [box.evaluate("(box) => box.getBoundingClientRect().left") for box in boxes.all()]
    assert lefts[0] < lefts[1]
