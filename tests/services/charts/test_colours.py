from __future__ import annotations

import itertools
import tomllib

import pytest

from services.charts import colours
from services.charts.colours import Colour
from services.charts.drawing import DIMMED
from tests.support.colours import DEFICIENCIES, as_seen_with, blended, contrast, difference
from tests.support.portal import ROOT

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
MODES = ("light", "dark")
TEXT, GRAPHIC, APART = 4.5, 3.0, 12.0  # WCAG 1.4.3, 1.4.11; CIE76

MEANINGS: dict[str, Colour] = {
    "this period": colours.PERIOD,
    "the year before": colours.BEFORE,
    "ombuds office": colours.OMBUDS,
    "another channel": colours.OTHER_CHANNEL,
    **colours.STATES,
    **colours.CHANNELS,
}


@pytest.mark.parametrize("mode", MODES)
def test_a_colour_means_one_thing_only(mode: str) -> None:
    drawn = [getattr(colour, mode) for colour in MEANINGS.values()]
    assert len(set(drawn)) == len(MEANINGS)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("meaning", MEANINGS)
def test_every_colour_stands_out_from_the_page(mode: str, meaning: str) -> None:
    assert contrast(getattr(MEANINGS[meaning], mode), getattr(colours.PAGE, mode)) >= GRAPHIC


@pytest.mark.parametrize("mode", MODES)
def test_texts_of_charts_can_be_read(mode: str) -> None:
    page = getattr(colours.PAGE, mode)
    assert contrast(getattr(colours.LABEL, mode), page) >= TEXT
    assert contrast(getattr(colours.TEXT, mode), page) >= TEXT
    for state in colours.STATES.values():  # carry their numbers in the colour of the page
        assert contrast(getattr(state, mode), page) >= TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("deficiency", ["none", *DEFICIENCIES])
def test_states_differ_for_everyone(mode: str, deficiency: str) -> None:
    seen = [as_seen_with(deficiency, getattr(state, mode)) for state in colours.STATES.values()]
    assert min(difference(one, other) for one, other in itertools.combinations(seen, 2)) >= APART


@pytest.mark.parametrize("mode", MODES)
def test_page_and_channels_are_those_of_the_theme(mode: str) -> None:
    assert getattr(colours.PAGE, mode) == THEME[mode]["backgroundColor"]
    assert getattr(colours.TEXT, mode) == THEME[mode]["textColor"]
    assert [getattr(colour, mode) for colour in colours.CHANNELS.values()] == THEME[mode]["chartCategoricalColors"]


def test_channel_colour_does_not_depend_on_the_channels_beside_it() -> None:
    assert colours.channel_scale(["letter", "fax"]).to_dict() == {
        "domain": ["letter", "fax"],
        "range": [colours.CHANNELS["letter"].drawn.to_dict(), colours.OTHER_CHANNEL.drawn.to_dict()],
    }


@pytest.mark.parametrize("mode", MODES)
def test_numbers_on_dimmed_bars_can_be_read(mode: str) -> None:
    for state in colours.STATES.values():
        bar = blended(getattr(state, mode), getattr(colours.PAGE, mode), DIMMED)
        assert contrast(getattr(colours.TEXT, mode), bar) >= TEXT
