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
from services.report.blocks import Part, Report
from services.report.content import checking, focus, improving, petitions, quality, tables
from services.report.context import Content, Context
from services.report.parts import CHECK, PARTS, PartKind
from services.report.texts import DRAFT, Written, texts_of
from services.settings import settings_of

Make = Callable[[Context], Content]

CONTENT: Final[Mapping[str, Make]] = {
    "1.volume": lambda context: Content(focus.volume(context)),
    "1.channels": lambda context: Content(focus.channels(context), (focus.channels_picture(context),)),
    "1.complaints": lambda context: Content(
        focus.complaints(context), (focus.areas_picture(context), focus.outcomes_picture(context))
    ),
    "1.praise": lambda context: Content(focus.praise(context), (focus.praise_picture(context),)),
    "1.benefits": lambda context: Content(focus.benefits(context)),
    "1.municipal": lambda context: Content(
        focus.area(context, "municipal"), (focus.themes_picture(context, "municipal"),)
    ),
    "1.placement": lambda context: Content(focus.area(context, "placement")),
    "1.self_employed": lambda context: Content(focus.area(context, "self_employed")),
    "1.others": lambda context: Content(focus.others(context)),
    "2.impulses": improving.impulses,
    "2.measures": improving.measures,
    "2.survey": improving.survey,
    "4.c": improving.trainings,
    "2.ombuds": lambda context: Content(quality.ombuds(context), quality.ombuds_pictures(context)),
    "3": lambda context: Content(petitions.petitions(context)),
    "4.b": lambda context: Content(quality.standards(context), (quality.standard_picture(context),)),
    CHECK: checking.checked,
    "5.tables": lambda context: Content(tables=tuple(tables.tables(context))),
}
WITHOUT_REACTIONS: Final = {"2.impulses", "2.measures", "2.survey", "4.c"}  # what is said of a year without any


def annual_report(snapshot: Snapshot, today: date, actor: Actor, language: str, year: int, section: str = "") -> Report:
    """Return the report of a year against the year before, as of `today`; `section` only the parts of one of the five.

    Raises:
        AccessDenied: the report is not the actor's to see.
    """
    access.require(actor, Action.SEE_REPORT)
    context = _context(snapshot, today, language, year)
    written, before = texts_of(snapshot, year), texts_of(snapshot, year - 1)
    parts = [_part(kind, context, written, before) for kind in PARTS if section in ("", kind.section)]
    found = checking.findings(context) if context.has_data and section in ("", checking.SECTION) else ()
    return Report(
        title=context.text(N_("Report of customer-reaction management for {year}"), year=year),
        office=settings_of(snapshot).office_name,
        year=year,
        period=context.period,
        before=context.before,
        day=today,
        wording=context.wording,
        figures=context.figures,
        parts=_numbered(parts),
        findings=tuple(checking.sentence(finding, context) for finding in found if finding.is_breach),
        found=found,
        is_empty=not context.has_data,
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
    return Context(
        snapshot, facts, matters, Figures(frame), frame, Wording(language, snapshot.lists), period, before, today
    )


def _standard(snapshot: Snapshot, today: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    facts = facts_of(snapshot.frames["reactions"], today, concerns=snapshot.frames["concerns"])
    return facts, matters_of(facts, snapshot.frames["concerns"])


def _part(kind: PartKind, context: Context, written: Mapping[str, Written], before: Mapping[str, Written]) -> Part:
    language = context.wording.language
    has_content = kind.key in CONTENT and (context.has_data or kind.key in WITHOUT_REACTIONS)
    made = CONTENT[kind.key](context) if has_content else Content()
    changed = written.get(kind.key + DRAFT, Written())
    return Part(
        key=kind.key,
        number=kind.number,
        title=kind.title.within(language),
        level=kind.level,
        question=kind.question.within(language),
        has_own=kind.has_own,
        drafted=made.drafted,
        edited=changed.text,
        is_outdated=bool(changed.text) and changed.drafted != made.drafted,
        own=written.get(kind.key, Written()).text,
        own_before=before.get(kind.key, Written()).text,
        remarks=(*_missing(kind, context), *made.remarks),
        pictures=tuple(picture for picture in made.pictures if not picture.panel.is_empty),
        tables=made.tables,
    )


def _missing(kind: PartKind, context: Context) -> tuple[str, ...]:
    """Return what the first part says of a year without data, or without a year to compare with."""
    if kind.key != PARTS[0].key:
        return ()
    if not context.has_data:
        return (context.text(N_("The register holds no reaction received in {year}."), year=context.year),)
    if context.before is None:
        msgid = N_("The register holds nothing of {before}, so the figures stand without a comparison.")
        return (context.text(msgid, before=context.period.year_before.label),)
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
