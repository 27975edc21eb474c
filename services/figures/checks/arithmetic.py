"""Rules that the figures themselves have to keep: parts and wholes, shares and changes, months and their year.

The figures are counted from one set of facts, so most of this holds by the way they are made. It is checked all the
same, on the finished frame: by this a report knows that no two of its numbers contradict each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pandas as pd

from schema.words import N_, NO_WORDS, Words
from services.figures.checks.findings import Finding, Severity
from services.figures.facts import NONE
from services.figures.families import PARTS, base_of, families_in, family_of, whole_of
from services.figures.shares import change_percent, percent

Row = Mapping[str, float | None]
Table = Mapping[str, Row]
NUMBERS: Final = ("value", "previous", "change_percent", "base", "share_percent")
COUNTED: Final = ("reactions", "concerns", "matters")  # the units that add up
BEFORE: Final = Words(" (Vergleichszeitraum)", " (comparison period)")
WHEN: Final = {"value": NO_WORDS, "previous": BEFORE}
# What is never more than the other; a share's base is looked at besides.
NEVER_MORE: Final[tuple[tuple[str, str], ...]] = (
    *PARTS.items(),
    ("consent.given", "consent.asked"),
    ("overdue.acknowledge", "open.total"),
    ("overdue.clear", "open.total"),
    ("overdue.close", "open.total"),
    ("ombuds.open", "open.total"),
)


def arithmetic_findings(figures: pd.DataFrame, months: Sequence[pd.DataFrame] = ()) -> list[Finding]:
    """Return what does not add up in a frame of figures; `months` are the frames of the months of its period."""
    table = _table_of(figures)
    return [
        *_families(table),
        *_never_more(table),
        *_bases(table),
        *_percentages(table),
        *_days(table),
        *_months(figures, months),
    ]


def _table_of(figures: pd.DataFrame) -> Table:
    plain = figures.set_index("figure")[list(NUMBERS)].astype(object)
    return {
        str(name): {column: None if pd.isna(row[column]) else float(row[column]) for column in NUMBERS}
        for name, row in plain.iterrows()
    }


def _families(table: Table) -> Iterator[Finding]:
    for family, members in families_in(table).items():
        whole = str(whole_of(family))
        for column, when in WHEN.items():
            parts = [table[name][column] for name in members]
            expected = table[whole][column] if whole in table else None
            if expected is None and all(part is None for part in parts):
                continue
            found = sum(part or 0 for part in parts)
            if found != expected:
                yield _breach(
                    "parts_add_up",
                    N_("Parts and whole do not agree{when}: {family} together {found}, {whole} {expected}."),
                    {"family": family, "whole": whole, "when": when},
                    expected,
                    found,
                    (whole, *members),
                )


def _never_more(table: Table) -> Iterator[Finding]:
    for part, whole in NEVER_MORE:
        for column, when in WHEN.items():
            less, more = (table[name][column] if name in table else None for name in (part, whole))
            if less is not None and more is not None and less > more:
                msgid = N_("More than there can be{when}: {figure} {found}, {whole} {expected}.")
                params = {"figure": part, "whole": whole, "when": when}
                yield _breach("part_of_whole", msgid, params, more, less, (part, whole))


def _bases(table: Table) -> Iterator[Finding]:
    for name, row in table.items():
        value, base, whole = row["value"], row["base"], base_of(name)
        if value is not None and value < 0:
            yield _breach(
                "not_negative", N_("Less than nothing: {figure} {found}."), {"figure": name}, 0, value, (name,)
            )
        if value is not None and base is not None and value > base:
            msgid = N_("More than the whole it is a share of: {figure} {found} of {expected}.")
            yield _breach("within_base", msgid, {"figure": name}, base, value, (name,))
        total = table["reactions.total"]["value"] if "reactions.total" in table else None
        if name.startswith("quality.") and base is not None and total is not None and base > total:
            msgid = N_("More cases count for {figure} than came in at all: {found}, {whole} {expected}.")
            params = {"figure": name, "whole": "reactions.total"}
            yield _breach("base_within_total", msgid, params, total, base, (name, "reactions.total"))
        expected = table[whole]["value"] if whole is not None and whole in table else None
        if base is not None and expected is not None and base != expected:
            msgid = N_("The share of {figure} is of {found}, but {whole} is {expected}.")
            yield _breach("base_is_whole", msgid, {"figure": name, "whole": whole}, expected, base, (name, str(whole)))


def _percentages(table: Table) -> Iterator[Finding]:
    for name, row in table.items():
        share, change = row["share_percent"], row["change_percent"]
        if share is not None and not 0 <= share <= 100:
            msgid = N_("The share of {figure} is {found} %, which no share can be.")
            yield _breach("share_possible", msgid, {"figure": name}, None, share, (name,))
        right = percent(row["value"], row["base"])
        if share != right:
            msgid = N_("The share of {figure} should be {expected} % and is {found} %.")
            yield _breach("share_right", msgid, {"figure": name}, right, share, (name,))
        right = change_percent(row["value"], row["previous"])
        if change != right:
            msgid = N_("The change of {figure} should be {expected} % and is {found} %.")
            yield _breach("change_right", msgid, {"figure": name}, right, change, (name,))


def _days(table: Table) -> Iterator[Finding]:
    for name, row in table.items():
        other = f"{family_of(name)}.p90"
        if name.endswith(".median") and other in table:
            half, most = row["value"], table[other]["value"]
            if (half is None) != (most is None) or (half is not None and most is not None and half > most):
                msgid = N_("Half lie within {found} days, but 90 % within {expected}: {figure}.")
                yield _breach("median_below_p90", msgid, {"figure": name}, most, half, (name, other))


def _months(figures: pd.DataFrame, months: Sequence[pd.DataFrame]) -> Iterator[Finding]:
    """Compare what the months hold with what the period holds; what stands as of the day has another period.

    Details are named only where a month has any, so those that are not given are not named in every month.
    """
    if not months or figures.empty:
        return
    label = figures["period"].iloc[0]
    counted = figures[figures["unit"].isin(COUNTED) & (figures["period"] == label) & figures["value"].notna()]
    together = pd.concat(months)
    sums = together.groupby("figure")["value"].sum()
    for name, expected in zip(counted["figure"], counted["value"], strict=True):
        found = float(sums.get(name, 0))
        is_partial = name.startswith("complaints.detail.") and name.endswith(f".{NONE}")
        if found != float(expected) and not is_partial:
            msgid = N_("The months do not add up to the period: {figure} {expected}, the months together {found}.")
            yield _breach("months_add_up", msgid, {"figure": name}, float(expected), found, (name,))


def _breach(
    rule: str,
    msgid: str,
    params: Mapping[str, object],
    expected: float | None,
    found: float | None,
    figures: tuple[str, ...],
) -> Finding:
    said = {**params, "expected": expected, "found": found}
    return Finding(rule, Severity.BREACH, msgid, said, expected, found, figures=figures)
