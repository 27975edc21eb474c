from __future__ import annotations

import pytest

from services import starting, trial
from services.access import Action, Actor
from services.errors import AccessDenied, InputRejected
from services.register.base import ChangeSet, Register, RowChange
from tests.support.cases import TODAY, record
from tests.support.people import ADA, KAREN, those_without


def test_is_started_is_not_said_of_people_alone(register: Register) -> None:
    assert not starting.is_started(register.snapshot())
    row = {"login": "ada@amt.example", "label": "Ada", "roles": ("admin",)}
    register.commit(ChangeSet.of([RowChange("users", "ada", row)], actor="ada", operation_id="first"))
    assert not starting.is_started(register.snapshot())
    record(register)
    assert starting.is_started(register.snapshot())


@pytest.mark.parametrize("actor", [KAREN, ADA])
def test_start_empty_begins_once(register: Register, actor: Actor) -> None:
    for operation_id in ("one", "one", "two"):
        starting.start_empty(register, actor, today=TODAY, operation_id=operation_id)
    snapshot = register.refresh()
    assert starting.is_started(snapshot)
    assert [(row["key"], row["value"]) for row in snapshot.frames["settings"].to_dict("records")] == [
        ("started_on", "2026-03-04")
    ]


@pytest.mark.parametrize("actor", those_without(Action.SET_UP), ids=lambda actor: actor.id or "signed out")
def test_a_register_is_started_by_those_who_set_it_up_only(register: Register, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        starting.start_empty(register, actor, today=TODAY, operation_id="x")
    with pytest.raises(AccessDenied):
        trial.start_with_sample(register, actor, today=TODAY)
    assert not starting.is_started(register.refresh())


def test_start_with_sample_never_mixes_made_up_cases_with_real_ones(register: Register) -> None:
    record(register)
    with pytest.raises(InputRejected):
        trial.start_with_sample(register, KAREN, today=TODAY)
    assert len(register.refresh().frames["reactions"]) == 1


def test_start_with_sample_loads_all_even_when_showing_it_is_interrupted(register: Register) -> None:
    class Interrupted(BaseException):
        """What a page that is closed raises."""

    def show(_share: float) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        trial.start_with_sample(register, KAREN, today=TODAY, progress=show)
    reactions = register.refresh().frames["reactions"]
    assert int((reactions["received_on"].dt.year == 2022).sum()) == 748
    assert reactions["received_on"].max().date() >= TODAY.replace(day=1)
