"""Several figures taken together, such as benefits and municipal benefits: the report's "Leistungsbereich"."""

from collections.abc import Iterable

from services.figures.lookup import Figure, Figures
from services.figures.shares import change_percent, percent


def together(figures: Figures, names: Iterable[str], base: str | None = None) -> Figure:
    """Return the sum of several figures under their names joined by "+"; its share is that of the figure `base`.

    A name that the figures do not have counts 0. The previous value is missing where one of them misses it.
    """
    parts = [figures[name] for name in names if name in figures]
    value = sum(part.value or 0 for part in parts)
    previous = [part.previous for part in parts]
    old = None if None in previous else sum(number for number in previous if number is not None)
    whole = int(figures[base].value or 0) if base else None
    return Figure(
        "+".join(part.name for part in parts),
        "",
        parts[0].unit if parts else "",
        parts[0].period if parts else "",
        value,
        old,
        change_percent(value, old),
        whole,
        percent(value, whole),
    )
