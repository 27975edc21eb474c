"""The steps of the set-up: what a clerk does at Google, what is entered here, and what the portal makes of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from pages.ui import errors, loaders, state
from pages.ui.i18n import _, plain
from pages.ui.office.checks import render_checks, render_done
from schema.words import N_
from services import keys, setting_up
from services.access import Actor
from services.setting_up import SECRETS_NAME, Entry, Made

FORM: Final = "admin.setup"
PRESENT, NEW, KNOWN = "present", "new", "known"
_KEYS = {
    PRESENT: N_("The one in the secrets"),
    NEW: N_("A new one"),
    KNOWN: N_("One from a recovery page"),
}
ACCOUNT_STEPS: Final = (
    N_(
        "Open [console.cloud.google.com/projectcreate](https://console.cloud.google.com/projectcreate) and sign in "
        "with your office's Google account. Enter a name for the project, for example **Kundenreaktionen**, and "
        "choose **Create**. It costs nothing."
    ),
    N_(
        "Open [the Google Sheets API](https://console.cloud.google.com/apis/library/sheets.googleapis.com), check at "
        "the top that your project is chosen, and choose **Enable**. No other API is needed, not the Drive API either."
    ),
    N_(
        "Open [the service accounts](https://console.cloud.google.com/iam-admin/serviceaccounts) and choose **Create "
        "service account**. Enter a name, for example **portal**, then choose **Create and continue** and **Done**. "
        "The account needs no role."
    ),
    N_(
        "Click the new account, open **Keys**, and choose **Add key > Create new key > JSON > Create**. A file is "
        "downloaded: that is what the next step asks for. It is as good as a password: please do not send it by e-mail."
    ),
)


def render_steps(actor: Actor) -> None:
    """Draw all steps; the first one that is not done is open."""
    entry = state.setup_entry()
    if entry is None:
        entry = setting_up.start_entry()
        state.set_setup_entry(entry)
    made = state.setup_made()
    is_account, is_made = entry.account is not None, made is not None and made.is_there
    steps: tuple[tuple[str, bool, Callable[[], None]], ...] = (
        (N_("Create a service account at Google"), is_account, _render_account),
        (N_("Enter the key of the service account"), is_account, partial(_render_key, entry)),
        (N_("Create the sheet and share it"), bool(entry.address), partial(_render_sheet, entry)),
        (N_("The key for sealing"), entry.is_key_safe, partial(_render_sealing, actor, entry)),
        (N_("Check"), made is not None and made.is_ready, partial(_render_check, actor, entry, made)),
        (N_("Set up the register"), is_made, partial(_render_making, actor, entry, made)),
        (N_("Work with it"), False, partial(_render_use, actor, entry, is_made)),
    )
    current = next(number for number, (_title, is_done, _draw) in enumerate(steps, start=1) if not is_done)
    for number, (title, is_done, draw) in enumerate(steps, start=1):
        with _step(number, _(title), is_done=is_done, is_current=number == current or (number == 2 and current == 1)):
            draw()


@contextmanager
def _step(number: int, title: str, *, is_done: bool, is_current: bool) -> Iterator[None]:
    icon = ":material/check_circle:" if is_done else ":material/radio_button_unchecked:"
    with st.expander(f"{number} · {title}", expanded=is_current, icon=icon, key=f"{FORM}.step.{number}.{is_current}"):
        yield


def _render_account() -> None:
    st.write(
        _(
            "A service account is what the portal signs in to Google with: an address of its own, without a person "
            "behind it. You create it once, in about ten minutes."
        )
    )
    st.markdown("\n".join(f"{number}. {text}" for number, text in enumerate(map(_, ACCOUNT_STEPS), start=1)))
    st.caption(
        _(
            "Does Google refuse to create a key? Then your organisation has forbidden it: whoever administers Google "
            "Workspace at your office can allow it for this project (iam.disableServiceAccountKeyCreation)."
        )
    )


def _render_key(entry: Entry) -> None:
    if entry.account is not None:
        st.markdown(_("The key of **{email}** is there. It is not shown any more.", email=plain(entry.email)))
        if st.button(_("Take another key"), key=f"{FORM}.key.change"):
            state.set_setup_entry(replace(entry, account=None))
            st.rerun()
        return
    st.write(_("Choose the file that Google offered for download, or paste what stands in it. It is checked at once."))
    file = st.file_uploader(_("Key file (JSON)"), type=["json"], max_upload_size=1, key=f"{FORM}.key.file")
    pasted = st.text_input(
        _("Or its content"), type="password", autocomplete="off", placeholder="", key=f"{FORM}.key.pasted"
    )
    st.button(_("Take it over"), key=f"{FORM}.key.take")  # leaving the field does the same
    text = file.getvalue().decode("utf-8", "replace") if file is not None else pasted or ""
    if text.strip():
        with errors.shown():
            state.set_setup_entry(replace(entry, account=setting_up.read_account(text)))
            st.rerun()


def _render_sheet(entry: Entry) -> None:
    st.markdown(
        _(
            "1. Open [sheets.new](https://sheets.new) with your office's Google account: a new sheet opens. Give it a "
            "name at the top left, for example **Kundenreaktionen**.\n"
            "2. Choose **Share** at the top right and enter this address, with the right **Editor**. It needs no "
            "notification."
        )
    )
    if entry.email:
        st.code(entry.email, language=None)
    else:
        st.caption(_("The address appears here once the key of the service account is entered (step 2)."))
    st.markdown(
        _(
            "3. Share it with your colleagues as well, if they are to see it. Names, contacts and texts of your "
            "customers are sealed in it: only the portal can read them.\n"
            "4. Copy the sheet's address from the address line of the browser."
        )
    )
    typed = st.text_input(
        _("Address of the sheet"),
        value=entry.address,
        placeholder="https://docs.google.com/spreadsheets/d/…",
        autocomplete="off",
        key=f"{FORM}.address",
    )
    if typed and typed.strip():
        with errors.shown():
            address = setting_up.read_address(typed)
            if address != entry.address:
                state.set_setup_entry(replace(entry, address=address))
                st.rerun()


def _render_sealing(actor: Actor, entry: Entry) -> None:
    st.write(
        _(
            "Before anything goes to Google, the portal seals names, contacts and texts with this key. **If the key "
            "is lost, nobody ever reads them again** – not you, not the portal, not Google. So it is printed now, and "
            "the paper is kept in the safe."
        )
    )
    choices = [PRESENT, NEW, KNOWN] if setting_up.known_keys() else [NEW, KNOWN]
    choice = st.segmented_control(
        _("Which key?"),
        choices,
        default=choices[0],
        required=True,
        format_func=lambda name: _(_KEYS[name]),
        key=f"{FORM}.seal.choice",
    )
    if choice == NEW:
        _render_new_key(actor, entry)
    elif choice == KNOWN:
        _render_known_key(entry)
    else:
        start = setting_up.start_entry()
        if entry.key != start.key:
            state.set_setup_entry(replace(entry, key=start.key, is_new_key=False, typed=()))
            st.rerun()
        _render_fingerprint(entry)


def _render_new_key(actor: Actor, entry: Entry) -> None:
    if not entry.is_new_key:
        if st.button(_("Make a key"), type="primary", icon=":material/key:", key=f"{FORM}.seal.make"):
            state.set_setup_entry(setting_up.made_new_key(entry))
            st.rerun()
        return
    _render_fingerprint(entry)
    page = partial(setting_up.build_recovery_page, actor, entry, today=loaders.today(), language=state.language())
    st.download_button(
        _("Download the recovery page"),
        page,
        file_name=_("recovery-page.html"),
        mime="text/html",
        icon=":material/print:",
        on_click="ignore",
        key=f"{FORM}.seal.page",
    )
    if entry.typed:
        st.markdown(_(":material/check_circle: The page was printed, and is kept."))
        return
    st.write(_("Open the file, print it twice, and then type from the paper what stands in these groups:"))
    with st.form(f"{FORM}.seal.form", border=False):
        asked = keys.asked_groups(entry.key, entry.seed)
        columns = st.columns(len(asked))
        typed = [
            column.text_input(_("Group {number}", number=each), autocomplete="off", key=f"{FORM}.seal.group.{place}")
            for place, (each, column) in enumerate(zip(asked, columns, strict=True))
        ]
        sent = st.form_submit_button(_("I keep the paper"), key=f"{FORM}.seal.kept")
    if sent:
        with errors.shown():
            state.set_setup_entry(setting_up.kept_key(entry, typed))
            st.rerun()


def _render_known_key(entry: Entry) -> None:
    st.write(_("For a sheet that another portal works on already: type the key from its recovery page."))
    typed = st.text_input(
        _("Key for sealing"), type="password", autocomplete="off", placeholder="", key=f"{FORM}.seal.known"
    )
    if typed and typed.strip():
        with errors.shown():
            key = setting_up.read_sealing_key(typed)
            if key != entry.key or entry.is_new_key:
                state.set_setup_entry(replace(entry, key=key, is_new_key=False, typed=()))
                st.rerun()
            _render_fingerprint(entry)


def _render_fingerprint(entry: Entry) -> None:
    st.caption(_("Fingerprint of the key: {fingerprint}", fingerprint=keys.fingerprint(entry.key)))


def _render_check(actor: Actor, entry: Entry, made: Made | None) -> None:
    missing = [
        _(text)
        for text, is_there in (
            (N_("the key of the service account (step 2)"), entry.account is not None),
            (N_("the address of the sheet (step 3)"), bool(entry.address)),
            (N_("the key for sealing (step 4)"), entry.is_key_safe),
        )
        if not is_there
    ]
    if missing:
        st.caption(_("Still missing: {parts}.", parts=", ".join(missing)))
    if st.button(_("Check"), type="primary", icon=":material/rule:", disabled=bool(missing), key=f"{FORM}.check"):
        with st.spinner(_("Asking Google …")), errors.shown():
            state.set_setup_made(Made(tuple(setting_up.check_entry(actor, entry))))
            st.rerun()
    if made is not None:
        render_checks(made.checks)


def _render_making(actor: Actor, entry: Entry, made: Made | None) -> None:
    st.write(
        _(
            "The portal makes all tabs and columns with headings, formats, choices, colours and protection. What "
            "stands in the sheet already is never removed or overwritten, and it may be done again at any time."
        )
    )
    is_ready = made is not None and made.is_ready and entry.is_key_safe
    if st.button(
        _("Set up the register"), type="primary", icon=":material/build:", disabled=not is_ready, key=f"{FORM}.make"
    ):
        assert made is not None
        with st.spinner(_("Making the register …")), errors.shown():
            done = setting_up.set_up_entry(actor, entry, today=loaders.today(), operation_id=state.operation_id(FORM))
            state.finish_operation(FORM)
            state.set_setup_made(replace(made, checks=tuple(setting_up.check_entry(actor, entry)), done=done))
            st.rerun()
    if made is not None and made.done is not None:
        render_done(made.done)


def _render_use(actor: Actor, entry: Entry, is_made: bool) -> None:
    if not is_made:
        st.caption(_("Once the register is set up, the portal is told here to work with it."))
        return
    path = setting_up.writable_secrets()
    if path is not None:
        st.write(_("The portal of this computer can work with the sheet from now on."))
        if st.button(_("Work with this sheet"), type="primary", icon=":material/rocket_launch:", key=f"{FORM}.write"):
            with errors.shown():
                setting_up.write_secrets(actor, entry)
                loaders.forget_register()
                state.set_setup_entry(None)
                state.set_standing(None)
                state.tell(_("The portal works with the sheet now."))
                st.rerun()
        st.caption(
            _(
                "This writes the sheet's address and both keys into {place}. What else stands there stays, and only "
                "you can read the file.",
                place=plain(str(path)),
            )
        )
    st.write(
        _(
            "For a portal elsewhere, download the secrets: on an office server they belong into the file "
            "`.streamlit/secrets.toml` in the portal's folder, on Streamlit's Community Cloud into the app's settings "
            "under **Secrets**. They hold both keys: please hand them over in person and delete the file afterwards."
        )
    )
    st.download_button(
        _("Download the secrets"),
        partial(setting_up.build_secrets, actor, entry),
        file_name=SECRETS_NAME,
        mime="application/toml",
        icon=":material/download:",
        on_click="ignore",
        key=f"{FORM}.secrets",
    )
    if st.toggle(_("Show them here, to be copied"), key=f"{FORM}.secrets.shown"):
        st.code(setting_up.build_secrets(actor, entry), language="toml", height=240)
