"""A Streamlit script of three lines, for the tests of the fixtures themselves."""

import os

import streamlit as st

st.title("Prüfstand")
st.write(os.environ.get("RESONANZ_TODAY", "heute"))
st.button("Drücken", key="press", type="primary", on_click=lambda: st.session_state.update(pressed=True))
if st.session_state.get("pressed"):
    st.success("Gedrückt")
