"""Samples of the consents: drawn alike by everybody, checked off once (OA 10/2018, "Informationspflichten")."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from services.access import Action, Actor
from services.cases import Case
from services.errors import AccessDenied, InputRejected, RecordNotFound, StaleRecord
from services.flatfile.writing import Format
from services.register.base import Register
from services.register.frames import empty_frames, frame_of
from services.register.snapshot import Row, Snapshot
from services.spot_checks import (
    Begun,
    Draw,
    begun_samples,
    check_off,
    draw_sample,
    export_sample,
    propose_period,
    propose_seed,
)
from tests.support.cases import RECEIVED, TODAY, change, record, seen_again
from tests.support.people import DORA, KAREN, those_without

MARCH = Draw(date(2026, 3, 1), date(2026, 3, 31), 20, "K7QM2X")


def row(place: int, **values: Any) -> dict[str, Any]:
    asked = {"received_on": date(2026, 3, 1) + timedelta(place % 31), "consent": "asked"}
    return {"id": f"r{place}", "number": f"KR-{place:05}", "channel": "email", **asked, **values}


def snapshot_of(rows: list[dict[str, Any]]) -> Snapshot:
    return Snapshot(1, {**empty_frames(), "reactions": frame_of("reactions", rows)})


def drawn(rows: list[dict[str, Any]], draw: Draw = MARCH) -> list[str]:
    return [case.id for case in draw_sample(snapshot_of(rows), TODAY, DORA, draw).cases]


def asked(register: Register, **values: Any) -> Case:
    return record(register, **{"consent": "asked", "consent_asked_on": RECEIVED, **values})


def check(
    register: Register,
    case: Case,
    finding: str | None = "in_order",
    words: str = "",
    actor: Actor = DORA,
    *,
    draw: Draw = MARCH,
    operation_id: str = "once",
    seen: Row | None = None,
) -> Row:
    return check_off(register, actor, draw, case.id, finding, words, today=TODAY, operation_id=operation_id, seen=seen)


def notes(register: Register) -> list[Row]:
    return list(register.refresh().each_row("notes"))


# ---- drawing


def test_draw_sample_is_the_same_for_the_same_seed_whatever_the_order_of_the_rows() -> None:
    rows = [row(place) for place in range(300)]
    mixed = random.Random(1).sample(rows, len(rows))
    assert len(drawn(rows)) == 20
    assert drawn(mixed) == drawn(rows)
    assert drawn(rows, replace(MARCH, seed="ANDERS")) != drawn(rows)


def test_draw_sample_is_this_one_in_every_version_of_the_portal() -> None:
    """Whoever has the seed in the files draws the same cases years later."""
    rows = [row(place) for place in range(50)]
    assert drawn(rows, replace(MARCH, size=5)) == ["r1", "r9", "r14", "r22", "r29"]


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(1, 30), st.text(min_size=1, max_size=40).filter(lambda seed: seed.strip()))
def test_a_new_row_changes_at_most_one_place(count: int, size: int, seed: str) -> None:
    draw = replace(MARCH, size=size, seed=seed)
    before = drawn([row(place) for place in range(count)], draw)
    after = drawn([row(place) for place in range(count + 1)], draw)
    assert len(set(before) - set(after)) <= (1 if count >= size else 0)
    assert len(after) == min(size, count + 1)
    assert [row_id for row_id in after if row_id in before] == [row_id for row_id in before if row_id in after]


def test_a_larger_sample_of_the_same_seed_holds_the_smaller_one() -> None:
    rows = [row(place) for place in range(200)]
    assert set(drawn(rows)) < set(drawn(rows, replace(MARCH, size=40)))


def test_draw_sample_takes_every_case_where_there_are_fewer() -> None:
    sample = draw_sample(snapshot_of([row(1), row(2)]), TODAY, KAREN, MARCH)
    assert (sample.population, [case.id for case in sample.cases], sample.checked) == (2, ["r1", "r2"], 0)


@pytest.mark.parametrize(
    ("values", "is_among"),
    [
        ({"consent": "asked"}, True),
        ({"consent": "given"}, True),
        ({"consent": "refused"}, True),
        ({"consent": "withdrawn"}, True),
        ({"consent": None, "consent_asked_on": date(2026, 3, 5)}, True),
        ({"consent": None}, False),
        ({"received_on": date(2026, 3, 1)}, True),
        ({"received_on": date(2026, 3, 31)}, True),
        ({"received_on": date(2026, 2, 28)}, False),
        ({"received_on": date(2026, 4, 1)}, False),
    ],
)
def test_draw_sample_draws_among_the_cases_of_the_period_with_a_consent_asked_for(
    values: dict[str, Any], is_among: bool
) -> None:
    assert drawn([row(3, **values)]) == (["r3"] if is_among else [])


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (replace(MARCH, end=date(2026, 2, 1)), "before it begins"),
        (replace(MARCH, size=0), "between 1 and"),
        (replace(MARCH, size=501), "between 1 and"),
        (replace(MARCH, seed=" "), "seed is missing"),
        (replace(MARCH, seed="x" * 41), "seed is missing"),
    ],
)
def test_draw_sample_refuses_what_is_no_draw(draw: Draw, said: str) -> None:
    with pytest.raises(InputRejected, match=said):
        draw_sample(snapshot_of([row(1)]), TODAY, DORA, draw)


@pytest.mark.parametrize("actor", those_without(Action.CHECK_CONSENTS), ids=lambda actor: actor.name or "nobody")
def test_samples_are_for_those_who_check_consents(register: Register, actor: Actor) -> None:
    case = asked(register)
    with pytest.raises(AccessDenied):
        draw_sample(register.snapshot(), TODAY, actor, MARCH)
    with pytest.raises(AccessDenied):
        begun_samples(register.snapshot(), TODAY, actor)
    with pytest.raises(AccessDenied):
        export_sample(register.snapshot(), TODAY, actor, MARCH)
    with pytest.raises(AccessDenied):
        check(register, case, actor=actor)
    assert notes(register) == []


@pytest.mark.parametrize(
    ("today", "start", "end"),
    [
        (date(2026, 11, 22), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 6, 30), date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_propose_period_is_the_last_whole_quarter(today: date, start: date, end: date) -> None:
    assert propose_period(today) == (start, end)


def test_propose_seed_is_readable_and_not_the_same_again() -> None:
    seeds = {propose_seed() for _ in range(50)}
    assert len(seeds) > 45
    assert all(len(seed) == 6 and not set(seed) & set("01IO") for seed in seeds)


@pytest.mark.parametrize("draw", [MARCH, replace(MARCH, seed="a · b", size=1)])
def test_a_draw_is_known_by_its_name(draw: Draw) -> None:
    assert Draw.of_name(draw.name) == draw


@pytest.mark.parametrize("name", ["", "x", "01.03.2026", "01.03.2026–32.03.2026 · 5 · x", "1–2–3 · 5 · x"])
def test_a_name_of_no_draw_is_none(name: str) -> None:
    assert Draw.of_name(name) is None


# ---- checking off


def test_check_off_stores_who_found_what_in_which_sample(register: Register) -> None:
    case = asked(register)
    check(register, case, "other", " Blatt =fehlt ")
    (note,) = notes(register)
    names = ("reaction_id", "kind", "noted_on", "title", "finding", "person", "reason")
    assert [note[name] for name in names] == [
        *(case.id, "spot_check", TODAY, MARCH.name, "other", "Dora Datenschutz", "Blatt =fehlt")
    ]
    sample = draw_sample(register.snapshot(), TODAY, DORA, MARCH)
    assert (sample.checked, sample.cases[0].check) == (1, note)
    assert begun_samples(register.snapshot(), TODAY, KAREN) == (Begun(MARCH, 1, TODAY),)
    assert draw_sample(register.snapshot(), TODAY, DORA, replace(MARCH, seed="ANDERS")).checked == 0


def test_check_off_stores_one_check_on_a_second_click(register: Register) -> None:
    case = asked(register)
    first = check(register, case)
    revision = register.snapshot().revision
    assert check(register, case) == check(register, case, operation_id="another") == first
    assert (len(notes(register)), register.snapshot().revision) == (1, revision)


def test_check_off_refuses_a_case_that_somebody_else_has_checked(register: Register) -> None:
    case = asked(register)
    check(register, case, "proof_missing", actor=KAREN)
    with pytest.raises(StaleRecord, match="Karen KRM has checked"):
        check(register, case, "in_order", operation_id="another")
    assert [note["finding"] for note in notes(register)] == ["proof_missing"]


def test_check_off_corrects_a_check_that_was_seen_and_no_newer_one(register: Register) -> None:
    case = asked(register)
    seen = check(register, case, "proof_missing")
    check(register, case, "in_order", "Doch gefunden", KAREN, operation_id="two", seen=seen)
    assert [(note["finding"], note["person"]) for note in notes(register)] == [("in_order", "Karen KRM")]
    with pytest.raises(StaleRecord):
        check(register, case, "other", "Zu spät", operation_id="three", seen=seen)
    assert [note["reason"] for note in notes(register)] == ["Doch gefunden"]


@pytest.mark.parametrize(
    ("finding", "words", "field"),
    [(None, "x", "finding"), ("gut", "", "finding"), ("other", " ", "reason"), ("in_order", "x" * 2001, "reason")],
)
def test_check_off_refuses_a_finding_that_says_nothing(
    register: Register, finding: str | None, words: str, field: str
) -> None:
    case = asked(register)
    with pytest.raises(InputRejected) as refused:
        check(register, case, finding, words)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert notes(register) == []


def test_check_off_refuses_a_case_that_is_not_in_the_sample(register: Register) -> None:
    case = record(register)
    with pytest.raises(RecordNotFound):
        check(register, case)
    assert notes(register) == []


def test_a_check_stays_in_sight_where_a_later_case_took_its_place(register: Register) -> None:
    first, second = asked(register, operation_id="first"), record(register, operation_id="second")
    draw = next(
        draw
        for draw in (replace(MARCH, size=1, seed=f"s{place}") for place in range(100))
        if drawn([{"id": first.id, "number": "1", **ASKED}, {"id": second.id, "number": "2", **ASKED}], draw)
        == [second.id]
    )
    check(register, first, draw=draw)
    change(register, seen_again(register, second), consent="asked")
    sample = draw_sample(register.snapshot(), TODAY, DORA, draw)
    assert [(case.id, case.is_drawn, case.check is None) for case in sample.cases] == [
        (first.id, False, False),
        (second.id, True, True),
    ]
    assert "inzwischen nicht mehr gezogen" in export_sample(
        register.snapshot(), TODAY, DORA, draw, fmt=Format.CSV
    ).decode("utf-8-sig")


ASKED: dict[str, Any] = {"received_on": RECEIVED, "consent": "asked", "channel": "email"}


# ---- the list


def test_export_sample_is_the_list_for_checking_off(register: Register) -> None:
    given_on = {"consent": "given", "consent_on": TODAY, "consent_filed_on": TODAY, "consent_scope": "=1+1"}
    case = asked(register, **given_on)
    asked(register)
    check(register, case, "other", "@Anlage")
    rows = list(
        csv.reader(
            io.StringIO(
                export_sample(register.snapshot(), TODAY, DORA, MARCH, fmt=Format.CSV).decode("utf-8-sig"), newline=""
            ),
            delimiter=";",
        )
    )
    assert rows[0] == [
        *("Stichprobe", "Nummer", "Eingegangen am", "Einverständnis erbeten am", "Einverständnis"),
        *("Einverständnis vom", "Umfang", "Nachweis unter II-6000 am", "Befund", "Bemerkung", "Geprüft am"),
        "Geprüft von",
    ]
    assert rows[1] == [
        *(MARCH.name, "KR-2026-0001", "02.03.2026", "02.03.2026", "erteilt", "04.03.2026", "'=1+1", "04.03.2026"),
        *("Anderes", "'@Anlage", "04.03.2026", "Dora Datenschutz"),
    ]
    assert rows[2][1:5] == ["KR-2026-0002", "02.03.2026", "02.03.2026", "erbeten"]
    assert rows[2][5:] == [""] * 7


def test_export_sample_writes_text_as_text_in_a_workbook(register: Register) -> None:
    asked(register, consent="given", consent_on=TODAY, consent_scope="=1+1")
    sheet = load_workbook(io.BytesIO(export_sample(register.snapshot(), TODAY, KAREN, MARCH))).active
    assert sheet is not None
    cell = sheet["G2"]
    assert (sheet.title, cell.value, cell.data_type) == ("Stichprobe", "=1+1", "s")
