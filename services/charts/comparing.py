"""Sentences that compare a period with the one before, right for nothing, one and equal."""

from schema.words import N_
from services.charts.wording import Wording
from services.figures.shares import change_percent


def reactions_words(count: int, wording: Wording) -> str:
    """Return so many reactions."""
    return wording.count("{count} reaction", "{count} reactions", count)


def concerns_words(count: int, wording: Wording) -> str:
    """Return so many concerns."""
    return wording.count("{count} concern", "{count} concerns", count)


def days_words(days: float, wording: Wording) -> str:
    """Return so many days."""
    return wording.count("{count} day", "{count} days", days)


def change_words(count: int, previous: int | None, wording: Wording) -> str:
    """Return how a count compares with the one a year before; "" where there is no comparison."""
    if previous is None:
        return ""
    if count == previous:
        return wording.text(N_("as many as a year before")) if count else wording.text(N_("none a year before either"))
    change = change_percent(count, previous)
    if change is None:
        return wording.text(N_("none a year before"))
    more = N_("{percent} more than a year before ({previous})")
    less = N_("{percent} less than a year before ({previous})")
    shown = {"percent": wording.percent(abs(change)), "previous": wording.number(previous)}
    return (
        wording.text(more if change > 0 else less, **shown) if change else wording.text(N_("about as many as before"))
    )


def points_words(share: float | None, previous: float | None, wording: Wording) -> str:
    """Return how a share compares with the one a year before, in percentage points; "" where there is no comparison."""
    if share is None or previous is None:
        return ""
    points = round(share - previous, 1)
    if not points:
        return wording.text(N_("the same share as a year before"))
    more = N_("{points} points more than a year before ({previous})")
    less = N_("{points} points less than a year before ({previous})")
    shown = {"points": wording.number(abs(points)), "previous": wording.percent(previous)}
    return wording.text(more if points > 0 else less, **shown)


def count_finding(total: int, previous: int | None, what: str, wording: Wording) -> str:
    """Return how many reactions, and how that compares."""
    compared = change_words(total, previous, wording)
    said = f"{what}: {reactions_words(total, wording)}"
    return f"{said}, {compared}" if compared else said


def share_words(count: int, base: int, share: float | None, wording: Wording) -> str:
    """Return a part of a whole: 330 of 748 (44.1%)."""
    values = {"count": wording.number(count), "base": wording.number(base), "percent": wording.percent(share)}
    return wording.text(N_("{count} of {base} ({percent})"), **values)
