"""The form of the settings: what each means, what it is now, and what the deadlines typed would come to."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from pages.ui import deadlines, errors, loaders, state
from pages.ui.i18n import _, day, message, plain, words
from schema.fields import Field, FieldType
from schema.settings import BY_KEY, COLOURS, SECTIONS, SETTINGS
from services import settings
from services.access import Actor
from services.deadlines import Clock, ClockName, list_clocks
from services.errors import InputRejected
from services.settings import Settings, SettingsMergeNeeded, choices

FORM: Final = "admin.settings"
ADDRESS_HEIGHT: Final = 110


def render_damaged(now: Settings) -> None:
    """Say which settings cannot be read in the table, so that their defaults count."""
    for problem in now.damaged:
        setting = BY_KEY[problem.field]
        counts = _("Until it is put right, this counts: {value}.", value=_shown(setting, setting.default) or "–")
        st.warning(plain(f"{message(problem)} {counts}"), icon=":material/warning:")


def render_form(actor: Actor, now: Settings) -> None:
    """Draw the settings by section, with what the last attempt to save came to."""
    _follow(now)
    refusal = state.refusal(FORM)
    problems = refusal.problems if isinstance(refusal, InputRejected) else ()
    for section, title in SECTIONS.items():
        st.header(words(title), anchor=False, divider="gray")
        shown = [setting for setting in SETTINGS if setting.section == section]
        for start in range(0, len(shown), 2):
            for column, setting in zip(st.columns(2), shown[start : start + 2], strict=False):
                with column:
                    _render_setting(setting)
                    for problem in problems:
                        if problem.field == setting.name:
                            st.error(plain(message(problem)), icon=":material/error:")
        if section == "clocks":
            _render_preview(now)
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
    if isinstance(refusal, SettingsMergeNeeded):
        _render_both_sides(refusal)
    with st.container(horizontal=True):
        save = _("Save my entries all the same") if isinstance(refusal, SettingsMergeNeeded) else _("Save")
        st.button(save, type="primary", icon=":material/save:", key=f"{FORM}.save", on_click=_save, args=(actor,))
        st.button(_("Discard"), icon=":material/undo:", key=f"{FORM}.discard", on_click=_forget)


def _key(name: str) -> str:
    return f"{FORM}.{name}"


def _follow(now: Settings) -> None:
    """Put the settings into the form: all where it is opened, later those that changed and that nobody typed over."""
    seen = state.opened(FORM)
    is_new = seen is None or not all(_key(key) in st.session_state for key in BY_KEY)
    seen = {} if is_new or seen is None else dict(seen)
    for key, value in now.values.items():
        if is_new or state.value(_key(key)) == seen[key] != value:
            st.session_state[_key(key)] = seen[key] = value
    state.set_opened(FORM, seen)
    if is_new:
        state.set_refusal(FORM, None)
        state.finish_operation(FORM)


def _render_setting(setting: Field) -> None:
    label, key = words(setting.label) + (" *" if setting.required else ""), _key(setting.name)
    # What stands under the key is given as the default as well, as `forms` does and says why.
    held = state.value(key)
    match setting.type:
        case FieldType.INT:
            st.number_input(label, value=held, step=1, key=key, placeholder="")
        case FieldType.CODE:
            names = choices(setting)
            options = list(names)
            index = options.index(held) if held in options else None
            st.selectbox(label, options, index=index, format_func=lambda code: names[code], key=key)
        case FieldType.TEXT:
            st.text_area(label, held or "", key=key, height=ADDRESS_HEIGHT)
        case _ if setting.name in COLOURS:
            st.color_picker(label, held, key=key)
        case _:
            st.text_input(label, held or "", key=key)
    st.caption(words(setting.help))


def _render_preview(now: Settings) -> None:
    """Say what the deadlines typed would mean for a reaction that comes in today."""
    today = loaders.today()
    periods = settings.periods_with(now, _typed())
    reaction = {"received_on": today, "channel": "letter"}
    clocks = {
        clock.name: _until(clock)
        for clock in list_clocks(reaction, today, periods, kinds=["petition"], language=state.language())
    }
    with st.container(key=f"{FORM}.preview"):
        st.info(
            _(
                "A reaction that comes in today is to be confirmed by {acknowledge}, cleared by {clear}, closed by "
                "{close}. A petition or submission is to be closed by {urgent}.",
                acknowledge=clocks[ClockName.ACKNOWLEDGE],
                clear=clocks[ClockName.CLEAR],
                close=clocks[ClockName.CLOSE],
                urgent=clocks[ClockName.URGENT],
            ),
            icon=":material/event:",
        )
        if loaders.is_far():
            st.caption(
                _("The sheet colours what is overdue by these days after the next “Check and repair” of the set-up.")
            )


def _until(clock: Clock) -> str:
    off = deadlines.day_off_words(clock.day_off)
    return f"**{day(clock.due_on)}**" + (f" ({plain(off)})" if off else "")


def _shown(setting: Field, value: Any) -> str:
    return str(choices(setting).get(value, value) if setting.type is FieldType.CODE else value)


def _render_both_sides(refusal: SettingsMergeNeeded) -> None:
    rows = []
    for clash in refusal.clashes:
        setting = BY_KEY[clash.row_id]
        sides = (plain(_shown(setting, side["value"])) for side in (clash.mine, clash.theirs))
        rows.append([plain(words(setting.label)), *sides])
    headings = (_("Setting"), _("Your entry"), _("Saved meanwhile"))
    st.table([dict(zip(headings, row, strict=True)) for row in rows], hide_index=True, alt=message(refusal))


def _typed() -> dict[str, Any]:
    return {key: state.value(_key(key)) for key in BY_KEY}


def _forget() -> None:
    state.set_opened(FORM, None)
    state.set_refusal(FORM, None)


def _save(actor: Actor) -> None:
    seen, before = state.opened(FORM), state.refusal(FORM)
    if seen is None:
        return
    known: Mapping[str, Any] = before.current.values if isinstance(before, SettingsMergeNeeded) else seen
    with errors.kept(FORM):
        settings.change_settings(loaders.register(), actor, known, _typed(), operation_id=state.operation_id(FORM))
        _forget()
        state.finish_operation(FORM)
        state.tell(_("The settings are saved."))
