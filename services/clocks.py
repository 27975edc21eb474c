"""The clocks of a case as its office runs them: its own periods, and the kinds of the case's concerns."""

from datetime import date

from services.cases import Case
from services.deadlines import Clock, list_clocks
from services.register.snapshot import Snapshot
from services.settings import periods_of


def clocks_of(snapshot: Snapshot, case: Case, day: date, *, language: str = "de") -> tuple[Clock, ...]:
    """Return the clocks of a case as of `day`; none if it was received after that day."""
    kinds = [concern["kind"] for concern in case.concerns]
    return list_clocks(case.reaction, day, periods_of(snapshot), kinds=kinds, language=language)
