"""The form of a reaction with its concerns: what was typed survives a reload, an error, a page change.

Each run reads the widgets into a draft and keeps it; a run that finds no widgets fills them from the draft. `form` is
the start of every key: `cases.new` or `cases.case`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.ui import forms, loaders, state
from pages.ui.i18n import _, bold, message
from schema.concerns import REPORTED_CONCERNS
from schema.fields import Field, FieldType
from schema.problems import Problem
from schema.tables import CONCERNS, REACTIONS
from services import access
from services.access import Actor
from services.cases import Case, ConcernEntry
from services.drafts import Draft, DraftConcern
from services.errors import InputRejected
from services.register.base import new_id
from services.register.snapshot import Lists, Row

DRAFT_PARAM = "draft"
LONGEST_REASON = 2000
REASON = "reason"  # what is typed beside the fields of a stored case: why it is changed


def new_draft(form: str, **start: Any) -> Draft:
    """Return a draft with nothing typed yet but what every new reaction starts with, and this form's in particular."""
    reaction = {**forms.empty_values("reactions"), "received_on": loaders.today(), **start}
    return Draft(new_id(), form, reaction, (DraftConcern(1, forms.empty_values("concerns")),))


def draft_of(form: str, case: Case) -> Draft:
    """Return the draft with which the editing of a stored case begins."""
    concerns = tuple(DraftConcern(place, row, row["id"]) for place, row in enumerate(case.concerns, start=1))
    return Draft(new_id(), form, case.reaction, concerns, case.reaction, case.concerns, {REASON: ""})


def rebased(draft: Draft, current: Case, reaction: Mapping[str, Any], concerns: Sequence[ConcernEntry]) -> Draft:
    """Return the draft over the case as it is now, with what is to stand in the form."""
    places = {concern.id: concern.place for concern in draft.concerns if concern.id}
    free = max((concern.place for concern in draft.concerns), default=0) + 1
    return replace(
        draft,
        reaction=reaction,
        concerns=tuple(
            DraftConcern(places.get(entry.id or "", free + place), entry.values, entry.id)
            for place, entry in enumerate(concerns)
        ),
        seen_reaction=current.reaction,
        seen_concerns=current.concerns,
    )


def seen_case(draft: Draft) -> Case:
    """Return the case as it was when its editing began."""
    assert draft.seen_reaction is not None, "a new reaction was not seen before"
    return Case(draft.seen_reaction, draft.seen_concerns)


def current(form: str) -> Draft | None:
    """Return the draft that the form is at, with what stands in its widgets."""
    draft = state.draft(form)
    return None if draft is None or not _is_drawn(draft) else _collected(draft)


def resume(form: str, actor: Actor, wanted: str | None) -> Draft | None:
    """Return the draft to go on with: the one in the address, else the one of this session; None if there is none."""
    held = state.draft(form)
    draft_id = wanted or (held.id if held else None)
    if draft_id is None:
        return None
    if held is not None and held.id == draft_id and _is_drawn(held):
        return held
    found = loaders.drafts().find(actor, draft_id)
    return found if found is not None and found.form == form else None


def open_draft(draft: Draft) -> None:
    """Put a draft into the form; where its widgets are drawn already, what stands in them stays."""
    held = state.draft(draft.form)
    if held is None or held.id != draft.id or not _is_drawn(draft):
        fill(draft)


def fill(draft: Draft) -> None:
    """Put a draft into the form and its values into the widgets."""
    state.set_draft(draft.form, draft)
    for field in REACTIONS.fields:
        st.session_state[_key(draft, field.name)] = _widget_value(field, draft.reaction.get(field.name))
    for concern in draft.concerns:
        _fill_concern(draft, concern)
    for name, value in draft.typed.items():
        st.session_state[_key(draft, name)] = value


def leave(form: str) -> None:
    """Let go of the form's draft: it is stored, or was thrown away."""
    draft = state.draft(form)
    state.set_draft(form, None)
    state.set_refusal(form, None)
    if draft is not None:
        loaders.drafts().remove(state.actor(), draft.id)
        st.session_state.pop(_key(draft, "received_on"), None)


def keep(actor: Actor, form: str) -> None:
    """Keep what stands in the form, if anything changed since."""
    held = state.draft(form)
    if held is not None and (now := _collected(held)) != held:
        state.set_draft(form, now)
        loaders.drafts().keep(actor, now)


def is_changed(actor: Actor, draft: Draft) -> bool:
    """Return whether the draft of a stored case holds anything else than what was seen of the case."""
    seen = seen_case(draft)
    has_same_concerns = [concern.id for concern in draft.concerns] == [row["id"] for row in seen.concerns]
    return not has_same_concerns or is_different(actor, draft, seen)


def is_different(actor: Actor, draft: Draft, case: Case) -> bool:
    """Return whether a draft says anything else than a case, in what the actor may set."""
    entries = concern_entries(actor, draft)
    if len(entries) != len(case.concerns):
        return True
    pairs: list[tuple[Mapping[str, Any], Row]] = [(reaction_values(actor, draft), case.reaction)]
    pairs += [(entry.values, row) for entry, row in zip(entries, case.concerns, strict=True)]
    return any((value or None) != (row.get(name) or None) for values, row in pairs for name, value in values.items())


def reason(draft: Draft) -> str:
    """Return why a stored case is changed, as typed."""
    return str(draft.typed.get(REASON) or "")


def render_reason(draft: Draft) -> None:
    """Draw the field for the reason of a change, which is asked for where a deadline moves."""
    key = _key(draft, REASON)
    st.text_input(
        _("Reason for the change"),
        state.value(key) or "",
        key=key,
        max_chars=LONGEST_REASON,
        help=_("Needed where a deadline moves: where a date that stands already is changed or taken away."),
    )


def problems(form: str) -> Sequence[Problem]:
    """Return what the last attempt to store found wrong."""
    refusal = state.refusal(form)
    return refusal.problems if isinstance(refusal, InputRejected) else ()


def reaction_values(actor: Actor, draft: Draft) -> dict[str, Any]:
    """Return the reaction's fields that the actor may set, as typed."""
    return _values("reactions", actor, draft.reaction, draft.seen_reaction)


def concern_entries(actor: Actor, draft: Draft) -> list[ConcernEntry]:
    """Return the concerns in order, with the fields that the actor may set, as typed."""
    seen = {row["id"]: row for row in draft.seen_concerns}
    return [
        ConcernEntry(_values("concerns", actor, concern.values, seen.get(concern.id)), concern.id)
        for concern in draft.concerns
    ]


def _values(table: str, actor: Actor, typed: Mapping[str, Any], seen: Mapping[str, Any] | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in (REACTIONS if table == "reactions" else CONCERNS).fields:
        if not access.may_edit(actor, field):
            continue
        value = forms.given_value(field, typed, seen)
        if value is False and seen is not None and seen.get(field.name) is None:
            value = None
        values[field.name] = value
    return values


# ---- drawing


def render_section(draft: Draft, section: str, actor: Actor, lists: Lists) -> None:
    """Draw one section of the reaction."""
    names = [field.name for field in REACTIONS.section_fields(section) if not field.system]
    render_named(draft, names, actor, lists)


def render_named(draft: Draft, names: Sequence[str], actor: Actor, lists: Lists, *, is_step: bool = False) -> None:
    """Draw these fields of the reaction, in this order; `is_step` as in `forms.render_fields`."""
    forms.render_fields(
        "reactions",
        [REACTIONS.field(name) for name in names],
        {field.name: _key(draft, field.name) for field in REACTIONS.fields},
        actor=actor,
        lists=lists,
        problems=forms.problems_at(problems(draft.form), "reactions"),
        is_step=is_step,
    )


def render_concerns(draft: Draft, actor: Actor, lists: Lists, names: Sequence[str] = ()) -> None:
    """Draw the concerns in the customer's order, with the ways to add, move and remove one; `names` are its fields."""
    fields = [field for field in CONCERNS.section_fields("concern") if not names or field.name in names]
    for rank, concern in enumerate(draft.concerns, start=1):
        with st.container(border=True):
            _render_concern_head(draft, concern, rank)
            forms.render_fields(
                "concerns",
                fields,
                {field.name: _key(draft, field.name, concern) for field in CONCERNS.fields},
                actor=actor,
                lists=lists,
                problems=forms.problems_at(problems(draft.form), "concerns", rank),
            )
    if not draft.concerns:
        for problem in forms.problems_at(problems(draft.form), "concerns", 1):
            st.error(message(problem), icon=":material/error:")
    st.button(
        _("Add a concern"),
        key=f"{draft.form}.add_concern",
        icon=":material/add:",
        on_click=_add_concern,
        args=(draft.form,),
    )


def _render_concern_head(draft: Draft, concern: DraftConcern, rank: int) -> None:
    suffix = _suffix(concern)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(bold(_("Concern {rank}", rank=rank)), width="content")
        if rank <= REPORTED_CONCERNS:
            st.badge(
                _("reported"),
                color="blue",
                help=_("The first three concerns are those that the authority's own application takes."),
            )
        st.space("stretch")
        for step, icon, label in ((-1, "arrow_upward", _("Move up")), (1, "arrow_downward", _("Move down"))):
            st.button(
                label,
                key=f"{draft.form}.{'up' if step < 0 else 'down'}.{suffix}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=not 0 <= rank - 1 + step < len(draft.concerns),
                on_click=_move_concern,
                args=(draft.form, concern.place, step),
            )
        st.button(
            _("Remove"),
            key=f"{draft.form}.remove.{suffix}",
            icon=":material/delete:",
            type="tertiary",
            disabled=len(draft.concerns) == 1,
            on_click=_remove_concern,
            args=(draft.form, concern.place),
        )


def _add_concern(form: str) -> None:
    draft = _at(form)
    place = max((concern.place for concern in draft.concerns), default=0) + 1
    concern = DraftConcern(place, forms.empty_values("concerns"))
    _change_concerns(draft, (*draft.concerns, concern))
    _fill_concern(draft, concern)


def _move_concern(form: str, place: int, step: int) -> None:
    draft = _at(form)
    concerns = list(draft.concerns)
    old = next(i for i, concern in enumerate(concerns) if concern.place == place)
    concerns.insert(old + step, concerns.pop(old))
    _change_concerns(draft, tuple(concerns))


def _remove_concern(form: str, place: int) -> None:
    draft = _at(form)
    _change_concerns(draft, tuple(concern for concern in draft.concerns if concern.place != place))


def _change_concerns(draft: Draft, concerns: tuple[DraftConcern, ...]) -> None:
    changed = replace(draft, concerns=concerns)
    state.set_draft(draft.form, changed)
    loaders.drafts().keep(state.actor(), changed)


# ---- widgets and their values


def _at(form: str) -> Draft:
    held = state.draft(form)
    assert held is not None, "a button of the form was clicked, so it has a draft"
    return _collected(held)


def _suffix(concern: DraftConcern) -> str:
    return concern.id or str(concern.place)


def _key(draft: Draft, name: str, concern: DraftConcern | None = None) -> str:
    return f"{draft.form}.{name}" + (f".{_suffix(concern)}" if concern else "")


def _is_drawn(draft: Draft) -> bool:
    return _key(draft, "received_on") in st.session_state


def _fill_concern(draft: Draft, concern: DraftConcern) -> None:
    for field in CONCERNS.fields:
        st.session_state[_key(draft, field.name, concern)] = _widget_value(field, concern.values.get(field.name))


def _widget_value(field: Field, value: Any) -> Any:
    if field.type is FieldType.BOOL:
        return bool(value)
    if field.type is FieldType.CODES:
        return list(value or ())
    return "" if value is None and field.is_text else value


def _collected(draft: Draft) -> Draft:
    """Return the draft with what stands in its widgets now."""
    reaction = _read(draft.reaction, REACTIONS.fields, lambda name: _key(draft, name))
    concerns = tuple(
        replace(
            concern,
            values=_read(concern.values, CONCERNS.fields, lambda name, at=concern: _key(draft, name, at)),
        )
        for concern in draft.concerns
    )
    typed = {name: state.value(_key(draft, name), was) for name, was in draft.typed.items()}
    return replace(draft, reaction=reaction, concerns=concerns, typed=typed)


def _read(before: Mapping[str, Any], fields: Sequence[Field], key_of: Any) -> dict[str, Any]:
    values = dict(before)
    for field in fields:
        if not field.system and key_of(field.name) in st.session_state:
            value = st.session_state[key_of(field.name)]
            value = tuple(value) if isinstance(value, list) else value
            values[field.name] = None if value == "" or value == () else value
    return values
