"""Section 3, petitions and submissions (Dresden 2022, page 6; OA 10/2018: particularly urgent)."""

from schema.words import N_
from services.deadlines import URGENT_KINDS
from services.figures.lookup import Figure
from services.report.context import Context


def petitions(context: Context) -> str:
    """Return how many petitions and submissions there were, more or fewer than the year before."""
    petition, submission = (context.figures[f"concerns.kind.{kind}"] for kind in URGENT_KINDS)
    words = context.wording
    parts = (
        _compared(context, petition, words.count("{count} petition", "{count} petitions", petition.count)),
        _compared(context, submission, words.count("{count} submission", "{count} submissions", submission.count)),
    )
    return context.text(N_("Received in {year}: {parts}."), year=context.year, parts="; ".join(parts))


def _compared(context: Context, figure: Figure, said: str) -> str:
    if figure.previous is None:
        return said
    more = figure.count - int(figure.previous)
    if not more:
        return context.text(N_("{count}, as many as in {before}"), count=said, before=context.year_before)
    msgid = (
        N_("{count}, {difference} more than in {before}")
        if more > 0
        else N_("{count}, {difference} fewer than in {before}")
    )
    difference = context.wording.number(abs(more))
    return context.text(msgid, count=said, difference=difference, before=context.year_before)
