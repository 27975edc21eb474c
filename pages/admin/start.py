import streamlit as st

from pages.ui import errors, guard, loaders, navigation, state
from pages.ui.i18n import _
from pages.ui.office import start
from services import access, sheet_standing, starting, trial
from services.access import Action

actor = guard.require(Action.SET_UP)

st.title(_("Welcome to Resonanz"), anchor=False)
st.write(
    _(
        "Here your office records what customers tell it, keeps an eye on the deadlines and sees at any time how "
        "things stand. The register is still empty. How would you like to begin?"
    )
)
empty, sample, file = st.columns(3)
with empty:
    is_empty_chosen = start.render_choice(
        "empty",
        icon="note_add",
        title=_("Start empty"),
        text=_("You record your first reaction right away. Lists and periods are preset as is usual."),
        button=_("Start with an empty register"),
        is_first=True,
    )
with sample:
    is_sample_chosen = start.render_choice(
        "sample",
        icon="science",
        title=_("Look around first"),
        text=_(
            "Several thousand **made-up** reactions from 2021 until today, for trying out. Not for real work: please "
            "use a new, empty register for that."
        ),
        button=_("Load the sample register"),
    )
with file:
    is_file_chosen = start.render_choice(
        "file",
        icon="upload_file",
        title=_("Bring a file"),
        text=_(
            "Your reactions so far, as CSV or Excel. The file is checked first; you decide then what is taken over."
        ),
        button=_("Choose a file"),
        disabled=not access.can(actor, Action.IMPORT_REACTIONS),
    )

if not sheet_standing.is_on_sheet():
    st.page_link(
        navigation.page_of("setup"),
        label=_("Several people at several computers? Put the register into a shared Google Sheet first."),
        icon=":material/settings_suggest:",
    )

if is_empty_chosen:
    with errors.shown():
        starting.start_empty(
            loaders.register(), actor, today=loaders.today(), operation_id=state.operation_id("admin.start")
        )
        state.tell(_("The register is ready."))
        st.rerun()
if is_sample_chosen:
    with errors.shown(), start.long_step(_("Making up reactions:")) as progress:
        trial.start_with_sample(loaders.register(), actor, today=loaders.today(), progress=progress)
        state.tell(_("The sample register is loaded. Everything in it is made up."))
        st.rerun()
if is_file_chosen:
    st.switch_page(navigation.page_of("import"))
