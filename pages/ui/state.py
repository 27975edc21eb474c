"""Every fact of a session, its key and its typed getter; `init()` is called by `app.py` alone."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from typing import Any, Final

import streamlit as st

from services.access import NOBODY, Actor
from services.dashboards.cases import Mark
from services.dashboards.selection import Selection
from services.drafts import Draft
from services.errors import PortalError
from services.importing import ImportPlan
from services.register.base import new_id
from services.register.snapshot import Row
from services.setting_up import Entry, Made
from services.sheet_standing import Standing
from services.translation import chosen_language

ACTOR: Final = "portal.actor"
LANGUAGE: Final = "portal.language"
TRIED_ROLE: Final = "portal.role"
NEW_ROLE: Final = "portal.role.new"
DRAWN: Final = "portal.drawn"
OPERATIONS: Final = "portal.operations"
NOTICE: Final = "portal.notice"
FILTERS: Final = "portal.filters"
MARKS: Final = "portal.marks"
SELECTIONS: Final = "portal.selections"
IMPORT_PLAN: Final = "portal.import.plan"
IMPORT_DONE: Final = "portal.import.done"
SETUP: Final = "portal.setup"
SETUP_MADE: Final = "portal.setup.made"
STANDING: Final = "portal.setup.standing"
PAPERS: Final = "portal.papers"


def init() -> None:
    """Give a new session its facts."""
    st.session_state.setdefault(LANGUAGE, chosen_language())
    st.session_state.setdefault(OPERATIONS, {})
    st.session_state.setdefault(FILTERS, {})
    st.session_state.setdefault(MARKS, {})
    st.session_state.setdefault(SELECTIONS, {})
    st.session_state[ACTOR] = NOBODY


def actor() -> Actor:
    """Return who is at the screen; nobody until `app.py` has found out."""
    who: Actor = st.session_state.get(ACTOR, NOBODY)
    return who


def set_actor(who: Actor) -> None:
    """Keep who is at the screen, for this run."""
    st.session_state[ACTOR] = who


def language() -> str:
    """Return the language of the session."""
    return chosen_language(st.session_state.get(LANGUAGE))


def drawn() -> tuple[int, date, str] | None:
    """Return the (revision, day, trouble) that the page on the screen was drawn from."""
    seen: tuple[int, date, str] | None = st.session_state.get(DRAWN)
    return seen


def set_drawn(seen: tuple[int, date, str]) -> None:
    """Keep what the page is drawn from."""
    st.session_state[DRAWN] = seen


def operation_id(form: str) -> str:
    """Return the operation id of a form: made when it opens, the same until `finish_operation`."""
    chosen: str = st.session_state[OPERATIONS].setdefault(form, new_id())
    return chosen


def finish_operation(form: str) -> None:
    """Let the form have a new operation id when it opens next."""
    st.session_state[OPERATIONS].pop(form, None)


def tell(notice: str, icon: str = ":material/check_circle:") -> None:
    """Say what happened on the page that comes next."""
    st.session_state[NOTICE] = (notice, icon)


def take_notice() -> tuple[str, str] | None:
    """Return what is to be said on this page, once."""
    notice: tuple[str, str] | None = st.session_state.pop(NOTICE, None)
    return notice


def draft(form: str) -> Draft | None:
    """Return the draft that a form is at."""
    held: Draft | None = st.session_state.get(f"{form}.draft")
    return held


def set_draft(form: str, held: Draft | None) -> None:
    """Keep the draft that a form is at; None lets go of it."""
    st.session_state[f"{form}.draft"] = held


def refusal(form: str) -> PortalError | None:
    """Return why the form's last attempt to store was refused; None where it was not."""
    said: PortalError | None = st.session_state.get(f"{form}.refused")
    return said


def set_refusal(form: str, said: PortalError | None) -> None:
    """Keep why the form's last attempt to store was refused."""
    st.session_state[f"{form}.refused"] = said


def set_stored(form: str, number: str) -> None:
    """Keep which reaction the form has just stored."""
    st.session_state[f"{form}.stored"] = number


def take_stored(form: str) -> str | None:
    """Return which reaction the form has just stored, once."""
    number: str | None = st.session_state.pop(f"{form}.stored", None)
    if number is not None:
        st.session_state[f"{form}.told"] = number
    return number


def tell_stored_again(form: str) -> None:
    """Let the form say once more what it has stored: a second click draws the page anew that said it."""
    st.session_state[f"{form}.stored"] = st.session_state.get(f"{form}.told")


def opened(form: str) -> Row | None:
    """Return the row that is open in a form, as it was when it was opened; without an id it is a new one."""
    row: Row | None = st.session_state.get(f"{form}.opened")
    return row


def set_opened(form: str, row: Row | None) -> None:
    """Keep the row that is open in a form; None closes it."""
    st.session_state[f"{form}.opened"] = row


def set_new_role() -> None:
    """Keep that another role is being tried out since the last run."""
    st.session_state[NEW_ROLE] = True


def take_new_role() -> bool:
    """Return whether another role is being tried out since the last run."""
    return bool(st.session_state.pop(NEW_ROLE, False))


def value(key: str, default: Any = None) -> Any:
    """Return what stands in a widget."""
    return st.session_state.get(key, default)


def kept_filters(page: str) -> dict[str, Any]:
    """Return what the filter widgets of a page held when it was last on the screen, by widget key."""
    kept: dict[str, Any] = st.session_state[FILTERS].get(page, {})
    return kept


def keep_filters(page: str, held: dict[str, Any]) -> None:
    """Keep what the filter widgets of a page hold: Streamlit forgets them on another page, the address too."""
    st.session_state[FILTERS][page] = held


def import_plan(made_from: Hashable) -> ImportPlan | None:
    """Return the dry run of exactly this file, register and day, where it is the last one of the session."""
    kept: tuple[Hashable, ImportPlan] | None = st.session_state.get(IMPORT_PLAN)
    return kept[1] if kept and kept[0] == made_from else None


def set_import_plan(made_from: Hashable, plan: ImportPlan) -> None:
    """Keep a dry run until the next one, so that the file is not worked out again at every click."""
    st.session_state[IMPORT_PLAN] = (made_from, plan)


def import_done(upload_id: str) -> ImportPlan | None:
    """Return the plan that was carried out for this upload, without its changes."""
    kept: tuple[str, ImportPlan] | None = st.session_state.get(IMPORT_DONE)
    return kept[1] if kept and kept[0] == upload_id else None


def set_import_done(upload_id: str, plan: ImportPlan) -> None:
    """Keep what was carried out for an upload, without its changes."""
    st.session_state.pop(IMPORT_PLAN, None)
    st.session_state[IMPORT_DONE] = (upload_id, replace(plan, changes=()))


def setup_entry() -> Entry | None:
    """Return what was entered so far to set up a sheet; None before the first time."""
    entry: Entry | None = st.session_state.get(SETUP)
    return entry


def set_setup_entry(entry: Entry | None) -> None:
    """Keep what was entered to set up a sheet; what was checked and made before does not count any more."""
    st.session_state[SETUP] = entry
    st.session_state[SETUP_MADE] = None


def setup_made() -> Made | None:
    """Return what was checked and made of what is entered; None where nothing was."""
    made: Made | None = st.session_state.get(SETUP_MADE)
    return made


def set_setup_made(made: Made) -> None:
    """Keep what was checked and made of what is entered."""
    st.session_state[SETUP_MADE] = made


def standing() -> Standing | None:
    """Return how the portal's sheet stood when this session looked last; None where it has to look."""
    found: Standing | None = st.session_state.get(STANDING)
    return found


def set_standing(found: Standing | None) -> None:
    """Keep how the portal's sheet stands; with None the page looks again."""
    st.session_state[STANDING] = found


def mark(page: str) -> tuple[str, Mark] | None:
    """Return the chart of a page in which somebody clicked, and what they clicked."""
    chosen: tuple[str, Mark] | None = st.session_state[MARKS].get(page)
    return chosen


def set_mark(page: str, chosen: tuple[str, Mark] | None) -> None:
    """Keep what somebody clicked in a chart of a page; None where nothing is."""
    st.session_state[MARKS][page] = chosen


def selection(page: str) -> Selection:
    """Return what the filters of a dashboard hold; nothing chosen on a page without filters."""
    chosen: Selection = st.session_state[SELECTIONS].get(page, Selection())
    return chosen


def set_selection(page: str, chosen: Selection) -> None:
    """Keep what the filters of a dashboard hold, for what is taken along from its charts."""
    st.session_state[SELECTIONS][page] = chosen


def drawings(page: str, chart: str) -> int:
    """Return how often a chart had to be drawn anew, so that it shows no mark any more."""
    count: int = st.session_state[MARKS].get((page, chart), 0)
    return count


def draw_anew(page: str, chart: str) -> None:
    """Let a chart be drawn anew, without a mark."""
    st.session_state[MARKS][page, chart] = drawings(page, chart) + 1


def paper_text(place: str) -> tuple[str, str] | None:
    """Return the subject and text that somebody gave a mail; None where they are still the case's own."""
    given: tuple[str, str] | None = st.session_state.get(PAPERS, {}).get(place)
    return given


def set_paper_text(place: str, given: tuple[str, str] | None) -> None:
    """Keep the subject and text that somebody gave a mail; None lets go of them."""
    st.session_state[PAPERS] = {**st.session_state.get(PAPERS, {}), place: given}


def edited_paper() -> str | None:
    """Return the mail whose text is being changed."""
    place: str | None = st.session_state.get(f"{PAPERS}.edited")
    return place


def set_edited_paper(place: str | None) -> None:
    """Keep which mail's text is being changed; None where none is."""
    st.session_state[f"{PAPERS}.edited"] = place
