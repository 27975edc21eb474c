"""The figures of design.md: one tidy row each, for a period and against another.

A reaction belongs to the period in which it was received, a concern to its reaction's. As of the report's day: what is
dated after it has not happened, for the comparison period as well. Each figure's unit and base stand in its row;
`base` is the number the share is of. `none` is what is not given. A code that no list knows is counted under itself, so
that the parts add up to their whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from services.deadlines import USUAL_CLOCKS, ClockState, Periods
from services.figures.counts import counts_of, entries_of, is_within, middle, ninetieth, theme_counts
from services.figures.facts import Array, facts_of, matters_of
from services.figures.periods import Period
from services.figures.shares import change_percent, percent
from services.register.snapshot import Lists, Snapshot

COLUMNS = ("figure", "unit", "period", "value", "previous", "change_percent", "base", "share_percent")
REACTIONS, CONCERNS, DAYS = "reactions", "concerns", "days"
STANDARD = Periods()  # the periods named in the figures of the contract

Number = int | float | None


@dataclass(slots=True)
class _Tally:
    """What one period holds; a code that is not in a mapping occurs 0 times."""

    reactions: int
    concerns: int
    channel: dict[str, int]
    kind: dict[str, int]
    area: dict[str, int]
    theme: dict[str, dict[str, int]]
    outcome: dict[str, int]
    praise: dict[str, int]
    ombuds: int
    ombuds_complaints: int
    follow_ups: int
    days_to_close: Array
    quality: dict[str, tuple[int, int]] = field(default_factory=dict)  # how many kept it, of how many


def year_figures(snapshot: Snapshot, year: int, day: date, periods: Periods | None = None) -> pd.DataFrame:
    """Return every figure of a year against the year before, as of `day`."""
    period = Period.of_year(year)
    return period_figures(snapshot, period, day, before=period.year_before, periods=periods)


def period_figures(
    snapshot: Snapshot, period: Period, day: date, *, before: Period | None, periods: Periods | None = None
) -> pd.DataFrame:
    """Return every figure of a period against another (None: without comparison), as of `day`.

    The columns are COLUMNS. For chosen areas or units hand over what `filtered` returns.
    """
    facts = facts_of(snapshot.frames["reactions"], day)
    return figures_df(facts, snapshot.frames["concerns"], snapshot.lists, period, day, before=before, periods=periods)


def figures_df(
    facts: pd.DataFrame,
    concerns: pd.DataFrame,
    lists: Lists,
    period: Period,
    day: date,
    *,
    before: Period | None,
    periods: Periods | None = None,
) -> pd.DataFrame:
    """Return the same from facts already worked out for `day` with the standard periods.

    Offices are compared by these figures, so they keep those periods; `periods` adds the shares kept within an office's
    own beside them.
    """
    rules = periods or STANDARD
    matters = matters_of(facts, concerns)
    now = _tally(facts, matters, period, rules)
    then = _tally(facts, matters, before, rules) if before else None
    rows = [*_period_rows(now, then, lists, period), *_day_rows(facts, period, day)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    floats = ["value", "previous", "change_percent", "share_percent"]
    return frame.astype({"period": "str", **dict.fromkeys(floats, "Float64"), "base": "Int64"})


def as_records(figures: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain values for JSON: None where missing, whole numbers as int but for percentages."""
    return [
        {name: _plain(name, value) for name, value in zip(figures.columns, row, strict=True)}
        for row in figures.itertuples(index=False)
    ]


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    number = float(value)
    return int(number) if number.is_integer() and not name.endswith("_percent") else number


def _tally(facts: pd.DataFrame, matters: pd.DataFrame, period: Period, rules: Periods) -> _Tally:
    rows = facts[is_within(facts["received_on"], period)]
    inside = matters[is_within(matters["received_on"], period)]
    complaints = inside[inside["kind"] == "complaint"]
    return _Tally(
        reactions=len(rows),
        concerns=len(inside),
        channel=counts_of(rows["channel"]),
        kind=counts_of(inside["kind"]),
        area=counts_of(complaints["area"]),
        theme=theme_counts(complaints),
        outcome=counts_of(complaints["outcome"]),
        praise=counts_of(inside.loc[inside["kind"] == "praise", "area"]),
        ombuds=_sum(rows["is_ombuds"]),
        ombuds_complaints=complaints.loc[complaints["is_ombuds"], "place"].nunique(),
        follow_ups=_sum(rows["is_follow_up"]),
        days_to_close=_days(rows["days_to_close"]),
        quality=_quality(rows, rules),
    )


def _days(column: "pd.Series[Any]") -> Array:
    return column.dropna().to_numpy(dtype="int64")


def _quality(rows: pd.DataFrame, rules: Periods) -> dict[str, tuple[int, int]]:
    """Return the shares kept in time: for the periods the contract names, and for the office's own where others."""
    found: dict[str, tuple[int, int]] = {}
    for days in dict.fromkeys((STANDARD.close_days, rules.close_days)):
        due = rows["is_closed"] | (rows["age_days"] > days)
        kept = rows["days_to_close"] <= days
        found[f"quality.closed_within_{days}_days"] = _sum(kept), _sum(due)
    for days in dict.fromkeys((STANDARD.clear_days, rules.clear_days)):
        due = rows["is_cleared"] | (rows["days_on_clearing"] > days)
        kept = rows["days_to_clear"] <= days
        found[f"quality.cleared_within_{days}_days"] = _sum(kept), _sum(due)
    written = rows[rows["has_acknowledge_clock"]]
    for days in dict.fromkeys((STANDARD.acknowledge_working_days, rules.acknowledge_working_days)):
        due = written["is_acknowledged"] | (written["working_days_gone"] >= days)
        kept = written["acknowledge_working_days"] <= days
        found[f"quality.acknowledged_within_{days}_working_days"] = _sum(kept), _sum(due)
    return found


def _sum(mask: "pd.Series[Any]") -> int:
    return int(mask.sum())


def _period_rows(now: _Tally, then: _Tally | None, lists: Lists, period: Period) -> Iterator[tuple[Any, ...]]:
    def row(name: str, unit: str, value: Number, previous: Number, base: int | None = None) -> tuple[Any, ...]:
        compared = previous if then else None
        change = change_percent(value, compared)
        return name, unit, period.label, value, compared, change, base, percent(value, base)

    def parts(
        name: str, unit: str, codes: list[str], counts: dict[str, int], old: dict[str, int], base: int, *, none: bool
    ) -> Iterator[tuple[Any, ...]]:
        for code in entries_of(codes, counts, old, none=none):
            yield row(f"{name}.{code}", unit, counts.get(code, 0), old.get(code, 0), base)

    old = then or now
    complaints, praises = now.kind.get("complaint", 0), now.kind.get("praise", 0)
    areas = lists.codes("area")
    yield row("reactions.total", REACTIONS, now.reactions, old.reactions)
    yield row("concerns.total", CONCERNS, now.concerns, old.concerns)
    yield from parts(
        "reactions.channel", REACTIONS, lists.codes("channel"), now.channel, old.channel, now.reactions, none=False
    )
    yield row("reactions.ombuds", REACTIONS, now.ombuds, old.ombuds, now.reactions)
    yield row("ombuds.complaints", REACTIONS, now.ombuds_complaints, old.ombuds_complaints, now.ombuds)
    yield row("reactions.follow_ups", REACTIONS, now.follow_ups, old.follow_ups, now.reactions)
    yield from parts("concerns.kind", CONCERNS, lists.codes("kind"), now.kind, old.kind, now.concerns, none=True)
    yield from parts("complaints.area", CONCERNS, areas, now.area, old.area, complaints, none=True)
    for area in entries_of(areas, now.area, old.area):
        themes = [entry.code for entry in lists.entries.get("theme", ()) if entry.parent == area]
        counts, before = now.theme.get(area, {}), old.theme.get(area, {})
        name = f"complaints.theme.{area}"
        yield from parts(name, CONCERNS, themes, counts, before, now.area.get(area, 0), none=True)
    yield from parts(
        "complaints.outcome", CONCERNS, lists.codes("outcome"), now.outcome, old.outcome, complaints, none=True
    )
    yield from parts("praise.area", CONCERNS, areas, now.praise, old.praise, praises, none=True)
    for name, (kept, due) in now.quality.items():
        yield row(name, REACTIONS, kept, old.quality[name][0], due)
    yield row("quality.days_to_close.median", DAYS, middle(now.days_to_close), middle(old.days_to_close))
    yield row("quality.days_to_close.p90", DAYS, ninetieth(now.days_to_close), ninetieth(old.days_to_close))


def _day_rows(facts: pd.DataFrame, period: Period, day: date) -> Iterator[tuple[Any, ...]]:
    def row(name: str, unit: str, label: str, value: Number) -> tuple[Any, ...]:
        return name, unit, label, value, None, None, None, None

    is_open = ~facts["is_closed"]
    yield row("open.total", REACTIONS, day.isoformat(), _sum(is_open))
    for clock in USUAL_CLOCKS:
        overdue = _sum(facts[f"{clock}_state"] == ClockState.OVERDUE)
        yield row(f"overdue.{clock}", REACTIONS, day.isoformat(), overdue)
    yield row("ombuds.open", REACTIONS, day.isoformat(), _sum(is_open & facts["is_ombuds"]))
    cleared = facts[facts["is_ombuds"] & facts["is_cleared"] & is_within(facts["received_on"], period)]
    yield row("ombuds.days_to_clear.median", DAYS, period.label, middle(_days(cleared["days_to_clear"])))
