"""The figures by name: what boards, the report and its files read instead of searching a frame."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import pandas as pd

from services.figures.year import as_records

Number = int | float


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its row of the tidy frame; what is missing is None, whole numbers are int.

    `code` is the last part of the name: of `reactions.channel.email` it is `email`. `change_percent` and
    `share_percent` are rounded to one decimal; `base` is the number the share is of.
    """

    name: str
    code: str
    unit: str
    period: str
    value: Number | None
    previous: Number | None
    change_percent: float | None
    base: int | None
    share_percent: float | None

    @property
    def count(self) -> int:
        """The value of a figure that counts; 0 where it is missing."""
        return int(self.value or 0)


class Figures(Mapping[str, Figure]):
    """The figures of a period by name, in the order of the frame that `figures_df` and `year_figures` return.

    `figures["reactions.total"].value`; `name in figures`; `figures.family("reactions.channel")` gives each entry of a
    list with its figure. Frozen: it never changes, and two of the same frame are equal.
    """

    __slots__ = ("_by_name",)

    def __init__(self, frame: pd.DataFrame) -> None:
        self._by_name = {figure.name: figure for figure in map(_figure, as_records(frame))}

    def __getitem__(self, name: str) -> Figure:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def family(self, name: str) -> list[tuple[str, Figure]]:
        """Return the code and figure of each entry right below a name, in order; `none` is what is not given.

        Of `complaints.theme.benefits` these are the themes of that area; of a name that nobody knows there are none.
        """
        start = f"{name}."
        return [
            (figure.code, figure)
            for figure in self._by_name.values()
            if figure.name.startswith(start) and "." not in figure.name[len(start) :]
        ]


def _figure(record: Mapping[str, object]) -> Figure:
    name = str(record["figure"])
    return Figure(
        name,
        name.rpartition(".")[2],
        str(record["unit"]),
        str(record["period"]),
        cast("Number | None", record["value"]),
        cast("Number | None", record["previous"]),
        cast("float | None", record["change_percent"]),
        cast("int | None", record["base"]),
        cast("float | None", record["share_percent"]),
    )
