"""What does not hold in the figures: each finding with its sentence, how much it matters, and the cases behind it."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from pages.ui import charts, loaders, navigation, state
from pages.ui.i18n import _, listed, ngettext, number, plain
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.charts.wording import Wording
from services.dashboards.plausibility import FindingWords, cases_behind_finding, in_words
from services.figures import Period
from services.figures.checks.findings import Finding
from services.report.building import report_years

WHOLE: Final = "year"
QUARTERS: Final = {f"Q{quarter}": N_("Quarter {number}") for quarter in range(1, 5)}
KEY: Final = "annual.plausibility"


def render_period() -> Period:
    """Draw the choice of a year, a quarter or a month of it, and return the period; it stands in the address."""
    years = loaders.computed(report_years)
    whole = years[1] if len(years) > 1 else years[0]
    wording = Wording(state.language(), loaders.snapshot().lists)
    months = [f"{month:02d}" for month in range(1, 13)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = st.selectbox(
            _("Year"), years, index=years.index(whole), key=f"{KEY}.year", bind="query-params", width=120
        )
        part = st.selectbox(
            _("Part of the year"),
            [WHOLE, *QUARTERS, *months],
            format_func=lambda code: _part_words(code, int(year), wording),
            key=f"{KEY}.part",
            bind="query-params",
            width=200,
        )
    return Period.parse(str(year) if part == WHOLE else f"{year}-{part}")


def render_summary(found: Sequence[FindingWords]) -> None:
    """Say how many contradictions there are, and how many notes."""
    breaches = sum(finding.is_breach for finding in found)
    if breaches:
        said = ngettext("{count} contradiction", "{count} contradictions", breaches)
        st.error(_("{what}. Please look at the cases behind.", what=said), icon=":material/report:")
    else:
        st.success(_("The figures do not contradict each other."), icon=":material/check_circle:")


def render_findings(found: Sequence[Finding], actor: Actor) -> None:
    """Draw findings as the figures give them; for who has them as words already there is `render_words`."""
    wording = Wording(state.language(), loaders.snapshot().lists)
    render_words([in_words(finding, wording) for finding in found], actor)


def render_words(found: Sequence[FindingWords], actor: Actor) -> None:
    """Draw each finding with its severity in words and, for those who may see reactions, the cases behind it."""
    for place, finding in enumerate(found):
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                if finding.is_breach:
                    st.badge(_("Contradiction"), icon=":material/report:", color="red")
                else:
                    st.badge(_("Note"), icon=":material/info:", color="gray")
                st.markdown(plain(finding.sentence), width="stretch")
            if finding.row_ids:
                _render_cases(finding, place, actor)


def _render_cases(finding: FindingWords, place: int, actor: Actor) -> None:
    count = ngettext("{count} case", "{count} cases", len(finding.row_ids))
    if not access.can(actor, Action.SEE_REACTIONS):
        st.caption(listed([count, _("The KRM officer sees which.")]))
        return
    key = f"annual.findings.{finding.rule}.{place}"
    drawer = st.expander(count, icon=":material/folder_open:", key=f"{key}.cases", on_change="rerun")
    if not drawer.open:
        return
    with drawer:
        who = charts.audience(actor)
        cases = loaders.computed(cases_behind_finding, who, state.language(), finding.sentence, finding.row_ids)
        if cases.total < len(finding.row_ids):
            st.page_link(navigation.page_of("issues"), label=_("To the data quality"), icon=":material/rule:")
        if not cases.total:
            return
        event: Any = st.dataframe(
            cases.rows,
            hide_index=True,
            key=f"{key}.rows",
            on_select="rerun",
            selection_mode="single-row",
            placeholder="",
            alt=f"{finding.sentence} {count}",
            column_config={name: st.column_config.DateColumn(format="DD.MM.YYYY") for name in cases.dates},
        )
        if cases.total > len(cases.numbers):
            st.caption(_("Shown are the first {count}.", count=number(len(cases.numbers))))
        if event.selection.rows:
            chosen = cases.numbers[event.selection.rows[0]]
            st.switch_page(navigation.page_of("case"), query_params={"number": chosen})


def _part_words(code: str, year: int, wording: Wording) -> str:
    if code == WHOLE:
        return _("Whole year")
    if code in QUARTERS:
        return _(QUARTERS[code], number=code[1:])
    return wording.label("month", f"{year}-{code}").rpartition(" ")[0]
