"""Plausibility: what does not hold in the figures of a period, in words, and the cases behind each finding."""

from dataclasses import dataclass
from datetime import date

from services import access
from services.access import Action, Actor
from services.charts.figure_words import figure_label, sentence_of
from services.charts.wording import Wording
from services.dashboards.cases import CaseList, cases_of
from services.figures import Period
from services.figures.checks.findings import Finding
from services.figures.checks.plausibility import period_findings
from services.register.snapshot import Snapshot


@dataclass(frozen=True)
class FindingWords:
    """One finding in words: its sentence, what people call the figures it is about, and the reactions behind it."""

    rule: str
    is_breach: bool
    sentence: str
    figures: tuple[str, ...]
    row_ids: tuple[str, ...]


def findings_of_period(
    snapshot: Snapshot, today: date, actor: Actor, language: str, period: Period
) -> tuple[FindingWords, ...]:
    """Return what does not hold in a period against the year before, breaches first.

    Raises:
        AccessDenied: the report is not the actor's to see.
    """
    access.require(actor, Action.SEE_REPORT)
    wording = Wording(language, snapshot.lists)
    return tuple(in_words(finding, wording) for finding in period_findings(snapshot, period, today))


def in_words(finding: Finding, wording: Wording) -> FindingWords:
    """Return a finding in words."""
    labels = dict.fromkeys(figure_label(name, wording) for name in finding.figures)
    sentence = sentence_of(finding.msgid, finding.params, wording)
    return FindingWords(finding.rule, finding.is_breach, sentence, tuple(labels), finding.row_ids)


def cases_behind_finding(
    snapshot: Snapshot, today: date, actor: Actor, language: str, title: str, row_ids: tuple[str, ...]
) -> CaseList:
    """Return the cases behind a finding, oldest first; a row that the register left out is not among them.

    Raises:
        AccessDenied: the actor may not see reactions.
    """
    return cases_of(snapshot, today, actor, language, title, row_ids)
