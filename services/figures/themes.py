"""What people complain about, praise or propose: areas, the themes of an area, the details of a theme.

Unit: concerns, of one `kind` or of all. A concern belongs to the period in which its reaction was received. `before`
is the period compared with; without it nothing is. Of complaints these are the figures `complaints.area`,
`complaints.theme` and `complaints.detail`, of praise `praise.area`.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from services.figures.comparison import Compared, compared_df, compared_row
from services.figures.counts import counts_of, entries_of
from services.figures.crossed import crossed, inside_of, month_codes, year_codes
from services.figures.facts import NONE
from services.figures.filters import has_code
from services.figures.periods import Period

LEAST_DIFFERENCE: Final = 3
LEAST_COUNT: Final = 5  # in one of the two periods: from one to two is twice as many, and no news
MOST_MONTHS: Final = 18

Both = tuple[pd.DataFrame, pd.DataFrame | None]  # what is counted now, and in the comparison period


def areas_df(
    matters: pd.DataFrame, codes: Iterable[str], period: Period, before: Period | None, *, kind: str | None = None
) -> pd.DataFrame:
    """Return `area, concerns` against another period; the base is all concerns of the kind in the period."""
    return _compared(_both(matters, period, before, kind), {}, "area", codes)


def area_themes_df(
    matters: pd.DataFrame,
    area: str,
    codes: Iterable[str],
    period: Period,
    before: Period | None,
    *,
    kind: str | None = None,
) -> pd.DataFrame:
    """Return `area, theme, concerns` of one area; `codes` are its themes, the base is the area's concerns."""
    above = {"area": area}
    return _compared(_both(matters, period, before, kind, **above), above, "theme", codes)


def theme_details_df(
    matters: pd.DataFrame,
    area: str,
    theme: str,
    codes: Iterable[str],
    period: Period,
    before: Period | None,
    *,
    kind: str | None = None,
) -> pd.DataFrame:
    """Return `area, theme, detail, concerns` of one theme; `codes` are its details, the base its concerns."""
    above = {"area": area, "theme": theme}
    return _compared(_both(matters, period, before, kind, **above), above, "detail", codes)


def theme_changes_df(
    matters: pd.DataFrame, period: Period, before: Period, *, kind: str | None = None, area: str | None = None
) -> pd.DataFrame:
    """Return `area, theme, concerns` of the themes that grew or declined, with the `difference`; most grown first.

    Only those that differ by LEAST_DIFFERENCE at least and have LEAST_COUNT concerns in one of the two periods. The
    base is all concerns of the kind (in the area). Concerns without a theme are no theme.
    """
    within = {"area": area} if area else {}
    now, old = (_both(matters, each, None, kind, **within)[0] for each in (period, before))
    counts, previous = (crossed(rows["area"], rows["theme"]) for rows in (now, old))
    rows: list[tuple[int, Compared]] = []
    for key in {**counts, **previous}:
        count, was = counts.get(key, 0), previous.get(key, 0)
        if key[1] != NONE and abs(count - was) >= LEAST_DIFFERENCE and max(count, was) >= LEAST_COUNT:
            rows.append((count - was, compared_row(key, count, was, len(now))))
    rows.sort(key=lambda row: (-row[0], row[1]))
    frame = compared_df((row for _, row in rows), ["area", "theme"], "concerns")
    return frame.assign(difference=pd.Series([difference for difference, _ in rows], dtype="int64"))


def theme_times_df(
    matters: pd.DataFrame, period: Period, *, kind: str | None = None, area: str | None = None, limit: int = 10
) -> pd.DataFrame:
    """Return `area, theme, month, concerns`: the most frequent themes (of an area), month by month, zeros included.

    A period of more than MOST_MONTHS months has `year` instead of `month`. Concerns without a theme are no theme.
    """
    rows, _ = _both(matters, period, None, kind, **({"area": area} if area else {}))
    totals = crossed(rows["area"], rows["theme"])
    named = [(-count, key) for key, count in totals.items() if key[1] != NONE]
    themes = [key for _, key in sorted(named)[:limit]]
    months = period.months
    unit = "month" if len(months) <= MOST_MONTHS else "year"
    times = months if unit == "month" else list(dict.fromkeys(month[:4] for month in months))
    column = month_codes(rows["received_on"]) if unit == "month" else year_codes(rows["received_on"])
    counts = crossed(rows["area"], rows["theme"], column)
    found = [(*key, time, counts.get((*key, time), 0)) for key in themes for time in times]
    frame = pd.DataFrame(found, columns=["area", "theme", unit, "concerns"])
    return frame.astype({"area": "str", "theme": "str", unit: "str", "concerns": "int64"})


def _compared(both: Both, above: Mapping[str, str], column: str, codes: Iterable[str]) -> pd.DataFrame:
    now, old = both
    counts = counts_of(now[column])
    previous = None if old is None else counts_of(old[column])
    rows = (
        compared_row(
            [*above.values(), code], counts.get(code, 0), None if previous is None else previous.get(code, 0), len(now)
        )
        for code in entries_of(codes, counts, previous or {})
    )
    return compared_df(rows, [*above, column], "concerns")


def _both(matters: pd.DataFrame, period: Period, before: Period | None, kind: str | None, **codes: str) -> Both:
    now, old = (inside_of(matters, each, kind) for each in (period, before))
    for column, code in codes.items():
        now, old = (rows[has_code(rows[column], (code,))] for rows in (now, old))
    return now, None if before is None else old
