"""Every use case takes the actor and refuses those who may not; a new one has to be named here."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from services import (
    branding,
    cards,
    changing,
    exporting,
    handovers,
    importing,
    keys,
    ombuds,
    partners,
    quality,
    recording,
    records,
    same_day,
    settings,
    sheet_standing,
    spot_checks,
    starting,
    surveys,
    timeline,
    trial,
)
from services.access import NOBODY, Actor
from services.cases import Case, find_case
from services.errors import AccessDenied
from services.papers import drafting, noting, templates
from services.papers.drafting import PaperDraft
from services.papers.kinds import Form
from services.printing.case_print import print_case
from services.printing.noting import note_print
from services.procedure import joining, undoing
from services.procedure.steps import StepName
from services.procedure.taking import StepEntry, take_step
from services.publishing.entering import save_published
from services.publishing.importing import PublishedPlan, import_published
from services.quality import Entry
from services.register.base import Register
from services.register.sheet.connection import Connection
from services.register.snapshot import Issue, Remedy
from services.report import texts
from services.searching import sheets
from services.searching.query import Query
from tests.support.cases import TODAY, all_reactions, entries_of, record
from tests.support.people import ALICE, MALLORY
from tests.support.sheets import SEALING_KEY

SERVICES = Path(__file__).parents[2] / "services"

# Below the use cases: the store, made-up data, file formats, drawings. Beside them: the command line, run by whoever
# has the register file anyway.
NOT_USE_CASES = ("register/", "demo/", "cli/", "flatfile/", "charts/")
# What hands out rows of cases, or whole files of them.
CONTENT = {"Case", "Case | None", "bytes", "list[Event]"}
# These read for others, and say so: the caller has asked already.
INNER = {
    "services/cases.py:case_of": "every use case returns through it",
    "services/import_files.py:template_bytes": "headings and made-up rows, nothing of the register",
    "services/import_files.py:problems_bytes": "repeats the actor's own file",
    "services/copying.py:find_origin": "the command line's: whoever copies has the secrets of both stores",
    "services/copying.py:copy_register": "the same",
    "services/checking.py:register_checks": "the command line's, and hands out counts only",
    "services/papers/mails.py:build_mail": "puts what it is given into a file",
    "services/printing/typesetting.py:typeset": "the same",
    "services/papers/letters.py:render_letter": "the same",
    "services/papers/wordfiles.py:packed": "packs the actor's own file",
    "services/papers/templates.py:original_template": "comes with the portal, nothing of the register",
    "services/papers/templates.py:template_in_use": "every letter is made from it, and it names nobody",
    "services/report/files/packing.py:undated": "takes the times out of the actor's own file",
    "services/report/files/docx.py:report_docx": "lays out a report that `annual_report` handed to the actor",
    "services/report/files/pptx.py:report_pptx": "the same",
    "services/report/files/xlsx.py:report_xlsx": "the same",
    "services/report/files/pdf.py:report_pdf": "the same",
}

Call = Callable[[Register, Actor, Case], object]
PAPER = "acknowledgement"
VALUES: dict[str, Any] = {"code": "x", "label": "X"}
HANDED: dict[str, Any] = {"id": "x", "version": 1, "text": "x", "taken_back_on": None, "reaction_number": None}
CARDS: dict[int, dict[str, Any]] = {1: {"kind": "praise"}}
TYPED = Entry("x", (Issue("reactions", "x", "received_on", "x", "x", {}, kept=True, remedies=("restore",)),))
DRAW = spot_checks.Draw(TODAY, TODAY, 1, "x")

USE_CASES: dict[str, Call] = {
    "services/printing/case_print.py:print_case": lambda register, actor, case: print_case(
        register.snapshot(), actor, case, (), today=TODAY, language="de", is_blackened=False
    ),
    "services/printing/noting.py:note_print": lambda register, actor, case: note_print(
        register, actor, case, is_blackened=False, today=TODAY, operation_id="again"
    ),
    "services/recording.py:record_reaction": lambda register, actor, case: recording.record_reaction(
        register, actor, case.reaction, entries_of(case), today=TODAY, operation_id="again"
    ),
    "services/recording.py:record_reactions": lambda register, actor, case: recording.record_reactions(
        register, actor, {1: recording.Entry(case.reaction, ())}, today=TODAY, operation_id="again"
    ),
    "services/cards.py:record_cards": lambda register, actor, case: cards.record_cards(
        register, actor, case.reaction, CARDS, today=TODAY, operation_id="again"
    ),
    "services/same_day.py:count_same_day": lambda register, actor, case: same_day.count_same_day(
        register, actor, {"day": TODAY, "channel": "email"}, today=TODAY, operation_id="again"
    ),
    "services/same_day.py:undo_same_day": lambda register, actor, case: same_day.undo_same_day(
        register, actor, {"id": "x", "version": 1}, today=TODAY, operation_id="again"
    ),
    "services/handovers.py:record_handover": lambda register, actor, case: handovers.record_handover(
        register, actor, {**case.reaction, "matter": "other", "handed_to": "x"}, today=TODAY, operation_id="again"
    ),
    "services/handovers.py:take_back": lambda register, actor, case: handovers.take_back(
        register, actor, HANDED, {"kind": "praise"}, today=TODAY, operation_id="again"
    ),
    "services/handovers.py:hand_over_reaction": lambda register, actor, case: handovers.hand_over_reaction(
        register, actor, case, {"matter": "other"}, reason="x", today=TODAY, operation_id="again"
    ),
    "services/handovers.py:confirm_handover": lambda register, actor, case: handovers.confirm_handover(
        register, actor, HANDED, today=TODAY, operation_id="again"
    ),
    "services/handovers.py:remove_texts": lambda register, actor, case: handovers.remove_texts(
        register, actor, today=TODAY, operation_id="again"
    ),
    "services/changing.py:change_reaction": lambda register, actor, case: changing.change_reaction(
        register, actor, case, {"subject": "x"}, entries_of(case), today=TODAY, operation_id="again"
    ),
    "services/procedure/taking.py:take_step": lambda register, actor, case: take_step(
        register, actor, case, StepName.ACKNOWLEDGE, StepEntry(), today=TODAY, operation_id="again"
    ),
    "services/procedure/undoing.py:find_last_step": lambda register, actor, case: undoing.find_last_step(
        register, actor, register.snapshot(), case
    ),
    "services/procedure/undoing.py:undo_last_step": lambda register, actor, case: undoing.undo_last_step(
        register, actor, case, "x", today=TODAY, operation_id="again"
    ),
    "services/procedure/joining.py:join_reactions": lambda register, actor, case: joining.join_reactions(
        register, actor, case, "KR-2026-0002", "x", today=TODAY, operation_id="again"
    ),
    "services/cases.py:find_case": lambda register, actor, case: find_case(register.snapshot(), actor, case.number),
    "services/timeline.py:list_events": lambda register, actor, case: timeline.list_events(
        register, actor, register.snapshot(), case.id
    ),
    "services/exporting.py:export_flat": lambda register, actor, case: exporting.export_flat(
        register.snapshot(), actor
    ),
    "services/searching/sheets.py:export_found": lambda register, actor, case: sheets.export_found(
        register.snapshot(), TODAY, actor, Query(), ["number"]
    ),
    "services/importing/run.py:run_import": lambda register, actor, case: importing.run_import(
        register, actor, importing.plan_import(register.snapshot(), "x.csv", b"received_on,channel,kind", today=TODAY)
    ),
    "services/quality.py:mend": lambda register, actor, case: quality.mend(register, actor, TYPED, Remedy.RESTORE),
    "services/quality.py:look_again": lambda register, actor, case: quality.look_again(register, actor),
    "services/quality.py:export_issues": lambda register, actor, case: quality.export_issues(
        register.snapshot(), actor
    ),
    "services/records.py:add_record": lambda register, actor, case: records.add_record(
        register, actor, "units", VALUES, today=TODAY, operation_id="again"
    ),
    "services/records.py:change_record": lambda register, actor, case: records.change_record(
        register, actor, "units", {"id": "x", "version": 1, **VALUES}, {"label": "Y"}, today=TODAY, operation_id="again"
    ),
    "services/publishing/entering.py:save_published": lambda register, actor, case: save_published(
        register, actor, {}, {"year": 2022, "figure": "reactions.total"}, today=TODAY, operation_id="again"
    ),
    "services/publishing/importing.py:import_published": lambda register, actor, case: import_published(
        register, actor, PublishedPlan("x.csv", {}, 0, ())
    ),
    "services/settings.py:change_settings": lambda register, actor, case: settings.change_settings(
        register, actor, {"close_days": 14}, {"close_days": 15}, operation_id="again"
    ),
    "services/branding.py:store_logo": lambda register, actor, case: branding.store_logo(
        register, actor, "x.png", b"x", operation_id="again"
    ),
    "services/branding.py:remove_logo": lambda register, actor, case: branding.remove_logo(
        register, actor, operation_id="again"
    ),
    "services/keys.py:record_key": lambda register, actor, case: keys.record_key(
        register, actor, [SEALING_KEY], operation_id="again"
    ),
    "services/keys.py:confirm_kept": lambda register, actor, case: keys.confirm_kept(
        register, actor, [SEALING_KEY], ["x", "y"], seed="x", today=TODAY, operation_id="again"
    ),
    "services/keys.py:rotate_key": lambda register, actor, case: keys.rotate_key(
        register, actor, [SEALING_KEY, SEALING_KEY], progress=print, operation_id="again"
    ),
    "services/sheet_standing.py:mended": lambda register, actor, case: sheet_standing.mended(
        actor, Connection("x", {}, (SEALING_KEY,)), register, operation_id="again"
    ),
    "services/sheet_standing.py:mend_configured": lambda register, actor, case: sheet_standing.mend_configured(
        actor, "gsheets", register, operation_id="again"
    ),
    "services/starting.py:start_empty": lambda register, actor, case: starting.start_empty(
        register, actor, today=TODAY, operation_id="again"
    ),
    "services/trial.py:start_with_sample": lambda register, actor, case: trial.start_with_sample(
        register, actor, today=TODAY
    ),
    "services/spot_checks.py:check_off": lambda register, actor, case: spot_checks.check_off(
        register, actor, DRAW, case.id, "in_order", "", today=TODAY, operation_id="again"
    ),
    "services/spot_checks.py:export_sample": lambda register, actor, case: spot_checks.export_sample(
        register.snapshot(), TODAY, actor, DRAW
    ),
    "services/papers/drafting.py:make_mail": lambda register, actor, case: drafting.make_mail(
        actor, case.reaction, paper_on(register, case), "x", "x"
    ),
    "services/papers/drafting.py:make_letter": lambda register, actor, case: drafting.make_letter(
        register.snapshot(), actor, case.reaction, paper_on(register, case)
    ),
    "services/papers/noting.py:note_paper": lambda register, actor, case: noting.note_paper(
        register, actor, case, PAPER, Form.MAIL, (), today=TODAY, operation_id="again"
    ),
    "services/papers/templates.py:read_template": lambda register, actor, case: templates.read_template(
        register.snapshot(), actor, PAPER
    ),
    "services/papers/templates.py:read_original": lambda register, actor, case: templates.read_original(actor, PAPER),
    "services/papers/templates.py:store_template": lambda register, actor, case: templates.store_template(
        register, actor, PAPER, "x.docx", b"x", operation_id="again"
    ),
    "services/papers/templates.py:restore_original": lambda register, actor, case: templates.restore_original(
        register, actor, PAPER, operation_id="again"
    ),
    "services/papers/templates.py:list_versions": lambda register, actor, case: templates.list_versions(
        register, actor, register.snapshot(), PAPER
    ),
    "services/ombuds.py:record_ombuds_case": lambda register, actor, case: ombuds.record_ombuds_case(
        register, actor, case.reaction, entries_of(case), today=TODAY, operation_id="again"
    ),
    "services/ombuds.py:record_cleared_case": lambda register, actor, case: ombuds.record_cleared_case(
        register, actor, case.reaction, entries_of(case), today=TODAY, operation_id="again"
    ),
    "services/report/texts.py:write_text": lambda register, actor, case: texts.write_text(
        register, actor, 2022, "3", "x", seen="", operation_id="again"
    ),
    "services/report/texts.py:change_draft": lambda register, actor, case: texts.change_draft(
        register, actor, 2022, "3", "x", drafted="y", seen="", operation_id="again"
    ),
    "services/surveys.py:store_question": lambda register, actor, case: surveys.store_question(
        register, actor, (), {"year": 2022, "question": "x"}, [], today=TODAY, operation_id="again"
    ),
    "services/partners.py:add_partner": lambda register, actor, case: partners.add_partner(
        register, actor, VALUES, today=TODAY, operation_id="again"
    ),
}


def paper_on(register: Register, case: Case) -> PaperDraft:
    return drafting.draft_paper(register.snapshot(), ALICE, case, PAPER, today=TODAY)


def use_cases() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the public functions that write to a register, or hand out what its cases hold."""
    for path in sorted(SERVICES.rglob("*.py")):
        place = path.relative_to(SERVICES).as_posix()
        if place.startswith(NOT_USE_CASES):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            returned = ast.unparse(node.returns) if node.returns else ""
            if "Register" in annotations(node).values() or returned in CONTENT:
                yield f"services/{place}:{node.name}", node


def annotations(node: ast.FunctionDef) -> dict[str, str]:
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return {one.arg: ast.unparse(one.annotation) for one in every if one.annotation}


def test_every_use_case_takes_the_actor() -> None:
    found = {name: node for name, node in use_cases() if name not in INNER}
    without = [name for name, node in found.items() if annotations(node).get("actor") != "Actor"]
    assert without == []


def test_every_use_case_is_called_below() -> None:
    assert {name for name, _ in use_cases()} == set(USE_CASES) | set(INNER)


@pytest.mark.parametrize("actor", [NOBODY, MALLORY], ids=["signed out", "unknown role"])
@pytest.mark.parametrize("name", USE_CASES)
def test_every_use_case_refuses_whoever_has_no_role(register: Register, name: str, actor: Actor) -> None:
    case = record(register)
    before = register.snapshot().revision
    with pytest.raises(AccessDenied):
        USE_CASES[name](register, actor, case)
    assert register.refresh().revision == before
    assert all_reactions(register.snapshot()) == [case.number]
