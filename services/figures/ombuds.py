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

ALL, REST = "all", "rest"  # in place of a code: the sum of them all, and of those that are not named


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


def ombuds_focus_df(matters: pd.DataFrame, period: Period, before: Period | None, most: int) -> pd.DataFrame:
    """Return the rows of `ombuds_themes_df` by area, with sums: the `most` frequent themes of either period are named.

    An area comes with its sum (theme ALL) and then its themes, the most frequent first; those not named are one row
    (REST), if there is more than one. The last row (area ALL) is the sum of all; without concerns there is no row.
    """
    themes = ombuds_themes_df(matters, period, before)
    named = {*_leading(themes, "concerns", most), *(_leading(themes, "previous", most) if before else ())}
    base = int(themes["concerns"].sum())

    def summed(area: str, theme: str, part: pd.DataFrame) -> Compared:
        previous = int(part["previous"].sum()) if before else None
        return compared_row([area, theme], int(part["concerns"].sum()), previous, base)

    of_areas = {str(area): part for area, part in themes.groupby("area", sort=False)}
    order = sorted(of_areas, key=lambda area: (area == NONE, -int(of_areas[area]["concerns"].sum())))
    rows: list[Compared] = []
    for area in order:
        part = of_areas[area]
        shown = part[part.index.isin(named)]
        rest = part.drop(shown.index)
        if len(shown) and len(rest) == 1:
            shown, rest = part, rest.iloc[:0]
        rows.append(summed(area, ALL, part))
        rows += [summed(area, str(theme), one) for theme, one in shown.groupby("theme", sort=False)]
        rows += [summed(area, REST, rest)] if len(shown) and len(rest) else []
    return compared_df([*rows, *([summed(ALL, ALL, themes)] if rows else [])], ["area", "theme"], "concerns")


def _leading(themes: pd.DataFrame, column: str, most: int) -> list[int]:
    """Return the rows down to the theme that is the `most`-th by a count; what has no theme does not count as one."""
    ranked = themes[themes[column] > 0].sort_values(column, ascending=False, kind="stable")
    is_theme = (ranked["theme"] != NONE).to_numpy(dtype=bool)
    return list(ranked.index[(is_theme.cumsum() - is_theme) < most])


def _ombuds_by_month(facts: pd.DataFrame, period: Period) -> dict[str, int]:
    rows = facts[facts["is_ombuds"] & is_within(facts["received_on"], period)]
    months = months_of(rows["received_on"])
    return {month: int((months == month).sum()) for month in period.months}
