from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from ulid import ULID

from schema.lists import START_ENTRIES, TABLE_LISTS
from schema.rules import record_problems
from schema.tables import TABLES
from services.demo.loading import SEED
from services.demo.sample import SampleRegister, sample_rows
from services.figures.surveys import survey_df
from services.register.frames import frame_of

TODAY = date(2026, 11, 21)
TABLES_OF_THE_SAMPLE = [
    *("units", "partners", "lists", "users", "reactions", "concerns"),
    *("notes", "handovers", "same_day", "measures", "surveys"),
]
ROOT = Path(__file__).resolve().parents[3]
DIGEST = """
import sys
from datetime import date
from tests.services.demo.test_sample import digest
from services.demo.sample import sample_rows
print(digest(sample_rows(5, date(2026, 11, 21))))
"""


def digest(sample: SampleRegister) -> str:
    return hashlib.sha256(json.dumps(sample.tables(), default=str).encode()).hexdigest()


@pytest.fixture(scope="module")
def sample() -> SampleRegister:
    return sample_rows(SEED, TODAY)


def known_entries(sample: SampleRegister) -> set[tuple[str, str, str]]:
    known = {(entry.list, entry.code, entry.parent) for entry in START_ENTRIES}
    known |= {(row["list"], row["code"], row["parent"]) for row in sample.lists}
    return known | {(name, row["code"], "") for name, table in TABLE_LISTS.items() for row in sample.tables()[table]}


@pytest.mark.parametrize("table", TABLES_OF_THE_SAMPLE)
def test_every_row_has_the_declared_fields_and_breaks_no_rule(table: str, sample: SampleRegister) -> None:
    known = known_entries(sample)
    for row in sample.tables()[table]:
        assert set(row) <= {"id", *TABLES[table].names}
        record = {name: value for name, value in row.items() if name != "id"}
        assert record_problems(table, record, today=TODAY, is_known=lambda *entry: entry in known) == []


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_sample_rows_are_the_same_in_another_process(hash_seed: str) -> None:
    env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    printed = subprocess.run(
        [sys.executable, "-c", DIGEST], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert printed.stdout.strip() == digest(sample_rows(5, TODAY))


def test_another_seed_makes_another_register(sample: SampleRegister) -> None:
    other = sample_rows(SEED + 1, TODAY)

    assert not {row["id"] for row in other.reactions} & {row["id"] for row in sample.reactions}
    assert other.reactions[0]["text"] != sample.reactions[0]["text"]


def test_a_later_day_changes_only_the_newest_cases(sample: SampleRegister) -> None:
    later = {row["id"]: row for row in sample_rows(SEED, TODAY + timedelta(days=1)).reactions}
    long_ago = TODAY - timedelta(days=200)
    old = [row for row in sample.reactions if row["received_on"] < long_ago]

    assert len(old) > 3500
    assert [later[row["id"]] for row in old] == old


@pytest.mark.parametrize("table", TABLES_OF_THE_SAMPLE)
def test_ids_are_ulids_that_sort_as_the_rows_do(table: str, sample: SampleRegister) -> None:
    ids = [row["id"] for row in sample.tables()[table]]

    assert ids == sorted(set(ids))
    assert all(str(ULID.from_str(row_id)) == row_id for row_id in ids[:50])


def test_an_id_says_the_day_of_receipt(sample: SampleRegister) -> None:
    assert all(ULID.from_str(row["id"]).datetime.date() == row["received_on"] for row in sample.reactions)


def test_numbers_follow_the_order_of_receipt(sample: SampleRegister) -> None:
    for year in range(2021, 2027):
        rows = [row for row in sample.reactions if row["received_on"].year == year]
        assert [row["number"] for row in rows] == [f"KR-{year}-{place:04d}" for place in range(1, len(rows) + 1)]
        assert all(before["received_on"] <= after["received_on"] for before, after in pairwise(rows))


def test_no_date_lies_ahead_or_before_receipt_or_out_of_order(sample: SampleRegister) -> None:
    order = ("received_on", "disposition_on", "cleared_on", "closed_on")
    for row in sample.reactions:
        dates = [row[name] for name in TABLES["reactions"].names if name.endswith("_on") and row.get(name)]
        assert row["received_on"] == min(dates)
        assert max(dates) <= TODAY
        steps = [row[name] for name in order if row[name]]
        assert steps == sorted(steps)
        if row["closed_on"] and row["acknowledged_on"]:
            assert row["acknowledged_on"] <= row["closed_on"]
        assert (row["extended_until"] is None) == (row["extension_reason"] is None)
        assert row["extended_until"] is None or row["extended_until"] > row["received_on"]
        assert (row["cleared_on"] is not None) or row["cleared_by"] is None


def test_only_complaints_have_an_outcome_and_only_when_cleared(sample: SampleRegister) -> None:
    reactions = {row["id"]: row for row in sample.reactions}
    for row in sample.concerns:
        if row["kind"] != "complaint":
            names = ("named_as", "complaint_type", "outcome", "clearing_kind")
            assert [row[name] for name in names] == [None] * 4
        if row["outcome"]:
            assert reactions[row["reaction_id"]]["cleared_on"] is not None
        assert (row["outcome"] is None) == (row["clearing_kind"] is None)


def test_follow_ups_name_an_earlier_closed_reaction_of_the_same_customer_and_theme(sample: SampleRegister) -> None:
    by_number = {row["number"]: row for row in sample.reactions}
    first = {row["reaction_id"]: (row["area"], row["theme"]) for row in sample.concerns if row["rank"] == 1}
    follow_ups = [row for row in sample.reactions if row["follow_up_of"] and row["received_on"].year < 2026]

    assert Counter(row["received_on"].year for row in follow_ups)[2022] == 41
    for row in follow_ups:
        before = by_number[row["follow_up_of"]]
        assert before["closed_on"] < row["received_on"]
        assert before["customer_ref"] == row["customer_ref"]
        assert first[before["id"]] == first[row["id"]]


def test_volumes_go_on_after_the_report(sample: SampleRegister) -> None:
    years = Counter(row["received_on"].year for row in sample.reactions)

    assert (years[2021], years[2022]) == (749, 748)
    assert all(700 <= years[year] <= 780 for year in (2023, 2024, 2025))
    assert 580 <= years[2026] <= 720


def test_weekends_bring_only_what_is_sent_online(sample: SampleRegister) -> None:
    weekend = Counter(row["channel"] for row in sample.reactions if row["received_on"].weekday() >= 5)

    assert set(weekend) == {"email", "online_portal", "review_site"}
    assert 0.03 < weekend.total() / len(sample.reactions) < 0.09


def test_former_years_are_all_but_closed_and_acknowledged_in_time_as_a_rule(sample: SampleRegister) -> None:
    open_before = [row for row in sample.reactions if row["received_on"].year < 2026 and not row["closed_on"]]
    asked = [row for row in sample.reactions if row["received_on"].year == 2022 and row["acknowledged_on"]]
    quick = sum((row["acknowledged_on"] - row["received_on"]).days <= 5 for row in asked)

    assert open_before == []
    assert 0.88 < quick / len(asked) < 0.99


@pytest.mark.parametrize("today", [TODAY, date(2026, 12, 28), date(2027, 1, 4), date(2026, 5, 1), date(2023, 3, 1)])
def test_as_of_today_cases_stand_at_every_step(today: date) -> None:
    sample = sample_rows(SEED, today)
    open_now = [row for row in sample.reactions if row["closed_on"] is None]
    concerns = [row for row in sample.concerns if row["reaction_id"] in {row["id"] for row in open_now}]

    def age(row: dict[str, object]) -> int:
        received = row["received_on"]
        assert isinstance(received, date)
        return (today - received).days

    assert {row["escalation_step"] for row in open_now} >= {"1", "2", "3", "4", "5", "6"}
    assert {row["consent"] for row in open_now} >= {"asked", "given", "refused", "withdrawn", None}
    assert sum(row["unit"] is None for row in open_now) >= 3
    assert sum(row["acknowledged_on"] is None and age(row) > 5 for row in open_now) >= 1
    assert sum(row["cleared_on"] is not None for row in open_now) >= 2
    assert sum(row["extended_until"] is not None and row["extended_until"] >= today for row in open_now) >= 1
    assert sum(age(row) > 14 for row in open_now) >= 5
    assert sum(age(row) in range(11, 15) for row in open_now) >= 3
    assert sum(bool(row["ombuds"]) for row in open_now) >= 3
    assert sum(age(row) <= 4 for row in open_now) >= 1
    assert 25 <= len(open_now) <= 90
    disciplinary = [row for row in concerns if row["complaint_type"] == "disciplinary"]
    assert disciplinary
    assert all(row["employee"] for row in disciplinary)


def test_a_day_before_the_years_of_the_report_are_over_has_nothing_after_it() -> None:
    sample = sample_rows(SEED, date(2022, 6, 15))

    assert max(row["received_on"] for row in sample.reactions) <= date(2022, 6, 15)
    assert {row["reaction_id"] for row in sample.concerns} == {row["id"] for row in sample.reactions}


@pytest.mark.parametrize("count", [1, 50, 3000])
def test_sample_rows_make_as_many_as_asked_for(count: int) -> None:
    sample = sample_rows(SEED, TODAY, reactions=count)
    numbers = [row["number"] for row in sample.reactions]

    assert len(sample.reactions) == len(set(numbers)) == count
    assert len(sample.concerns) >= count
    assert all(row["received_on"] <= TODAY for row in sample.reactions)


def test_measures_stand_as_of_the_day(sample: SampleRegister) -> None:
    early = {row["title"]: row for row in sample_rows(SEED, date(2022, 2, 1)).measures}
    late = {row["title"]: row for row in sample.measures}

    assert early["Rückrufzusage innerhalb von zwei Arbeitstagen"]["done_on"] is None
    assert early["Vertretung bei Abwesenheit in der Leistung"]["kind"] == "impulse"
    assert late["Vertretung bei Abwesenheit in der Leistung"]["from_impulse"]
    assert max(row["noted_on"] for row in early.values()) <= date(2022, 2, 1)
    assert len(sample.measures) == 25


def test_the_survey_of_2022_has_the_shares_of_the_report(sample: SampleRegister) -> None:
    rows = survey_df(frame_of("surveys", sample.surveys), 2022)
    shares = {(row.question, row.answer): row.share_percent for row in rows.itertuples()}

    assert shares["Wie möchten Sie am liebsten Kontakt aufnehmen?", "E-Mail"] == 45.0
    assert shares["War Ihre Beschwerde erfolgreich?", "ja"] == 55.0
