"""The figures of design.md worked out a second time: plain Python over plain rows, written from its text alone.

Nothing of services/ is imported here, and no pandas, numpy or holidays: the feasts of Saxony are reckoned from Easter.
Loops are naive on purpose. A reaction is a dict of dates and codes, a concern one with `reaction_id`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

Row = dict[str, Any]
ONE_DAY = timedelta(days=1)
NOBODY_TO_WRITE_TO = {"review_site", "opinion_card"}


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian reckoning)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def saxon_holidays(year: int) -> set[date]:
    """The public holidays of Saxony (SächsSFG § 1)."""
    sunday = easter(year)
    repentance = date(year, 11, 22)  # the Wednesday before 23 November
    while repentance.weekday() != 2:
        repentance -= ONE_DAY
    fixed = [(1, 1), (5, 1), (10, 3), (10, 31), (12, 25), (12, 26)]
    moving = [sunday + timedelta(days=days) for days in (-2, 1, 39, 50)]
    return {date(year, month, day) for month, day in fixed} | set(moving) | {repentance}


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in saxon_holidays(day.year)


def third_working_day(received: date) -> date:
    day, seen = received, 0
    while seen < 3:
        day += ONE_DAY
        seen += is_working_day(day)
    return day


def working_days_after(received: date, until: date) -> int:
    """Working days after the day of receipt, up to and including `until`."""
    day, seen = received, 0
    while day < until:
        day += ONE_DAY
        seen += is_working_day(day)
    return seen


def percent(part: Decimal, whole: Decimal) -> float | None:
    if whole <= 0:
        return None
    share = (100 * part / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)  # half up in amount: away from zero
    return float(share) + 0.0


def number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


class Opinion:
    """Every figure of one year on one report's day."""

    def __init__(
        self,
        reactions: Iterable[Row],
        concerns: Iterable[Row],
        lists: dict[str, Any],
        day: date,
        outside: dict[str, list[Row]] | None = None,
    ) -> None:
        self.day = day
        self.outside = outside or {}
        self.lists = lists
        self.here = {row["id"]: row for row in reactions if row["received_on"] and row["received_on"] <= day}
        self.concerns = [row for row in concerns if row["reaction_id"] in self.here]

    def happened(self, row: Row, field: str) -> date | None:
        """A date after the report's day has not happened yet."""
        value = row.get(field)
        return value if value is not None and value <= self.day else None

    def cleared(self, row: Row) -> date | None:
        return self.happened(row, "cleared_on") or self.happened(row, "closed_on")

    def clearing_starts(self, row: Row) -> date:
        return self.happened(row, "disposition_on") or row["received_on"]

    def counts(self, year: int) -> dict[str, tuple[str, Any, int | None]]:
        """figure -> unit, value, base, for one year."""
        of_year = [row for row in self.here.values() if row["received_on"].year == year]
        ids = {row["id"] for row in of_year}
        concerns = [row for row in self.concerns if row["reaction_id"] in ids]
        complaints = [row for row in concerns if row["kind"] == "complaint"]
        praises = [row for row in concerns if row["kind"] == "praise"]
        found: dict[str, tuple[str, Any, int | None]] = {
            "reactions.total": ("reactions", len(of_year), None),
            "concerns.total": ("concerns", len(concerns), None),
        }

        def reactions(name: str, rows: list[Row], base: int) -> None:
            found[name] = ("reactions", len(rows), base)

        def parts(name: str, codes: list[str], rows: list[Row], key: str, base: int) -> None:
            for code in [*codes, "none", *sorted({row[key] for row in rows if row[key]})]:
                count = sum(1 for row in rows if (row[key] or "none") == code)
                found[f"{name}.{code}"] = ("concerns", count, base)

        for channel in self.lists["channel"]:
            reactions(f"reactions.channel.{channel}", [r for r in of_year if r["channel"] == channel], len(of_year))
        ombuds = [row for row in of_year if row["ombuds"]]
        complaining = {row["reaction_id"] for row in complaints}
        reactions("reactions.ombuds", ombuds, len(of_year))
        reactions("ombuds.complaints", [row for row in ombuds if row["id"] in complaining], len(ombuds))
        reactions("reactions.follow_ups", [row for row in of_year if row["follow_up_of"]], len(of_year))
        parts("concerns.kind", self.lists["kind"], concerns, "kind", len(concerns))
        parts("complaints.area", self.lists["area"], complaints, "area", len(complaints))
        for area in [*self.lists["area"], "none", *sorted({row["area"] for row in complaints if row["area"]})]:
            inside = [row for row in complaints if (row["area"] or "none") == area]
            parts(f"complaints.theme.{area}", self.lists["theme"].get(area, []), inside, "theme", len(inside))
            for theme in {row["theme"] or "none" for row in inside}:
                here = [row for row in inside if (row["theme"] or "none") == theme]
                parts(f"complaints.detail.{area}.{theme}", [], here, "detail", len(here))
        parts("complaints.outcome", self.lists["outcome"], complaints, "outcome", len(complaints))
        parts("complaints.clearing", self.lists["clearing_kind"], complaints, "clearing_kind", len(complaints))
        parts("complaints.type", self.lists["complaint_type"], complaints, "complaint_type", len(complaints))
        parts("praise.area", self.lists["area"], praises, "area", len(praises))
        self.add_quality(found, of_year)
        self.add_course(found, of_year)
        same_day = [row for row in self.outside.get("same_day", []) if row["day"] <= self.day]
        found["same_day.total"] = ("matters", sum(1 for row in same_day if row["day"].year == year), None)
        handed = [row for row in self.outside.get("handovers", []) if row["handed_on"] <= self.day]
        handed = [row for row in handed if not self.happened(row, "taken_back_on")]
        found["handovers.total"] = ("matters", sum(1 for row in handed if row["received_on"].year == year), None)
        return found

    def add_course(self, found: dict[str, tuple[str, Any, int | None]], of_year: list[Row]) -> None:
        steps = {step: 0 for step in [*self.lists["escalation_step"], "none"]}
        asked = given = missing = base = 0
        for row in of_year:
            steps[row["escalation_step"] or "none"] += 1
            if row["channel"] in NOBODY_TO_WRITE_TO:
                continue
            base += 1
            # An answer that comes later than the report's day has not been given; one without a day has.
            is_later = row["consent_on"] is not None and row["consent_on"] > self.day
            answer = row["consent"] if row["consent"] in ("given", "refused", "withdrawn") and not is_later else None
            is_asked = self.happened(row, "consent_asked_on") is not None
            if row["consent"] == "asked" and (row["consent_asked_on"] is None or is_asked):
                is_asked = True
            asked += is_asked or answer is not None
            given += answer == "given"
            missing += answer is None
        extended = [r for r in of_year if r["extended_until"] and (r["extended_until"] - r["received_on"]).days > 14]
        found["reactions.extended"] = ("reactions", len(extended), len(of_year))
        higher = sum(count for step, count in steps.items() if step in "23456")
        found["reactions.escalated"] = ("reactions", higher, len(of_year))
        for step, count in steps.items():
            found[f"reactions.escalation.{step}"] = ("reactions", count, len(of_year))
        for name, count in (("asked", asked), ("given", given), ("missing", missing)):
            found[f"consent.{name}"] = ("reactions", count, base)

    def add_quality(self, found: dict[str, tuple[str, Any, int | None]], of_year: list[Row]) -> None:
        closed_days, close_base = [], 0
        cleared_days: list[int] = []
        acknowledged_days: list[int] = []
        cleared_in_time = clear_base = acknowledged_in_time = acknowledge_base = 0
        for row in of_year:
            received, closed, cleared = row["received_on"], self.happened(row, "closed_on"), self.cleared(row)
            if closed:
                closed_days.append((closed - received).days)
            if closed or (self.day - received).days > 14:
                close_base += 1
            start = self.clearing_starts(row)
            if cleared or (self.day - start).days > 9:
                clear_base += 1
            if cleared:
                cleared_days.append((cleared - start).days)
            if cleared and (cleared - start).days <= 9:
                cleared_in_time += 1
            if row["channel"] in NOBODY_TO_WRITE_TO:
                continue
            acknowledged = self.happened(row, "acknowledged_on")
            if acknowledged or third_working_day(received) < self.day:
                acknowledge_base += 1
            if acknowledged:
                acknowledged_days.append(working_days_after(received, acknowledged))
            if acknowledged and working_days_after(received, acknowledged) <= 3:
                acknowledged_in_time += 1
        found["quality.closed_within_14_days"] = ("reactions", sum(1 for d in closed_days if d <= 14), close_base)
        found["quality.cleared_within_9_days"] = ("reactions", cleared_in_time, clear_base)
        found["quality.acknowledged_within_3_working_days"] = ("reactions", acknowledged_in_time, acknowledge_base)
        for name, unit, days in (
            ("days_to_close", "days", closed_days),
            ("days_to_clear", "days", cleared_days),
            ("working_days_to_acknowledge", "working_days", acknowledged_days),
        ):
            found[f"quality.{name}.median"] = (unit, median(days) if days else None, None)
            found[f"quality.{name}.p90"] = (unit, self.ninety(days), None)

    @staticmethod
    def ninety(days: list[int]) -> int | None:
        """The smallest number of days within which 90 % lie."""
        for candidate in sorted(days):
            if 10 * sum(1 for other in days if other <= candidate) >= 9 * len(days):
                return candidate
        return None

    def of_the_day(self, year: int) -> dict[str, tuple[str, Any]]:
        """The figures as of the report's day, over all years."""
        open_rows = [row for row in self.here.values() if not self.happened(row, "closed_on")]
        late_acknowledge = late_clear = late_close = 0
        for row in open_rows:
            received = row["received_on"]
            if row["channel"] not in NOBODY_TO_WRITE_TO and not self.happened(row, "acknowledged_on"):
                late_acknowledge += third_working_day(received) < self.day
            if not self.happened(row, "cleared_on"):
                late_clear += (self.day - self.clearing_starts(row)).days > 9
            late = (self.day - received).days > 14
            if row["extended_until"] and row["extended_until"] > received + timedelta(days=14):
                late = self.day > row["extended_until"]  # an extension that is later takes the place of the 14 days
            late_close += late
        ombuds_days = [
            (self.cleared(row) - self.clearing_starts(row)).days
            for row in self.here.values()
            if row["ombuds"] and row["received_on"].year == year and self.cleared(row)
        ]
        return {
            "open.total": ("reactions", len(open_rows)),
            "overdue.acknowledge": ("reactions", late_acknowledge),
            "overdue.clear": ("reactions", late_clear),
            "overdue.close": ("reactions", late_close),
            "ombuds.open": ("reactions", sum(1 for row in open_rows if row["ombuds"])),
            "ombuds.days_to_clear.median": ("days", median(ombuds_days) if ombuds_days else None),
            "ombuds.days_to_clear.p90": ("days", self.ninety(ombuds_days)),
        }

    def figures(self, year: int) -> dict[str, Row]:
        """figure -> the object `python -m services figures` prints."""
        now, before = self.counts(year), self.counts(year - 1)
        found = {}
        both = {**now, **before}
        for name in both:
            if name.startswith("complaints.detail.") and name.endswith(".none"):
                theme = name.removesuffix("none")
                if not any(other.startswith(theme) for other in both if other != name):
                    continue  # a theme without a single detail
            unit = (now.get(name) or before[name])[0]
            # A value that only one of the two years has, and no list: nothing was there in the other.
            _, value, base = now.get(name) or (unit, 0, self.base_of(name, now))
            previous = before[name][1] if name in before else 0
            change = share = None
            if value is not None and previous is not None:
                change = percent(Decimal(str(value)) - Decimal(str(previous)), Decimal(str(previous)))
            if base is not None:
                share = percent(Decimal(value), Decimal(base))
            found[name] = dict(unit=unit, period=str(year), value=number(value), previous=number(previous))
            found[name] |= dict(change_percent=change, base=base, share_percent=share)
        for name, (unit, value) in self.of_the_day(year).items():
            period = str(year) if name.startswith("ombuds.days_to_clear.") else self.day.isoformat()
            found[name] = dict(unit=unit, period=period, value=number(value), previous=None)
            found[name] |= dict(change_percent=None, base=None, share_percent=None)
        return found

    @staticmethod
    def base_of(name: str, now: dict[str, tuple[str, Any, int | None]]) -> int:
        """The base of a figure that only the year before knows."""
        if name.startswith("concerns.kind."):
            return now["concerns.total"][1]
        if name.startswith("praise.area."):
            return now["concerns.kind.praise"][1]
        if name.startswith("complaints.theme."):
            area = now.get(f"complaints.area.{name.split('.')[2]}")
            return area[1] if area else 0
        if name.startswith("complaints.detail."):
            _, _, area_code, theme_code, _ = name.split(".")
            theme = now.get(f"complaints.theme.{area_code}.{theme_code}")
            return theme[1] if theme else 0
        return now["concerns.kind.complaint"][1]
