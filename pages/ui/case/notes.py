"""The notes on a case (Vermerke) in words: in a list of their own, and as entries of the timeline."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.ui import loaders, state
from pages.ui.i18n import _, bold, day, listed, plain
from services.cases import Case
from services.register.snapshot import Lists

OWN_PLACE = frozenset({"escalation"})  # kinds that are drawn elsewhere on the case: the ladder
ICONS: Mapping[str, str] = {
    "escalation": ":material/trending_up:",
    "paper": ":material/mail:",
    "print": ":material/print:",
    "reopening": ":material/restart_alt:",
    "undone": ":material/undo:",
    "merging": ":material/merge:",
    "return": ":material/undo:",
    "correction": ":material/edit:",
    "spot_check": ":material/fact_check:",
}


def render_notes(case: Case, lists: Lists) -> None:
    """Draw the notes on the case, the newest first; nothing where there are none."""
    notes = [note for note in loaders.snapshot().note_rows(case.id) if note["kind"] not in OWN_PLACE]
    if not notes:
        return
    st.header(_("Notes on the case"), divider="gray", anchor=False)
    for note in reversed(notes):
        st.markdown(f"{note_words(note, lists)}  \n:small[:gray[{day(note['noted_on'])}]]")


def note_words(note: Mapping[str, Any], lists: Lists) -> str:
    """Return a note in words: its kind, what it is about, step, finding and person, and below it reason and proof."""
    language = state.language()
    kind = str(note.get("kind") or "")
    step = lists.label("escalation_step", note.get("step"), language) if note.get("step") else ""
    finding = lists.label("finding", note.get("finding"), language) if note.get("finding") else ""
    facts = [step, note.get("title") or "", finding, note.get("person") or ""]
    head = listed([bold(plain(lists.label("note_kind", kind, language))), *(plain(fact) for fact in facts)])
    lines = [f"{ICONS.get(kind, ':material/sticky_note_2:')} {head}"]
    if note.get("reason"):
        lines.append(plain(note["reason"]))
    if note.get("proof"):
        lines.append(_("Proof: {proof}", proof=plain(note["proof"])))
    return "  \n".join(lines)
