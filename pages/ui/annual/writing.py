"""What the officer writes into the report: kept as soon as a field is left, with last year's text beside it.

A text lies in the register per year and part. What somebody else changed meanwhile is put beside one's own, and nothing
typed is lost.
"""

from typing import Final

import streamlit as st

from pages.ui import errors, loaders, state
from pages.ui.i18n import _, message, plain
from services.report import texts
from services.report.blocks import Part
from services.report.texts import LONGEST, TextMoved

HEIGHT: Final = "content"


def render_sentence(year: int, part: Part, *, may_write: bool) -> None:
    """Draw the sentence from the figures, and for who writes the report the way to change it or go back."""
    if not part.drafted and not part.edited:
        return
    form = f"annual.report.draft.{year}.{part.key}"
    if not may_write:
        st.markdown(plain(part.sentence))
        return
    is_open = bool(state.value(f"{form}.open")) or state.refusal(form) is not None
    if not is_open:
        st.markdown(plain(part.sentence))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.toggle(_("Change the sentence"), key=f"{form}.open", persist_state="session")
        if part.edited:
            st.badge(_("changed by hand"), icon=":material/edit:", color="blue")
            st.button(
                _("Back to the portal's sentence"),
                icon=":material/undo:",
                type="tertiary",
                key=f"{form}.back",
                on_click=_go_back,
                args=(year, part),
            )
    if part.is_outdated:
        st.warning(
            _(
                "The figures have changed since this sentence was changed by hand. From them, the portal would write: "
                "{sentence}",
                sentence=plain(part.drafted),
            ),
            icon=":material/update:",
        )
    if is_open:
        _render_field(form, _("Sentence"), part.sentence, year, part, is_draft=True)


def render_own(year: int, part: Part, *, may_write: bool) -> None:
    """Draw the officer's own text of a part, and last year's."""
    if not may_write:
        if part.own:
            st.markdown(plain(part.own))
        return
    form = f"annual.report.own.{year}.{part.key}"
    _render_field(form, _("Own text"), part.own, year, part, is_draft=False)
    if part.own_before:
        with st.expander(_("Text of {year}", year=year - 1), icon=":material/history:"):
            st.markdown(plain(part.own_before))
            st.button(
                _("Take this text over"),
                icon=":material/content_copy:",
                key=f"{form}.take",
                disabled=bool(part.own),
                help=_("Possible while there is no text of this year yet.") if part.own else None,
                on_click=_take_over,
                args=(year, part),
            )


def _render_field(form: str, label: str, stands: str, year: int, part: Part, *, is_draft: bool) -> None:
    _follow(form, stands)
    st.text_area(
        label,
        st.session_state.get(form, stands),
        key=form,
        height=HEIGHT,
        max_chars=LONGEST,
        placeholder="" if is_draft else _("What the figures do not say: causes, circumstances, what is planned."),
        on_change=_store,
        args=(form, year, part, is_draft),
        help=_("Is stored when you leave the field. A line that begins with - becomes an item of a list."),
    )
    refusal = state.refusal(form)
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
    if isinstance(refusal, TextMoved):
        st.info(plain(refusal.theirs) or _("(empty)"))
        with st.container(horizontal=True):
            st.button(_("Store mine"), key=f"{form}.mine", on_click=_store, args=(form, year, part, is_draft))
            st.button(_("Take the other one"), key=f"{form}.theirs", on_click=_take_theirs, args=(form,))


def _follow(form: str, stands: str) -> None:
    """Let the field show what stands in the register, as long as nobody typed something else."""
    seen = state.opened(form)
    if seen is not None and st.session_state.get(form, seen["text"]) != seen["text"]:
        return
    state.set_opened(form, {"id": form, "text": stands})
    if seen is not None and seen["text"] != stands:
        st.session_state[form] = stands


def _store(form: str, year: int, part: Part, is_draft: bool) -> None:
    seen, before = state.opened(form), state.refusal(form)
    if seen is None:
        return
    text = str(state.value(form) or "")
    # A draft that nobody changed stands nowhere: what is compared is what the register holds.
    known = before.theirs if isinstance(before, TextMoved) else (part.edited if is_draft else part.own)
    register, actor, operation_id = loaders.register(), state.actor(), state.operation_id(form)
    with errors.kept(form):
        if is_draft:
            changed = "" if text.strip() == part.drafted else text
            texts.change_draft(
                register, actor, year, part.key, changed, drafted=part.drafted, seen=known, operation_id=operation_id
            )
        else:
            texts.write_text(register, actor, year, part.key, text, seen=known, operation_id=operation_id)
        state.finish_operation(form)
        state.set_opened(form, {"id": form, "text": text})
        st.toast(_("Stored: {part}", part=plain(part.heading)), icon=":material/check_circle:")


def _take_theirs(form: str) -> None:
    refusal = state.refusal(form)
    if isinstance(refusal, TextMoved):
        st.session_state[form] = refusal.theirs
        state.set_opened(form, {"id": form, "text": refusal.theirs})
    state.set_refusal(form, None)
    state.finish_operation(form)


def _take_over(year: int, part: Part) -> None:
    form = f"annual.report.own.{year}.{part.key}"
    st.session_state[form] = part.own_before
    _store(form, year, part, is_draft=False)


def _go_back(year: int, part: Part) -> None:
    form = f"annual.report.draft.{year}.{part.key}"
    with errors.kept(form):
        texts.change_draft(
            loaders.register(),
            state.actor(),
            year,
            part.key,
            "",
            drafted=part.drafted,
            seen=part.edited,
            operation_id=state.operation_id(form),
        )
        state.finish_operation(form)
        state.set_opened(form, None)
        st.session_state.pop(form, None)
        st.session_state[f"{form}.open"] = False
        state.tell(_("The portal's sentence stands again."))
