"""Two portals on one emulated sheet, a person in it, and everything that fails: what happened, and what was lost."""

from bench.report import Budget, Report
from tests.services.register.sheet.stress import PORTALS, WRITERS, run


def measure(saves: int, seed: int) -> Report:
    """Carry out a stress run, and say what came of it."""
    outcome = run(saves, seed)
    notes = (
        f"{len(PORTALS)} portals in processes of their own with {WRITERS} writers each, seed {seed}. Checked at the "
        "end: each save reported stored is in the journal exactly once; each one refused left nothing; each one left "
        "unknown is one or the other; the rows are what the journal adds up to; what the person typed is taken over or "
        "an issue.",
        *outcome.problems,
    )
    return Report(
        "stress",
        "A stressed sheet",
        ("", "count"),
        tuple((name, f"{figure:,}") for name, figure in outcome.figures),
        (Budget("problems", len(outcome.problems), 0),),
        notes,
        dict(outcome.figures),
    )
