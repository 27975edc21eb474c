"""Everything the portal says is said in German, once, with the same parameters."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from services.translation import LANGUAGES
from tests.support.catalogues import (
    calls_out_of_sight,
    catalogue,
    code_files,
    entries_of,
    messages_in,
    placeholders,
    singular_of,
)
from tests.support.portal import ROOT

GERMAN = sorted((ROOT / "locales" / "de").glob("*.po"))
SAID = {
    (message, plural): f"{path.relative_to(ROOT)}:{line}"
    for path in code_files()
    for line, message, plural in messages_in(path)
}
TRANSLATED = [(path.name, message) for path in GERMAN for message in entries_of(path)]


def test_everything_said_in_the_code_is_said_in_german() -> None:
    known = {singular_of(message) for _, message in TRANSLATED}
    assert {message: place for (message, _), place in SAID.items() if message not in known} == {}


def test_nothing_is_translated_that_is_not_said() -> None:
    said = {message for message, _ in SAID}
    assert [(name, singular_of(message)) for name, message in TRANSLATED if singular_of(message) not in said] == []


def test_nothing_is_translated_twice() -> None:
    counts = Counter(singular_of(message) for _, message in TRANSLATED)
    assert [message for message, count in counts.items() if count > 1] == []


def test_every_translation_is_there_and_certain() -> None:
    assert [singular_of(message) for _, message in TRANSLATED if message.fuzzy] == []
    empty = [
        singular_of(message)
        for _, message in TRANSLATED
        if not all([message.string] if isinstance(message.string, str) else message.string)
    ]
    assert empty == []


def test_a_translation_has_the_parameters_of_its_message() -> None:
    differing = []
    for name, message in TRANSLATED:
        german = [message.string] if isinstance(message.string, str) else list(message.string)
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        if {tuple(placeholders(text)) for text in german} != {tuple(placeholders(text)) for text in english}:
            differing.append((name, singular_of(message)))
    assert differing == []


def test_a_message_with_a_plural_has_it_in_the_catalogue_too() -> None:
    plurals = {plural: message for message, plural in SAID if plural}
    known = {message.id[1]: message.id[0] for _, message in TRANSLATED if not isinstance(message.id, str)}
    assert plurals == known


def test_a_message_keeps_its_spaces_and_marks_at_the_ends() -> None:
    odd = [
        (name, singular_of(message))
        for name, message in TRANSLATED
        for text in ([message.string] if isinstance(message.string, str) else message.string)
        if text != text.strip() or singular_of(message).endswith((".", "?", ":")) != text.endswith((".", "?", ":"))
    ]
    assert odd == []


def test_every_catalogue_says_its_language_and_its_plural_forms() -> None:
    assert GERMAN
    for path in GERMAN:
        found = catalogue(path)
        assert (str(found.locale), found.num_plurals, found.plural_expr) == ("de", 2, "(n != 1)"), path.name
    assert {path.name for path in (ROOT / "locales").iterdir()} <= set(LANGUAGES)


@pytest.mark.parametrize("path", code_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_message_is_out_of_sight_of_the_extraction(path: Path) -> None:
    assert calls_out_of_sight(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('_("Seen")', []),
        ('x = _("Seen {x}", x=1) + ngettext("one", "many", 2)', []),
        ("f\"{_('Not seen')}\"", [1]),
        ("f\"{x} {ngettext('one', 'many', 2):>10}\"", [1]),
        ('\nx = f"a {f(_(y))} b"', [2]),
        ('N_("a" + b)', [1]),
        ("N_(name)", [1]),
        ("_(entry.title)", []),
    ],
)
def test_calls_out_of_sight_finds_them(source: str, lines: list[int]) -> None:
    assert calls_out_of_sight(source) == lines


def test_messages_in_finds_them_with_their_plurals(tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text(
        '_("One")\nngettext("{count} day", "{count} days", n)\nX = N_("Two")\nf("not me")\n', encoding="utf-8"
    )
    assert list(messages_in(path)) == [(1, "One", None), (2, "{count} day", "{count} days"), (3, "Two", None)]
