"""The portal: who is at the screen, which pages they have, and the page they chose."""

import streamlit as st

from pages.ui import errors, identity, live, loaders, navigation, shell, state

state.init()
st.set_page_config(
    page_title="Resonanz", page_icon=":material/record_voice_over:", layout="wide", menu_items=shell.MENU
)

identity.refuse_open_address()
with errors.fatal():
    snapshot = loaders.snapshot()
    state.set_actor(identity.find_actor(snapshot))
page = navigation.chosen_page(snapshot)
shell.render_sidebar()
if not identity.is_signed_in():
    shell.render_sign_in()
    st.stop()
live.follow()
shell.render_banner()
with errors.shown():
    page.run()
