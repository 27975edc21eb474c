"""Forms from the schema: one widget per declared field, with its help, its list and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

import streamlit as st

from pages.ui import state
from pages.ui.i18n import _, message, words
from schema.fields import Field, FieldType
from schema.problems import Problem
from schema.rules import parent_path
from schema.sections import SECTIONS
from schema.tables import TABLES
from services import access, shown
from services.access import Actor
from services.procedure.owning import is_never_theirs
from services.register.snapshot import Lists

DATE_FORMAT = "DD.MM.YYYY"
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
LONG_TEXT, LONG_HEIGHT, SHORT_HEIGHT = 4000, 160, 80
WIDE_LINE = 300
NO_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {}
Kept = Literal["session"] | None


def render_fields(
    table: str,
    fields: Sequence[Field],
    key_of: Mapping[str, str],
    *,
    actor: Actor,
    lists: Lists,
    problems: Sequence[Problem] = (),
    is_step: bool = False,
    choices: Mapping[str, Mapping[str, str]] = NO_CHOICES,
    kept: Kept = None,
) -> None:
    """Draw the widgets of `fields`, two beside each other where they are short; their values stand under their keys.

    With `is_step` a step of the procedure is taken here: its fields are drawn though they hold nothing yet. Elsewhere
    an empty field that only others may fill in by a step of theirs is left out. A field in `choices` is chosen from
    these values, shown by their labels. `kept` says how long what is typed outlives a look at another page, where the
    form does not keep it in a draft of its own.
    """
    record = {name: state.value(key) for name, key in key_of.items()}
    drawn = [
        field
        for field in fields
        if access.may_edit(actor, field)
        and field.is_applicable(record)
        and (is_step or record[field.name] or not (field.by_step or is_never_theirs(actor, field.name)))
    ]
    for pair in _pairs(drawn):
        columns = st.columns(1 if is_wide(pair[0]) else 2)
        for column, field in zip(columns, pair, strict=False):
            with column:
                if field.name in choices:
                    _render_chosen(field, key_of[field.name], choices[field.name], record, kept)
                else:
                    _render_field(table, field, key_of[field.name], lists, record, kept)
                _render_problems([problem for problem in problems if problem.field == field.name])


def section_title(section: str) -> str:
    """Return what people call a section of the form."""
    return words(SECTIONS[section])


def problems_at(problems: Iterable[Problem], table: str, place: int | None = None) -> list[Problem]:
    """Return the problems of one record of an entry: the reaction, or the concern at that place."""
    return [found for found in problems if found.table == table and found.params.get("place") == place]


def is_wide(field: Field) -> bool:
    """Return whether a field takes the whole width of a form."""
    return field.type is FieldType.TEXT or (field.type is FieldType.LINE and field.max_length >= WIDE_LINE)


def _pairs(fields: Sequence[Field]) -> list[list[Field]]:
    rows: list[list[Field]] = []
    for field in fields:
        if rows and len(rows[-1]) == 1 and not is_wide(field) and not is_wide(rows[-1][0]):
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows


def _render_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        st.error(message(problem), icon=":material/error:")


def _label(field: Field, record: Mapping[str, Any]) -> str:
    return words(field.label) + (" *" if field.is_required(record) else "")


def _render_field(table: str, field: Field, key: str, lists: Lists, record: Mapping[str, Any], kept: Kept) -> None:
    label, hint = _label(field, record), words(field.help) or None
    # What stands under the key is given as the default as well. Streamlit 1.67 sends it on its own once: where the next
    # run begins before that has arrived, the browser would show an empty field, and send it back as emptied.
    held = state.value(key)
    match field.type:
        case FieldType.TEXT:
            height = LONG_HEIGHT if field.max_length >= LONG_TEXT else SHORT_HEIGHT
            st.text_area(label, held or "", key=key, help=hint, height=height, persist_state=kept)
        case FieldType.DATE:
            held = held if held is not None and EARLIEST <= held <= LATEST else None
            st.date_input(
                label,
                held,
                key=key,
                help=hint,
                format=DATE_FORMAT,
                min_value=EARLIEST,
                max_value=LATEST,
                persist_state=kept,
            )
        case FieldType.BOOL:
            st.checkbox(label, bool(held), key=key, help=hint, persist_state=kept)
        case FieldType.INT:
            st.number_input(label, value=held, step=1, key=key, help=hint, placeholder="", persist_state=kept)
        case FieldType.CODE:
            _render_choice(table, field, key, label, hint, lists, record, kept)
        case FieldType.CODES:
            assert field.list is not None
            options = lists.options(field.list)
            st.multiselect(
                label,
                options,
                [code for code in held or () if code in options],
                format_func=lambda code: lists.label(str(field.list), code, state.language()),
                key=key,
                help=hint,
                placeholder=_("Please choose"),
                persist_state=kept,
            )
        case _:
            st.text_input(label, held or "", key=key, help=hint, persist_state=kept)


def _render_chosen(field: Field, key: str, labels: Mapping[str, str], record: Mapping[str, Any], kept: Kept) -> None:
    options = list(labels)
    if state.value(key) not in options:
        st.session_state[key] = None
    held = state.value(key)
    st.selectbox(
        _label(field, record),
        options,
        index=None if held is None else options.index(held),
        format_func=lambda value: labels.get(value, value),
        key=key,
        help=words(field.help) or None,
        placeholder=_("Please choose") if options else _("Nothing to choose here"),
        disabled=not options,
        persist_state=kept,
    )


def _render_choice(
    table: str,
    field: Field,
    key: str,
    label: str,
    hint: str | None,
    lists: Lists,
    record: Mapping[str, Any],
    kept: Kept,
) -> None:
    assert field.list is not None, f"{table}.{field.name} draws from no list"
    parent = parent_path(table, field.name, record)
    options = lists.options(field.list, parent, keep=record.get(field.name))
    if state.value(key) not in options:
        st.session_state[key] = None
    held = state.value(key)
    st.selectbox(
        label,
        options,
        index=None if held is None else options.index(held),
        format_func=lambda code: lists.label(str(field.list), code, state.language(), parent or None),
        key=key,
        help=hint,
        placeholder=_("Please choose") if options else _("Nothing to choose here"),
        disabled=not options,
        persist_state=kept,
    )


def shown_value(field: Field, value: Any, lists: Lists, record: Mapping[str, Any], table: str) -> str:
    """Return a field's value as people read it; "" where nothing is given."""
    return shown.shown_value(field, value, lists, record, table, state.language())


def given_value(field: Field, typed: Mapping[str, Any], seen: Mapping[str, Any] | None) -> Any:
    """Return what a form gives for a field; one without a meaning starts anew, unless it stood there without one."""
    if field.is_applicable(typed):
        return typed.get(field.name)
    return seen.get(field.name) if seen and not field.is_applicable(seen) else field.default


def empty_values(table: str) -> dict[str, Any]:
    """Return what a new record of a table starts with."""
    return {field.name: field.default for field in TABLES[table].fields if not field.system}
