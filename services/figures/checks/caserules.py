"""Rules that the cases of a period have to keep so that the figures say what they seem to say; with the cases behind.

What the register refuses today (a date before receipt, a channel of no list) can stand in rows of former years or come
in by hand, so nothing is taken for granted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from schema.fields import FieldType
from schema.tables import CONCERNS, REACTIONS, TABLES
from schema.words import N_
from services.figures.checks.findings import Finding, Severity
from services.figures.counts import is_within
from services.figures.facts import Array
from services.figures.periods import Period
from services.register.snapshot import Snapshot

# Channels by which cards and reviews come in stacks: several of one day may well say the same.
NAMELESS: Final = ("review_site", "opinion_card")
CONTENT: Final = ("received_on", "channel", "customer_ref", "customer_name", "subject", "text")
OF_A_PERSON: Final = ("customer_ref", "customer_name", "text")
ONLY_COMPLAINTS: Final = ("outcome", "complaint_type", "clearing_kind")
LISTED: Final = ("kind", "area", "theme", *ONLY_COMPLAINTS)


@dataclass(frozen=True)
class Cases:
    """The facts and concerns of one period, the part of the register they are from, and the whole of it."""

    facts: pd.DataFrame
    matters: pd.DataFrame
    snapshot: Snapshot
    period: Period
    whole: Snapshot

    @cached_property
    def inside(self) -> Array:
        """Whether each of the facts lies in the period."""
        return is_within(self.facts["received_on"], self.period)

    @cached_property
    def here(self) -> pd.DataFrame:
        """The concerns of the period."""
        return self.matters[is_within(self.matters["received_on"], self.period)]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The period's reactions as they are stored, with dates after the report's day too."""
        return self.snapshot.frames["reactions"].loc[self.facts.index[self.inside]]

    @cached_property
    def part(self) -> Snapshot:
        """The register with no concerns but those of the period."""
        concerns = self.snapshot.frames["concerns"]
        concerns = concerns[concerns.index.isin(self.here.index)]
        return replace(self.snapshot, frames={**self.snapshot.frames, "concerns": concerns})

    def of_facts(self, mask: Array) -> tuple[str, ...]:
        """Return the reactions of the period for which something is so, oldest first."""
        found = self.facts[self.inside & mask]
        return self._ordered(found.index)

    def of_matters(self, mask: "pd.Series[Any]") -> tuple[str, ...]:
        """Return the reactions with such a concern among those of the period, oldest first."""
        return self._ordered(self.facts.index[np.unique(self.here.loc[mask, "place"].to_numpy(dtype="int64"))])

    def of_rows(self, mask: Array) -> tuple[str, ...]:
        """Return the period's reactions of whose stored rows something is so, oldest first."""
        return self._ordered(self.rows.index[mask])

    def _ordered(self, ids: "pd.Index[Any]") -> tuple[str, ...]:
        found = self.facts.loc[ids, ["received_on", "number"]].sort_values(["received_on", "number"])
        return tuple(str(row_id) for row_id in found.index)


def case_findings(cases: Cases) -> list[Finding]:
    """Return what in the cases of a period keeps the figures from adding up, or from saying what they seem to."""
    return [
        *_left_out(cases),
        *_counting_nowhere(cases),
        *_in_no_list(cases),
        *_dates(cases),
        *_not_given(cases),
        *_entered_twice(cases),
    ]


def _left_out(cases: Cases) -> Iterator[Finding]:
    """Name the rows that were never valid: of no period, for nobody knows when they were received."""
    for table in ("reactions", "concerns"):
        issues = [issue for issue in cases.snapshot.issues if issue.table == table]
        rows = dict.fromkeys(issue.row or issue.cell for issue in issues if not issue.kept)
        if rows:
            msgid = N_("Left out of every figure, because they break the register's rules ({table}): {count}.")
            params = {"table": TABLES[table].label, "count": len(rows)}
            yield Finding("left_out", Severity.BREACH, msgid, params, 0, len(rows), tuple(rows), (f"{table}.total",))
        kept = dict.fromkeys(issue.row for issue in issues if issue.kept)
        ids = _reactions_of(cases, table, list(kept))
        if ids:
            msgid = N_(
                "Counted as they last were valid, because what stands there now breaks the rules ({table}): {count}."
            )
            params = {"table": TABLES[table].label, "count": len(ids)}
            yield Finding("last_valid", Severity.REMARK, msgid, params, 0, len(ids), ids, (f"{table}.total",))


def _reactions_of(cases: Cases, table: str, rows: list[str]) -> tuple[str, ...]:
    if table == "concerns":
        concerns = cases.snapshot.frames["concerns"]
        rows = concerns.loc[concerns.index.isin(rows), "reaction_id"].tolist()
    return cases.of_rows(cases.rows.index.isin(rows))


def _counting_nowhere(cases: Cases) -> Iterator[Finding]:
    has_concern = np.zeros(len(cases.facts), dtype=bool)
    has_concern[cases.matters["place"].to_numpy(dtype="int64")] = True
    if ids := cases.of_facts(~has_concern):
        msgid = N_("Reactions without any concern, counted under no kind and no area: {count}.")
        yield _breach("without_concern", msgid, ids, len(ids), ("concerns.total",))
    concerns = cases.snapshot.frames["concerns"]
    lost = concerns.index[~concerns["reaction_id"].isin(cases.whole.frames["reactions"].index).to_numpy(dtype=bool)]
    if len(lost):
        msgid = N_("Concerns whose reaction is not in the register, counted nowhere: {count}.")
        yield _breach("without_reaction", msgid, (), len(lost), ("concerns.total",))
    here = cases.here
    for name in ONLY_COMPLAINTS:
        mask = here[name].notna() & (here["kind"] != "complaint")
        if count := int(mask.sum()):
            msgid = N_("“{label}” given for what is no complaint, and not counted there: {count}.")
            params = {"label": CONCERNS.field(name).label}
            yield _breach(
                "only_complaints", msgid, cases.of_matters(mask), count, (f"complaints.{_part(name)}",), params
            )
    mask = here["theme"].notna() & here["area"].isna()
    if count := int(mask.sum()):
        msgid = N_("Concerns with a theme, but without the area it belongs to: {count}.")
        yield _breach("theme_without_area", msgid, cases.of_matters(mask), count, ("complaints.area.none",))


def _in_no_list(cases: Cases) -> Iterator[Finding]:
    lists, here = cases.snapshot.lists, cases.here
    channel = cases.facts["channel"]
    unknown = ~channel.isin(lists.codes("channel")).to_numpy(dtype=bool)
    if ids := cases.of_facts(unknown):
        msgid = N_("Reactions whose channel is in no list or not given: {count}.")
        yield _breach("channel_unknown", msgid, ids, len(ids), ("reactions.channel",))
    for name in LISTED:
        codes = here[name]
        if name == "theme":
            known = {(entry.parent, entry.code) for entry in lists.entries.get("theme", ())}
            pairs = zip(here["area"].astype(object), codes.astype(object), strict=True)
            mask = codes.notna() & here["area"].notna() & np.array([pair not in known for pair in pairs], dtype=bool)
        else:
            mask = codes.notna() & ~codes.isin(lists.codes(name))
        if count := int(mask.sum()):
            msgid = N_("Concerns with an entry of “{label}” that is in no list: {count}.")
            params = {"label": CONCERNS.field(name).label}
            yield _breach("code_unknown", msgid, cases.of_matters(mask), count, (f"complaints.{_part(name)}",), params)


def _dates(cases: Cases) -> Iterator[Finding]:
    rows = cases.rows
    for field in REACTIONS.fields:
        if field.type is FieldType.DATE and field.not_before:
            mask = (rows[field.name] < rows[field.not_before]).to_numpy(dtype=bool)
            if mask.any():
                msgid = N_("“{label}” lies before “{start}”: {count}.")
                params = {"label": field.label, "start": REACTIONS.field(field.not_before).label}
                count = int(mask.sum())
                yield _breach("dates_out_of_order", msgid, cases.of_rows(mask), count, _figures_of(field.name), params)
    mask = (rows["cleared_on"] > rows["closed_on"]).to_numpy(dtype=bool)
    if mask.any():
        msgid = N_("“{label}” lies behind “{end}”: {count}.")
        params = {"label": REACTIONS.field("cleared_on").label, "end": REACTIONS.field("closed_on").label}
        yield _remark(
            "cleared_after_closing", msgid, cases.of_rows(mask), int(mask.sum()), _figures_of("cleared_on"), params
        )


def _not_given(cases: Cases) -> Iterator[Finding]:
    here, facts = cases.here, cases.facts
    is_complaint = here["kind"] == "complaint"
    is_closed = pd.Series(facts["is_closed"].to_numpy(dtype=bool)[here["place"].to_numpy(dtype="int64")], here.index)
    complaints, areas = "concerns.kind.complaint", "complaints.area.none"
    rules = (
        ("concern_without_kind", here["kind"].isna(), N_("Concerns without a kind: {count}."), "concerns.kind.none"),
        (
            "complaint_without_area",
            is_complaint & here["area"].isna(),
            N_("Complaints without an area: {count}. Only with these do the areas add up to all complaints."),
            areas,
        ),
        (
            "complaint_without_theme",
            is_complaint & here["area"].notna() & here["theme"].isna(),
            N_("Complaints with an area, but without a theme: {count}. Only with these do the themes add up."),
            "complaints.theme",
        ),
        (
            "closed_without_outcome",
            is_complaint & is_closed & here["outcome"].isna(),
            N_("Complaints that are closed without an outcome: {count}. Only with these do the outcomes add up."),
            "complaints.outcome.none",
        ),
        (
            "complaint_without_type",
            is_complaint & here["complaint_type"].isna(),
            N_("Complaints of which nobody noted as what they were treated: {count}."),
            "complaints.type.none",
        ),
        (
            "praise_without_area",
            (here["kind"] == "praise") & here["area"].isna(),
            N_("Praises without an area: {count}. Only with these do the areas add up to all praises."),
            "praise.area.none",
        ),
    )
    for rule, mask, msgid, figure in rules:
        if count := int(mask.sum()):
            whole = complaints if figure == areas else figure
            yield _remark(rule, msgid, cases.of_matters(mask), count, tuple(dict.fromkeys((figure, whole))))
    came_alone = cases.snapshot.frames["reactions"].loc[facts.index, "came_alone"].fillna(False).to_numpy(dtype=bool)
    mask = facts["is_ombuds"].to_numpy(dtype=bool) & facts["partner"].isna().to_numpy(dtype=bool) & ~came_alone
    if ids := cases.of_facts(mask):
        msgid = N_("Cases of the ombuds office without a partner, and not noted as come alone: {count}.")
        yield _remark("ombuds_without_partner", msgid, ids, len(ids), ("reactions.ombuds",))
    numbers = set(cases.whole.frames["reactions"]["number"].dropna())
    earlier = cases.rows["follow_up_of"]
    unknown = earlier.notna() & (earlier != "") & ~earlier.isin(numbers)
    if ids := cases.of_rows(unknown.to_numpy(dtype=bool)):
        msgid = N_("Follow-ups of a reaction that is not in the register: {count}.")
        yield _remark("follow_up_of_nothing", msgid, ids, len(ids), ("reactions.follow_ups",))


def _entered_twice(cases: Cases) -> Iterator[Finding]:
    rows = cases.rows
    is_known = ~rows["channel"].isin(list(NAMELESS)) & rows[list(OF_A_PERSON)].notna().any(axis=1)
    rows = rows[is_known.to_numpy(dtype=bool)]
    if rows.empty:
        return
    same = rows[list(CONTENT)].duplicated(keep=False).to_numpy(dtype=bool)  # what is not given is alike
    if same.any():
        ids = cases.of_rows(cases.rows.index.isin(rows.index[same]))
        msgid = N_("Perhaps entered twice (same day, channel, customer and text): {count}.")
        yield _remark("entered_twice", msgid, ids, len(ids), ("reactions.total",))


def _part(name: str) -> str:
    return {"complaint_type": "type", "clearing_kind": "clearing"}.get(name, name)


def _figures_of(date_name: str) -> tuple[str, ...]:
    """Return the figures that count by this date."""
    return {
        "acknowledged_on": ("quality.acknowledged_within_3_working_days",),
        "disposition_on": ("quality.cleared_within_9_days",),
        "cleared_on": ("quality.cleared_within_9_days",),
        "closed_on": ("quality.closed_within_14_days",),
        "extended_until": ("reactions.extended",),
        "consent_asked_on": ("consent.asked",),
        "consent_on": ("consent.given",),
    }.get(date_name, ())


def _breach(
    rule: str,
    msgid: str,
    ids: tuple[str, ...],
    count: int,
    figures: tuple[str, ...],
    params: dict[str, Any] | None = None,
) -> Finding:
    return Finding(rule, Severity.BREACH, msgid, {**(params or {}), "count": count}, 0, count, ids, figures)


def _remark(
    rule: str,
    msgid: str,
    ids: tuple[str, ...],
    count: int,
    figures: tuple[str, ...],
    params: dict[str, Any] | None = None,
) -> Finding:
    return Finding(rule, Severity.REMARK, msgid, {**(params or {}), "count": count}, 0, count, ids, figures)
