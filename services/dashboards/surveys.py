"""The surveys of a year: each question with its shares, what they are of, and what is odd about them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.drawing import Panel
from services.charts.surveys import question_panel
from services.charts.wording import Wording
from services.figures.surveys import survey_df, survey_years, typed_sum
from services.register.snapshot import Snapshot

WHOLE: Final = 100


@dataclass(frozen=True)
class SurveyedQuestion:
    """One question: its drawing, and sentences on what the shares are of and whether they add up."""

    panel: Panel
    remarks: tuple[str, ...]


def survey_board(
    snapshot: Snapshot, today: date, actor: Actor, language: str, year: int
) -> tuple[SurveyedQuestion, ...]:
    """Return the questions of a year in the order in which they were entered.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = Wording(language, snapshot.lists)
    rows = survey_df(snapshot.frames["surveys"], year)
    found = []
    for question in dict.fromkeys(rows["question"]):
        answers = rows[(rows["question"] == question).to_numpy(dtype=bool)]
        remarks = [_base_words(answers["base"].dropna().tolist(), wording)]
        total = typed_sum(rows, question)
        if total is not None and total != WHOLE:
            said = N_("Together the shares are {total}, not 100%. Up to {rounding} points can come from rounding.")
            remarks.append(wording.text(said, total=wording.percent(total), rounding=len(answers) // 2))
        sources = dict.fromkeys(answers["source"].dropna())
        remarks += [wording.text(N_("Source: {source}."), source=source) for source in sources]
        found.append(SurveyedQuestion(question_panel(answers, wording), tuple(remarks)))
    return tuple(found)


def surveyed_years(snapshot: Snapshot, today: date) -> tuple[int, ...]:
    """Return the years that have answers, latest first."""
    return tuple(survey_years(snapshot.frames["surveys"]))


def _base_words(bases: list[int], wording: Wording) -> str:
    if not bases:
        return wording.text(N_("Only shares were entered; what they are of is not known."))
    return wording.text(N_("Shares are of {base} answers."), base=wording.number(bases[0]))
