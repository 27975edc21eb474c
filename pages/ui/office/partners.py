"""Partner organisations on the screen: the list with their cases, and one of them with its own."""

from urllib.parse import quote

import streamlit as st

from pages.ui import loaders, navigation, state
from pages.ui.i18n import _, day, number, plain, words
from pages.ui.lists import searching
from pages.ui.office import records
from pages.ui.office.records import Worked
from schema.tables import REACTIONS, TABLES
from services.access import Actor
from services.partners import Load, partner_cases, partner_loads
from services.register.snapshot import Lists, Row

FORM, TABLE = "cases.partners", "partners"
MOST_ROWS = 100


def render_partners(actor: Actor, lists: Lists) -> None:
    """Draw all partners with their contact, their cases of this year and those that are open now."""
    loads = loaders.computed(partner_loads, actor)
    label, kind, contact, active = (TABLES[TABLE].field(name) for name in ("label", "kind", "contact", "active"))
    this_year = Worked(_("Cases this year"), lambda row: loads.get(row["code"], Load()).this_year)
    open_now = Worked(_("Open now"), lambda row: loads.get(row["code"], Load()).open_now)
    records.render_list(FORM, TABLE, actor, lists, (label, kind, this_year, open_now, contact, active))


def render_cases(actor: Actor, partner: Row) -> None:
    """Draw the cases that the open partner brought, with links; nothing for one that is not stored yet."""
    if not partner.get("id"):
        return
    code = str(partner["code"])
    load = loaders.computed(partner_loads, actor).get(code, Load())
    st.header(_("Cases"), anchor=False)
    if not load.total:
        st.info(_("This partner has not brought a case yet."), icon=":material/inbox:")
        return
    with st.container(horizontal=True):
        st.metric(_("Cases this year"), number(load.this_year), width=180)
        st.metric(_("Open now"), number(load.open_now), width=180)
        st.metric(_("In all years"), number(load.total), width=180)
    st.page_link(
        navigation.page_of("register"),
        label=_("Show them in the register"),
        icon=":material/table_rows:",
        query_params=searching.link_params(codes={"partner": [code]}),
    )
    cases = loaders.computed(partner_cases, actor, code)
    labels = {name: words(REACTIONS.field(name).label) for name in ("number", "received_on", "subject", "closed_on")}
    rows = [
        {
            labels["number"]: f"[{plain(case.number)}](case?number={quote(case.number, safe='')})",
            labels["received_on"]: day(case.received_on),
            labels["subject"]: plain(case.subject),
            labels["closed_on"]: day(case.closed_on) or _("open"),
        }
        for case in cases[:MOST_ROWS]
    ]
    st.table(rows, hide_index=True, alt=_("Cases of this partner"))
    if len(cases) > MOST_ROWS:
        st.caption(_("The first {shown} of {total} cases.", shown=MOST_ROWS, total=number(len(cases))))


def opened() -> Row | None:
    """Return the partner that is open; one without an id is new."""
    return state.opened(FORM)
