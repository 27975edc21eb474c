"""Figures: frames in, tidy frames out; used by every dashboard, export and the command line alike.

`facts_of` and `matters_of` are worked out once for a day and handed to all the others.
"""

from services.figures.backlog import clocks_df, most_pressing_df, open_cases_df
from services.figures.cases import list_cases
from services.figures.channels import channel_areas_df, channel_months_df, channel_themes_df, channels_df
from services.figures.facts import NONE, facts_of, matters_of
from services.figures.filters import filtered
from services.figures.lookup import Figure, Figures
from services.figures.ombuds import ombuds_focus_df, ombuds_months_df, ombuds_partners_df, ombuds_themes_df
from services.figures.periods import Period
from services.figures.year import as_records, figures_df, period_figures, year_figures

__all__ = [
    "NONE",
    "Figure",
    "Figures",
    "Period",
    "as_records",
    "channel_areas_df",
    "channel_months_df",
    "channel_themes_df",
    "channels_df",
    "clocks_df",
    "facts_of",
    "figures_df",
    "filtered",
    "list_cases",
    "matters_of",
    "most_pressing_df",
    "ombuds_focus_df",
    "ombuds_months_df",
    "ombuds_partners_df",
    "ombuds_themes_df",
    "open_cases_df",
    "period_figures",
    "year_figures",
]
