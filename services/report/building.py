"""The annual report of a year: every part in its order, from one set of figures (Dresden 2022, sections 1 to 5)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import pandas as pd

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.wording import Wording
from services.figures import Period, facts_of, figures_df, matters_of
from services.figures.counts import is_within
from services.figures.lookup import Figures
from services.register.snapshot import Snapshot
from services.report.blocks import Part, Picture, Report, Table
from services.report.content import focus, petitions, quality, tables
from services.report.context import Context
from services.report.parts import PARTS, PartKind
from services.report.texts import DRAFT, Written, texts_of
from services.settings import settings_of

Draft = Callable[[Context], str]
Draw = Callable[[Context], tuple[Picture, ...]]
Tabled = Callable[[Context], tuple[Table, ...]]

DRAFTS: Final[Mapping[str, Draft]] = {
    "1.volume": focus.volume,
    "1.channels": focus.channels,
    "1.complaints": focus.complaints,
    "1.praise": focus.praise,
    "1.benefits": focus.benefits,
    "1.municipal": lambda context: focus.area(context, "municipal"),
    "1.placement": lambda context: focus.area(context, "placement"),
    "1.self_employed": lambda context: focus.area(context, "self_employed"),
    "1.others": focus.others,
    "2.ombuds": quality.ombuds,
    "3": petitions.petitions,
    "4.b": quality.standards,
}
PICTURES: Final[Mapping[str, Draw]] = {
    "1.channels": lambda context: (focus.channels_picture(context),),
    "2.ombuds": quality.ombuds_pictures,
}
TABLES: Final[Mapping[str, Tabled]] = {
    "5.tables": lambda context: tuple(tables.tables(context)),
}


def annual_report(snapshot: Snapshot, today: date, actor: Actor, language: str, year: int, section: str = "") -> Report:
    """Return the report of a year against the year before, as of `today`; `section` only the parts of one of the five.

    Raises:
        AccessDenied: the report is not the actor's to see.
    """
    access.require(actor, Action.SEE_REPORT)
    context = _context(snapshot, today, language, year)
    written, written_before = texts_of(snapshot, year), texts_of(snapshot, year - 1)
    has_data = bool(context.figures["reactions.total"].count)
    shown = [kind for kind in PARTS if section in ("", kind.section)]
    parts = _numbered([_part(kind, context, written, written_before, has_data=has_data) for kind in shown])
    office = settings_of(snapshot).office_name
    return Report(
        title=context.text(N_("Report of customer-reaction management for {year}"), year=year),
        office=office,
        year=year,
        period=context.period,
        before=context.before,
        day=today,
        wording=context.wording,
        figures=context.figures,
        parts=parts,
        is_empty=not has_data,
        rules=_rules(context),
    )


def report_years(snapshot: Snapshot, today: date) -> tuple[int, ...]:
    """Return the years that a report can be made of, latest first: from the first reaction to this year."""
    received = snapshot.frames["reactions"]["received_on"]
    first = today.year if received.isna().all() else min(int(received.min().year), today.year)
    return tuple(range(today.year, first - 1, -1))


def _context(snapshot: Snapshot, today: date, language: str, year: int) -> Context:
    period = Period.of_year(year)
    facts, matters = snapshot.derived(_standard, today)
    before = period.year_before if is_within(facts["received_on"], period.year_before).any() else None
    frames = snapshot.frames
    frame = figures_df(facts, frames["concerns"], snapshot.lists, period, today, before=before, frames=frames)
    return Context(snapshot, facts, matters, Figures(frame), Wording(language, snapshot.lists), period, before, today)


def _standard(snapshot: Snapshot, today: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    facts = facts_of(snapshot.frames["reactions"], today, concerns=snapshot.frames["concerns"])
    return facts, matters_of(facts, snapshot.frames["concerns"])


def _part(
    kind: PartKind,
    context: Context,
    written: Mapping[str, Written],
    written_before: Mapping[str, Written],
    *,
    has_data: bool,
) -> Part:
    language = context.wording.language
    drafted = DRAFTS[kind.key](context) if has_data and kind.key in DRAFTS else ""
    changed = written.get(kind.key + DRAFT, Written())
    return Part(
        key=kind.key,
        number=kind.number,
        title=kind.title.within(language),
        level=kind.level,
        question=kind.question.within(language),
        has_own=kind.has_own,
        drafted=drafted,
        edited=changed.text,
        is_outdated=bool(changed.text) and changed.drafted != drafted,
        own=written.get(kind.key, Written()).text,
        own_before=written_before.get(kind.key, Written()).text,
        remarks=_remarks(kind, context, has_data=has_data),
        pictures=tuple(picture for picture in PICTURES[kind.key](context) if not picture.panel.is_empty)
        if has_data and kind.key in PICTURES
        else (),
        tables=TABLES[kind.key](context) if has_data and kind.key in TABLES else (),
    )


def _remarks(kind: PartKind, context: Context, *, has_data: bool) -> tuple[str, ...]:
    if kind.key != "1":
        return ()
    if not has_data:
        return (context.text(N_("The register holds no reaction received in {year}."), year=context.year),)
    if context.before is None:
        return (
            context.text(
                N_("The register holds nothing of {before}, so the figures stand without a comparison."),
                before=context.period.year_before.label,
            ),
        )
    return ()


def _numbered(parts: list[Part]) -> tuple[Part, ...]:
    """Give the tables and the pictures their numbers through the whole report."""
    found = []
    table_number = picture_number = 0
    for part in parts:
        tabled = []
        for table in part.tables:
            table_number += 1
            tabled.append(replace(table, number=table_number))
        drawn = []
        for picture in part.pictures:
            picture_number += 1
            drawn.append(replace(picture, number=picture_number))
        found.append(replace(part, tables=tuple(tabled), pictures=tuple(drawn)))
    return tuple(found)


def _rules(context: Context) -> tuple[str, ...]:
    return (
        context.text(N_("A reaction belongs to the year in which it was received, a concern to its reaction's year.")),
        context.text(
            N_("The figures are as of {day}: what is dated after that day has not happened yet."), day=context.day
        ),
        context.text(N_("Shares and changes are rounded to one decimal, half away from zero.")),
        context.text(N_("Changes compare with {before}."), before=context.year_before)
        if context.before
        else context.text(N_("There is no year to compare with.")),
    )
