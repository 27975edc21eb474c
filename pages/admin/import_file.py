import streamlit as st

from pages.ui import errors, guard, loaders, state
from pages.ui.i18n import _, number
from pages.ui.office import importing
from services.access import Action
from services.importing import Mode, run_import

actor = guard.require(Action.IMPORT_REACTIONS)

st.title(_("Import"), anchor=False)
st.write(
    _(
        "Take over reactions from a CSV or Excel file: one row per concern; rows with the same reaction number belong "
        "together. The file is checked first, and nothing is stored before you say so."
    )
)
importing.render_way_back()
importing.render_templates()
uploaded = st.file_uploader(_("File with reactions"), key="admin.import.file")
update = st.checkbox(
    _("Change reactions that the register knows with other content"),
    help=_("Without this they are refused, so that nothing is overwritten by mistake."),
    key="admin.import.update",
)
if uploaded is None:
    st.stop()
done = state.import_done(uploaded.file_id)
if done is not None:
    importing.render_done(actor, done)
    st.stop()

plan = importing.planned(uploaded.name, uploaded.getvalue(), update=update)
taken = plan.new + plan.changed
importing.render_plan(plan)
if not plan.problems and not taken:
    st.success(_("Everything in this file is in the register already. Nothing changes."), icon=":material/done_all:")
is_all_chosen = is_good_chosen = False
with st.container(horizontal=True):
    if taken and not plan.problems:
        is_all_chosen = st.button(
            _("Take over all ({count})", count=number(taken)), type="primary", key="admin.import.all"
        )
    elif taken:
        is_good_chosen = st.button(
            _("Take over only those without problems ({count})", count=number(taken)), key="admin.import.good"
        )
if is_all_chosen or is_good_chosen:
    with errors.shown(), st.spinner(_("Storing …")):
        run_import(loaders.register(), actor, plan, mode=Mode.ALL if is_all_chosen else Mode.GOOD_ROWS)
        state.set_import_done(uploaded.file_id, plan)
        st.rerun()
if plan.problems:
    importing.render_problems(plan)
