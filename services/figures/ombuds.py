"""Ombuds office load: how many cases come in there, from whom, about what, and how fast they are cleared.

Unit: reactions addressed to the ombuds office (`is_ombuds`), or their concerns. A case belongs to the period in which
it was received. How many are open now is the figure `ombuds.open`.
"""

from collections.abc import Iterable

import pandas as pd

from services.figures.comparison import Compared, compared_df, compared_row
from services.figures.counts import counts_of, entries_of, is_within, middle, months_of, ninetieth, theme_counts
from services.figures.facts import NONE
from services.figures.periods import Period


def ombuds_months_df(facts: pd.DataFrame, period: Period, before: Period | None) -> pd.DataFrame:
    """Return `month, reactions` against the month at the same place in `before`.

    The base is all reactions of the month, of whatever office. Further columns: `cleared`, those of the month's that
    are cleared or closed by the report's day, and `days_to_clear_median` and `days_to_clear_p90` of these, in calendar
    days from the disposition or receipt.
    """
    inside = facts[is_within(facts["received_on"], period)]
    months = months_of(inside["received_on"])
    old = _ombuds_by_month(facts, before) if before else {}
    months_before = dict(zip(period.months, before.months if before else [], strict=False))
    rows: list[Compared] = []
    speed = []
    for month in period.months:
        all_rows = inside[months == month]
        rows_df = all_rows[all_rows["is_ombuds"]]
        previous = old.get(months_before[month], 0) if month in months_before else None
        rows.append(compared_row([month], len(rows_df), previous, len(all_rows)))
        days = rows_df["days_to_clear"].dropna().to_numpy(dtype="int64")
        speed.append((len(days), middle(days), ninetieth(days)))
    columns = ["cleared", "days_to_clear_median", "days_to_clear_p90"]
    speed_df = pd.DataFrame(speed, columns=columns).astype(
        dict(zip(columns, ("int64", "Float64", "Int64"), strict=True))
    )
    return pd.concat([compared_df(rows, ["month"], "reactions"), speed_df], axis=1)


def ombuds_partners_df(
    facts: pd.DataFrame, codes: Iterable[str], period: Period, before: Period | None
) -> pd.DataFrame:
    """Return `partner, reactions` against another period; the base is all ombuds reactions of the period.

    `none` are those that came without a partner. `open` counts the partner's open cases of the day, over all years.
    """
    ombuds = facts[facts["is_ombuds"]]
    now = counts_of(ombuds.loc[is_within(ombuds["received_on"], period), "partner"])
    old = counts_of(ombuds.loc[is_within(ombuds["received_on"], before), "partner"]) if before else {}
    waiting = counts_of(ombuds.loc[~ombuds["is_closed"], "partner"])
    partners = entries_of(codes, now, old, waiting)
    rows = (
        compared_row([code], now.get(code, 0), old.get(code, 0) if before else None, sum(now.values()))
        for code in partners
    )
    return compared_df(rows, ["partner"], "reactions").assign(open=[waiting.get(code, 0) for code in partners])


def ombuds_themes_df(matters: pd.DataFrame, period: Period, before: Period | None) -> pd.DataFrame:
    """Return `area, theme, concerns` against another period, most frequent first; the base is all ombuds concerns.

    Only themes that occur in one of the two; `none` are concerns whose theme is not given.
    """
    ombuds = matters[matters["is_ombuds"]]
    inside = ombuds[is_within(ombuds["received_on"], period)]
    now = theme_counts(inside)
    old = theme_counts(ombuds[is_within(ombuds["received_on"], before)]) if before else {}
    rows: list[Compared] = []
    for area in entries_of((), dict.fromkeys(now, 1), dict.fromkeys(old, 1), none=False):
        counts, compared = now.get(area, {}), old.get(area, {})
        for theme in entries_of((), counts, compared, none=False):
            previous = compared.get(theme, 0) if before else None
            rows.append(compared_row([area, theme], counts.get(theme, 0), previous, len(inside)))
    rows.sort(key=lambda row: (-row[2], row[1] == NONE, row[0], row[1]))
    return compared_df(rows, ["area", "theme"], "concerns")


def _ombuds_by_month(facts: pd.DataFrame, period: Period) -> dict[str, int]:
    rows = facts[facts["is_ombuds"] & is_within(facts["received_on"], period)]
    months = months_of(rows["received_on"])
    return {month: int((months == month).sum()) for month in period.months}
