"""Any sequence of steps by anybody, on a register of its own: how often what was taken and refused."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings

from bench.report import Budget, Report
from services.register.sql import SqlRegister
from tests.services.procedure.sequences import Tally, run_sequences
from tests.support.procedure import open_office

STEPS_PER_SEQUENCE = 30


def measure(examples: int, *, steps: int = STEPS_PER_SEQUENCE) -> Report:
    """Try that many sequences and say what came of them; one that leads out of the procedure is made short."""
    profile = settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    tally, problems = Tally(), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        register = SqlRegister(f"sqlite:///{Path(folder) / 'register.db'}")
        try:
            open_office(register)
            run_sequences(register, profile, tally)
        except AssertionError as err:
            problems = [f"A sequence led out of the procedure: {err}", *getattr(err, "__notes__", ())]
        finally:
            register.close()
    done, refused = sum(tally.taken.values()), sum(tally.refused.values())
    names = sorted(tally.taken.keys() | tally.refused.keys())
    rows = [(name, f"{tally.taken[name]:,}", f"{tally.refused[name]:,}") for name in names]
    notes = (
        f"{examples:,} sequences of up to {steps} moves by people of every role, each move twice as a double click. "
        "Checked after each: the case stands as the office order lets it, nobody took a step that is not theirs, no "
        "clock went back without a reason, what was refused changed nothing; at the end of each sequence the journal "
        "adds up to the rows and its chain holds.",
        *problems,
    )
    return Report(
        "procedure",
        "Any sequence of steps",
        ("", "taken", "refused"),
        (*rows, ("all", f"{done:,}", f"{refused:,}")),
        (Budget("sequences that lead out of the procedure", len(problems[:1]), 0),),
        notes,
        {"taken": dict(tally.taken), "refused": dict(tally.refused)},
    )
