"""Drawings of how complaints end: by outcome, and the share upheld by area, by theme and by month."""

from collections.abc import Mapping
from typing import Any, Final

import altair as alt
import pandas as pd

from schema.words import N_
from services.charts import colours
from services.charts.clearing import listed_panel
from services.charts.compared import compared_bars
from services.charts.comparing import change_words
from services.charts.counted import COMPLAINT, heading_of, nothing_of, part_of
from services.charts.drawing import Panel, finished, row_height
from services.charts.monthly import MONTHS_HEIGHT, month_line, short_months
from services.charts.theme_words import theme_axis, theme_labels
from services.charts.wording import Wording
from services.figures import NONE
from services.figures.outcomes import UPHELD

FEW: Final = 10  # below so many complaints a share says little
PROVISIONAL: Final = 0.1
MOST_THEMES: Final = 15


def outcomes_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `complaints_df` by outcome, what has none yet included; a stroke where each was before."""
    total = int(counts["concerns"].sum())
    title = nothing_of(COMPLAINT, wording)
    upheld = counts[counts["outcome"] == UPHELD]
    if total and len(upheld):
        count, previous = int(upheld["concerns"].iloc[0]), upheld["previous"].iloc[0]
        share = part_of(count, COMPLAINT, total, float(upheld["share_percent"].iloc[0]), wording)
        compared = change_words(count, None if pd.isna(previous) else int(previous), wording)
        title = wording.text(N_("Upheld: {share}"), share=f"{share}, {compared}" if compared else share)
    return listed_panel(counts, "outcome", "concerns", title, wording)


def upheld_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `upheld_df`: the share upheld of each area or theme; few cases are marked and come last."""
    by_theme = "theme" in counts
    ordered = counts.assign(is_few=counts["base"] < FEW).sort_values("is_few", kind="stable")
    named = ordered[ordered["theme"] != NONE] if by_theme else ordered
    labels = _labels(named, wording)
    shown = named.head(MOST_THEMES)
    share = shown["share_percent"].fillna(0).astype(float)
    before = shown["previous_share_percent"]
    keys = [" ".join(codes) for codes in zip(*(shown[name] for name in _by(counts)), strict=True)]
    rows = pd.DataFrame(
        {
            "kind": COMPLAINT,
            **{name: list(shown[name]) for name in _by(counts)},
            "outcome": UPHELD,
            "key": keys,
            "count": share.to_numpy(),
            "before": before.array,
            "label_at": pd.concat([share, before.fillna(0).astype(float)], axis=1).max(axis=1).to_numpy(),
            "label": labels[: len(shown)],
            "shown": _shares(shown, wording),
            "compared": ["" if pd.isna(old) else wording.percent(old) for old in before],
        }
    )
    axis = theme_axis(shown, wording) if by_theme else dict(zip(keys, labels, strict=False))
    chart = compared_bars(
        "key",
        axis,
        rows,
        wording,
        axis=wording.text(N_("Upheld")),
        colour=alt.value(colours.PERIOD.drawn),
        fields=("kind", *_by(counts), "outcome"),
    )
    spec = finished(chart, rows, wording, row_height(axis.values(), 48))
    title = _upheld_finding(named, labels, wording, by_theme=by_theme)
    return Panel(title, spec, _upheld_table(ordered, wording), is_empty=rows.empty)


def outcome_months_panel(counts: pd.DataFrame, wording: Wording) -> Panel:
    """Return the drawing of `outcome_months_df`: the share upheld month by month; the table has every outcome.

    A month of whose complaints more than a PROVISIONAL share is without an outcome is in the table only.
    """
    upheld = counts[counts["outcome"] == UPHELD]
    waiting = dict(zip(*counts.loc[counts["outcome"] == NONE, ["month", "concerns"]].to_numpy().T, strict=True))
    is_open = upheld["month"].map(waiting).fillna(0) > PROVISIONAL * upheld["base"]
    rows = pd.DataFrame(
        {
            "kind": COMPLAINT,
            "outcome": UPHELD,
            "month": upheld["month"],
            "month_words": [wording.label("month", code) for code in upheld["month"]],
            "share_percent": upheld["share_percent"].mask(is_open),
            "shown": _shares(upheld, wording),
        }
    )
    rows["said"] = [f"{month}: {shown}" for month, shown in zip(rows["month_words"], rows["shown"], strict=True)]
    chart = month_line(
        short_months(upheld, wording),
        wording,
        share="share_percent",
        axis=wording.text(N_("Share upheld in %, of months with hardly anything open")),
        said=wording.text(N_("Share upheld")),
        fields=("kind", "outcome", "month"),
    )
    codes = list(dict.fromkeys(counts["outcome"]))
    table = pd.DataFrame(
        {
            wording.text(N_("Month")): list(rows["month_words"]),
            **{
                wording.label("outcome", code): counts.loc[counts["outcome"] == code, "concerns"].to_numpy()
                for code in codes
            },
            heading_of(COMPLAINT, wording): upheld["base"].to_numpy(),
            wording.text(N_("Share upheld in %")): upheld["share_percent"].array,
        }
    )
    spec = finished(chart, rows, wording, MONTHS_HEIGHT)
    return Panel(_months_finding(upheld[~is_open], wording), spec, table, is_empty=not counts["base"].sum())


def _by(counts: pd.DataFrame) -> tuple[str, ...]:
    return ("area", "theme") if "theme" in counts else ("area",)


def _columns(counts: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(counts[name] for name in names), strict=True))


def _labels(counts: pd.DataFrame, wording: Wording) -> list[str]:
    if "theme" in counts:
        return theme_labels(counts, wording, with_area=True)
    return [wording.label("area", code) for code in counts["area"]]


def _shares(counts: pd.DataFrame, wording: Wording) -> list[str]:
    found = []
    for count, base_count, share in _columns(counts, "concerns", "base", "share_percent"):
        values = {"percent": wording.percent(share), "count": wording.number(count), "base": wording.number(base_count)}
        msgid = N_("{percent} · {count} of {base}, few") if base_count < FEW else N_("{percent} · {count} of {base}")
        found.append(wording.text(msgid, **values))
    return found


def _upheld_table(counts: pd.DataFrame, wording: Wording) -> pd.DataFrame:
    headings: Mapping[str, Any] = {
        wording.field("area"): [wording.label("area", code) for code in counts["area"]],
    }
    if "theme" in counts:
        headings = {**headings, wording.field("theme"): theme_labels(counts, wording)}
    before, was = wording.text(N_("A year before")), counts["previous_share_percent"]
    return pd.DataFrame(
        {
            **headings,
            wording.text(N_("Upheld")): counts["concerns"].to_numpy(),
            heading_of(COMPLAINT, wording): counts["base"].to_numpy(),
            wording.text(N_("With an outcome")): counts["decided"].to_numpy(),
            wording.text(N_("Share upheld in %")): counts["share_percent"].array,
            **({f"{before} (%)": was.array} if was.notna().any() else {}),
        }
    )


def _upheld_finding(counts: pd.DataFrame, labels: list[str], wording: Wording, *, by_theme: bool) -> str:
    """Return where most is upheld, among the areas or themes that are given and have enough cases."""
    is_enough = ~counts["is_few"] & (counts["concerns"] > 0) & (counts["area"] != NONE)
    if not is_enough.any():
        few = N_("Share upheld by theme: too few cases to compare")
        return wording.text(few if by_theme else N_("Share upheld by area: too few cases to compare"))
    place = int(is_enough.to_numpy().argmax())
    first = counts.iloc[place]
    share = part_of(int(first["concerns"]), COMPLAINT, int(first["base"]), float(first["share_percent"]), wording)
    return wording.text(N_("Most often upheld: {name}, {share}"), name=labels[place], share=share)


def _months_finding(upheld: pd.DataFrame, wording: Wording) -> str:
    enough = upheld[upheld["base"] >= FEW]
    if len(enough) < 2:
        return wording.text(N_("Share upheld by month"))
    low, high = (wording.percent(float(getattr(enough["share_percent"], name)())) for name in ("min", "max"))
    return wording.text(N_("Share upheld by month: between {low} and {high}"), low=low, high=high)
