"""All caching of the screens: the register, and what is worked out from a snapshot.

What is worked out is kept by (register, revision, today, arguments) and shared by everyone, so a work function never
asks who is looking; treat what comes back as read-only.
"""

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar, cast

import streamlit as st

from pages.ui.i18n import _
from services import clock
from services.access import Actor
from services.cases import Case, case_of
from services.drafts import DraftStore, drafts_folder
from services.procedure.undoing import TakenStep, find_last_step
from services.register import opening
from services.register.base import Register
from services.register.snapshot import Snapshot
from services.timeline import Event, list_events

KEPT_RESULTS = 400


@st.cache_resource(show_spinner=False, on_release=lambda register: register.close())
def _register(url: str) -> Register:
    return opening.open_register(url)


def register() -> Register:
    """Return the process's register.

    Raises:
        PortalError: it cannot be opened; the sentence says why and what to do.
    """
    return _register(opening.register_url())


def forget_register() -> None:
    """Let go of the register, so that it is opened anew as the secrets say now."""
    _register.clear()


def is_far() -> bool:
    """Return whether the register lies with Google, where a save takes a second or two."""
    return opening.is_sheet_url(opening.register_url())


def snapshot() -> Snapshot:
    """Return the register's newest known state; the page says so where it has to be read first."""
    opened = register()
    if opened.health.looked_at is None and is_far():
        with st.spinner(_("Reading the register from Google …")):
            return opened.snapshot()
    return opened.snapshot()


def today() -> date:
    """Return the day the portal takes for today."""
    return clock.today()


T = TypeVar("T")


def computed(work: Callable[..., T], *args: Hashable) -> T:
    """Return `work(snapshot, today, *args)`, worked out once per (revision, today, args) for everyone."""
    opened = register()
    found = opened.snapshot()
    day = today()
    name = f"{work.__module__}.{work.__qualname__}"
    return cast("T", _result(opened.label, name, found.revision, day, args, lambda: work(found, day, *args)))


def events(actor: Actor, reaction_id: str, language: str) -> list[Event]:
    """Return the story of a case for whoever looks, read from the journal once per revision.

    A sheet answers only so many questions a minute; and a story that was read stays readable while it answers none.
    """
    opened = register()
    found = opened.snapshot()
    who = (actor.id, tuple(sorted(actor.roles)), actor.unit, reaction_id, language)
    return cast(
        "list[Event]",
        _result(
            opened.label,
            "events",
            found.revision,
            today(),
            who,
            lambda: list_events(opened, actor, found, reaction_id, language),
        ),
    )


def last_step(actor: Actor, case: Case) -> TakenStep | None:
    """Return the last step of a case that still stands, read from the journal once per revision."""
    opened = register()
    found = opened.snapshot()
    who = (actor.id, tuple(sorted(actor.roles)), case.id)
    return cast(
        "TakenStep | None",
        _result(
            opened.label,
            "last_step",
            found.revision,
            today(),
            who,
            lambda: find_last_step(opened, actor, found, case_of(found, case.id)),
        ),
    )


@st.cache_resource(show_spinner=False, max_entries=KEPT_RESULTS)
def _result(
    label: str, name: str, revision: int, day: date, args: tuple[Hashable, ...], _work: Callable[[], Any]
) -> Any:
    return _work()


def drafts() -> DraftStore:
    """Return where this machine keeps what is typed and not stored yet."""
    return DraftStore(drafts_folder(opening.register_url()))
