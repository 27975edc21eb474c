"""No sequence of steps, whoever takes them, comes to what the office order does not know."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

from services.register.base import Register
from tests.services.procedure.sequences import run_sequences

PROFILE = settings(
    max_examples=150,  # what is drawn depends on the modules a process has loaded; fewer did not try every refusal
    stateful_step_count=20,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],  # a failing sequence is shown as it was found; the bench makes it short
    suppress_health_check=list(HealthCheck),
)


def test_no_sequence_of_steps_leads_out_of_the_procedure(office: Register) -> None:
    """OA 10/2018, Ablauf 1 to 5: the way of a reaction, whoever goes it, wherever they turn round."""
    tally = run_sequences(office, PROFILE)
    assert {"assign", "clear", "draft", "close", "undo", "correct"} <= set(tally.taken)
    assert {"assign", "clear", "close", "undo", "correct", "record"} <= set(tally.refused)
