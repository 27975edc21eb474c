"""What every part of a report is made from: the figures of the year, the frames behind them, and the words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from schema.words import N_
from services.charts.wording import Wording
from services.figures import NONE, Period
from services.figures.lookup import Figure, Figures
from services.figures.shares import percent
from services.register.snapshot import Snapshot
from services.report.blocks import Column, Kind, Line, Picture, Table

UNIT_WORDS = {
    "reactions": N_("Counted: reactions."),
    "concerns": N_("Counted: concerns."),
    "days": N_("Counted: calendar days."),
}


@dataclass(frozen=True, slots=True)
class Content:
    """What a part is made of: the sentence from the figures, pictures and tables, and what is missing."""

    drafted: str = ""
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """The year of a report as of a day; `before` is None where the register holds nothing to compare with."""

    snapshot: Snapshot
    facts: pd.DataFrame
    matters: pd.DataFrame
    figures: Figures
    frame: pd.DataFrame  # the same as a tidy frame
    wording: Wording
    period: Period
    before: Period | None
    day: date

    @property
    def has_data(self) -> bool:
        """Whether a reaction was received in the year."""
        return bool(self.figures["reactions.total"].count)

    @property
    def year(self) -> str:
        """The year in words."""
        return self.wording.period(self.period)

    @property
    def year_before(self) -> str:
        """The year compared with in words; "" without one."""
        return self.wording.period(self.before) if self.before else ""

    def text(self, msgid: str, **params: object) -> str:
        """Return a sentence with its parameters."""
        return self.wording.text(msgid, **params)

    def count_columns(self, *headings: str, has_share: bool = True) -> tuple[Column, ...]:
        """Return the columns of a table of counts: what, the year, the year before, the change, the share."""
        compared = (
            (Column(self.year_before, Kind.COUNT), Column(self.text(N_("Change")), Kind.CHANGE)) if self.before else ()
        )
        share = (Column(self.text(N_("Share {year}"), year=self.year), Kind.PERCENT),) if has_share else ()
        return (*(Column(heading) for heading in headings), Column(self.year, Kind.COUNT), *compared, *share)

    def count_line(self, figure: Figure, *labels: str, has_share: bool = True, is_total: bool = False) -> Line:
        """Return the line of a figure in such a table."""
        compared = (figure.previous, figure.change_percent) if self.before else ()
        share = (figure.share_percent,) if has_share else ()
        return Line((*labels, figure.value, *compared, *share), figure.name, is_total)

    def family_table(
        self,
        key: str,
        caption: str,
        heading: str,
        family: str,
        label: Callable[[str], str],
        *,
        total: str,
        total_words: str,
    ) -> Table:
        """Return the table of a family of figures, with their whole as the last line.

        What is not given is left out where it never occurs, so that nobody reads a line of zeros.
        """
        entries = [
            (code, figure)
            for code, figure in self.figures.family(family)
            if code != NONE or figure.value or figure.previous
        ]
        whole = self.figures[total]
        lines = [self.count_line(figure, label(code)) for code, figure in entries]
        if lines:
            lines.append(
                self.count_line(
                    replace(whole, share_percent=percent(whole.value, whole.value)), total_words, is_total=True
                )
            )
        return Table(
            key, caption, self.note(entries[0][1] if entries else whole), self.count_columns(heading), tuple(lines)
        )

    def note(self, figure: Figure) -> str:
        """Return the line below a table: what is counted, what the shares are of, and what belongs to the year."""
        said = [self.text(UNIT_WORDS[figure.unit])] if figure.unit in UNIT_WORDS else []
        if figure.base is not None:
            said.append(self.text(N_("Shares are of {base}."), base=self.wording.number(figure.base)))
        said.append(self.text(N_("By day of receipt, as of {day}."), day=self.day))
        return " ".join(said)


def ranked(entries: Iterable[tuple[str, Figure]], limit: int | None = None) -> list[tuple[str, Figure]]:
    """Return the entries that occur, most frequent first; what is not given is none of them."""
    found = [(code, figure) for code, figure in entries if code != NONE and figure.count]
    return sorted(found, key=lambda entry: -entry[1].count)[:limit]


def optional(value: Any) -> int | float | None:
    """Return a number of a frame as a cell: None where it is missing, whole numbers as int."""
    if pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
