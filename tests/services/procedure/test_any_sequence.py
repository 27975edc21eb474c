"""No sequence of steps, whoever takes them, comes to what the office order does not know."""

from __future__ import annotations

from services.register.base import Register
from tests.services.procedure.sequences import Seeded, run_sequences

# `bench procedure` tries a thousand others, and makes one that fails short.
TRIED = Seeded(seed=10_2018, sequences=15, length=20)


def test_no_sequence_of_steps_leads_out_of_the_procedure(office: Register) -> None:
    """OA 10/2018, Ablauf 1 to 5: the way of a reaction, whoever goes it, wherever they turn round."""
    tally = run_sequences(office, TRIED)
    assert {"assign", "clear", "draft", "close", "undo", "correct"} <= set(tally.taken)
    assert {"assign", "clear", "close", "undo", "correct", "record"} <= set(tally.refused)
