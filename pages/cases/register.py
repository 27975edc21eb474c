import streamlit as st

from pages.ui import guard, loaders, navigation, state, tables
from pages.ui.i18n import _, number
from pages.ui.lists import quality, searching
from services import access
from services.access import Action
from services.searching import PAGE_ROWS, build_page, count_found

actor = guard.require(Action.SEE_REACTIONS)
filters = searching.Filters.of(actor)
searching.restore(filters)

st.title(_("Register"), anchor=False)
query, columns = searching.render_search(actor, filters)
searching.render_active(query, filters)
quality.render_left_out(actor)

found = loaders.computed(count_found, query)
if not found:
    st.info(_("Nothing matches. Please take a filter away or search for fewer words."), icon=":material/search_off:")
    searching.keep(filters)
    st.stop()

with st.container(horizontal=True, vertical_alignment="center"):
    counted = st.container(width="content")
    pages = -(-found // PAGE_ROWS)
    page = 1
    if pages > 1:
        page = st.pagination(
            pages, key=searching.PAGE_NUMBER, bind="query-params", max_visible_pages=5, width=searching.PAGES_WIDTH
        )
searching.keep(filters)

shown = loaders.computed(build_page, query, tuple(column.name for column in columns), page, state.language())
counted.markdown(_("**{found}** of {total} reactions", found=number(found), total=number(shown.total)))
selected = searching.render_grid(shown.rows, columns, query)
if selected is not None:
    st.switch_page(navigation.page_of("case"), query_params={"number": shown.numbers[selected]})
with st.expander(
    _("As a simple table"), icon=":material/table:", key="cases.register.plain", on_change="rerun"
) as plain:
    if plain.open:
        st.caption(_("A number opens its case in a new tab."))
        tables.render_plain_table(shown.rows, columns, shown.numbers, alt=_("Reactions found"))
if access.can(actor, Action.EXPORT_REACTIONS):
    searching.render_downloads(actor, query, columns)
