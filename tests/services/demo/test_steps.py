"""The sample register follows the procedure: what the portal asks of a case, its own cases have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from schema.lists import START_ENTRIES
from services.demo.loading import SEED, load_sample
from services.demo.notes import FORMS, PORTAL_SINCE
from services.demo.sample import SampleRegister, sample_rows
from services.handovers import KEPT_DAYS, state_of
from services.papers.kinds import BY_CODE
from services.papers.noting import FORM_WORDS
from services.procedure.escalation import CAUSES
from services.procedure.rules import change_problems
from services.procedure.standing import Standing
from services.register.opening import open_register
from services.register.snapshot import Row, Snapshot

TODAY = date(2026, 11, 21)
NEW_YEAR = date(2027, 1, 4)


@pytest.fixture(scope="module", params=[TODAY, NEW_YEAR], ids=str)
def snapshot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder: Path = tmp_path_factory.mktemp("sample")
    register = open_register(f"sqlite:///{folder}/register.db")
    load_sample(register, "Probe", today=request.param)
    yield register.snapshot()
    register.close()


@pytest.fixture(scope="module")
def sample() -> SampleRegister:
    return sample_rows(SEED, TODAY)


def concerns_of(sample: SampleRegister) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sample.concerns:
        found.setdefault(row["reaction_id"], []).append(row)
    return found


def test_every_case_could_have_been_entered_as_it_stands(snapshot: Snapshot) -> None:
    """But for complaints of 2021 and 2022 without an outcome, which the printed report has.

    A consent that is withdrawn was given before, which only its history would say; and nobody of the sample is in use.
    """
    today = max(snapshot.frames["reactions"]["received_on"]).date() + timedelta(days=4)
    found = Counter(
        (problem.field, row["received_on"].year < 2023)
        for row in snapshot.each_row("reactions")
        for problem in change_problems(
            snapshot,
            None,
            Standing({**row, "assigned_to": None}, tuple(snapshot.concern_rows(row["id"]))),
            today=today,
        )
        if not (problem.field == "consent" and row["consent"] == "withdrawn")
    )

    assert found == {("outcome", True): 13 + 11}


def test_a_closed_case_has_taken_its_steps_in_order(sample: SampleRegister) -> None:
    concerns = concerns_of(sample)
    for row in (row for row in sample.reactions if row["closed_on"]):
        standing = Standing(row, tuple(concerns[row["id"]]))
        if standing.is_answerable:
            assert row["acknowledged_on"] <= (row["disposition_on"] or row["closed_on"])
        if standing.needs_team:
            assert row["disposition_on"]
        assert (row["cleared_on"] is None) == (row["cleared_by"] is None)
        assert row["cleared_on"] is not None or not standing.needs_clearing
        if row["cleared_on"]:
            assert (row["disposition_on"] or row["received_on"]) <= row["cleared_on"] <= row["closed_on"]
        if row["cleared_by"] == "letter":
            assert row["answer_draft"]
            assert row["cleared_on"] == row["draft_on"] <= row["signed_on"] <= row["closed_on"]
        else:
            assert [row[name] for name in ("answer_draft", "draft_on", "signed_on")] == [None] * 3
        if standing.complaints and standing.is_answerable:
            assert row["cleared_on"] <= row["verbis_on"] <= row["closed_on"]
        assert not standing.is_wish_refused or row["alternatives"] in ("offered", "not_found")
        assert all(one["talked_over_on"] for one in standing.praises_of_employees)


def test_the_teams_note_is_there_once_it_has_cleared_a_case(sample: SampleRegister) -> None:
    for row in sample.reactions:
        is_noted = row["cleared_on"] and row["cleared_by"] != "letter" and row["received_on"] >= PORTAL_SINCE
        assert bool(row["call_note"]) is bool(is_noted), row["number"]


def test_consent_is_asked_for_before_it_is_given_and_then_filed(sample: SampleRegister) -> None:
    for row in sample.reactions:
        assert (row["consent"] is None) == (row["consent_asked_on"] is None)
        assert row["consent_asked_on"] in (None, row["acknowledged_on"])
        assert row["consent_filed_on"] is None or (
            row["consent"] == "given" and row["consent_asked_on"] <= row["consent_on"] <= row["consent_filed_on"]
        )
        assert row["consent_scope"] is None or row["consent_filed_on"]


def test_a_disposition_goes_to_a_lead_of_the_team_or_its_area(sample: SampleRegister) -> None:
    users = {row["login"]: row for row in sample.users}
    parents = {row["code"]: row["parent"] for row in sample.units}
    for row in sample.reactions:
        assert (row["assigned_to"] is None) == (row["disposition_on"] is None)
        if row["assigned_to"]:
            lead = users[row["assigned_to"]]
            assert set(lead["roles"]) <= {"team_lead", "area_lead"}
            assert lead["unit"] in (row["unit"], parents[row["unit"]])


def test_a_disciplinary_complaint_has_its_own_way(sample: SampleRegister) -> None:
    concerns = concerns_of(sample)
    closed = open_ = 0
    for row in sample.reactions:
        is_disciplinary = any(one["complaint_type"] == "disciplinary" for one in concerns[row["id"]])
        if not is_disciplinary:
            names = ("statement_asked_on", "privacy_officer_on", "statement_on", "summary")
            assert [row[name] for name in names] == [None] * 4
        elif row["closed_on"]:
            assert row["cleared_by"] == "letter"
            assert row["disposition_on"] <= row["statement_asked_on"] <= row["statement_on"] <= row["cleared_on"]
            assert row["privacy_officer_on"] == row["statement_asked_on"]
            assert row["summary"]
            assert "Sehr geehrte" in row["answer_draft"] or "Entwurf" in row["answer_draft"]
            closed += 1
        else:
            open_ += row["statement_asked_on"] is not None
    assert closed > 80
    assert open_ >= 1


def test_who_is_with_the_ombuds_offices_customer_is_said(sample: SampleRegister) -> None:
    for row in sample.reactions:
        assert row["came_alone"] == ((row["partner"] is None) if row["ombuds"] else None)
        assert row["counsellor"] is None or row["partner"]
        assert row["third_informed_on"] is None or row["represented"]


def test_an_escalated_case_says_why_on_every_step_above_the_team_lead(sample: SampleRegister) -> None:
    climbed: dict[str, list[Row]] = {}
    for note in sample.notes:
        if note["kind"] == "escalation":
            climbed.setdefault(note["reaction_id"], []).append(note)
    for row in sample.reactions:
        notes = climbed.pop(row["id"], [])
        assert [note["step"] for note in notes] == [
            str(step) for step in range(3, int(row["escalation_step"] or 0) + 1)
        ]
        days = [note["noted_on"] for note in notes]
        assert days == sorted(days)
        assert all(row["received_on"] <= day <= (row["closed_on"] or TODAY) for day in days)
        assert all(note["person"] and note["reason"] and note["title"] in {one.de for one in CAUSES} for note in notes)
        assert all(note["proof"] for note in notes if note["step"] == "6")
    assert climbed == {}


def test_papers_are_called_as_the_portal_calls_them(sample: SampleRegister) -> None:
    assert {form: words.de for form, words in FORM_WORDS.items()} == FORMS
    papers = [note for note in sample.notes if note["kind"] == "paper"]
    titles = {f"{BY_CODE[code].label.de} ({form})" for code in BY_CODE for form in FORMS.values()}

    assert {note["title"] for note in papers} <= titles
    assert 300 < len(papers) < 900
    assert all(note["noted_on"] <= TODAY for note in sample.notes)


def test_hand_overs_are_of_every_matter_and_lose_their_text(sample: SampleRegister) -> None:
    years = Counter(row["received_on"].year for row in sample.handovers)
    matters = {entry.code for entry in START_ENTRIES if entry.list == "handover_matter"}

    assert {years[year] for year in range(2021, 2026)} == {60}
    assert {row["matter"] for row in sample.handovers} == matters
    for row in sample.handovers:
        assert row["received_on"] <= row["handed_on"] <= TODAY
        assert row["text_until"] == row["handed_on"] + timedelta(days=KEPT_DAYS)
        if row["text"]:
            assert row["text_removed_on"] is None
            assert row["text_until"] >= TODAY
        else:
            assert row["customer"] is None
            assert row["handed_on"] < row["text_removed_on"] <= TODAY
    assert {state_of(row).value for row in sample.handovers} == {"kept", "removed"}


def test_the_counter_has_some_hundred_entries_a_year_without_a_name(sample: SampleRegister) -> None:
    years = Counter(row["day"].year for row in sample.same_day)
    areas = Counter(row["area"] for row in sample.same_day)

    assert [years[year] for year in range(2021, 2026)] == [180, 290, 330, 330, 330]
    assert set(areas) == {entry.code for entry in START_ENTRIES if entry.list == "area"}
    assert areas.most_common(1)[0][0] in ("benefits", "reception")
    assert {name for row in sample.same_day for name in row} == {"id", "day", "channel", "area", "theme"}
