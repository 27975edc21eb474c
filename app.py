"""The portal: who is at the screen, which pages they have, and the page they chose.

Streamlit runs this file as the script of every session; its server reads it once before, at its start.
"""

from functools import partial

import streamlit as st

from pages.ui import door, errors, heap, identity, live, loaders, navigation, server, shell, state
from pages.ui.office import rescue

if __name__ != "__main__":
    server.use_own_navigation()
    app = st.App(__file__)
else:
    state.init()
    st.set_page_config(
        page_title="Resonanz",
        page_icon=shell.ICON,
        layout="wide",
        initial_sidebar_state=shell.SIDEBAR_WIDTH,
        menu_items=shell.MENU,
    )

    with errors.fatal():
        identity.refuse_two_secrets()
        identity.refuse_open_address()
        identity.refuse_asked_from_elsewhere()
    with errors.fatal(rescue.render_rescue):
        snapshot = loaders.snapshot()
        visitor = identity.find_visitor(snapshot)
    state.set_actor(visitor.actor)
    if visitor.is_let_in:
        page = navigation.chosen_page(snapshot)
    else:
        page = navigation.only_page(partial(door.render_door, visitor), "Resonanz")
    shell.render_sidebar(visitor)
    live.follow()
    shell.render_banner()
    with errors.shown():
        page.run()
    heap.settle()
