from __future__ import annotations

import pytest

from schema.tables import CONCERNS, REACTIONS
from services.access import Action, Actor
from services.cases import ConcernEntry, case_of, editable, entry_problems, find_case, refuse
from services.errors import AccessDenied, InputRejected, RecordNotFound
from services.register.base import Register
from services.translation import message
from tests.support.cases import COMPLAINT, IDEA, PRAISE, REACTION, TODAY, record
from tests.support.people import ALICE, ARTHUR, BOB, DORA, GRETA, KAREN, OLIVIA, STELLA, those_without


def test_find_case_finds_by_number_and_by_id(register: Register) -> None:
    case = record(register, concerns=[COMPLAINT, PRAISE])
    record(register)
    for wanted in (case.number, case.id):
        assert find_case(register.snapshot(), ALICE, wanted) == case


@pytest.mark.parametrize("wanted", ["", "KR-2026-9999", "kr-2026-0001", "' OR 1=1", "\x00"])
def test_find_case_finds_none_of_another_number(register: Register, wanted: str) -> None:
    record(register)
    assert find_case(register.snapshot(), ALICE, wanted) is None


@pytest.mark.parametrize("actor", those_without(Action.SEE_CASE), ids=lambda actor: actor.id or "signed out")
def test_find_case_refuses_a_wrong_role_and_the_signed_out(register: Register, actor: Actor) -> None:
    case = record(register)
    for wanted in (case.number, "KR-2026-9999"):  # nor does it say whether there is such a case
        with pytest.raises(AccessDenied):
            find_case(register.snapshot(), actor, wanted)


@pytest.mark.parametrize(
    ("step", "is_found"), [(None, False), ("1", False), ("4", False), ("5", True), ("6", True)], ids=str
)
def test_find_case_shows_management_what_was_put_before_it(
    register: Register, step: str | None, is_found: bool
) -> None:
    """OA 10/2018, Anlage Eskalationsstufenkonzept: "5. Stufe: Information der Geschäftsführung"."""
    case = record(register, escalation_step=step)
    for wanted in (case.number, case.id):
        assert (find_case(register.snapshot(), GRETA, wanted) is not None) is is_found
    assert find_case(register.snapshot(), DORA, case.number) == case


def test_case_of_has_the_concerns_in_the_customers_order(register: Register) -> None:
    case = record(register, concerns=[IDEA, COMPLAINT, PRAISE])
    found = case_of(register.snapshot(), case.id)
    assert [row["kind"] for row in found.concerns] == ["suggestion", "complaint", "praise"]
    with pytest.raises(RecordNotFound):
        case_of(register.snapshot(), "no such row")


def test_entry_problems_says_at_which_concern_something_is_wrong(register: Register) -> None:
    concerns = [ConcernEntry(COMPLAINT), ConcernEntry({"kind": None}), ConcernEntry({"kind": "praise", "area": "moon"})]
    found = entry_problems(register.snapshot(), {**REACTION, "channel": None}, concerns, today=TODAY)
    assert [(problem.table, problem.field, problem.params.get("place")) for problem in found] == [
        ("reactions", "channel", None),
        ("concerns", "kind", 2),
        ("concerns", "area", 3),
    ]
    assert message(found[2], "de") == (
        "„moon“ steht nicht in der Liste „Bereich“. Bitte wählen Sie einen Eintrag der Liste."
    )


def test_entry_problems_asks_for_one_concern_at_least(register: Register) -> None:
    found = entry_problems(register.snapshot(), REACTION, [], today=TODAY)
    assert [message(problem, "de") for problem in found] == [
        "Eine Reaktion braucht mindestens ein Anliegen. Bitte fügen Sie eines hinzu."
    ]


@pytest.mark.parametrize("actor", [ALICE, KAREN, BOB])
def test_editable_is_all_that_the_portal_does_not_set_for_those_who_work_on_cases(actor: Actor) -> None:
    for table in (REACTIONS, CONCERNS):
        own = {field.name for field in table.fields if not field.system}
        assert set(editable(actor, table.name, dict.fromkeys((*table.names, "id", "version", "colour"), "x"))) == own


@pytest.mark.parametrize("actor", [STELLA, OLIVIA, ARTHUR, DORA, GRETA])
def test_editable_leaves_out_the_employee_for_other_roles(actor: Actor) -> None:
    values = editable(actor, "concerns", {"kind": "complaint", "employee": "Frau Kurz"})
    assert values == {"kind": "complaint"}


def test_refuse_lets_pass_what_has_no_problems_and_tells_those_it_has(register: Register) -> None:
    refuse([])
    problems = entry_problems(register.snapshot(), {}, [], today=TODAY)
    with pytest.raises(InputRejected) as refused:
        refuse(problems)
    assert refused.value.problems == tuple(problems)
    assert message(refused.value, "de") == (
        "Der Eintrag wurde nicht gespeichert. Bitte berichtigen Sie, was markiert ist; alles Eingegebene ist noch da."
    )
