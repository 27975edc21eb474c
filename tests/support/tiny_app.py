"""A small Streamlit script, for the tests of the fixtures themselves."""

import os
import time

import streamlit as st

st.title("Prüfstand")
st.write(os.environ.get("RESONANZ_TODAY", "heute"))
st.button("Drücken", key="press", type="primary", on_click=lambda: st.session_state.update(pressed=True))
if st.session_state.get("pressed"):
    st.success("Gedrückt")

st.text_input("Tippen", key="type")
if st.button("Langsam", key="slow"):
    time.sleep(1)
    st.rerun()
time.sleep(0.3)
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.markdown(f"Lauf {st.session_state.runs}: {st.session_state.type}")
