"""The annual report on the screen: year and section, and each part with its sentence, charts, tables and own text."""

from typing import Final

import streamlit as st

from pages.ui import charts, loaders, navigation, state
from pages.ui.annual import findings, writing
from pages.ui.i18n import _, plain
from services import access
from services.access import Action, Actor
from services.charts.wording import Wording
from services.dashboards.plausibility import in_words
from services.dashboards.selection import Selection
from services.report.blocks import Kind, Part, Report, Table, shown
from services.report.building import report_years
from services.report.parts import BY_KEY, CHECK, SECTIONS

PAGE: Final = "annual"
SECTION_KEY: Final = "annual.report.section"
LONG_CELL: Final = 60  # characters


def spell_out_address() -> None:
    """Let an address that names a section by its number be one that Streamlit reads; comes before all widgets."""
    asked = st.query_params.get(SECTION_KEY, "")
    number = asked[:1]
    if SECTION_KEY not in st.session_state and number in SECTIONS and asked != _section_label(number):
        address = {**st.query_params.to_dict(), SECTION_KEY: _section_label(number)}
        st.switch_page(navigation.page_of("annual"), query_params=address)


def render_year() -> int:
    """Draw the choice of the year, the last whole one at first, and return it; it stands in the address."""
    years = loaders.computed(report_years)
    whole = years[1] if len(years) > 1 else years[0]
    return int(
        st.selectbox(
            _("Year"), years, index=years.index(whole), key="annual.report.year", bind="query-params", width=120
        )
    )


def render_sections() -> str:
    """Draw the choice of the section and return its number; it stands in the address, where the number will do."""
    chosen = st.pills(
        _("Section"),
        SECTIONS,
        format_func=_section_label,
        default=SECTIONS[0],
        required=True,
        key=SECTION_KEY,
        bind="query-params",
        label_visibility="collapsed",
    )
    return str(chosen)


def _section_label(key: str) -> str:
    return f"{key} {BY_KEY[key].title.within(state.language())}"


def render_part(report: Report, part: Part, actor: Actor) -> None:
    """Draw one part: heading, what is missing, the sentence, charts and tables, and the officer's own text."""
    if part.level == 1:
        st.header(plain(part.heading), anchor=False, divider="gray")
    else:
        st.subheader(plain(part.heading), anchor=False)
    if part.question:
        st.caption(plain(part.question))
    checked = {in_words(finding, report.wording).sentence for finding in report.found}
    for remark in part.remarks:
        if remark not in checked:
            st.warning(plain(remark), icon=":material/info:")
    if part.key == CHECK:
        findings.render_findings(report.found, actor)
    may_write = access.can(actor, Action.WRITE_REPORT)
    writing.render_sentence(report.year, part, may_write=may_write)
    names = _pictures(report)
    for picture in part.pictures:
        charts.render_panel(PAGE, picture.key, picture.panel, actor, names)
        st.caption(plain(picture.note))
    for table in part.tables:
        _render_table(table, report.wording)
    if part.has_own:
        writing.render_own(report.year, part, may_write=may_write)


def render_cases(report: Report, actor: Actor) -> None:
    """Draw the cases behind a click in one of the charts, for those who may see reactions."""
    if state.mark(PAGE):
        charts.render_cases(PAGE, actor, Selection(report.period), _pictures(report))


def _pictures(report: Report) -> tuple[str, ...]:
    return tuple(picture.key for picture in report.pictures)


def _render_table(table: Table, wording: Wording) -> None:
    with st.expander(plain(table.caption), icon=":material/table:", expanded=True):
        rows = [
            [shown(cell, column.kind, wording) for cell, column in zip(line.cells, table.columns, strict=True)]
            for line in table.lines
        ]
        headings = [column.heading for column in table.columns]
        if any(len(cell) > LONG_CELL for row in rows for cell in row):
            # A grid cuts what does not fit on one line.
            st.table(
                [dict(zip(headings, map(plain, row), strict=True)) for row in rows], hide_index=True, alt=table.caption
            )
        else:
            st.dataframe(
                {heading: [row[place] for row in rows] for place, heading in enumerate(headings)},
                hide_index=True,
                placeholder="–",
                alt=table.caption,
                column_config={
                    column.heading: st.column_config.TextColumn(alignment="right")
                    for column in table.columns
                    if column.kind not in (Kind.TEXT, Kind.DATE)
                },
            )
        st.caption(plain(table.note))
