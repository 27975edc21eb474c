from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from services import keys
from services.access import Action, Actor
from services.errors import AccessDenied, RegisterUnavailable
from services.recovery_page import build_recovery_page
from tests.support.people import ADA, KAREN, those_without

KEY = "6Hq-0OIl1_4cR8Zt2WmVbYxKjQdA5sEuN7gPfT3hLoM="
TODAY = date(2026, 3, 4)
ADDRESS = "https://docs.google.com/spreadsheets/d/1AbC/edit"


class Reader(HTMLParser):
    """What a person reads: the text, the groups of the key and what stands below each character."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.kinds: list[str] = []
        self.unclosed: list[str] = []
        self.outside: list[str] = []
        self.feed(page)
        self.text = re.sub(r"\s+", " ", "".join(self.words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.outside += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href", "srcset", "action")]
        self.kinds += [value or "" for name, value in attrs if name == "data-kind"]
        if tag not in ("meta", "br"):
            self.unclosed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.unclosed:
            self.words.append(data)


def page(language: str = "de", **changed: str) -> str:
    given = {"name": "Kundenreaktionen", "address": ADDRESS} | changed
    return build_recovery_page(KAREN, KEY, today=TODAY, language=language, **given)


def test_the_page_holds_all_that_is_needed_to_put_the_key_back() -> None:
    read = Reader(page())
    for needed in ("Kundenreaktionen", ADDRESS, "04.03.2026", keys.fingerprint(KEY), "key check", "[register]"):
        assert needed in read.text
    assert [read.text.index(heading) for heading in ("Was ohne ihn verloren ist", "Wo er hingehört", "Wie er wieder")]
    assert "Google kann es auch nicht" in read.text


def test_the_key_stands_there_in_numbered_groups_that_can_be_typed_back() -> None:
    found = re.findall(r'<span class="number">(\d+)</span><span class="group">(.*?)</span></li>', page())
    read = [(int(number), Reader(group).text) for number, group in found]
    assert read == list(enumerate(keys.groups(KEY), start=1))
    assert "".join(group for _, group in read) == KEY


def test_below_each_character_stands_what_it_is() -> None:
    kinds = Reader(page()).kinds
    assert len(kinds) == len(KEY)
    assert (
        dict(zip(KEY, kinds, strict=True)).items()
        >= {
            "0": "Ziffer",
            "O": "groß",
            "I": "groß",
            "l": "klein",
            "1": "Ziffer",
            "-": "Strich",
            "_": "unten",
            "=": "gleich",
        }.items()
    )


@pytest.mark.parametrize(("language", "words"), [("de", "Schlüsselseite"), ("en", "Recovery page")])
def test_the_page_speaks_the_language_and_needs_nothing_from_outside(language: str, words: str) -> None:
    written = page(language)
    read = Reader(written)
    assert words in read.text
    assert f'<html lang="{language}">' in written
    assert (read.unclosed, read.outside) == ([], [])
    assert [word for word in ("<script", "@import", "url(", "$") if word in written] == []


def test_the_page_leaves_lines_for_what_is_not_known_and_takes_no_tags() -> None:
    assert "<dt>Adresse der Tabelle</dt><dd></dd>" in page(address="")
    assert "Register der Kundenreaktionen" in page(name="")
    assert "&lt;b&gt; $x &amp; Co" in page(name="<b> $x & Co")


@pytest.mark.parametrize("actor", those_without(Action.SET_UP), ids=lambda actor: actor.id or "signed out")
def test_the_page_is_for_those_who_set_the_register_up(actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        build_recovery_page(actor, KEY, today=TODAY)


def test_the_page_is_made_of_a_key_only() -> None:
    with pytest.raises(RegisterUnavailable):
        build_recovery_page(ADA, "no key", today=TODAY)
