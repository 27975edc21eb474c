"""Spot checks on the screen: what to draw, the case at hand, and the list of all with what was found."""

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import quote

import streamlit as st

from pages.ui import errors, forms, loaders, navigation, state
from pages.ui.i18n import _, day, listed, message, ngettext, number, plain, words
from pages.ui.lists.searching import MIME_TYPES
from schema.tables import REACTIONS, TABLES
from services import spot_checks
from services.access import Actor
from services.consent import ConsentState, consent_sentence, consent_state
from services.errors import InputRejected
from services.flatfile.writing import Format
from services.register.snapshot import Lists
from services.spot_checks import Begun, Draw, Sample, Sampled

PAGE = "cases.spot_checks"
FROM, TO, SIZE, SEED, CASE = (f"{PAGE}.{name}" for name in ("from", "to", "size", "seed", "case"))
IN_ADDRESS = ("from", "to", "size", "seed")
MOST_BEGUN = 5
TO_CHECK = "☐"  # on paper, a place to check off


def chosen_draw() -> Draw | None:
    """Return the draw that the address names; on the way back to the page, the one it named last."""
    if not any(name in st.query_params for name in IN_ADDRESS):
        kept = state.kept_filters(PAGE).get("draw")
        if kept is not None:
            _put_into_address(kept)
    given = {name: st.query_params.get(name, "") for name in IN_ADDRESS}
    try:
        start, end = date.fromisoformat(given["from"]), date.fromisoformat(given["to"])
        draw = Draw(start, end, int(given["size"]), given["seed"].strip())
    except ValueError:
        return None
    state.keep_filters(PAGE, {"draw": draw})
    return draw


def render_choice(draw: Draw | None) -> None:
    """Draw what a sample is drawn from; the seed is proposed and may be typed, to draw a sample again."""
    start, end = (draw.start, draw.end) if draw else spot_checks.propose_period(loaders.today())
    _begin(FROM, start)
    _begin(TO, end)
    _begin(SIZE, min(max(draw.size, 1), spot_checks.LARGEST_SIZE) if draw else spot_checks.USUAL_SIZE)
    _begin(SEED, draw.seed if draw else spot_checks.propose_seed())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(_("Received from"), key=FROM, format=forms.DATE_FORMAT, width=150)
        st.date_input(_("Received up to"), key=TO, format=forms.DATE_FORMAT, width=150)
        st.number_input(_("Cases"), 1, spot_checks.LARGEST_SIZE, step=1, key=SIZE, width=130)
        st.text_input(
            _("Seed"),
            key=SEED,
            width=190,
            help=_("The same days, size and seed draw the same cases again, for whoever draws them."),
        )
        st.button(_("New seed"), icon=":material/casino:", key=f"{PAGE}.new_seed", on_click=_propose_seed)
        st.button(
            _("Draw the sample"), type="primary", icon=":material/shuffle:", key=f"{PAGE}.draw", on_click=_put_chosen
        )


def render_begun(begun: tuple[Begun, ...], draw: Draw | None) -> None:
    """Offer the samples of which something is checked off already."""
    others = [one for one in begun if one.draw != draw][:MOST_BEGUN]
    if not others:
        return
    with st.expander(_("Samples begun"), icon=":material/history:", expanded=draw is None):
        for one in others:
            with st.container(horizontal=True, vertical_alignment="center"):
                checked = ngettext("{count} case checked", "{count} cases checked", one.checked)
                st.markdown(
                    listed([plain(one.draw.name), checked, _("last on {day}", day=day(one.last_on))]), width="stretch"
                )
                key = f"{PAGE}.go_on.{one.draw.name}"
                st.button(_("Continue"), key=key, on_click=_open, args=(one.draw,))


def render_progress(sample: Sample) -> None:
    """Say how many were drawn out of how many, and how many are checked off."""
    st.subheader(plain(sample.draw.name), anchor=False)
    share = _("**{checked}** of {total} checked", checked=number(sample.checked), total=number(len(sample.cases)))
    among = ngettext(
        "drawn from {count} reaction of these days whose consent was asked for",
        "drawn from {count} reactions of these days whose consent was asked for",
        sample.population,
    )
    st.progress(sample.checked / len(sample.cases), text=listed([share, among]))
    if sample.checked == len(sample.cases):
        st.success(_("All cases of this sample are checked."), icon=":material/task_alt:")


def render_check(sample: Sample, lists: Lists) -> None:
    """Draw the case at hand: what the register says, and what the check found."""
    cases = {case.id: case for case in sample.cases}
    opened = next((case.id for case in sample.cases if case.check is None), sample.cases[0].id)
    if st.session_state.get(CASE) not in cases:
        st.session_state[CASE] = opened
    with st.container(border=True):
        chosen = st.selectbox(
            _("Case to check"),
            list(cases),
            index=list(cases).index(st.session_state[CASE]),
            format_func=lambda row_id: _offered(cases.get(row_id)),
            key=CASE,
        )
        case = cases[chosen]
        st.markdown(plain(consent_sentence(case.reaction, state.language())))
        asked = case.reaction["consent_asked_on"]
        if asked and consent_state(case.reaction) is not ConsentState.ASKED:
            st.caption(_("Asked for on {day}", day=day(asked)))
        st.page_link(
            navigation.page_of("case"),
            label=_("Open case {number}", number=case.reaction["number"]),
            icon=":material/folder_open:",
            query_params={"number": case.reaction["number"]},
        )
        _render_finding(sample, case, lists)


def _render_finding(sample: Sample, case: Sampled, lists: Lists) -> None:
    finding, reason = _keys(sample, case)
    check = case.check or {}
    _begin(finding, check.get("finding"))
    _begin(reason, check.get("reason") or "")
    if case.check is not None:
        who = plain(str(check["person"] or ""))
        st.info(_("Checked on {day} by {person}.", day=day(check["noted_on"]), person=who), icon=":material/task_alt:")
    refusal = state.refusal(_form(sample, case))
    problems = refusal.problems if isinstance(refusal, InputRejected) else ()
    if refusal is not None and not problems:
        st.error(message(refusal), icon=":material/error:")
    options = lists.options("finding")
    st.radio(
        words(TABLES["notes"].field("finding").label),
        options,
        index=None if state.value(finding) not in options else options.index(state.value(finding)),
        format_func=lambda code: lists.label("finding", code, state.language()),
        horizontal=True,
        key=finding,
    )
    st.text_input(_("Remark"), state.value(reason), key=reason, help=_("Needed where the finding is “other”."))
    for problem in problems:
        st.error(message(problem), icon=":material/error:")
    st.button(
        _("Correct the finding") if case.check else _("Check off"),
        type="primary",
        icon=":material/check:",
        key=f"{_form(sample, case)}.save",
        on_click=_store,
        args=(sample, case),
    )


def render_list(sample: Sample, lists: Lists) -> None:
    """Draw all cases of the sample as a table with links, as it is printed."""
    language = state.language()
    number_, received = (words(REACTIONS.field(name).label) for name in ("number", "received_on"))
    rows: list[dict[str, Any]] = []
    for case in sample.cases:
        row, check = case.reaction, case.check or {}
        found = lists.label("finding", check.get("finding"), language)
        name = str(row["number"])
        rows.append(
            {
                number_: f"[{plain(name)}](case?number={quote(name, safe='')})",
                received: day(row["received_on"]),
                _("What the register says"): plain(consent_sentence(row, language)),
                words(TABLES["notes"].field("finding").label): plain(
                    ": ".join(part for part in (found or TO_CHECK, spot_checks.remark_of(case, language)) if part)
                ),
                _("Checked"): listed([day(check.get("noted_on")), plain(str(check.get("person") or ""))]),
            }
        )
    st.table(rows, hide_index=True, alt=_("All cases of the sample"))


def render_downloads(sample: Sample, actor: Actor) -> None:
    """Offer the list as files, made on the click."""
    draw = sample.draw
    with st.container(horizontal=True, vertical_alignment="center"):
        for fmt in (Format.XLSX, Format.CSV):
            st.download_button(
                fmt.name,
                partial(_file, actor, draw, fmt, state.language()),
                file_name=f"stichprobe-{draw.start}-{draw.end}-{_in_file_name(draw.seed)}.{fmt}",
                mime=MIME_TYPES[fmt],
                icon=":material/download:",
                on_click="ignore",
                key=f"{PAGE}.{fmt}",
            )
        st.caption(_("To print the list, use the print command of your browser."))


def _file(actor: Actor, draw: Draw, fmt: Format, language: str) -> bytes:
    return spot_checks.export_sample(loaders.snapshot(), loaders.today(), actor, draw, fmt=fmt, language=language)


def _in_file_name(seed: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in seed)


def _offered(case: Sampled | None) -> str:
    if case is None:
        return ""
    return listed([str(case.reaction["number"]), _("checked") if case.check else _("open")])


def _form(sample: Sample, case: Sampled) -> str:
    return f"{PAGE}.{sample.draw.name}.{case.id}"


def _keys(sample: Sample, case: Sampled) -> tuple[str, str]:
    return f"{PAGE}.finding.{case.id}.{sample.draw.seed}", f"{PAGE}.reason.{case.id}.{sample.draw.seed}"


def _begin(key: str, value: Any) -> None:
    if key not in st.session_state:
        st.session_state[key] = value


def _propose_seed() -> None:
    st.session_state[SEED] = spot_checks.propose_seed()


def _put_chosen() -> None:
    start, end = state.value(FROM), state.value(TO)
    if start is not None and end is not None:
        _put_into_address(Draw(start, end, int(state.value(SIZE)), state.value(SEED).strip()))


def _open(draw: Draw) -> None:
    _put_into_address(draw)
    for key, value in ((FROM, draw.start), (TO, draw.end), (SIZE, draw.size), (SEED, draw.seed)):
        st.session_state[key] = value


def _put_into_address(draw: Draw) -> None:
    for name, value in zip(IN_ADDRESS, (draw.start, draw.end, draw.size, draw.seed), strict=True):
        st.query_params[name] = str(value)


def _store(sample: Sample, case: Sampled) -> None:
    finding, reason = _keys(sample, case)
    form = _form(sample, case)
    with errors.kept(form):
        spot_checks.check_off(
            loaders.register(),
            state.actor(),
            sample.draw,
            case.id,
            state.value(finding),
            state.value(reason) or "",
            today=loaders.today(),
            operation_id=state.operation_id(form),
            seen=case.check,
        )
        state.finish_operation(form)
        state.tell(_("{number} is checked off.", number=case.reaction["number"]))
        left = [one.id for one in sample.cases if one.check is None and one.id != case.id]
        st.session_state[CASE] = left[0] if left else case.id
