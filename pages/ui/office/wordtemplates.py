"""The Word templates on the screen: take one along, bring it back changed, see who changed it when."""

from functools import partial
from typing import Final

import streamlit as st

from pages.ui import errors, loaders, state
from pages.ui.i18n import _, message, number, plain, words
from schema.words import N_
from services.access import Actor
from services.errors import InputRejected
from services.papers import letters, templates
from services.papers.filling import allowed_in
from services.papers.kinds import Paper

PAGE: Final = "admin.templates"
CHOSEN: Final = f"{PAGE}.letter"
LARGEST_UPLOAD_MB: Final = 2
RULES: Final = (
    N_("`{{ name }}` is replaced by what the case says; where it says nothing, nothing stands there."),
    N_(
        "`{% if telefon %}Telephone {{ telefon }}{% endif %}` stands in the letter only where there is a value. With "
        "`{%p if telefon %}` and `{%p endif %}`, each in a paragraph of its own, a whole paragraph goes."
    ),
)


def render_choice() -> Paper:
    """Draw the letters to choose from and return the chosen one."""
    papers = {paper.code: paper for paper in templates.list_letters()}
    code = st.selectbox(
        _("Letter"),
        list(papers),
        format_func=lambda code: words(papers[code].label),
        key=CHOSEN,
        bind="query-params",
    )
    return papers[str(code)]


def render_state(paper: Paper, actor: Actor) -> None:
    """Draw which template is in use, with the ways to take it along and back to the original."""
    own = templates.own_template(loaders.snapshot(), paper)
    if own is None:
        st.markdown(_("In use: the portal's **original**."))
    else:
        st.markdown(
            _("In use: **your own template** {file} ({size} kB).", file=plain(own.file), size=number(own.size // 1000))
        )
    with st.container(horizontal=True):
        st.download_button(
            _("Download the template"),
            partial(templates.read_template, loaders.snapshot(), actor, paper.code),
            file_name=paper.file,
            mime=letters.MIME,
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key=f"{PAGE}.download.{paper.code}",
        )
        if own is not None:
            st.download_button(
                _("Download the original"),
                partial(templates.read_original, actor, paper.code),
                file_name=f"Original_{paper.file}",
                mime=letters.MIME,
                icon=":material/download:",
                on_click="ignore",
                key=f"{PAGE}.original.{paper.code}",
            )
            with st.popover(_("Back to the original"), icon=":material/undo:", key=f"{PAGE}.back.ask.{paper.code}"):
                st.markdown(_("Letters are then made from the portal's own template again. Download yours first."))
                st.button(
                    _("Yes, do this"),
                    type="primary",
                    key=f"{PAGE}.back.{paper.code}",
                    on_click=_restore,
                    args=(paper.code,),
                )


def render_upload(paper: Paper) -> None:
    """Draw the place to bring a changed template, with what was wrong with the last one."""
    form = _form(paper.code)
    key = f"{PAGE}.file.{paper.code}.{state.operation_id(form)}"
    file = st.file_uploader(
        _("Bring the changed template (.docx, 2 MB at most)"), max_upload_size=LARGEST_UPLOAD_MB, key=key
    )
    st.button(
        _("Use this template"),
        icon=":material/upload:",
        disabled=file is None,
        key=f"{PAGE}.store.{paper.code}",
        on_click=_store,
        args=(paper.code, key),
    )
    refusal = state.refusal(form)
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
        if isinstance(refusal, InputRejected) and refusal.problems:
            st.markdown("\n".join(f"- {plain(message(problem))}" for problem in refusal.problems))


def render_placeholders(paper: Paper) -> None:
    """Draw what may stand in a template of this letter."""
    for rule in RULES:
        st.markdown(_(rule))
    headings = (_("Placeholder"), _("What stands in its place"))
    st.table(
        [
            dict(zip(headings, (f"`{{{{ {one.name} }}}}`", plain(words(one.meaning))), strict=True))
            for one in allowed_in(paper)
        ],
        hide_index=True,
        alt=_("Placeholders of this letter"),
    )


def render_history(paper: Paper, actor: Actor) -> None:
    """Draw who changed the template when; read where somebody asks for it."""
    with st.expander(
        _("Who changed this template, and when"), icon=":material/history:", key=f"{PAGE}.history", on_change="rerun"
    ) as box:
        if not box.open:
            return
        with errors.shown():
            found = templates.list_versions(loaders.register(), actor, loaders.snapshot(), paper.code, state.language())
            back = _("back to the original")
            lines = [f"- **{one.at:%d.%m.%Y %H:%M}** · {plain(one.who)} · {plain(one.file) or back}" for one in found]
            st.markdown("\n".join(lines) or _("Nobody has changed it yet."))


def _form(code: str) -> str:
    return f"{PAGE}.{code}"


def _store(code: str, key: str) -> None:
    form, file = _form(code), state.value(key)
    if file is None:
        return
    with errors.kept(form):
        templates.store_template(
            loaders.register(), state.actor(), code, file.name, file.getvalue(), operation_id=state.operation_id(form)
        )
        state.finish_operation(form)
        state.tell(_("Letters of this kind are made from your template from now on."))


def _restore(code: str) -> None:
    form = _form(code)
    with errors.kept(form):
        templates.restore_original(
            loaders.register(), state.actor(), code, operation_id=state.operation_id(f"{form}.back")
        )
        state.finish_operation(f"{form}.back")
        state.tell(_("Letters of this kind are made from the portal's original again."))
