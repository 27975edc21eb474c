"""Published figures: the numbers of a printed report beside those of the register, and where it contradicts itself."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.drawing import Panel
from services.charts.figure_words import figure_label, sentence_of
from services.charts.published import explanation, measure_words, number_words, published_panel
from services.charts.wording import Wording
from services.dashboards.numbers import Number
from services.figures import year_figures
from services.figures.families import names_of
from services.figures.lookup import Figures
from services.figures.printed.publications import VALUE
from services.figures.printed.published import Verdict, compared_with_published, contradictions_df, published_years
from services.register.snapshot import Snapshot


@dataclass(frozen=True)
class PublishedBoard:
    """What the page of published figures shows of a year.

    `differing` has the numbers that differ, in words; `ids` are the rows of the table behind `panel`, in its order.
    `contradictions` are sentences, each with the places it is about.
    """

    numbers: tuple[Number, ...]
    contradictions: tuple[tuple[str, str], ...]
    panel: Panel
    differing: pd.DataFrame
    ids: tuple[str, ...]


def years_published(snapshot: Snapshot, today: date) -> tuple[int, ...]:
    """Return the years of which something is published, latest first."""
    return tuple(published_years(snapshot.frames["published"]))


def published_board(snapshot: Snapshot, today: date, actor: Actor, language: str, year: int) -> PublishedBoard:
    """Return the board of a year.

    Raises:
        AccessDenied: the report is not the actor's to see.
    """
    access.require(actor, Action.SEE_REPORT)
    wording = Wording(language, snapshot.lists)
    published, figures = snapshot.frames["published"], figures_of_year(snapshot, today, year)
    compared = compared_with_published(published, year, figures)
    contradictions = contradictions_df(published, year, figures)
    return PublishedBoard(
        _numbers(compared, wording),
        tuple(
            (sentence_of(row["reason"].msgid, row["reason"].params, wording), " · ".join(row["places"]))
            for row in contradictions.to_dict("records")
        ),
        published_panel(compared, wording),
        _differing(compared, wording),
        tuple(compared["id"]),
    )


def figures_of_year(snapshot: Snapshot, today: date, year: int) -> Figures:
    """Return the figures of a year with the standard periods, worked out once for a day."""
    return snapshot.derived(_figures, today, year)


def figure_choices(snapshot: Snapshot, today: date, language: str, year: int) -> dict[str, str]:
    """Return every figure of a year, and what else was published, by its name: what people call it."""
    wording = Wording(language, snapshot.lists)
    figures = figures_of_year(snapshot, today, year)
    names = dict.fromkeys(figure.name for figure in figures.values() if figure.period == str(year))
    published = snapshot.frames["published"]
    for column in ("figure", "base"):
        for joined in published[column].dropna():
            names.update(dict.fromkeys(names_of(joined)))
    return {name: figure_label(name, wording) for name in names}


def _figures(snapshot: Snapshot, today: date, year: int) -> Figures:
    return Figures(year_figures(snapshot, year, today))


def _numbers(compared: pd.DataFrame, wording: Wording) -> tuple[Number, ...]:
    counts = compared["verdict"].value_counts()
    labels = (
        (N_("Agree"), Verdict.AGREES),
        (N_("Differ, explained"), Verdict.EXPLAINED),
        (N_("Differ, not explained"), Verdict.UNEXPLAINED),
        (N_("Cannot be compared"), Verdict.UNKNOWN),
    )
    found = [Number(wording.text(N_("Published numbers")), wording.number(len(compared)))]
    for label, verdict in labels:
        count = int(counts.get(str(verdict), 0))
        if count or verdict in (Verdict.AGREES, Verdict.UNEXPLAINED):
            found.append(Number(wording.text(label), wording.number(count)))
    return tuple(found)


def _differing(compared: pd.DataFrame, wording: Wording) -> pd.DataFrame:
    rows = compared[compared["verdict"] != Verdict.AGREES].to_dict("records")
    nothing = wording.text(N_("No rule explains this. Please look into it and enter the explanation."))
    return pd.DataFrame(
        {
            wording.text(N_("Figure")): [
                figure_label(row["figure"], wording)
                + ("" if row["measure"] == VALUE else f" · {measure_words(row, wording)}")
                for row in rows
            ],
            wording.text(N_("Published")): [row["text"] for row in rows],
            wording.text(N_("Worked out")): [number_words(row["computed"], row["measure"], wording) for row in rows],
            wording.text(N_("Explanation")): [
                explanation(row["reasons"], row["note"], wording) or nothing for row in rows
            ],
            wording.text(N_("Place")): [row["place"] for row in rows],
        }
    )
