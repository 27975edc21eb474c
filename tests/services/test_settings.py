"""The settings: declared once, read with their defaults, changed by whoever sets the portal up."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.addresses import is_mail_address
from schema.fields import FieldType
from schema.problems import Problem
from schema.settings import BY_KEY, SECTIONS, SETTINGS
from services import calendar
from services.access import Action, Actor
from services.deadlines import Periods, list_clocks
from services.errors import AccessDenied, InputRejected
from services.register.base import ChangeSet, Register, RowChange, new_id
from services.settings import (
    PERIODS,
    Settings,
    SettingsMergeNeeded,
    change_settings,
    choices,
    periods_of,
    periods_with,
    settings_of,
    value_problems,
)
from services.translation import message
from tests.services.figures.registers import snapshot_of
from tests.support.people import ADA, KAREN, those_without
from tests.support.portal import ROOT

DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def stored(**values: str | None) -> Settings:
    """Return the settings of a register in whose table these values stand, as somebody typed them."""
    rows = [{"id": f"row {key}", "key": key, "value": value} for key, value in values.items()]
    return settings_of(snapshot_of([], settings=rows))


def change(register: Register, seen: dict[str, Any] | None = None, actor: Actor = KAREN, **values: Any) -> Settings:
    return change_settings(register, actor, seen or DEFAULTS, values, operation_id=new_id())


def refused(register: Register, **values: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputRejected) as err:
        change(register, **values)
    assert register.refresh().frames["settings"].empty
    return [(problem.field, str(problem)) for problem in err.value.problems]


def test_settings_and_declarations_name_the_same() -> None:
    named = [each.name for each in dataclasses.fields(Settings) if each.name != "damaged"]
    assert sorted(named) == sorted(BY_KEY)
    assert set(PERIODS) <= set(BY_KEY)
    assert {setting.section for setting in SETTINGS} == set(SECTIONS)


def test_the_defaults_are_the_standard_periods_and_sound() -> None:
    settings = settings_of(snapshot_of([]))
    assert settings.values == DEFAULTS
    assert settings.damaged == ()
    assert periods_of(snapshot_of([])) == Periods()
    assert stored(**{key: str(value) for key, value in DEFAULTS.items()}).damaged == ()


def test_choices_of_the_land_are_the_sixteen() -> None:
    assert len(choices(BY_KEY["land"])) == 16
    assert choices(BY_KEY["land"])["SN"] == "Sachsen"
    assert choices(BY_KEY["office_name"]) == {}
    for land in choices(BY_KEY["land"]):
        assert calendar.holidays_of(2026, land)


def test_settings_of_reads_what_is_stored() -> None:
    settings = stored(close_days=" 21 ", land="BY", office_name="Jobcenter Musterstadt", office_address="A\nB")
    assert (settings.close_days, settings.land, settings.office_address) == (21, "BY", "A\nB")
    assert settings.clear_days == 9
    assert settings.damaged == ()


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_setting_that_is_empty_in_the_table_has_its_default(value: str | None) -> None:
    settings = stored(close_days=value, file_plan=value)
    assert (settings.close_days, settings.file_plan, settings.damaged) == (14, "II-6000", ())


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("close_days", "zwei Wochen", "no whole number"),
        ("close_days", "0", "must be 1 or more"),
        ("close_days", "-3", "must be 1 or more"),
        ("close_days", "14.5", "no whole number"),
        ("close_days", "99999", "must be 180 or less"),
        ("close_days", "9" * 400, "no whole number"),
        ("land", "XX", "not in the list"),
        ("land", "Sachsen", "not in the list"),
        ("krm_mailbox", "krm at amt", "no e-mail address"),
        ("office_name", "A\nB", "several lines"),
        ("office_name", "A" * 201, "200 characters at most"),
    ],
)
def test_a_damaged_value_counts_as_its_default_and_is_said(key: str, value: str, said: str) -> None:
    settings = stored(**{key: value})
    assert settings.value(key) == DEFAULTS[key]
    (problem,) = settings.damaged
    assert (problem.field, str(problem.value)) == (key, value)
    assert said in str(problem)


def test_settings_of_leaves_other_rows_of_the_table_alone() -> None:
    assert stored(started_on="2026-03-01", sealing_key="abc", mystery="1").values == DEFAULTS


def test_the_row_of_the_portal_counts_where_somebody_typed_another_one() -> None:
    rows = [
        {"id": "typed", "key": "close_days", "value": "30"},
        {"id": "close_days", "key": "close_days", "value": "20"},
        {"id": "again", "key": "close_days", "value": "40"},
    ]
    assert settings_of(snapshot_of([], settings=rows)).close_days == 20


@pytest.mark.parametrize("actor", [KAREN, ADA], ids=["officer", "admin"])
def test_change_settings_stores_what_was_changed_and_nothing_else(register: Register, actor: Actor) -> None:
    changed = change(register, actor=actor, **{**DEFAULTS, "close_days": 21, "office_name": "  Jobcenter Nord "})
    assert (changed.close_days, changed.office_name) == (21, "Jobcenter Nord")
    rows = register.refresh().frames["settings"]
    assert dict(zip(rows["key"], rows["value"], strict=True)) == {"close_days": "21", "office_name": "Jobcenter Nord"}
    (entry,) = register.history("close_days")
    assert (entry.actor, entry.action) == (actor.id, "created")
    assert periods_of(register.snapshot()).close_days == 21


def test_change_settings_changes_the_row_that_is_there_and_journals_from_what_to_what(register: Register) -> None:
    seen = change(register, close_days=21).values
    change(register, seen, close_days=28)
    assert len(register.refresh().frames["settings"]) == 1
    last = register.history("close_days")[-1]
    assert [(each.field, each.before, each.after) for each in last.changes] == [("value", "21", "28")]


def test_change_settings_writes_into_a_row_that_was_typed_in_the_sheet(register: Register) -> None:
    row = RowChange("settings", "typed", {"key": "close_days", "value": "vierzehn"})
    snapshot = register.commit(ChangeSet.of([row], actor="sheet", operation_id=new_id()))
    settings = settings_of(snapshot)
    assert [problem.field for problem in settings.damaged] == ["close_days"]
    # Saving the form as it stands puts the default there: what is on the screen is what counts from now on.
    change(register, settings.values, **settings.values)
    assert register.snapshot().row("settings", "typed")["value"] == "14"
    assert settings_of(register.snapshot()).damaged == ()


def test_change_settings_empties_a_text(register: Register) -> None:
    seen = change(register, office_phone="0351 1").values
    assert change(register, seen, office_phone="").office_phone == ""
    assert register.snapshot().row("settings", "office_phone")["value"] is None


def test_change_settings_stores_nothing_where_nothing_is_changed(register: Register) -> None:
    before = register.snapshot().revision
    assert change(register, **DEFAULTS).values == DEFAULTS
    assert change(register, mystery="1").values == DEFAULTS
    assert register.refresh().revision == before


def test_change_settings_stores_once_for_one_operation(register: Register) -> None:
    for _ in range(2):
        change_settings(register, KAREN, DEFAULTS, {"close_days": 21}, operation_id="one click")
    assert len(register.history("close_days")) == 1


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"close_days": None}, "close_days", "is missing"),
        ({"close_days": 0}, "close_days", "must be 1 or more"),
        ({"soon_days": -1}, "soon_days", "must be 0 or more"),
        ({"acknowledge_working_days": 21}, "acknowledge_working_days", "must be 20 or less"),
        ({"close_days": "14"}, "close_days", "no whole number"),
        ({"land": "XX"}, "land", "not in the list"),
        ({"land": None}, "land", "is missing"),
        ({"file_plan": " "}, "file_plan", "is missing"),
        ({"office_name": "A\x07B"}, "office_name", "control character"),
        ({"krm_mailbox": "krm@"}, "krm_mailbox", "no e-mail address"),
        ({"clear_days": 15}, "clear_days", "to be closed within 14"),
        ({"urgent_days": 15}, "urgent_days", "to be closed within 14"),
        ({"close_days": 8, "urgent_days": 8}, "clear_days", "to be closed within 8"),
    ],
)
def test_change_settings_refuses_what_is_wrong(
    register: Register, values: dict[str, Any], field: str, said: str
) -> None:
    ((found, sentence),) = refused(register, **values)
    assert found == field
    assert said in sentence


def test_change_settings_says_all_that_is_wrong_at_once_and_stores_nothing_of_it(register: Register) -> None:
    found = refused(register, soon_days=-1, krm_mailbox="x", clear_days=15, office_name="Jobcenter Nord")
    assert sorted(field for field, _ in found) == ["clear_days", "krm_mailbox", "soon_days"]


def test_change_settings_keeps_what_somebody_else_changed_meanwhile(register: Register) -> None:
    change(register, close_days=21)
    merged = change(register, DEFAULTS, **{**DEFAULTS, "clear_days": 7})
    assert (merged.close_days, merged.clear_days) == (21, 7)


def test_change_settings_asks_where_both_changed_the_same(register: Register) -> None:
    change(register, close_days=21)
    with pytest.raises(SettingsMergeNeeded) as needed:
        change(register, DEFAULTS, close_days=28, clear_days=7)
    (clash,) = needed.value.clashes
    assert (clash.row_id, clash.mine["value"], clash.theirs["value"]) == ("close_days", 28, 21)
    assert settings_of(register.refresh()).values == {**DEFAULTS, "close_days": 21}
    # Decided: from what stands there now.
    assert change(register, needed.value.current.values, close_days=28, clear_days=7).close_days == 28


def test_change_settings_has_nothing_to_ask_where_both_chose_alike(register: Register) -> None:
    change(register, close_days=21)
    assert change(register, DEFAULTS, close_days=21).close_days == 21
    assert len(register.history("close_days")) == 1


@pytest.mark.parametrize("actor", those_without(Action.SET_UP), ids=lambda actor: actor.name or "nobody")
def test_change_settings_refuses_the_wrong_role(register: Register, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        change(register, actor=actor, close_days=21)
    assert register.refresh().frames["settings"].empty


def test_periods_with_takes_what_is_sound_of_what_is_typed() -> None:
    settings = stored(close_days="21")
    typed = {"close_days": None, "clear_days": 7, "land": "BY", "office_name": "x", "soon_days": 99}
    assert periods_with(settings, typed) == Periods(clear_days=7, close_days=21, land="BY")


@pytest.mark.parametrize("text", ["krm@jobcenter.example", "a.b+c@d"])
def test_is_mail_address_takes_addresses(text: str) -> None:
    assert is_mail_address(text)


@pytest.mark.parametrize("text", ["", "krm", "@amt.example", "krm@", "a@b@c", "krm @amt.example", "krm@amt\n.example"])
def test_is_mail_address_takes_nothing_else(text: str) -> None:
    assert not is_mail_address(text)


def test_every_number_has_limits_and_every_setting_words_in_both_languages() -> None:
    for setting in SETTINGS:
        assert setting.type is not FieldType.INT or None not in (setting.minimum, setting.maximum)
        for said in (setting.label, setting.help):
            assert said.de, setting.name
            assert said.en, setting.name
    assert isinstance(stored(land="XX").damaged[0], Problem)


def test_every_setting_is_in_the_handbook() -> None:
    page = (ROOT / "docs" / "handbuch" / "einstellungen.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        (line,) = [line for line in page.splitlines() if f"| {setting.label.de} | `{setting.name}` |" in line]
        shown = choices(setting).get(str(setting.default), str(setting.default)) or "leer"
        assert f"| {shown}" in line
        if setting.type is FieldType.INT:
            assert f"{setting.minimum} bis {setting.maximum}" in line


TYPED = st.text(st.characters(exclude_categories=("Cs", "Cc")))  # the store holds no others


@hypothesis.settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(BY_KEY)), st.one_of(TYPED, st.integers().map(str))))
def test_settings_of_is_sound_whatever_somebody_typed(typed: dict[str, str]) -> None:
    settings = stored(**typed)
    assert [problem for key in BY_KEY for problem in value_problems(BY_KEY[key], settings.value(key))] == []
    periods = periods_with(settings, {})
    assert len(list_clocks({"received_on": date(2026, 3, 2)}, date(2026, 3, 4), periods, kinds=["petition"])) == 4


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("blau", "Please write it like #0B6B7A."),
        ("#0B6B7", "is no colour"),
        ("#0B6B7AFF", "is no colour"),
        ("0B6B7A", "is no colour"),
        ("", "is missing"),
        ("#8AC0CC", "the contrast is 2.0 : 1, and 4.5 : 1 are needed"),
        ("#777777", "the contrast is 4.4 : 1, and 4.5 : 1 are needed"),
    ],
)
def test_a_colour_that_is_none_or_too_light_is_refused(register: Register, typed: str, said: str) -> None:
    ((field, sentence),) = refused(register, report_colour=typed)
    assert field == "report_colour"
    assert said in sentence


def test_a_colour_is_kept_in_capitals_and_a_wrong_one_in_the_sheet_counts_as_the_default(register: Register) -> None:
    assert change(register, report_colour=" #767676 ", report_second_colour="#0a0B0c").report_second_colour == "#0A0B0C"
    assert settings_of(register.refresh()).report_colour == "#767676"
    typed = stored(report_colour="#8AC0CC", report_second_colour="navy")
    assert (typed.report_colour, typed.report_second_colour) == ("#0B6B7A", "#33474D")
    assert [problem.field for problem in typed.damaged] == ["report_colour", "report_second_colour"]
    assert "ist 2 : 1, nötig sind 4,5 : 1" in message(typed.damaged[0], "de")
