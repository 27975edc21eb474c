"""What drawings call themes: several areas have a theme of the same name."""

from collections import Counter

import pandas as pd

from services.charts.wording import Wording


def theme_labels(counts: pd.DataFrame, wording: Wording, *, with_area: bool = False) -> list[str]:
    """Return what people call the theme of each row, in brackets its area where that is wanted."""
    pairs = list(zip(counts["area"], counts["theme"], strict=True))
    labels = {(area, theme): wording.label("theme", theme, area) for area, theme in dict.fromkeys(pairs)}
    if with_area:
        labels = {pair: f"{label} ({wording.label('area', pair[0])})" for pair, label in labels.items()}
    return [labels[pair] for pair in pairs]


def theme_axis(counts: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """Return the themes for an axis by `area theme`; one that another area has as well names its area below."""
    named = counts.drop_duplicates(["area", "theme"])
    labels = theme_labels(named, wording)
    often = Counter(labels)
    return {
        f"{area} {theme}": f"{label}\n{wording.label('area', area)}" if often[label] > 1 else label
        for area, theme, label in zip(named["area"], named["theme"], labels, strict=True)
    }
