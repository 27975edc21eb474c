from __future__ import annotations

from datetime import date

import pytest

from schema.problems import Problem
from schema.words import Words
from services.errors import AccessDenied, InputRejected, PortalError
from services.translation import chosen_language, day, message, text, translator, written

DAY = date(2026, 3, 4)
MISSING = "“{label}” is missing. Please fill it in."


def test_text_is_german_or_english() -> None:
    assert text("Cancel", "de") == "Abbrechen"
    assert text("Cancel", "en") == "Cancel"


def test_text_falls_back_to_english_where_no_catalogue_has_the_message() -> None:
    assert text("Nobody ever wrote {this}", "de", {"this": "so"}) == "Nobody ever wrote so"
    assert text("Nobody ever wrote this", "de") == "Nobody ever wrote this"


def test_text_leaves_braces_alone_where_there_are_no_parameters() -> None:
    assert text("{count} day left", "en") == "{count} day left"
    assert text("JSON {} of nobody", "de") == "JSON {} of nobody"


def test_text_does_not_read_what_people_typed_as_a_message() -> None:
    """A value with braces is put in as it is."""
    assert text(MISSING, "de", {"label": "{0} {label} %s"}) == "„{0} {label} %s“ fehlt. Bitte ausfüllen."


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "„Eingegangen am“ fehlt. Bitte ausfüllen."),
        ("en", "“Received on” is missing. Please fill it in."),
    ],
)
def test_text_puts_declared_words_into_the_language(language: str, sentence: str) -> None:
    assert text(MISSING, language, {"label": Words("Eingegangen am", "Received on")}) == sentence


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (DAY, "04.03.2026", "4 Mar 2026"),
        (Words("ja", "yes"), "ja", "yes"),
        ("KR-2026-0001", "KR-2026-0001", "KR-2026-0001"),
        (14, 14, 14),
        (None, None, None),
    ],
)
def test_written_writes_a_parameter_as_people_do(value: object, german: object, english: object) -> None:
    assert (written(value, "de"), written(value, "en")) == (german, english)


def test_day_of_no_date_is_empty() -> None:
    assert (day(None, "de"), day(None, "en")) == ("", "")


@pytest.mark.parametrize(
    ("count", "german", "english"),
    [
        (0, "noch {count} Tage", "{count} days left"),
        (1, "noch {count} Tag", "{count} day left"),
        (2, "noch {count} Tage", "{count} days left"),
    ],
)
def test_plural_forms_are_those_of_the_language(count: int, german: str, english: str) -> None:
    assert translator("de").ngettext("{count} day left", "{count} days left", count) == german
    assert translator("en").ngettext("{count} day left", "{count} days left", count) == english


def test_message_says_what_an_error_says_with_its_parameters() -> None:
    said = PortalError("There is no case {number} in the register.", number="KR-1")
    assert message(said, "de") == "Einen Fall KR-1 gibt es im Register nicht."
    assert (message(said, "en"), str(said)) == ("There is no case KR-1 in the register.",) * 2


def test_message_without_parameters_is_the_sentence() -> None:
    assert message(AccessDenied("Cancel"), "de") == "Abbrechen"


def test_message_of_a_problem_names_the_value_unless_the_problem_does() -> None:
    msgid = "“{value}” is no whole number for “{label}”. Write digits only, like 12."
    label = Words("Rang", "Rank")
    assert message(Problem("concerns", "rank", "x", msgid, {"label": label}), "en") == (
        "“x” is no whole number for “Rank”. Write digits only, like 12."
    )
    told = Problem("concerns", "rank", "x", msgid, {"label": label, "value": "y"})
    assert message(told, "de") == ("„y“ ist keine ganze Zahl für „Rang“. Bitte nur Ziffern schreiben, zum Beispiel 12.")


def test_message_shortens_a_long_value() -> None:
    problem = Problem("concerns", "rank", "x" * 25_000, "“{value}” cannot be stored in “{label}”.", {"label": "Rang"})
    assert message(problem, "de") == f"„{'x' * 100} …“ kann nicht in „Rang“ gespeichert werden."


def test_an_input_rejected_carries_its_problems_to_the_screen() -> None:
    problem = Problem("concerns", "kind", None, MISSING, {"label": Words("Art", "Kind")})
    said = InputRejected("closed", problems=[problem])
    assert [message(found, "de") for found in said.problems] == ["„Art“ fehlt. Bitte ausfüllen."]


@pytest.mark.parametrize(
    ("wanted", "set_", "language"),
    [
        (None, None, "de"),
        (None, "en", "en"),
        ("de", "en", "de"),
        ("en", None, "en"),
        ("fr", None, "de"),
        (None, "EN", "de"),
        ("", "en", "en"),
    ],
)
def test_chosen_language_is_the_one_wanted_else_the_one_set_else_german(
    monkeypatch: pytest.MonkeyPatch, wanted: str | None, set_: str | None, language: str
) -> None:
    if set_:
        monkeypatch.setenv("RESONANZ_LANG", set_)
    assert chosen_language(wanted) == language
