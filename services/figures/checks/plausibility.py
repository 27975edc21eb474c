"""Rules that must hold, run over every report: what contradicts itself, and what is not given, with the cases behind.

figures ──> arithmetic.py   parts and wholes, shares, changes, months
cases   ──> caserules.py    what counts nowhere, dates out of order, what is not given
both    ──> here            the figures are those of exactly these cases
"""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from schema.words import N_
from services.figures.checks.arithmetic import arithmetic_findings
from services.figures.checks.caserules import Cases, case_findings
from services.figures.checks.findings import Finding, Severity
from services.figures.facts import facts_of, matters_of
from services.figures.periods import Period
from services.figures.year import figures_df
from services.register.snapshot import Snapshot


def period_findings(
    snapshot: Snapshot,
    period: Period,
    day: date,
    *,
    before: Period | None = None,
    whole: Snapshot | None = None,
) -> tuple[Finding, ...]:
    """Return what does not hold in a period's figures and cases, as of `day`.

    `before` is the comparison period; without it the year before. For a part of a register (`filtered`) hand over what
    it is a part of as `whole`.
    """
    facts = facts_of(snapshot.frames["reactions"], day, concerns=snapshot.frames["concerns"])
    matters = matters_of(facts, snapshot.frames["concerns"])
    figures = _figures(facts, snapshot, period, day, before or period.year_before)
    return check(figures, facts, matters, snapshot, period, day, whole=whole)


def check(
    figures: pd.DataFrame,
    facts: pd.DataFrame,
    matters: pd.DataFrame,
    snapshot: Snapshot,
    period: Period,
    day: date,
    *,
    whole: Snapshot | None = None,
) -> tuple[Finding, ...]:
    """Return every rule that does not hold, breaches first.

    `figures` are those of `period` as of `day`; `facts` and `matters` are worked out for the same day, from `snapshot`.
    """
    cases = Cases(facts, matters, snapshot, period, whole or snapshot)
    of_period = facts[cases.inside]
    months = [_figures(of_period, cases.part, month, day, None) for month in months_of(period)]
    found = [*arithmetic_findings(figures, months), *_recounted(figures, cases), *case_findings(cases)]
    return tuple(sorted(found, key=lambda finding: not finding.is_breach))


def months_of(period: Period) -> list[Period]:
    """Return the months of a period, the first and last as far as they lie in it."""
    months = [Period.parse(label) for label in period.months]
    return [Period.of(max(month.start, period.start), min(month.end, period.end)) for month in months]


def _figures(facts: pd.DataFrame, snapshot: Snapshot, period: Period, day: date, before: Period | None) -> pd.DataFrame:
    frames = snapshot.frames
    return figures_df(facts, frames["concerns"], snapshot.lists, period, day, before=before, frames=frames)


def _recounted(figures: pd.DataFrame, cases: Cases) -> Iterator[Finding]:
    """Count anew, by the shortest way, what all other figures are parts of."""
    values = figures.set_index("figure")["value"]
    for name, expected in (("reactions.total", int(cases.inside.sum())), ("concerns.total", len(cases.here))):
        found = None if name not in values.index or pd.isna(values[name]) else float(values[name])
        if found != expected:
            msgid = N_("The figures are not those of these cases: {figure} {found}, counted anew {expected}.")
            params = {"figure": name, "found": found, "expected": expected}
            yield Finding("recounted", Severity.BREACH, msgid, params, expected, found, figures=(name,))
