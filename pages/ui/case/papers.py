"""Letters and mails on a case or a hand-over: choose one, look at it, change it, take it along as a draft."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import streamlit as st

from pages.ui import errors, loaders, state
from pages.ui.i18n import _, message, plain, words
from schema.words import N_
from services.access import Actor
from services.cases import Case
from services.papers import drafting, letters
from services.papers.drafting import PaperDraft
from services.papers.kinds import BY_CODE, Form, Paper, Party
from services.papers.noting import note_paper
from services.papers.recipients import Recipient
from services.register.snapshot import Row

FORM: Final = "cases.case.paper"
HANDOVER_PAPERS: Final = ("handover", "handover_notice")
MAIL_MIME: Final = "message/rfc822"
LONGEST_SUBJECT, LONGEST_TEXT, SHORT_TEXT, TEXT_HEIGHT = 250, 40_000, 600, 360

_FORM_WORDS = {Form.MAIL: N_("E-mail"), Form.LETTER: N_("Letter")}
_MISSING = {
    Party.CUSTOMER: N_(
        "No e-mail address of the customer is known. Please enter it in the case under “Contact” or in your mail "
        "program."
    ),
    Party.TEAM_LEAD: N_(
        "No team lead is known for this case. Please choose the team in charge; on the page “People”, a person with "
        "the role “Team lead” must belong to that team."
    ),
    Party.AREA_LEAD: N_(
        "No area lead is known for this case. On the page “Areas and teams”, the team must belong to an area; on "
        "the page “People”, a person with the role “Area lead” must belong to that area."
    ),
    Party.DATA_PROTECTION: N_(
        "No data protection officer is known. The office order wants them involved in every case of this kind: please "
        "enter the person on the page “People”, or their address in your mail program."
    ),
    Party.PLACE: N_("The address of the place responsible is not known. Please enter it in your mail program."),
}


def render_papers(case: Case, actor: Actor) -> None:
    """Draw the letters and mails that fit the case and that the actor may make; nothing where there are none."""
    papers = drafting.list_papers(actor, case)
    if not papers:
        return
    with st.expander(_("Letters and mails"), icon=":material/mail:", key=f"{FORM}.open", on_change="rerun") as box:
        if box.open:
            codes = [paper.code for paper in papers]
            code = _render_choice(f"{FORM}.kind.{case.id}", codes, drafting.next_paper(case))
            draft = drafting.draft_paper(loaders.snapshot(), actor, case, code, today=loaders.today())
            _render_draft(draft, actor, case.reaction, case.id, partial(_note, case))


def render_handover_papers(row: Row, actor: Actor) -> None:
    """Draw the hand-over to the place responsible and the notice to the customer; nothing for whom they are not."""
    codes = [code for code in HANDOVER_PAPERS if drafting.forms_of(actor, BY_CODE[code], row)]
    if not codes:
        return
    code = _render_choice(f"{FORM}.kind.{row['id']}", codes, codes[0])
    draft = drafting.draft_handover(loaders.snapshot(), actor, row, code, today=loaders.today())
    _render_draft(draft, actor, row, str(row["id"]), None)


def _render_choice(key: str, codes: Sequence[str], first: str) -> str:
    chosen = st.selectbox(
        _("What would you like to write?"),
        codes,
        index=codes.index(first) if first in codes else 0,
        format_func=lambda code: words(BY_CODE[code].label),
        key=key,
    )
    return str(chosen)


def _render_draft(
    draft: PaperDraft, actor: Actor, reaction: Row, row_id: str, on_taken: Callable[[str, Form], None] | None
) -> None:
    paper, place = draft.paper, f"{row_id}.{draft.paper.code}"
    refusal = state.refusal(f"{FORM}.{row_id}")
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
    forms = drafting.forms_of(actor, paper, reaction)
    form = forms[0]
    if len(forms) > 1:
        form = st.radio(
            _("Sent as"),
            forms,
            index=forms.index(drafting.form_to_begin_with(draft, forms)),
            horizontal=True,
            format_func=lambda one: _(_FORM_WORDS[one]),
            key=f"{FORM}.form.{place}",
        )
    missing = drafting.missing_values(draft)
    if missing:
        what = ", ".join(words(one.meaning) for one in missing)
        st.info(_("The case does not say yet, so please add it: {what}", what=plain(what)), icon=":material/edit_note:")
    if not draft.values.get("amt"):
        st.info(
            _("The name of your office is missing here. It is entered once, on the page “Settings”."),
            icon=":material/apartment:",
        )
    if form is Form.MAIL:
        _render_mail(draft, actor, reaction, place, on_taken)
    else:
        _render_letter(draft, actor, reaction, place, on_taken)
    st.caption(_("The portal sends nothing. What you download is a draft."))
    if paper.then:
        st.caption(_(paper.then))


def _render_recipients(draft: PaperDraft, *, is_mail: bool = False) -> None:
    """Draw whom a paper goes to, and what to do where nobody is known; a customer's letter needs no e-mail address."""
    _render_people(_("To"), draft.to)
    _render_people(_("Copy"), draft.cc)
    for party in drafting.missing_parties(draft):
        if is_mail or party is not Party.CUSTOMER:
            st.warning(_(_MISSING[party]), icon=":material/person_search:")


def _render_people(label: str, people: Sequence[Recipient]) -> None:
    shown = ", ".join(f"{person.name} ({person.address})" if person.address else person.name for person in people)
    if shown:
        _render_line(label, shown)


def _render_line(label: str, text: str) -> None:
    st.markdown(f":gray[{plain(label)}] {plain(text)}")


def _render_mail(
    draft: PaperDraft, actor: Actor, reaction: Row, place: str, on_taken: Callable[[str, Form], None] | None
) -> None:
    _render_recipients(draft, is_mail=True)
    if state.edited_paper() == place:
        _render_editing(place)
        return
    subject, text = state.paper_text(place) or (draft.subject, draft.text)
    _render_line(_("Subject"), subject)
    _render_text(text)
    with st.container(horizontal=True):
        _render_download(
            _("Download as a mail draft"),
            partial(drafting.make_mail, actor, reaction, draft, subject, text),
            _file_name(draft.paper, reaction, "eml"),
            MAIL_MIME,
            f"{FORM}.eml.{place}",
            partial(on_taken, draft.paper.code, Form.MAIL) if on_taken else None,
        )
        st.button(
            _("Change the text"),
            icon=":material/edit:",
            key=f"{FORM}.change.{place}",
            on_click=_begin_editing,
            args=(place, subject, text),
        )
        if state.paper_text(place):
            st.button(
                _("Begin the text anew"),
                icon=":material/restart_alt:",
                key=f"{FORM}.anew.{place}",
                on_click=state.set_paper_text,
                args=(place, None),
            )


def _render_text(text: str) -> None:
    """Draw what a paper says; a long one scrolls in its box."""
    with st.container(border=True, height=TEXT_HEIGHT if len(text) > SHORT_TEXT else "content"):
        st.markdown(plain(text))


def _render_editing(place: str) -> None:
    """Draw the fields of a mail; its file is offered once they are left, with what was typed last in it."""
    st.text_input(_("Subject"), max_chars=LONGEST_SUBJECT, key=f"{FORM}.subject.{place}", persist_state="session")
    st.text_area(
        _("Text"), max_chars=LONGEST_TEXT, height=TEXT_HEIGHT, key=f"{FORM}.text.{place}", persist_state="session"
    )
    with st.container(horizontal=True):
        st.button(
            _("Use this text"),
            type="primary",
            icon=":material/check:",
            key=f"{FORM}.use.{place}",
            on_click=_use_text,
            args=(place,),
        )
        st.button(
            _("Cancel"),
            icon=":material/close:",
            key=f"{FORM}.cancel.{place}",
            on_click=state.set_edited_paper,
            args=(None,),
        )


def _begin_editing(place: str, subject: str, text: str) -> None:
    st.session_state[f"{FORM}.subject.{place}"] = subject
    st.session_state[f"{FORM}.text.{place}"] = text
    state.set_edited_paper(place)


def _use_text(place: str) -> None:
    given = str(state.value(f"{FORM}.subject.{place}") or ""), str(state.value(f"{FORM}.text.{place}") or "")
    state.set_paper_text(place, given)
    state.set_edited_paper(None)


def _render_letter(
    draft: PaperDraft, actor: Actor, reaction: Row, place: str, on_taken: Callable[[str, Form], None] | None
) -> None:
    _render_recipients(draft)
    if draft.paper.goes_outside and not draft.values.get("anschrift"):
        st.warning(
            _("No address of the customer is known. Please enter it in the case under “Contact”, or in Word."),
            icon=":material/person_search:",
        )
    with errors.shown():
        letter = drafting.make_letter(loaders.snapshot(), actor, reaction, draft)
        _render_text(letters.read_preview(letter))
        _render_download(
            _("Download as a Word letter"),
            partial(drafting.make_letter, loaders.snapshot(), actor, reaction, draft),
            _file_name(draft.paper, reaction, "docx"),
            letters.MIME,
            f"{FORM}.docx.{place}",
            partial(on_taken, draft.paper.code, Form.LETTER) if on_taken else None,
        )


def _render_download(
    label: str, data: Callable[[], bytes], name: str, mime: str, key: str, on_click: Callable[[], Any] | None
) -> None:
    st.download_button(
        label,
        data,
        file_name=name,
        mime=mime,
        type="primary",
        icon=":material/download:",
        key=key,
        on_click=on_click or "ignore",
    )


def _file_name(paper: Paper, reaction: Row, ending: str) -> str:
    """Return a name that every computer takes: the paper's, in German, and the number."""
    name = paper.file.removesuffix(".docx") or paper.label.de
    number = str(reaction.get("number") or reaction.get("reaction_number") or "")
    return re.sub(r"[^\w.-]+", "_", f"{name} {number}".strip()) + f".{ending}"


def _note(case: Case, code: str, form: Form) -> None:
    """Note on the case that the paper was taken along; once a day for each paper and form."""
    actor, today = state.actor(), loaders.today()
    with errors.kept(f"{FORM}.{case.id}"):
        draft = drafting.draft_paper(loaders.snapshot(), actor, case, code, today=today)
        note_paper(
            loaders.register(),
            actor,
            case,
            code,
            form,
            (*draft.to, *draft.cc),
            today=today,
            operation_id=state.operation_id(f"{FORM}.{case.id}.{code}.{form}.{today}"),
        )
        state.tell(_("The draft is noted in the timeline."))
