"""Section 3, petitions and submissions (Dresden 2022, page 6; OA 10/2018: particularly urgent)."""

from schema.words import N_
from services.figures.lookup import Figure
from services.report.context import Context
from services.report.prose import joined


def petitions(context: Context) -> str:
    """Return how many petitions and submissions there were, more or fewer than the year before."""
    figures = context.figures
    return joined(
        _counted(context, figures["concerns.kind.petition"], "{count} petition", "{count} petitions"),
        _counted(context, figures["concerns.kind.submission"], "{count} submission", "{count} submissions"),
    )


def _counted(context: Context, figure: Figure, one: str, many: str) -> str:
    said = context.wording.count(one, many, figure.count)
    if figure.previous is None:
        return context.text(N_("In {year}, {count} reached the office."), year=context.year, count=said)
    more = figure.count - int(figure.previous)
    if not more:
        msgid = N_("In {year}, {count} reached the office, as many as in {before}.")
    elif more > 0:
        msgid = N_("In {year}, {count} reached the office, {difference} more than in {before}.")
    else:
        msgid = N_("In {year}, {count} reached the office, {difference} fewer than in {before}.")
    return context.text(
        msgid,
        year=context.year,
        count=said,
        difference=context.wording.number(abs(more)),
        before=context.year_before,
    )


# For the catalogue: the words that `_counted` gets.
WORDS = (N_("{count} petition"), N_("{count} submission"))
