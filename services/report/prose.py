"""The sentences a report is drafted from: they say what the figures say, and nothing else.

`what` is always a message like "The number of complaints", so that each sentence is right in German, too.
"""

from collections.abc import Iterable

from schema.words import N_
from services.figures.lookup import Figure
from services.report.context import Context

OF_ALL = N_("{count} of {base} ({percent})")
OF_REACTIONS = N_("{count} of {base} reactions ({percent})")
OF_COMPLAINTS = N_("{count} of {base} complaints ({percent})")
ALMOST = 1.0  # a change below one percent is told as "almost the same"


def moved(context: Context, what: str, figure: Figure) -> str:
    """Return how a number stands and how it compares: it fell, rose, stayed, or cannot be compared."""
    return context.text(
        _moved_msgid(figure),
        what=context.text(what),
        value=context.wording.number(figure.count),
        previous=context.wording.number(figure.previous or 0),
        percent=context.wording.percent(abs(figure.change_percent or 0)),
        change=context.wording.change(figure.change_percent or 0),
        before=context.year_before,
    )


def _moved_msgid(figure: Figure) -> str:
    if figure.previous is None:
        return N_("{what} is {value}.")
    if figure.value == figure.previous:
        return N_("{what} is {value}, as many as in {before}.")
    if figure.change_percent is None:
        return N_("{what} is {value}; in {before} there were none.")
    if abs(figure.change_percent) < ALMOST:
        return N_("{what} stayed almost the same at {value} ({before}: {previous}, {change}).")
    if figure.change_percent < 0:
        return N_("{what} fell by {percent} to {value} ({before}: {previous}).")
    return N_("{what} rose by {percent} to {value} ({before}: {previous}).")


def share(context: Context, figure: Figure, msgid: str = OF_ALL) -> str:
    """Return a part of its whole: 330 of 748 (44.1%), or 330 of 748 reactions (44.1%)."""
    return context.text(
        msgid,
        count=context.wording.number(figure.count),
        base=context.wording.number(figure.base or 0),
        percent=context.wording.percent(figure.share_percent),
    )


def of_complaints(context: Context, figure: Figure) -> str:
    """Return which part of all complaints a number is that was named right before."""
    return context.text(
        N_("That is {percent} of all {base} complaints."),
        percent=context.wording.percent(figure.share_percent),
        base=context.wording.number(figure.base or 0),
    )


def compared_count(context: Context, figure: Figure) -> str:
    """Return a count beside the one of the year before: 330 (2021: 362)."""
    value = context.wording.number(figure.count)
    if figure.previous is None:
        return value
    return f"{value} ({context.year_before}: {context.wording.number(figure.previous)})"


def listed_counts(context: Context, entries: Iterable[tuple[str, Figure]]) -> str:
    """Return labels with their numbers, as a sentence lists them: Amount 32, payment 19 and advice 13."""
    return context.wording.listed([f"{label} {context.wording.number(figure.count)}" for label, figure in entries])


def joined(*sentences: str) -> str:
    """Return the sentences that say something, one behind the other."""
    return " ".join(sentence for sentence in sentences if sentence)
