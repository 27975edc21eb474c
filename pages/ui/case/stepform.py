"""The form of a step of the procedure, made from its declaration: concerns, fields, note."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.ui import errors, forms, loaders, state
from pages.ui.case import tasks
from pages.ui.case.entry import seen_case
from pages.ui.i18n import _, bold, listed, plain, words
from schema.fields import Field, FieldType
from schema.tables import CONCERNS, REACTIONS, TABLES
from services import access
from services.access import Actor
from services.cases import Case
from services.drafts import Draft
from services.procedure import escalation
from services.procedure.leads import list_leads
from services.procedure.rules import CLOCK_FIELDS
from services.procedure.standing import Standing, after
from services.procedure.steps import STEP_OF, Step, StepName
from services.procedure.taking import StepEntry, take_step
from services.register.snapshot import Lists, Row
from services.timeline import name_of

NOTE = "note."


def is_step(draft: Draft) -> bool:
    """Return whether what is being done is a step of the procedure."""
    return tasks.name_of(draft) in STEP_OF


def render_form(draft: Draft, actor: Actor, lists: Lists) -> None:
    """Draw the form of the step that is being taken."""
    step, seen = STEP_OF[StepName(tasks.name_of(draft))], seen_case(draft)
    standing = Standing.of(seen)
    fields = _fields(step, draft, standing)
    notes = _note_fields(step, standing)
    drawn = [("reactions", field.name) for field in fields] + [("notes", field.name) for field in notes]
    drawn += [("concerns", name) for name in step.concerns]
    with st.container(border=True, key="cases.case.step"):
        st.subheader(words(step.words), anchor=False)
        st.caption(plain(step.source))
        tasks.render_refusal(frozenset(drawn))
        choices = _choices(step, draft, standing, lists)
        _render_concerns(step, draft, seen, actor, lists)
        _render_fields("reactions", fields, draft, "", actor, lists, choices)
        _render_hints(step, draft, choices)
        _render_fields("notes", notes, draft, NOTE, actor, lists, choices)
        if notes and step.note is None:
            st.caption(_("A reason is needed where a deadline moves."))
        tasks.render_buttons(words(step.words), _save)


def _fields(step: Step, draft: Draft, standing: Standing) -> list[Field]:
    """Return the fields of the reaction that the step's form shows; what has to be given depends on what is typed."""
    typed = _entry(step, draft)
    asked = {*step.asked(after(standing, typed.reaction, typed.concerns)), *step.dates}
    return [_shown(REACTIONS.field(name), is_asked=name in asked) for name in dict.fromkeys(step.form)]


def _note_fields(step: Step, standing: Standing) -> list[Field]:
    """Return the fields of the step's note; one without a note has a reason where it could move a deadline."""
    if step.note is not None:
        names = {"noted_on", *step.note_asks, *step.note_offers}
        asked = {"noted_on", *step.note_asks}
    else:
        names = {"reason"} if any(standing.has(name) for name in step.dates if name in CLOCK_FIELDS) else set()
        asked = set()
    labels = escalation.NOTE_LABELS if step.name is StepName.ESCALATE else {}
    return [
        replace(_shown(field, is_asked=field.name in asked), label=labels.get(field.name, field.label))
        for field in TABLES["notes"].fields
        if field.name in names
    ]


def _shown(field: Field, *, is_asked: bool) -> Field:
    return replace(field, applies=None, required=is_asked)


def _choices(step: Step, draft: Draft, standing: Standing, lists: Lists) -> dict[str, dict[str, str]]:
    """Return what is chosen in a step and not typed: the lead by name, the step above, the cause of a moving up."""
    language = state.language()
    choices: dict[str, dict[str, str]] = {}
    if "assigned_to" in step.form:
        leads = list_leads(loaders.snapshot(), tasks.values(draft)["unit"])
        choices["assigned_to"] = {str(row["login"]): str(row["label"] or row["login"]) for row in leads}
        held = standing.reaction.get("assigned_to")
        if held and standing.reaction.get("unit") == tasks.values(draft)["unit"]:
            choices["assigned_to"].setdefault(held, name_of(loaders.snapshot(), held, language))
    if step.name is StepName.ESCALATE:
        above = [code for code in escalation.STEPS if int(code) > standing.escalation]
        choices["escalation_step"] = {code: lists.label("escalation_step", code, language) for code in above}
        choices["title"] = {cause.de: words(cause) for cause in escalation.CAUSES}
    return choices


def _render_hints(step: Step, draft: Draft, choices: Mapping[str, Mapping[str, str]]) -> None:
    hint = escalation.HINTS.get(str(tasks.values(draft).get("escalation_step")))
    if step.name is StepName.ESCALATE and hint is not None:
        st.info(words(hint), icon=":material/info:")
    if "assigned_to" in choices and not choices["assigned_to"] and tasks.values(draft)["unit"]:
        st.caption(
            _(
                "Nobody is entered as the lead of this team. The portal's administration enters people on the page "
                "“People”; the disposition can go to the team without a name."
            )
        )


def _render_fields(
    table: str,
    fields: list[Field],
    draft: Draft,
    prefix: str,
    actor: Actor,
    lists: Lists,
    choices: Mapping[str, Mapping[str, str]],
) -> None:
    forms.render_fields(
        table,
        fields,
        {field.name: tasks.key_of(draft, f"{prefix}{field.name}") for field in fields},
        actor=actor,
        lists=lists,
        problems=forms.problems_at(tasks.problems(), table),
        is_step=True,
        choices=choices,
    )


def _render_concerns(step: Step, draft: Draft, seen: Case, actor: Actor, lists: Lists) -> None:
    for place, concern in enumerate(seen.concerns, start=1):
        if step.concerns and step.of(concern):
            st.markdown(listed([bold(_("Concern {rank}", rank=place)), *_matter(concern, actor, lists)]))
            fields = [_shown(CONCERNS.field(name), is_asked=True) for name in step.concerns]
            forms.render_fields(
                "concerns",
                fields,
                {field.name: tasks.key_of(draft, f"{field.name}.{concern['id']}") for field in fields},
                actor=actor,
                lists=lists,
                problems=forms.problems_at(tasks.problems(), "concerns", place),
                is_step=True,
            )


def _matter(concern: Row, actor: Actor, lists: Lists) -> Iterable[str]:
    """Return what a concern is about: its kind, area and theme, and who is named, for those who see that."""
    for field in map(CONCERNS.field, ("kind", "area", "theme", "employee")):
        if access.may_see(actor, field):
            yield plain(forms.shown_value(field, concern[field.name], lists, concern, "concerns"))


def begin(case: Case, name: StepName, preset: Mapping[str, Any] | None = None) -> None:
    """Open the form of a step, with what stands already; `preset` are further values by their names in the form."""
    step, reaction, today = STEP_OF[name], case.reaction, loaders.today()
    start: dict[str, Any] = {field: reaction[field] for field in step.form}
    # What is done now is done today; a date that stands already stays, unless it is that of another answer.
    start |= {field: step.day_of(field, reaction[field], today) for field in step.dates}
    for concern in case.concerns:
        if step.of(concern):
            start |= {f"{field}.{concern['id']}": _first(field, concern, today) for field in step.concerns}
    start |= {f"{NOTE}{field.name}": None for field in _note_fields(step, Standing.of(case))}
    if step.note is not None:
        start[f"{NOTE}noted_on"] = today
    if name is StepName.ESCALATE:
        start["escalation_step"] = escalation.next_step(case)
    if name is StepName.ASSIGN and not start["assigned_to"] and start["unit"]:
        leads = list_leads(loaders.snapshot(), start["unit"])
        start["assigned_to"] = leads[0]["login"] if len(leads) == 1 else None
    tasks.begin(case, name, {**start, **(preset or {})})


def _first(name: str, concern: Row, today: Any) -> Any:
    return concern[name] or (today if CONCERNS.field(name).type is FieldType.DATE else None)


def _entry(step: Step, draft: Draft) -> StepEntry:
    """Return what stands in the form of a step, as it is taken."""
    typed = tasks.values(draft)
    concerns: dict[str, dict[str, Any]] = {}
    for name in step.concerns:
        for key, value in typed.items():
            if key.startswith(f"{name}."):
                concerns.setdefault(key.removeprefix(f"{name}."), {})[name] = value
    note = {key.removeprefix(NOTE): value for key, value in typed.items() if key.startswith(NOTE)}
    return StepEntry({name: typed.get(name) for name in step.form}, concerns, note)


def _save() -> None:
    held = tasks.current()
    if held is None:
        return  # a second click: the first one has taken the step
    draft, seen = held
    step = STEP_OF[StepName(tasks.name_of(draft))]
    with errors.kept(tasks.HELD):
        case = take_step(
            loaders.register(),
            state.actor(),
            seen,
            step.name,
            _entry(step, draft),
            today=loaders.today(),
            operation_id=draft.id,
        )
        tasks.close()
        state.tell(_("{number}: {done}.", number=case.number, done=words(step.done)))
