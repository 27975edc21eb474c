"""The office's logo on the screen: which one reports carry, another one to try before it counts, and none again."""

from typing import Final

import streamlit as st

from pages.ui import errors, loaders, state
from pages.ui.i18n import _, message, number, plain
from services import branding
from services.access import Actor
from services.branding import LARGEST_FILE_MB, Logo

FORM: Final = "admin.settings.logo"
REMOVAL: Final = f"{FORM}.remove"
WIDTH: Final = 240  # pixels on the screen


def render_logo(actor: Actor) -> None:
    """Draw the logo that reports carry, with the way to another one, and to none."""
    st.header(_("Logo"), anchor=False, divider="gray")
    st.caption(_("It stands on the title page of the annual report and on every slide."))
    _render_now(actor)
    _render_upload(actor)


def _render_now(actor: Actor) -> None:
    snapshot = loaders.snapshot()
    stored = branding.find_logo(snapshot)
    if stored is None:
        st.markdown(_("Reports carry **no logo** now."))
        return
    if branding.is_logo_damaged(snapshot):
        st.warning(
            _(
                "The logo {name} was damaged in the register, so reports carry none. Please bring it again.",
                name=plain(stored.file),
            ),
            icon=":material/warning:",
        )
    else:
        now = branding.branding_of(snapshot)
        st.markdown(
            _("Reports carry {name} ({size} kB):", name=plain(stored.file), size=number(-(-stored.size // 1000)))
        )
        st.image(now.logo or b"", width=WIDTH, alt=now.logo_alt)
    with st.popover(_("Remove the logo"), icon=":material/delete:", key=f"{FORM}.remove.ask"):
        st.markdown(_("Reports made from now on carry no logo."))
        st.button(_("Yes, do this"), type="primary", key=REMOVAL, on_click=_remove, args=(actor,))
    _render_refusal(REMOVAL)


def _render_upload(actor: Actor) -> None:
    key = f"{FORM}.file.{state.operation_id(FORM)}"
    label = _("Bring a logo (PNG or JPEG, {limit} MB at most)", limit=LARGEST_FILE_MB)
    file = st.file_uploader(label, max_upload_size=LARGEST_FILE_MB, key=key)
    _render_refusal(FORM)
    if file is None:
        return
    with errors.shown():
        logo = branding.prepare_logo(file.name, file.getvalue())
        st.markdown(_kept_as(logo))
        st.image(logo.content, width=WIDTH, alt=_("Preview of the logo"))
        st.button(
            _("Use this logo"),
            type="primary",
            icon=":material/upload:",
            key=f"{FORM}.store",
            on_click=_store,
            args=(actor, key),
        )


def _kept_as(logo: Logo) -> str:
    size = number(-(-len(logo.content) // 1000))
    if not logo.is_smaller:
        return _("It will be kept as it is: {width} × {height} pixels.", width=logo.width, height=logo.height)
    return _(
        "It is larger than reports need and will be kept smaller: {width} × {height} pixels instead of "
        "{width_before} × {height_before}, {size} kB.",
        width=logo.width,
        height=logo.height,
        width_before=logo.width_before,
        height_before=logo.height_before,
        size=size,
    )


def _render_refusal(form: str) -> None:
    refusal = state.refusal(form)
    if refusal is not None:
        st.error(plain(message(refusal)), icon=":material/error:")


def _store(actor: Actor, key: str) -> None:
    file = state.value(key)
    if file is None:
        return
    with errors.kept(FORM):
        branding.store_logo(
            loaders.register(), actor, file.name, file.getvalue(), operation_id=state.operation_id(FORM)
        )
        state.finish_operation(FORM)
        state.tell(_("Reports carry this logo from now on."))


def _remove(actor: Actor) -> None:
    with errors.kept(REMOVAL):
        branding.remove_logo(loaders.register(), actor, operation_id=state.operation_id(REMOVAL))
        state.finish_operation(REMOVAL)
        state.tell(_("Reports carry no logo from now on."))
