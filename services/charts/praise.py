"""Drawings of praise: by area, by month, beside the complaints, and whether it was talked over."""

from dataclasses import replace

import pandas as pd

from schema.words import N_
from services.charts.comparing import change_words
from services.charts.counted import PRAISE, counted, nothing_of
from services.charts.drawing import Panel
from services.charts.themes import areas_panel
from services.charts.wording import Wording
from services.figures import NONE


def praise_areas_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `areas_df` of praise: the most praised area first, a stroke where each was before."""
    return replace(areas_panel(counts, wording, kind=PRAISE), title=_areas_finding(counts, wording))


def _areas_finding(counts: pd.DataFrame, wording: Wording) -> str:
    total = int(counts["concerns"].sum())
    old = None if counts["previous"].isna().any() else int(counts["previous"].sum())
    if not total:
        return nothing_of(PRAISE, wording)
    compared = change_words(total, old, wording)
    said = f"{counted(PRAISE, total, wording)}, {compared}" if compared else counted(PRAISE, total, wording)
    named = counts[counts["area"] != NONE]
    most = int(named["concerns"].max()) if len(named) else 0
    if not most:
        return said
    leaders = wording.listed([wording.label("area", code) for code in named.loc[named["concerns"] == most, "area"]])
    return wording.text(N_("{praises}; most often: {names}"), praises=said, names=leaders)
