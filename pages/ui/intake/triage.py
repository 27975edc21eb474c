"""The questions of triage, one at a time, with their answers in the address; and where they lead."""

from dataclasses import replace
from typing import Final

import streamlit as st

from pages.ui import loaders, navigation, state
from pages.ui.case import entry
from pages.ui.i18n import _, listed
from pages.ui.intake import counting, handing, slips
from services import access, triage
from services.access import Action, Actor
from services.triage import QUESTIONS, Choice, End, Question, Way

PAGE: Final = "cases.triage"
NEW_FORM: Final = "cases.new"
OMBUDS_FORM: Final = "cases.ombuds"
INTAKE: Final = "ombuds_intake"
ICONS: Final = {
    "email": "mail",
    "telephone": "call",
    "letter": "description",
    "in_person": "person",
    "online_portal": "computer",
    "review_site": "reviews",
    "opinion_card": "style",
    "complaint": "sentiment_dissatisfied",
    "praise": "thumb_up",
    "suggestion": "lightbulb",
    "petition": "account_balance",
    "submission": "domain",
    "none": "block",
    "technical_enquiry": "help",
    "objection": "gavel",
    "data_protection": "shield_person",
    "corruption": "report",
    "benefit_fraud": "money_off",
    "other": "more_horiz",
    "yes": "check",
    "no": "close",
}


def answers() -> dict[str, str]:
    """Return the answers that stand in the address and count."""
    return triage.taken({question.name: st.query_params.get(question.name) or "" for question in QUESTIONS})


def render_trail(given: dict[str, str]) -> None:
    """Draw what was answered so far, with the way back."""
    if not given:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        last = list(given)[-1]
        st.button(_("Back"), icon=":material/arrow_back:", key=f"{PAGE}.back", on_click=_forget, args=((last,),))
        st.button(
            _("Start over"), icon=":material/restart_alt:", type="tertiary", key=f"{PAGE}.restart", on_click=restart
        )
        st.markdown(
            listed(
                f"**{choice_label(question, choice)}**"
                for question in QUESTIONS
                if (choice := question.choice(given.get(question.name))) is not None
            )
        )


def render_question(question: Question) -> None:
    """Draw one question with its choices, each as big as half the page."""
    st.header(_(question.msgid), anchor=False)
    if question.hint:
        st.caption(_(question.hint))
    choices = [choice for choice in question.choices if _is_in_use(question, choice)]
    for start in range(0, len(choices), 2):
        for column, choice in zip(st.columns(2), choices[start : start + 2], strict=False):
            with column, st.container(gap="xxsmall"):
                st.button(
                    choice_label(question, choice),
                    icon=f":material/{ICONS.get(choice.code, 'chevron_right')}:",
                    width="stretch",
                    key=f"{PAGE}.{question.name}.{choice.code}",
                    on_click=_answer,
                    args=(question.name, choice.code),
                )
                if choice.hint:
                    st.caption(_(choice.hint))


def render_end(end: End, actor: Actor) -> None:
    """Draw where the answers lead."""
    match end.way:
        case Way.HAND_OVER:
            handing.render_new(end, actor)
        case Way.SAME_DAY:
            counting.render_count(end, actor)
        case Way.CARDS if access.can(actor, Action.RECORD_CARDS):
            _render_cards()
        case Way.OMBUDS if _has_intake(actor):
            st.header(_("The ombuds office takes this."), anchor=False)
            if _is_wanted(_("To the intake of the ombuds office")):
                _go_on(INTAKE, OMBUDS_FORM, end, actor)
        case _:
            _render_record(end, actor)


def restart() -> None:
    """Forget all answers, and what was typed after them: the next message is somebody else's."""
    _forget(tuple(question.name for question in QUESTIONS))
    for form in (handing.NEW, counting.FORM):
        slips.leave(form)


def choice_label(question: Question, choice: Choice) -> str:
    """Return what people call an answer."""
    if choice.msgid:
        return _(choice.msgid)
    return loaders.snapshot().lists.label(str(question.list), choice.code, state.language())


def _is_in_use(question: Question, choice: Choice) -> bool:
    """Return whether an answer is offered: the office may have taken an entry of the list out of use."""
    return bool(choice.msgid) or choice.code in loaders.snapshot().lists.options(str(question.list))


def _has_intake(actor: Actor) -> bool:
    return any(page.address == INTAKE and access.can(actor, page.action) for page in navigation.PAGES)


def _render_cards() -> None:
    st.header(_("Opinion cards are recorded in stacks."), anchor=False)
    if _is_wanted(_("To the opinion cards")):
        st.switch_page(navigation.page_of("cards"))


def _render_record(end: End, actor: Actor) -> None:
    st.header(_("This is a reaction for KRM."), anchor=False)
    if end.values.get("kind") in ("petition", "submission"):
        st.warning(_("Particularly urgent: please pass the letter on to KRM today."), icon=":material/priority_high:")
    elif end.values.get("kind") == "complaint":
        st.markdown(_("A complaint is always to be taken, whoever is told it. KRM sees to the rest."))
    if _is_wanted(_("Record it")):
        _go_on("new", NEW_FORM, end, actor)


def _is_wanted(label: str) -> bool:
    return st.button(label, type="primary", icon=":material/arrow_forward:", key=f"{PAGE}.go")


def _go_on(address: str, form: str, end: End, actor: Actor) -> None:
    """Keep a draft of a new reaction that has what was answered, and go on with it on its page."""
    fresh = entry.new_draft(form)
    reaction, concern = triage.start_of(end, loaders.today())
    first = replace(fresh.concerns[0], values={**fresh.concerns[0].values, **concern})
    draft = replace(fresh, reaction={**fresh.reaction, **reaction}, concerns=(first,))
    loaders.drafts().keep(actor, draft)
    st.switch_page(navigation.page_of(address), query_params={entry.DRAFT_PARAM: draft.id})


def _answer(name: str, code: str) -> None:
    st.query_params[name] = code


def _forget(names: tuple[str, ...]) -> None:
    for name in names:
        st.query_params.pop(name, None)
