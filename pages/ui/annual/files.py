"""The files of the annual report: all four with one click, or one by itself."""

from functools import partial
from typing import Final

import streamlit as st

from pages.ui import loaders, state
from pages.ui.i18n import _
from schema.words import N_
from services.access import Actor
from services.report.files.making import MIME, FileKind, file_stem, report_archive, report_file

NAMES: Final = {
    FileKind.DOCX: N_("Report for Word"),
    FileKind.PPTX: N_("Slides for the meeting"),
    FileKind.XLSX: N_("Tables for Excel"),
    FileKind.PDF: N_("Report as PDF"),
}


def render_downloads(actor: Actor, year: int) -> None:
    """Draw the button that makes all four files of a year, and one for each; they are made when clicked."""
    language = state.language()
    stem = file_stem(language, year)
    st.download_button(
        _("Word, PowerPoint, Excel and PDF"),
        data=partial(_archive, actor, language, year),
        file_name=f"{stem}.zip",
        mime="application/zip",
        icon=":material/folder_zip:",
        type="primary",
        key="annual.report.all",
        on_click="ignore",
        help=_("All four files in one archive, from the same figures. It takes a few seconds."),
    )
    with st.popover(_("One file"), icon=":material/download:"):
        for kind, label in NAMES.items():
            st.download_button(
                _(label),
                data=partial(_file, actor, language, year, kind),
                file_name=f"{stem}.{kind}",
                mime=MIME[kind],
                icon=":material/download:",
                type="tertiary",
                key=f"annual.report.{kind}",
                on_click="ignore",
            )


def _archive(actor: Actor, language: str, year: int) -> bytes:
    return report_archive(loaders.snapshot(), loaders.today(), actor, language, year).content


def _file(actor: Actor, language: str, year: int, kind: FileKind) -> bytes:
    return report_file(loaders.snapshot(), loaders.today(), actor, language, year, kind).content
