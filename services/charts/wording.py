"""Words and numbers around a chart, in one language: labels of the lists, counts, percentages, months, periods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd
from babel.dates import format_date
from babel.numbers import format_decimal

from schema.tables import TABLES
from schema.words import N_
from services import translation
from services.deadlines import AgeBand, ClockName, ClockState
from services.figures import NONE, Period
from services.register.snapshot import Lists

MISSING = {
    "unit": N_("without a team"),
    "escalation_step": N_("without a step"),
    "area": N_("without an area"),
    "theme": N_("without a theme"),
    "partner": N_("without a partner"),
    "channel": N_("without a channel"),
    "gap": N_("earlier reaction not in the register"),
    "outcome_before": N_("without an outcome"),
    "cause": N_("without a cause"),
    "kind": N_("without a kind"),
    "detail": N_("without a detail"),
    "outcome": N_("without an outcome yet"),
    "clearing_kind": N_("not given yet"),
    "complaint_type": N_("not given"),
    "named_as": N_("not given"),
    "cleared_by": N_("not given"),
    "alternatives": N_("not given"),
}
FIELDS = {field.name: field for table in ("concerns", "reactions") for field in TABLES[table].fields}
# How a sentence that says “a year before” names another period of comparison.
NAMED: Final = {
    N_("A year before"): "{before}",
    N_("Share a year before in %"): N_("Share {before} in %"),
    N_("stroke: year before"): N_("stroke: {before}"),
    N_("dashed: year before"): N_("dashed: {before}"),
    N_("as many as a year before"): N_("as many as in the other period ({before})"),
    N_("none a year before either"): N_("none in the other period either ({before})"),
    N_("none a year before"): N_("none in the other period ({before})"),
    N_("{percent} more than a year before ({previous})"): N_(
        "{percent} more than in the other period ({before}: {previous})"
    ),
    N_("{percent} less than a year before ({previous})"): N_(
        "{percent} less than in the other period ({before}: {previous})"
    ),
    N_("{points} points more than a year before ({previous})"): N_(
        "{points} points more than in the other period ({before}: {previous})"
    ),
    N_("{points} points less than a year before ({previous})"): N_(
        "{points} points less than in the other period ({before}: {previous})"
    ),
    N_("the same share as a year before"): N_("the same share as in the other period ({before})"),
    N_("Reactions to the ombuds office in the period; the change is against a year before."): N_(
        "Reactions to the ombuds office in the period; the change is against the other period ({before})."
    ),
}
AGE_BANDS = {
    AgeBand.UP_TO_3: N_("0 to 3 days"),
    AgeBand.UP_TO_9: N_("4 to 9 days"),
    AgeBand.UP_TO_14: N_("10 to 14 days"),
    AgeBand.UP_TO_30: N_("15 to 30 days"),
    AgeBand.OVER_30: N_("over 30 days"),
}
STATE_WORDS = {
    ClockState.OVERDUE: N_("overdue"),
    ClockState.DUE_SOON: N_("due soon"),
    ClockState.RUNNING: N_("in time"),
}
COURSE_WORDS: Mapping[str, Mapping[str, str]] = {
    "course": {"escalated": N_("escalated"), "follow_up": N_("follow-up")},
    "late": {
        ClockName.ACKNOWLEDGE: N_("not confirmed in time"),
        ClockName.CLEAR: N_("not cleared in time"),
        ClockName.CLOSE: N_("not closed in time"),
    },
    "cause": {
        "ran_out": N_("deadline run out"),
        "superior": N_("the superior was asked for"),
        "not_to_clear": N_("not to be cleared in the team"),
        "other": N_("another cause"),
    },
    "gap": {
        "before_closing": N_("before it was closed"),
        "0-7": N_("0 to 7 days after"),
        "8-30": N_("8 to 30 days after"),
        "31-90": N_("31 to 90 days after"),
        "over_90": N_("over 90 days after"),
    },
    "returns": {
        "1": N_("one follow-up"),
        "2": N_("two follow-ups"),
        "3_or_more": N_("three follow-ups or more"),
    },
}  # what a dashboard works out of the course of a case
SAME_LIST = {"outcome_before": "outcome", "moved_to": "escalation_step"}
CLOCK_WORDS = {
    ClockName.URGENT: N_("Petition or submission"),
    ClockName.ACKNOWLEDGE: N_("Confirm receipt"),
    ClockName.CLEAR: N_("Clear"),
    ClockName.CLOSE: N_("Close"),
}


@dataclass(frozen=True)
class Wording:
    """What the words of a chart depend on: the language, the lists as they stand, and what is compared.

    `compared` is the period of comparison where it is not the year before: sentences in NAMED then name it.
    """

    language: str
    lists: Lists
    compared: Period | None = None

    def text(self, msgid: str, **params: object) -> str:
        """Return a sentence with its parameters."""
        if self.compared and msgid in NAMED:
            msgid, params = NAMED[msgid], {**params, "before": self.period(self.compared)}
        return translation.text(msgid, self.language, params or None)

    def count(self, one: str, many: str, count: float) -> str:
        """Return the sentence for `count`, with the number in its place `{count}`."""
        sentence = translation.translator(self.language).ngettext(one, many, 1 if count == 1 else 2)
        return sentence.format(count=self.number(count))

    def number(self, value: float) -> str:
        """Return a number as people write it."""
        return format_decimal(value, locale=_locale(self.language))

    def percent(self, value: Any) -> str:
        """Return a percentage with its one decimal; a dash where it is missing."""
        if pd.isna(value):
            return "–"
        digits = format_decimal(value, format="#,##0.0", locale=_locale(self.language))
        return f"{digits}\N{NO-BREAK SPACE}%" if self.language == "de" else f"{digits}%"

    def whole_percent(self, value: int) -> str:
        """Return a whole percentage, such as a target."""
        return f"{self.number(value)}\N{NO-BREAK SPACE}%" if self.language == "de" else f"{self.number(value)}%"

    def change(self, value: Any) -> str:
        """Return a change in percent with its sign and one decimal; a dash where it is missing."""
        if pd.isna(value):
            return "–"
        sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else "±"
        return f"{sign}{self.percent(abs(value))}"

    def label(self, column: str, code: str, parent: str | None = None) -> str:
        """Return what people call a code of this column: of a list, an age band, a state; or what is not given."""
        if code == NONE and column in MISSING:
            return self.text(MISSING[column])
        if column in COURSE_WORDS and code in COURSE_WORDS[column]:
            return self.text(COURSE_WORDS[column][code])
        column = SAME_LIST.get(column, column)
        if column == "age_band":
            return self.text(AGE_BANDS[AgeBand(code)])
        if column in ("urgency", "state"):
            return self.text(STATE_WORDS[ClockState(code)])
        if column == "clock":
            return self.text(CLOCK_WORDS[ClockName(code)])
        if column == "month":
            return format_date(_first_day(code), "LLLL y", locale=_locale(self.language))
        name = FIELDS[column].list if column in FIELDS else None
        return self.lists.label(name or column, code, self.language, parent)

    def field(self, column: str) -> str:
        """Return what people call a field of a concern or a reaction."""
        return FIELDS[column].label.within(self.language)

    def months(self, codes: Sequence[str]) -> list[str]:
        """Return the months for an axis: short, with the year where there is more than one."""
        pattern = "LLL" if len({code[:4] for code in codes}) == 1 else "LLL yy"
        return [format_date(_first_day(code), pattern, locale=_locale(self.language)) for code in codes]

    def period(self, period: Period) -> str:
        """Return what people call a period: its year, quarter or month, or its first and last day."""
        if "/" not in period.label and len(period.label) == 4:
            return period.label
        if "/" not in period.label:
            return format_date(
                period.start, "QQQQ y" if "Q" in period.label else "LLLL y", locale=_locale(self.language)
            )
        if (period.start.month, period.start.day) == (1, 1) and period.start.year == period.end.year:
            return self.text(N_("{year} up to {day}"), year=period.start.year, day=self._day_and_month(period.end))
        return f"{self.day(period.start)} – {self.day(period.end)}"

    def day(self, value: date) -> str:
        """Return a date as people write it."""
        return translation.day(value, self.language)

    def _day_and_month(self, value: date) -> str:
        return value.strftime("%d.%m.") if self.language == "de" else format_date(value, "d MMM", locale="en_GB")

    def listed(self, parts: Sequence[str]) -> str:
        """Return the parts as a sentence lists them: A, B and C."""
        if len(parts) < 2:
            return "".join(parts)
        return self.text(N_("{first} and {last}"), first=", ".join(parts[:-1]), last=parts[-1])


def _locale(language: str) -> str:
    return "de_DE" if language == "de" else "en_GB"


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
