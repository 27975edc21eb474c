"""Figures: frames in, tidy frames out; used by every dashboard, export and the command line alike."""

from services.figures.facts import facts_of
from services.figures.periods import Period
from services.figures.year import as_records, figures_df, period_figures, year_figures

__all__ = ["Period", "as_records", "facts_of", "figures_df", "period_figures", "year_figures"]
