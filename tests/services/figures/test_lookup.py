from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from services.figures import Figures, Period, period_figures, year_figures
from services.figures.lookup import Figure
from tests.services.figures.registers import concern, reaction, snapshot_of

DAY = date(2022, 12, 31)
REGISTER = snapshot_of(
    [
        reaction("a", closed_on=date(2022, 3, 8)),
        reaction("b", channel="fax", closed_on=date(2022, 3, 9)),
        reaction("c", received_on=date(2021, 3, 1)),
    ],
    [concern("a1", "a", area="benefits", theme="hoehe_des_regelbedarfs"), concern("b1", "b", area="benefits")],
)
FIGURES = Figures(year_figures(REGISTER, 2022, DAY))


def test_figures_are_found_by_name() -> None:
    email = FIGURES["reactions.channel.email"]
    assert email == Figure("reactions.channel.email", "email", "reactions", "2022", 1, 1, 0.0, 2, 50.0)
    assert (type(email.value), type(email.previous), type(email.change_percent)) == (int, int, float)
    assert FIGURES["quality.days_to_close.median"].value == 7.5
    assert "reactions.channel.pigeon" not in FIGURES
    with pytest.raises(KeyError):
        FIGURES["reactions.channel.pigeon"]


def test_figures_have_none_where_something_is_missing() -> None:
    alone = Figures(period_figures(REGISTER, Period.of_month(2022, 1), DAY, before=None))
    total, median = alone["reactions.total"], alone["quality.days_to_close.median"]
    assert (total.value, total.previous, total.change_percent, total.base, total.share_percent) == (0, *[None] * 4)
    assert (median.value, median.count, alone["reactions.ombuds"].share_percent) == (None, 0, None)


def test_family_has_the_entries_of_a_list_in_order_and_nothing_below_them() -> None:
    channels = FIGURES.family("reactions.channel")
    codes = [code for code, _ in channels]
    assert codes == [*REGISTER.lists.codes("channel"), "fax"]
    assert [figure.count for code, figure in channels if code in ("email", "fax", "letter")] == [1, 0, 1]
    themes = dict(FIGURES.family("complaints.theme.benefits"))
    assert (themes["hoehe_des_regelbedarfs"].count, themes["none"].count, list(themes)[-1]) == (1, 1, "none")
    assert FIGURES.family("complaints.theme") == FIGURES.family("complaints.them") == []
    assert len(FIGURES) == len(list(FIGURES))


def test_a_figure_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        FIGURES["reactions.total"].value = 3  # type: ignore[misc]
