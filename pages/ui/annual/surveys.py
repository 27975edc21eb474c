"""Survey results on the screen: the questions of a year as bars, and the form of one with all its answers."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import streamlit as st

from pages.ui import charts, errors, loaders, state
from pages.ui.i18n import _, message, plain, words
from schema.problems import Problem
from schema.tables import TABLES
from services import surveys
from services.access import Actor
from services.dashboards.surveys import survey_board, surveyed_years
from services.errors import InputRejected
from services.surveys import OF_ANSWER, OF_QUESTION, Question, list_questions

PAGE, FORM = "surveys", "annual.surveys"
TABLE: Final = TABLES[surveys.TABLE]
FEWEST_LINES: Final = 4
WIDTHS: Final = (3, 1, 1)


def is_open() -> bool:
    """Return whether a question is open in the form."""
    return state.opened(FORM) is not None


def render_board(actor: Actor) -> None:
    """Draw the questions of the year that is chosen, with what their shares are of."""
    years = [str(year) for year in loaders.computed(surveyed_years)]
    if not years:
        st.info(_("No survey results were entered yet."), icon=":material/inbox:")
        return
    chosen = st.selectbox(
        words(TABLE.field("year").label),
        years,
        key=f"{FORM}.shown",
        bind="query-params",
        persist_state="session",
        label_visibility="collapsed",
        width=165,
    )
    board = loaders.computed(survey_board, charts.audience(actor), state.language(), int(chosen))
    names = [f"{chosen}_{place}" for place in range(1, len(board) + 1)]
    for name, asked in zip(names, board, strict=True):
        charts.render_panel(PAGE, name, asked.panel, actor, names)
        st.caption(plain(" ".join(asked.remarks)))


def render_entries(actor: Actor) -> None:
    """Draw the ways to enter a question, and to open one that was entered."""
    questions = {one.key: one for one in list_questions(loaders.snapshot(), actor)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Open a question"),
            list(questions),
            index=None,
            format_func=lambda key: f"{questions[key].year} · {questions[key].question}" if key in questions else "",
            placeholder=_("Please choose"),
            key=f"{FORM}.open",
            on_change=_open_chosen,
            args=(questions,),
        )
        st.button(
            _("Add a question"),
            type="primary",
            icon=":material/add:",
            key=f"{FORM}.add",
            on_click=_open,
            args=(Question(loaders.today().year, "", None, ()),),
        )


def render_form(actor: Actor) -> None:
    """Draw the form of the open question, with what the last attempt to save came to."""
    seen = state.opened(FORM) or {}
    asked: Question = seen["question"]
    st.header(plain(asked.question) or _("New question"), anchor=False)
    refusal = state.refusal(FORM)
    problems = refusal.problems if isinstance(refusal, InputRejected) else ()
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
    _fill(asked)
    _render_head(problems)
    _render_lines(problems)
    with st.container(horizontal=True):
        st.button(
            _("Save"), type="primary", icon=":material/save:", key=f"{FORM}.save", on_click=_save, args=(actor, asked)
        )
        st.button(_("Cancel"), icon=":material/close:", key=f"{FORM}.cancel", on_click=_close)
        if asked.rows:
            st.button(
                _("Ask the same in {year}", year=asked.year + 1),
                icon=":material/content_copy:",
                key=f"{FORM}.again",
                on_click=_open,
                args=(asked, True),
            )
    if asked.rows:
        st.caption(_("To take an answer out, empty its line. To take the question out, empty all of them and save."))


def _render_head(problems: Sequence[Problem]) -> None:
    year, source = st.columns(2)
    with year:
        st.number_input(
            _label("year"), value=state.value(_key("year")), step=1, key=_key("year"), persist_state="session"
        )
        _render_problems(problems, "year")
    with source:
        st.text_input(_label("source"), state.value(_key("source")) or "", key=_key("source"), persist_state="session")
        _render_problems(problems, "source")
    st.text_input(
        _label("question"), state.value(_key("question")) or "", key=_key("question"), persist_state="session"
    )
    _render_problems(problems, "question")


def _render_lines(problems: Sequence[Problem]) -> None:
    """Draw a line for each answer and an empty one more; below a line stands what is wrong with it."""
    st.caption(_("Enter how many gave each answer. Where only shares are known, enter these, in whole percent."))
    for line in range(1, _lines() + 1):
        for column, name in zip(st.columns(WIDTHS, gap="xsmall"), OF_ANSWER, strict=True):
            with column:
                _render_cell(line, name)
        for problem in problems:
            if problem.params.get("place") == line:
                st.error(plain(message(problem)), icon=":material/error:")
    for problem in problems:
        if problem.field in OF_ANSWER and "place" not in problem.params:
            st.error(plain(message(problem)), icon=":material/error:")


def _render_cell(line: int, name: str) -> None:
    key = _key(f"{line}.{name}")
    label = _label(name) + (f" ({line})" if line > 1 else "")
    visibility: Literal["visible", "collapsed"] = "visible" if line == 1 else "collapsed"
    held = state.value(key)
    if name == "answer":
        st.text_input(label, held or "", key=key, label_visibility=visibility, persist_state="session")
    else:
        st.number_input(
            label,
            value=held,
            step=1,
            min_value=0,
            key=key,
            placeholder="",
            label_visibility=visibility,
            persist_state="session",
        )


def _lines() -> int:
    """Return how many lines to draw: those that hold something, and an empty one."""
    lines = FEWEST_LINES
    while any(state.value(_key(f"{lines}.{name}")) not in (None, "") for name in OF_ANSWER):
        lines += 1
    return lines


def _render_problems(problems: Sequence[Problem], name: str) -> None:
    for problem in problems:
        if problem.field == name:
            st.error(plain(message(problem)), icon=":material/error:")


def _label(name: str) -> str:
    field = TABLE.field(name)
    return words(field.label) + (" *" if field.required is True else "")


def _key(name: str) -> str:
    return f"{FORM}.form.{name}"


def _open_chosen(questions: Mapping[str, Question]) -> None:
    chosen = state.value(f"{FORM}.open")
    if chosen in questions:
        _open(questions[chosen])


def _open(asked: Question, is_again: bool = False) -> None:
    """Open a question; with `is_again` as a new one of the next year, its answers without their counts."""
    opened = Question(asked.year + 1, asked.question, asked.source, ()) if is_again else asked
    state.set_opened(FORM, {"question": opened, "texts": [row["answer"] for row in asked.rows] if is_again else []})
    state.set_refusal(FORM, None)
    state.finish_operation(FORM)
    for key in [key for key in st.session_state if str(key).startswith(f"{FORM}.form.")]:
        del st.session_state[key]


def _fill(asked: Question) -> None:
    """Put the question into the widgets that hold nothing: all when it is opened, and those not drawn so far."""
    texts: list[str] = (state.opened(FORM) or {}).get("texts", [])
    rows: Sequence[Mapping[str, Any]] = asked.rows or [{"answer": text} for text in texts]
    for name in OF_QUESTION:
        st.session_state.setdefault(_key(name), getattr(asked, name))
    for line, row in enumerate(rows, start=1):
        for name in OF_ANSWER:
            st.session_state.setdefault(_key(f"{line}.{name}"), row.get(name))


def _close() -> None:
    state.set_opened(FORM, None)
    state.set_refusal(FORM, None)


def _save(actor: Actor, asked: Question) -> None:
    values = {name: state.value(_key(name)) for name in OF_QUESTION}
    answers = []
    for line in range(1, _lines() + 1):
        answer = {name: state.value(_key(f"{line}.{name}")) for name in OF_ANSWER}
        if any(value not in (None, "") for value in answer.values()):
            answers.append({**answer, "id": asked.rows[line - 1]["id"] if line <= len(asked.rows) else None})
    with errors.kept(FORM):
        surveys.store_question(
            loaders.register(),
            actor,
            asked.rows,
            values,
            answers,
            today=loaders.today(),
            operation_id=state.operation_id(FORM),
        )
        _close()
        state.finish_operation(FORM)
        if answers:
            st.session_state[f"{FORM}.shown"] = str(values["year"])
        state.tell(_("“{name}” is saved.", name=str(values["question"])))
