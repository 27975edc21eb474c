"""The escalation ladder on a case: six steps, each with what is noted on it."""

from collections.abc import Mapping

import streamlit as st

from pages.ui import loaders, state
from pages.ui.i18n import _, bold, day, listed, plain, words
from services.cases import Case
from services.clocks import clocks_of
from services.procedure.escalation import (
    RUNG_WORDS,
    WITH_TEAM_LEAD,
    Proposal,
    Rung,
    RungState,
    find_proposal,
    level_of,
    list_rungs,
)
from services.register.snapshot import Lists

ICONS: Mapping[RungState, str] = {
    RungState.REACHED: ":gray[:material/check:]",
    RungState.PASSED: ":gray[:material/check:]",
    RungState.CURRENT: ":orange[:material/trending_up:]",
    RungState.AHEAD: ":gray[:material/radio_button_unchecked:]",
}


def find_proposal_now(case: Case) -> Proposal | None:
    """Return the step to which the case should move up today, or None."""
    snapshot = loaders.snapshot()
    clocks = clocks_of(snapshot, case, loaders.today(), language=state.language())
    return find_proposal(case, snapshot.note_rows(case.id), clocks)


def render_ladder(case: Case, lists: Lists) -> None:
    """Draw the six steps from the bottom up, with the day, the person, the reason and the proof of each."""
    notes = loaders.snapshot().note_rows(case.id)
    has_moved = bool(case.reaction["escalation_step"])
    with st.expander(_("Escalation ladder"), icon=":material/stairs:", expanded=has_moved):
        if level_of(case) == WITH_TEAM_LEAD and not has_moved:
            st.caption(_("The disposition went to the team lead: the case stands on step 2."))
        for rung in list_rungs(case, notes):
            st.markdown(_rung_words(rung, lists))


def _rung_words(rung: Rung, lists: Lists) -> str:
    label = plain(lists.label("escalation_step", rung.step, state.language()))
    said = words(RUNG_WORDS[rung.state])
    if rung.state is RungState.CURRENT:
        return f"{ICONS[rung.state]} {bold(label)} :orange-badge[{said}]" + _facts(rung)
    if rung.state is RungState.AHEAD:
        return f"{ICONS[rung.state]} :gray[{label} · {said}]"
    return f"{ICONS[rung.state]} {label} :gray[· {said}]" + _facts(rung)


def _facts(rung: Rung) -> str:
    """Return the lines below a step: when, why and whom, the reason, the proof."""
    note = rung.note
    if note is None:
        return ""
    first = listed([day(note["noted_on"]), plain(note["title"] or ""), plain(note["person"] or "")])
    lines = [first, plain(note["reason"] or "")]
    if note["proof"]:
        lines.append(_("Proof: {proof}", proof=plain(note["proof"])))
    return "".join(f"  \n{line}" for line in lines if line)
