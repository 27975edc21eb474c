"""Themes: what people complain about, praise or propose, from the areas down to the details, and what grew most."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services import access
from services.access import Action, Actor
from services.charts.comparing import change_words
from services.charts.counted import counted, heading_of
from services.charts.drawing import Panel
from services.charts.themes import (
    area_themes_panel,
    areas_panel,
    theme_changes_panel,
    theme_details_panel,
    theme_times_panel,
)
from services.charts.wording import Wording
from services.dashboards.channels import whole_period
from services.dashboards.selection import ALL, Selection, facts_and_matters
from services.figures import NONE
from services.figures.themes import area_themes_df, areas_df, theme_changes_df, theme_details_df, theme_times_df
from services.register.snapshot import Snapshot

EVERY = "every"
KINDS: Mapping[str, str | None] = {ALL: "complaint", EVERY: None, "praise": "praise", "suggestion": "suggestion"}


@dataclass(frozen=True)
class ThemesBoard:
    """What the themes dashboard shows; `said` is how much of the kind came in at all."""

    panels: dict[str, Panel]
    said: str
    concerns: int


@dataclass(frozen=True, slots=True)
class ThemeChoices:
    """What can be chosen, by code: kinds (as in KINDS), areas, and the themes of the area chosen."""

    kinds: Mapping[str, str]
    areas: Mapping[str, str]
    themes: Mapping[str, str]


def theme_choices(snapshot: Snapshot, today: date, language: str, area: str | None) -> ThemeChoices:
    """Return what the page offers; themes of the list come first, then those that only concerns have."""
    wording, concerns = Wording(language, snapshot.lists), snapshot.frames["concerns"]
    used = set(concerns.loc[concerns["area"] == area, "theme"].dropna().unique()) if area else set()
    codes = _below(snapshot, "theme", area) if area else []
    themes = [*codes, *sorted(used - set(codes)), NONE] if area else []
    return ThemeChoices(
        {choice: heading_of(kind, wording) for choice, kind in KINDS.items()},
        {code: wording.label("area", code) for code in (*snapshot.lists.codes("area"), NONE)},
        {code: wording.label("theme", code, area) for code in themes},
    )


def themes_board(
    snapshot: Snapshot,
    today: date,
    actor: Actor,
    language: str,
    selection: Selection,
    kind: str | None,
    area: str | None,
    theme: str | None,
) -> ThemesBoard:
    """Return the board for what is chosen: all areas, the themes of an `area`, or the details of a `theme` of it.

    Without a `kind` all concerns are counted.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    wording = selection.wording(language, snapshot.lists)
    _, matters = facts_and_matters(snapshot, today, selection.whole)
    period, before = selection.period or whole_period(snapshot, today), selection.before
    areas = areas_df(matters, snapshot.lists.codes("area"), period, before, kind=kind)
    if area and theme:
        details = _below(snapshot, "detail", f"{area}/{theme}")
        found = theme_details_df(matters, area, theme, details, period, before, kind=kind)
        level = theme_details_panel(found, wording, kind=kind)
    elif area:
        found = area_themes_df(matters, area, _below(snapshot, "theme", area), period, before, kind=kind)
        level = area_themes_panel(found, wording, kind=kind)
    else:
        level = areas_panel(areas, wording, kind=kind)
    changes = theme_changes_df(matters, period, before or period, kind=kind, area=area)
    times = theme_times_df(matters, period, kind=kind, area=area)
    panels = {
        "level": level,
        "changes": theme_changes_panel(changes, wording, kind=kind, is_compared=before is not None),
        "times": theme_times_panel(times, wording, kind=kind),
    }
    total = int(areas["concerns"].sum())
    compared = change_words(total, int(areas["previous"].sum()) if before else None, wording)
    said = counted(kind, total, wording)
    return ThemesBoard(panels, f"{said}, {compared}" if compared else said, total)


def _below(snapshot: Snapshot, name: str, parent: str | None) -> list[str]:
    return [entry.code for entry in snapshot.lists.entries.get(name, ()) if entry.parent == parent]
