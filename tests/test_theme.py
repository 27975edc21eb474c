from __future__ import annotations

import inspect
import itertools
import tomllib

import pytest
from streamlit import config as streamlit_config

from pages.ui import door, shell
from tests.support.colours import DEFICIENCIES, as_seen_with, blended, contrast, difference
from tests.support.portal import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
THEME = CONFIG["theme"]
MODES = {"light": THEME["light"], "dark": THEME["dark"]}
SURFACES = {
    "light": THEME["light"],
    "light.sidebar": THEME["light"]["sidebar"],
    "dark": THEME["dark"],
    "dark.sidebar": THEME["dark"]["sidebar"],
}
BACKGROUNDS = ("backgroundColor", "secondaryBackgroundColor")
WRITTEN_IN_WHITE = ('type="primary"', "multiselect", "checkbox", "toggle", "pills")

# WCAG 2.1: 1.4.3 for text, 1.4.11 for what must be seen to be used.
TEXT, CONTROL = 4.5, 3.0
# CIE76; about 2.3 is just noticeable side by side.
APART = 12.0


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("text", ["textColor", "linkColor"])
def test_text_stands_out_from_its_background(surface: str, background: str, text: str) -> None:
    colours = SURFACES[surface]
    assert contrast(colours[text], colours[background]) >= TEXT


@pytest.mark.parametrize("surface", ["light", "light.sidebar", "dark"])
def test_white_stands_out_from_a_primary_button(surface: str) -> None:
    """Streamlit (1.67) writes white on the primary colour, however light that is."""
    assert contrast("#FFFFFF", SURFACES[surface]["primaryColor"]) >= TEXT


def test_sidebar_writes_nothing_white_on_the_primary_colour() -> None:
    """Its primary colour is light in the dark mode, so that the chosen language can be read."""
    drawing_there = [
        path.name for path in sorted((ROOT / "pages").rglob("*.py")) if "st.sidebar" in path.read_text(encoding="utf-8")
    ]
    assert drawing_there == ["door.py", "shell.py"]
    drawn = inspect.getsource(shell) + inspect.getsource(door.render_admin_wanted)
    drawn += inspect.getsource(door.render_first_admin)
    assert [word for word in WRITTEN_IN_WHITE if word in drawn] == []


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_primary_colour_stands_out_from_its_background(surface: str, background: str) -> None:
    """As text; on a dark page as a control, for white must be read on it too, and both at once cannot be."""
    colours = SURFACES[surface]
    needed = CONTROL if surface == "dark" else TEXT
    assert contrast(colours["primaryColor"], colours[background]) >= needed


@pytest.mark.parametrize(
    ("surface", "least"),
    [
        ("light", TEXT),
        ("light.sidebar", TEXT),
        # Less than the 4.5 of WCAG 1.4.3: on a black page it could be 4.2 at most with a teal that carries white text.
        # Never lower this number; raise it when Streamlit has a colour of its own for what is chosen.
        ("dark", 3.75),
        ("dark.sidebar", TEXT),
    ],
)
def test_chosen_segment_can_be_read(surface: str, least: float) -> None:
    """Streamlit (1.67) writes it in the primary colour, on a tenth of the same colour."""
    primary, background = SURFACES[surface]["primaryColor"], SURFACES[surface]["backgroundColor"]
    assert round(contrast(primary, blended(primary, background, 0.1)), 2) >= least


@pytest.mark.parametrize("surface", SURFACES)
def test_border_of_an_input_stands_out_from_what_surrounds_it(surface: str) -> None:
    colours = SURFACES[surface]
    assert contrast(colours["borderColor"], colours["backgroundColor"]) >= CONTROL


@pytest.mark.parametrize("mode", MODES)
def test_grid_header_and_code_can_be_read(mode: str) -> None:
    colours = MODES[mode]
    assert contrast(colours["dataframeHeaderTextColor"], colours["dataframeHeaderBackgroundColor"]) >= TEXT
    assert contrast(colours["codeTextColor"], colours["codeBackgroundColor"]) >= TEXT


@pytest.mark.parametrize("mode", MODES)
def test_sidebar_is_set_off(mode: str) -> None:
    assert MODES[mode]["sidebar"]["backgroundColor"] != MODES[mode]["backgroundColor"]
    assert contrast(MODES[mode]["sidebar"]["backgroundColor"], MODES[mode]["backgroundColor"]) < 1.25


@pytest.mark.parametrize("mode", MODES)
def test_chart_colours_stand_out_from_the_page(mode: str) -> None:
    page = MODES[mode]["backgroundColor"]
    faint = [colour for colour in MODES[mode]["chartCategoricalColors"] if contrast(colour, page) < CONTROL]
    assert faint == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("deficiency", ["none", *DEFICIENCIES])
def test_chart_colours_differ_for_everyone(mode: str, deficiency: str) -> None:
    colours = MODES[mode]["chartCategoricalColors"]
    confused = [
        (one, other)
        for one, other in itertools.combinations(colours, 2)
        if difference(as_seen_with(deficiency, one), as_seen_with(deficiency, other)) < APART
    ]
    assert confused == []


def test_first_chart_colours_are_the_same_in_both_modes() -> None:
    light, dark = (MODES[mode]["chartCategoricalColors"] for mode in ("light", "dark"))
    assert light[:4] == dark[:4]
    assert len(light) == len(dark)


@pytest.mark.parametrize("mode", MODES)
def test_sequential_colours_move_steadily_away_from_the_page(mode: str) -> None:
    page = MODES[mode]["backgroundColor"]
    steps = [contrast(colour, page) for colour in MODES[mode]["chartSequentialColors"]]
    assert len(steps) == 10
    assert steps == sorted(steps)


def test_every_option_exists_in_streamlit() -> None:
    """A misspelt option is ignored with a line in the log that nobody reads."""
    known = set(streamlit_config.get_config_options())
    assert [name for name in options(CONFIG) if name not in known] == []


def test_nothing_is_loaded_from_outside() -> None:
    loaded = [name for name, value in options(CONFIG).items() if "//" in str(value)]
    assert loaded == []
    assert "fontFaces" not in THEME


def test_portal_listens_on_this_machine_only_and_keeps_errors_to_itself() -> None:
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["browser"]["gatherUsageStats"] is False


def options(table: dict[str, object], prefix: str = "") -> dict[str, object]:
    """Flatten the tables to Streamlit's dotted names."""
    flat: dict[str, object] = {}
    for name, value in table.items():
        flat |= options(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}": value}
    return flat
