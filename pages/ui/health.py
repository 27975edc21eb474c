"""How the register stands, where something keeps the portal from it: from when is what is shown, why, what to do."""

from datetime import datetime

import streamlit as st

from pages.ui import loaders, navigation, state
from pages.ui.i18n import _, bold, day, message, plain
from services import access, clock, sheet_standing
from services.access import NOBODY, Action


def render_trouble() -> None:
    """Say what keeps the portal from the register, to those who are let in; nothing where all is well."""
    health = loaders.register().health
    # The place stays where nothing is wrong: what is typed below moves neither when trouble comes nor when it goes.
    with st.container(key="portal.trouble"):
        if health.trouble is None or state.actor() == NOBODY:
            return
        lines = [bold(plain(as_of(health.looked_at, clock.now())))] if health.looked_at else []
        lines.append(message(health.trouble))
        lines.append(
            _(
                "You can go on reading everything. What you type stays here, and can be stored as soon as the register "
                "can be reached again."
            )
        )
        st.warning("  \n".join(lines), icon=":material/cloud_off:")
        if sheet_standing.is_on_sheet() and access.can(state.actor(), Action.SET_UP):
            st.page_link(navigation.page_of("setup"))


def as_of(looked_at: datetime, now: datetime) -> str:
    """Return from when what is shown is, in Berlin's time; with the day where that is another one than now."""
    then = looked_at.astimezone(clock.BERLIN)
    time = then.strftime("%H:%M")
    if then.date() == now.astimezone(clock.BERLIN).date():
        return _("As of {time}.", time=time)
    return _("As of {day}, {time}.", day=day(then.date()), time=time)
