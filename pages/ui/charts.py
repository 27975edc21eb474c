"""Charts on a page: the finding, the drawing, the table behind it, and the cases behind a click."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import streamlit as st

from pages.ui import loaders, navigation, state
from pages.ui.i18n import _, ngettext
from pages.ui.tables import as_plain
from services import access
from services.access import Action, Actor
from services.charts.downloads import MIMES, chart_file, endings_of, file_name
from services.charts.drawing import MARK, Panel
from services.dashboards.cases import CaseList, Mark, cases_behind, most_pressing_cases
from services.dashboards.counted import counted_words
from services.dashboards.numbers import Number
from services.dashboards.selection import Selection

SECTION: Final = "dashboards"
# In a button as wide as its text, Streamlit (1.67) lets the arrow stand out.
TABLE_BUTTON_PIXELS: Final = 100
PRESSING: Final = ("deadlines", "ombuds")  # the pages that show the most pressing cases while nothing is clicked


def audience(actor: Actor) -> Actor:
    """Return the actor without their name, so that people of the same role share what is worked out."""
    return replace(actor, id="", name="")


def render_numbers(numbers: Iterable[Number]) -> None:
    """Draw the numbers on top of a dashboard, in one row where there is room."""
    with st.container(horizontal=True):
        for number in numbers:
            st.metric(
                number.label,
                number.value,
                number.delta,
                delta_color="off",
                # Streamlit (1.67) takes every change without a hyphen for a rise.
                delta_arrow="down" if (number.delta or "").startswith("\N{MINUS SIGN}") else "auto",
                help=number.help,
                border=True,
                height="stretch",
            )


def render_panel(
    page: str,
    name: str,
    panel: Panel,
    actor: Actor,
    charts: Sequence[str],
    choose: Callable[[Mark], None] | None = None,
) -> None:
    """Draw a chart with its finding and its table; a click shows its cases to those who may see reactions.

    `charts` are all charts of the page: a click in one takes the mark off the others. With `choose` a click does that
    instead, for everyone.
    """
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.header(as_plain(panel.title), anchor=False, width="stretch")
        table = st.popover(
            _("Table"),
            icon=":material/table:",
            type="tertiary",
            key=f"{SECTION}.{page}.{name}_table",
            on_change="rerun",
            width=TABLE_BUTTON_PIXELS,
        )
    if table.open:
        with table:
            render_table(page, name, panel, actor)
    if panel.is_empty:
        return
    key = f"{SECTION}.{page}.{name}.{state.drawings(page, name)}"
    can_click = (choose is not None or access.can(actor, Action.SEE_REACTIONS)) and any(
        parameter["name"] == MARK for parameter in panel.spec.get("params", ())
    )
    st.vega_lite_chart(
        None,
        dict(panel.spec),
        key=key,
        alt=panel.title,
        width="stretch",
        on_select=partial(_choose, page, name, key, charts, choose) if can_click else "ignore",
    )


def render_cases(
    page: str,
    actor: Actor,
    selection: Selection,
    charts: Sequence[str],
    behind: Mark = (),
    work: Callable[..., CaseList] = cases_behind,
    **fixed: bool,
) -> None:
    """Draw the cases behind what was clicked, or the most pressing ones; nothing for who may not see reactions.

    `behind` is what the page itself has narrowed to: its cases stand there until something is clicked. `work` finds the
    cases of a mark.
    """
    if not access.can(actor, Action.SEE_REACTIONS):
        return
    chosen = state.mark(page)
    who = audience(actor)
    if chosen:
        mark: Mark = (*chosen[1], *fixed.items())
        cases = loaders.computed(work, who, state.language(), selection, mark)
    elif behind:
        cases = loaders.computed(work, who, state.language(), selection, behind)
    elif page not in PRESSING:
        st.caption(_(":material/ads_click: A click on a bar or a cell shows its cases."))
        return
    else:
        cases = loaders.computed(most_pressing_cases, who, state.language(), selection, bool(fixed))
    _render_list(page, cases, charts, is_chosen=chosen is not None)


def unmark(page: str, charts: Sequence[str]) -> None:
    """Take back what was clicked in the charts of a page."""
    state.set_mark(page, None)
    for name in charts:
        state.draw_anew(page, name)


def _render_list(page: str, cases: CaseList, charts: Sequence[str], *, is_chosen: bool) -> None:
    count = ngettext("{count} case", "{count} cases", cases.total)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(f"{as_plain(cases.title)}: {count}", anchor=False, width="stretch")
        if is_chosen:
            st.button(
                _("Take the choice back"),
                icon=":material/close:",
                type="tertiary",
                key=f"{SECTION}.{page}.unmark",
                on_click=unmark,
                args=(page, charts),
            )
    if cases.said or not cases.total:
        st.caption(as_plain(cases.said) or _("No case stands behind this any more."))
    if not cases.total:
        return
    event: Any = st.dataframe(
        cases.rows,
        hide_index=True,
        key=f"{SECTION}.{page}.cases",
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        alt=f"{cases.title}: {count}",
        column_config={
            **{name: st.column_config.DateColumn(format="DD.MM.YYYY") for name in cases.dates},
            cases.state: st.column_config.TextColumn(width=_wide_enough(cases.rows[cases.state])),
        },
    )
    if cases.total > len(cases.numbers):
        st.caption(_("Shown are the first {count}.", count=len(cases.numbers)))
    if event.selection.rows:
        number = cases.numbers[event.selection.rows[0]]
        st.switch_page(navigation.page_of("case"), query_params={"number": number})


def _wide_enough(texts: Iterable[str]) -> int:
    """Return the pixels that show every text whole: Streamlit (1.67) measures the first rows only."""
    return 24 + 6 * max(map(len, texts))


def render_table(page: str, name: str, panel: Panel, actor: Actor, counted: Selection | None = None) -> None:
    """Draw the table of a chart, and the buttons that take both along.

    `counted` is what the files say was counted, where it is not what is chosen on the page.
    """
    numbers = panel.table.select_dtypes("number").columns
    st.dataframe(
        panel.table,
        width="content",
        hide_index=True,
        placeholder="",
        alt=panel.title,
        column_config={column: st.column_config.NumberColumn(format="localized") for column in numbers},
    )
    _render_downloads(page, name, panel, actor, counted)


def _render_downloads(page: str, name: str, panel: Panel, actor: Actor, counted: Selection | None) -> None:
    """Draw the buttons that take a chart and its table along; a file is made when its button is clicked."""
    today, language, selection = loaders.today(), state.language(), state.selection(page)
    note = loaders.computed(counted_words, language, counted or selection)
    st.caption(_("Take along: the chart as PNG or SVG, the table as CSV or XLSX"))
    with st.container(horizontal=True, gap="xsmall"):
        for ending in endings_of(panel):
            st.download_button(
                ending.upper(),
                data=partial(chart_file, actor, panel, ending, note=note, language=language),
                file_name=file_name(page, name, selection.period.label if selection.period else today, ending=ending),
                mime=MIMES[ending],
                icon=":material/download:",
                key=f"{SECTION}.{page}.{name}_{ending}",
                on_click="ignore",
            )


def _choose(
    page: str, name: str, key: str, charts: Sequence[str], choose: Callable[[Mark], None] | None = None
) -> None:
    """Keep what was clicked in a chart, and take the marks off the others."""
    found = st.session_state[key].selection.get(MARK)
    chosen = state.mark(page)
    if found:
        mark = tuple((column, value) for column, value in found[0].items() if value)
        if choose:
            choose(mark)
            return
        state.set_mark(page, (name, mark))
        st.toast(_("The cases stand below the charts."), icon=":material/list:")
        for other in charts:
            if other != name:
                state.draw_anew(page, other)
    elif chosen and chosen[0] == name:
        state.set_mark(page, None)
