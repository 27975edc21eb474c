"""The register's grid: which columns there are, which reactions a query finds, and in which order they are shown."""

from services.flatfile.writing import Format
from services.searching.columns import Column, filters_of, list_columns
from services.searching.finding import count_found, find_places
from services.searching.grid import PAGE_ROWS, GridPage, build_page
from services.searching.options import Options, codes_below, filter_options, filters_above
from services.searching.query import NEWEST_FIRST, Query, query_of
from services.searching.sheets import export_found
from services.searching.states import STATE_WORDS, State

__all__ = [
    "NEWEST_FIRST",
    "PAGE_ROWS",
    "STATE_WORDS",
    "Column",
    "Format",
    "GridPage",
    "Options",
    "Query",
    "State",
    "build_page",
    "codes_below",
    "count_found",
    "export_found",
    "filter_options",
    "filters_above",
    "filters_of",
    "find_places",
    "list_columns",
    "query_of",
]
