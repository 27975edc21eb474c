"""Addresses of dashboards: what other programs, notes and links of the other language write, as the filters read it.

A filter stands in the address under the label it shows. A code does as well, and so does the label of the other
language: `period=2022-Q1`, `period=twelve_months`, `area=municipal`, `compare=previous`.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Final

from schema.words import N_
from services import translation
from services.charts.wording import CLOCK_WORDS
from services.dashboards.selection import (
    ALL,
    CURRENT,
    MONTH,
    NOT_COMPARED,
    PREVIOUS,
    QUARTER,
    RANGE,
    TWELVE_MONTHS,
    YEAR_BEFORE,
    filter_choices,
)
from services.errors import InputRejected
from services.figures import Period
from services.register.snapshot import Snapshot

PERIODS: Final[Mapping[str, str]] = {
    ALL: N_("All years"),
    CURRENT: N_("This year"),
    QUARTER: N_("Quarter …"),
    MONTH: N_("Month …"),
    TWELVE_MONTHS: N_("Last 12 months"),
    RANGE: N_("From … to …"),
}
COMPARISONS: Final[Mapping[str, str]] = {
    YEAR_BEFORE: N_("With a year before"),
    PREVIOUS: N_("With the period before"),
    RANGE: N_("With the days from … to …"),
    NOT_COMPARED: N_("Without a comparison"),
}
WITH_YEAR: Final = N_("With {year}")
SPANS: Final = {"period": "days", "compare": "compare_days"}  # filter -> the one that takes its first and last day
Address = Mapping[str, tuple[str, ...]]  # filter -> its values


def spelled_out(
    snapshot: Snapshot, today: date, language: str, address: tuple[tuple[str, tuple[str, ...]], ...]
) -> Address:
    """Return an address as the filters of that language write it; what nobody knows stays as it is."""
    shown = _labels(snapshot, today, language)
    others = [_labels(snapshot, today, other) for other in translation.LANGUAGES if other != language]
    codes = [
        {label: code for labels in (*others, shown) for code, label in labels.get(name, {}).items()}
        for name, _ in address
    ]
    found: dict[str, tuple[str, ...]] = {}
    for (name, values), known in zip(address, codes, strict=True):
        found |= _spans(name, tuple(known.get(value, value) for value in values), shown)
    return {name: tuple(shown.get(name, {}).get(value, value) for value in values) for name, values in found.items()}


def _spans(name: str, codes: tuple[str, ...], shown: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the filters that choose a span named by its label: a quarter, a month, or its first and last day."""
    if name not in SPANS or len(codes) != 1 or codes[0] in shown[name]:
        return {name: codes}
    if name == "period":
        for kind in (QUARTER, MONTH):
            if codes[0] in shown[kind]:
                return {name: (kind,), kind: codes}
    with suppress(InputRejected):
        period = Period.parse(codes[0])
        return {name: (RANGE,), SPANS[name]: (period.start.isoformat(), period.end.isoformat())}
    return {name: codes}


def _labels(snapshot: Snapshot, today: date, language: str) -> dict[str, dict[str, str]]:
    """Return for each filter the labels of its codes."""
    offered = filter_choices(snapshot, today, language)
    years = {year: year for year in offered.years}
    spoken = {code: translation.text(msgid, language) for code, msgid in PERIODS.items()}
    compared = {code: translation.text(msgid, language) for code, msgid in COMPARISONS.items()}
    compared |= {year: translation.text(WITH_YEAR, language, {"year": year}) for year in years}
    clocks = {str(clock): translation.text(msgid, language) for clock, msgid in CLOCK_WORDS.items()}
    return {
        "channel": {ALL: translation.text(N_("All channels"), language), **offered.channels},
        "clock": {ALL: translation.text(N_("All deadlines"), language), **clocks},
        "period": {**years, str(today.year): spoken[CURRENT], **spoken},
        "compare": compared,
        QUARTER: dict(offered.quarters),
        MONTH: dict(offered.months),
        "area": dict(offered.areas),
        "team": dict(offered.units),
    }
