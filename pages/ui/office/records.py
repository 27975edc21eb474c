"""A simple table on the screen: the list of its rows, and the form of the one that is open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.ui import errors, forms, loaders, state
from pages.ui.i18n import _, message, plain, words
from schema.fields import Field, FieldType, Grid
from schema.tables import TABLES
from services import access, records
from services.access import Actor
from services.errors import InputRejected
from services.records import RecordMergeNeeded
from services.register.snapshot import Lists, Row


@dataclass(frozen=True, slots=True)
class Worked:
    """A column that is no field: its heading, and what it says of a row."""

    heading: str
    value: Callable[[Row], object]


def render_list(
    form: str,
    table: str,
    actor: Actor,
    lists: Lists,
    columns: Sequence[Field | Worked] = (),
    *,
    arranged: Callable[[list[Row]], list[Row]] | None = None,
    start: Mapping[str, Any] | None = None,
) -> None:
    """Draw the rows of a table; a click opens one, and so does the choice above, without a mouse.

    `columns` are those to show where they are not the ones that the table declares. `arranged` says which rows to show
    and in which order, where it is not all of them by name; `start` is what a new row starts with beside the defaults.
    """
    rows = records.list_records(loaders.snapshot(), actor, table)
    if arranged is not None:
        rows = arranged(rows)
    names = {row["id"]: _name(row) for row in rows}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Open an entry"),
            list(names),
            index=None,
            format_func=lambda row_id: names.get(row_id, ""),
            placeholder=_("Please choose"),
            key=f"{form}.open",
            on_change=_open_chosen,
            args=(form, table),
        )
        st.button(
            _("Add an entry"),
            type="primary",
            icon=":material/add:",
            key=f"{form}.add",
            on_click=_open,
            args=(form, table, None, start),
        )
    shown = columns or [field for field in TABLES[table].fields if field.grid is Grid.SHOWN]
    st.dataframe(
        dict(_column(table, column, rows, lists) for column in shown),
        hide_index=True,
        on_select=lambda: _open_clicked(form, table, list(names)),
        selection_mode="single-row",
        placeholder="",
        alt=words(TABLES[table].label),
        key=f"{form}.rows",
    )


def _column(table: str, column: Field | Worked, rows: Sequence[Row], lists: Lists) -> tuple[str, list[object]]:
    if isinstance(column, Worked):
        return column.heading, [column.value(row) for row in rows]
    shown: list[object] = [forms.shown_value(column, row[column.name], lists, row, table) for row in rows]
    return words(column.label), shown


def render_form(form: str, table: str, actor: Actor, lists: Lists, seen: Row) -> None:
    """Draw the form of the open row, with what the last attempt to save came to."""
    st.header(plain(_name(seen)) if seen.get("id") else _("New entry"), anchor=False)
    refusal = state.refusal(form)
    problems = refusal.problems if isinstance(refusal, InputRejected) else ()
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
    if isinstance(refusal, RecordMergeNeeded):
        _render_both_sides(table, refusal, lists)
    fields, keys = TABLES[table].fields, _keys(form, table, seen)
    _fill(table, keys, seen)
    forms.render_fields(table, fields, keys, actor=actor, lists=lists, problems=problems, kept="session")
    with st.container(horizontal=True):
        save = _("Save my entries all the same") if isinstance(refusal, RecordMergeNeeded) else _("Save")
        st.button(save, type="primary", icon=":material/save:", key=f"{form}.save", on_click=_save, args=(form, table))
        st.button(_("Cancel"), icon=":material/close:", key=f"{form}.cancel", on_click=_close, args=(form,))


def put(form: str, table: str, seen: Row, **values: Any) -> None:
    """Put values into the fields of the open form, as if they had been typed."""
    keys = _keys(form, table, seen)
    for name, value in values.items():
        st.session_state[keys[name]] = value


def _render_both_sides(table: str, refusal: RecordMergeNeeded, lists: Lists) -> None:
    rows = []
    for clash in refusal.clashes:
        for name in clash.fields:
            field = TABLES[table].field(name)
            sides = (
                forms.shown_value(field, side.get(name), lists, side, table) for side in (clash.mine, clash.theirs)
            )
            rows.append([plain(words(field.label)), *map(plain, sides)])
    headings = (_("Field"), _("Your entry"), _("Saved meanwhile"))
    st.table([dict(zip(headings, row, strict=True)) for row in rows], hide_index=True, alt=message(refusal))


def _name(row: Row) -> str:
    parts = (row.get("label") or row.get("title"), row.get("login") or row.get("code") or row.get("key"))
    return " · ".join(str(part) for part in parts if part)


def _keys(form: str, table: str, seen: Row) -> dict[str, str]:
    return {field.name: f"{form}.{field.name}.{seen.get('id') or 'new'}" for field in TABLES[table].fields}


def _open_chosen(form: str, table: str) -> None:
    _open(form, table, state.value(f"{form}.open"))


def _open_clicked(form: str, table: str, ids: Sequence[str]) -> None:
    for place in state.value(f"{form}.rows")["selection"]["rows"]:
        _open(form, table, ids[place])


def _open(form: str, table: str, row_id: str | None, start: Mapping[str, Any] | None = None) -> None:
    seen = {**forms.empty_values(table), **(start or {})} if row_id is None else loaders.snapshot().row(table, row_id)
    state.set_opened(form, seen)
    state.set_refusal(form, None)
    state.finish_operation(form)
    for key in _keys(form, table, seen).values():
        st.session_state.pop(key, None)


def _fill(table: str, keys: Mapping[str, str], seen: Row) -> None:
    """Put the row into the widgets that hold nothing: all when it is opened, and those not drawn so far."""
    for field in TABLES[table].fields:
        if keys[field.name] not in st.session_state:
            st.session_state[keys[field.name]] = _shown_as(field, seen.get(field.name))


def _shown_as(field: Field, value: Any) -> Any:
    if field.type is FieldType.CODES:
        return list(value or ())
    return value if value is not None or field.type is not FieldType.BOOL else field.default is not False


def _close(form: str) -> None:
    state.set_opened(form, None)
    state.set_refusal(form, None)


def _save(form: str, table: str) -> None:
    actor, seen, before = state.actor(), state.opened(form), state.refusal(form)
    if seen is None:
        return
    if isinstance(before, RecordMergeNeeded):
        seen = before.current
    typed = {name: state.value(key) for name, key in _keys(form, table, seen).items()}
    given = {
        field.name: forms.given_value(field, typed, seen)
        for field in TABLES[table].fields
        if access.may_edit(actor, field)
    }
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    register, today, operation_id = loaders.register(), loaders.today(), state.operation_id(form)
    with errors.kept(form):
        if seen.get("id"):
            row = records.change_record(register, actor, table, seen, values, today=today, operation_id=operation_id)
        else:
            row = records.add_record(register, actor, table, values, today=today, operation_id=operation_id)
        _close(form)
        state.finish_operation(form)
        state.tell(_("“{name}” is saved.", name=_name(row)))
