"""The annual report of the sample register, made once for each language and year."""

from __future__ import annotations

from functools import cache

from services.people import tryout_visitor
from services.report.blocks import Report
from services.report.building import annual_report
from tests.support.cases import TODAY
from tests.support.sample import sample_snapshot

OFFICER = tryout_visitor("krm_officer").actor


@cache
def sample_report(year: int = 2022, language: str = "de") -> Report:
    return annual_report(sample_snapshot(TODAY), TODAY, OFFICER, language, year)
