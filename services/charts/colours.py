"""What each colour means, on every page: a colour stands for one thing only, and a thing keeps its colour.

A colour is a pair, for the light and the dark page; which one is drawn is decided in the browser by the background, so
a drawing fits both and follows a change of the theme. Each stands out from its page (WCAG 1.4.11), and a state's colour
carries its numbers in the page's own colour. Nothing is said by colour alone. Escalation steps and age bands have
places, not colours: their bars show how pressing the cases are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import altair as alt

from services.deadlines import ClockState


@dataclass(frozen=True, slots=True)
class Colour:
    """One meaning: how it looks on the light and on the dark page."""

    light: str
    dark: str

    @property
    def drawn(self) -> alt.ExprRef:
        """The colour for a chart, chosen in the browser by the background."""
        return alt.ExprRef(expr=f"luminance(background) > 0.4 ? '{self.light}' : '{self.dark}'")


PAGE: Final = Colour("#FFFFFF", "#0C1417")
TEXT: Final = Colour("#15262B", "#E3ECEE")
LABEL: Final = Colour("#44575D", "#B4C3C8")
GRID: Final = Colour("#E1E9EB", "#22323A")

PERIOD: Final = Colour("#0B6B7A", "#4FAAB7")
BEFORE: Final = Colour("#33474D", "#AEBDC2")
OMBUDS: Final = Colour("#5B4FA2", "#AFA4F0")

STATES: Final[Mapping[str, Colour]] = {
    ClockState.OVERDUE: Colour("#B3261E", "#FF8577"),
    ClockState.DUE_SOON: Colour("#A46200", "#E9B44C"),
    ClockState.RUNNING: Colour("#577885", "#7FA3AF"),
}

CHANNELS: Final[Mapping[str, Colour]] = {
    "email": Colour("#0072B2", "#0072B2"),
    "telephone": Colour("#D55E00", "#D55E00"),
    "letter": Colour("#009E73", "#009E73"),
    "in_person": Colour("#CC79A7", "#CC79A7"),
    "online_portal": Colour("#882255", "#56B4E9"),
    "review_site": Colour("#999933", "#F0E442"),
    "opinion_card": Colour("#6B7B80", "#DDE5E8"),
}
OTHER_CHANNEL: Final = Colour("#8A6A4F", "#B99A80")


def channel_colour(code: str) -> Colour:
    """Return a channel's colour; those that the office added share one."""
    return CHANNELS.get(code, OTHER_CHANNEL)


def scale_of(colours: Mapping[str, Colour]) -> alt.Scale:
    """Return the scale that gives each code its colour."""
    return alt.Scale(domain=list(colours), range=[colour.drawn for colour in colours.values()])


def channel_scale(codes: Iterable[str]) -> alt.Scale:
    """Return the scale of the channels."""
    return scale_of({code: channel_colour(code) for code in codes})
