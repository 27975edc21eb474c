"""What comes next in a case: whose turn it is, and the steps that the person at the screen can take."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from pages.ui import deadlines, loaders, state
from pages.ui.case import ladder, stepform, tasks
from pages.ui.i18n import _, bold, message, plain, words
from services.access import Actor
from services.cases import Case
from services.procedure.escalation import Proposal
from services.procedure.standing import Standing
from services.procedure.steps import LEADS, OFFICE, STEP_OF, Step, StepName
from services.procedure.taking import list_steps, missing_for
from services.procedure.turns import Turn, find_turn, leads_on
from services.register.snapshot import Lists
from services.timeline import name_of

ICONS: Mapping[StepName, str] = {
    StepName.ACKNOWLEDGE: "mark_email_read",
    StepName.INFORM: "policy",
    StepName.CONSENT_GIVEN: "lock_open",
    StepName.CONSENT_REFUSED: "lock",
    StepName.CONSENT_WITHDRAWN: "lock_reset",
    StepName.ASSIGN: "forward_to_inbox",
    StepName.ASK_STATEMENT: "contact_mail",
    StepName.STATEMENT: "inbox",
    StepName.SUMMARISE: "summarize",
    StepName.TALK_OVER: "thumb_up",
    StepName.CLEAR: "call",
    StepName.DRAFT: "edit_document",
    StepName.RETURN: "undo",
    StepName.SIGN: "signature",
    StepName.EXTEND: "more_time",
    StepName.ESCALATE: "trending_up",
    StepName.CLOSE: "task_alt",
    StepName.REOPEN: "restart_alt",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What the person at the screen can do in a case: now, beside it, and once something else is done."""

    onward: tuple[Step, ...]
    beside: tuple[Step, ...]
    waiting: tuple[tuple[Step, str], ...]


# ---- what comes next


def render_next(case: Case, actor: Actor, lists: Lists) -> None:
    """Draw whose turn it is and the steps that the person at the screen can take; nothing for those who take none."""
    standing = Standing.of(case)
    offer = _offer(case, actor, standing)
    turn = find_turn(standing)
    with st.container(border=True, key="cases.case.next", gap="small"):
        is_mine = turn is not None and turn.step in offer.onward and bool(turn.roles & actor.roles)
        st.markdown(_turn_words(turn, is_mine, case, lists))
        proposal = ladder.find_proposal_now(case) if STEP_OF[StepName.ESCALATE] in offer.beside else None
        if proposal is not None:
            _render_proposal(proposal, lists)
        with st.container(horizontal=True):
            for place, step in enumerate(offer.onward):
                _render_step(case, step, is_main=is_mine and place == 0)
            if proposal is not None:
                _render_move_up(case, proposal)
            if offer.beside or offer.waiting:
                with st.popover(_("More steps"), icon=":material/more_horiz:"):
                    for step in offer.beside:
                        _render_step(case, step, is_main=False)
                    for step, missing in offer.waiting:
                        st.caption(f":material/hourglass_empty: {bold(words(step.words))}  \n{plain(missing)}")


def _offer(case: Case, actor: Actor, standing: Standing) -> Offer:
    onward, beside, waiting = [], [], []
    for step in list_steps(loaders.snapshot(), actor, case):
        missing = missing_for(step, standing)
        if missing:
            waiting.append((step, message(missing[0])))
        elif leads_on(step, standing):
            onward.append(step)
        else:
            beside.append(step)
    turn = find_turn(standing)
    if turn is not None:
        onward.sort(key=lambda step: step is not turn.step)
    return Offer(tuple(onward), tuple(beside), tuple(waiting))


def _turn_words(turn: Turn | None, is_mine: bool, case: Case, lists: Lists) -> str:
    if turn is None:
        return _(":material/task_alt: **The case is closed.**")
    if is_mine:
        return _(":material/arrow_forward: **It is your turn:** {step}", step=words(turn.step.words))
    who = _who(turn, case, lists)
    return _(
        ":material/hourglass_top: **It is the turn of: {who}.** {step}", who=plain(who), step=words(turn.step.words)
    )


def _who(turn: Turn, case: Case, lists: Lists) -> str:
    """Return who comes next, as people call them: the lead with team and name, all others by their role."""
    language, values = state.language(), case.reaction
    if not turn.roles & LEADS:
        role = "office" if turn.roles >= OFFICE else min(turn.roles)
        return lists.label("role", role, language)
    parts = [lists.label("role", "team_lead", language)]
    if values["unit"]:
        parts.append(lists.label("unit", values["unit"], language))
    if values["assigned_to"]:
        parts.append(name_of(loaders.snapshot(), values["assigned_to"], language))
    return ", ".join(parts)


def _render_step(case: Case, step: Step, *, is_main: bool) -> None:
    st.button(
        words(step.words),
        icon=f":material/{ICONS[step.name]}:",
        type="primary" if is_main else "secondary",
        key=f"{tasks.TASK}.{step.name}",
        on_click=stepform.begin,
        args=(case, step.name),
    )


def _render_proposal(found: Proposal, lists: Lists) -> None:
    """Say which deadline ran out, and to which step of the ladder the case should move."""
    st.markdown(
        _(
            ":orange[:material/trending_up:] “{clock}” ran out on {day}. Proposed: move up to “{step}”.",
            clock=deadlines.clock_label(found.clock),
            day=found.due_on,
            step=plain(lists.label("escalation_step", found.step, state.language())),
        )
    )


def _render_move_up(case: Case, found: Proposal) -> None:
    st.button(
        _("Move up to step {step}", step=found.step),
        icon=":material/trending_up:",
        key="cases.case.propose",
        on_click=stepform.begin,
        args=(case, StepName.ESCALATE, {f"{stepform.NOTE}title": found.cause.de}),
    )
