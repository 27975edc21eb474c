"""Random samples of the consents, drawn so that anybody can draw the same one again, and checked off case by case.

OA 10/2018, "Informationspflichten": "Die Genehmigung ist in der KRM-IT-Anwendung zu vermerken bzw. ist ein
schriftlicher Nachweis über die Zustimmung des Kunden einzuholen und abzulegen. Durch KRM-Zentral werden darüber
Stichproben durchgeführt."

Each reaction is ranked by a hash of the seed and its id, and those with the lowest ranks are the sample. The rank of
one has nothing to do with the others or with their order: a reaction that comes in later moves one at most out of a
full sample, and leaves all others where they are.
"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

import pandas as pd

from schema.problems import Problem
from schema.rules import record_problems
from schema.tables import TABLES
from schema.words import N_, Words
from services import access
from services.access import Action, Actor
from services.cases import refuse
from services.consent import ConsentState, consent_state
from services.errors import InputRejected, RecordNotFound, StaleRecord
from services.flatfile.stored import plain_rows
from services.flatfile.writing import Format, Sheet, Value, table_bytes
from services.register.base import ChangeSet, Register, RowChange
from services.register.snapshot import Row, Snapshot

KIND: Final = "spot_check"
OTHER: Final = "other"
USUAL_SIZE, LARGEST_SIZE = 20, 500
SEED_LETTERS, SEED_LENGTH, LONGEST_SEED = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 6, 40
_DAY, _DASH, _APART = "%d.%m.%Y", "–", " · "

TITLE = Words("Stichprobe", "Spot check")
NOT_DRAWN = Words("geprüft, inzwischen nicht mehr gezogen", "checked, no longer drawn")
COLUMNS = (
    (Words("Stichprobe", "Spot check"), 42),
    (TABLES["reactions"].field("number").label, 16),
    (TABLES["reactions"].field("received_on").label, 15),
    (TABLES["reactions"].field("consent_asked_on").label, 24),
    (Words("Einverständnis", "Consent"), 18),
    (TABLES["reactions"].field("consent_on").label, 20),
    (Words("Umfang", "Scope"), 34),
    (Words("Nachweis unter II-6000 am", "Proof under II-6000 on"), 26),
    (TABLES["notes"].field("finding").label, 18),
    (Words("Bemerkung", "Remark"), 44),
    (Words("Geprüft am", "Checked on"), 14),
    (Words("Geprüft von", "Checked by"), 24),
)


@dataclass(frozen=True, slots=True)
class Draw:
    """What a sample is drawn from and how: the days of receipt, how many cases, and the seed."""

    start: date
    end: date
    size: int
    seed: str

    @property
    def name(self) -> str:
        """The sample's name, which stands on each of its checks."""
        return _APART.join((f"{self.start:{_DAY}}{_DASH}{self.end:{_DAY}}", str(self.size), self.seed))

    @classmethod
    def of_name(cls, name: str) -> "Draw | None":
        """Return the draw of that name; None where it is the name of none."""
        days, size, seed = (*name.split(_APART, 2), "", "")[:3]
        try:
            start, end = (datetime.strptime(day, _DAY).date() for day in days.split(_DASH))
            return cls(start, end, int(size), seed)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Sampled:
    """One case of a sample: what the register says, and its check where there is one.

    `is_drawn` is false where it was checked, and a case that came in later took its place.
    """

    reaction: Row
    check: Row | None
    is_drawn: bool = True

    @property
    def id(self) -> str:
        """The reaction's row id."""
        return str(self.reaction["id"])


@dataclass(frozen=True, slots=True)
class Sample:
    """The cases of a draw by their numbers, out of how many."""

    draw: Draw
    population: int
    cases: tuple[Sampled, ...]

    @property
    def checked(self) -> int:
        """How many of the cases are checked off."""
        return sum(case.check is not None for case in self.cases)


@dataclass(frozen=True, slots=True)
class Begun:
    """A sample of which something is checked off."""

    draw: Draw
    checked: int
    last_on: date


def propose_seed() -> str:
    """Return a seed that nobody chose."""
    return "".join(secrets.choice(SEED_LETTERS) for _ in range(SEED_LENGTH))


def propose_period(today: date) -> tuple[date, date]:
    """Return the first and the last day of the quarter that ended last."""
    first = date(today.year, today.month - (today.month - 1) % 3, 1)
    end = first - timedelta(days=1)
    return date(end.year, end.month - 2, 1), end


def draw_sample(snapshot: Snapshot, _today: date, actor: Actor, draw: Draw) -> Sample:
    """Return the sample of a draw, among the reactions of its days whose consent was asked for or answered.

    Raises:
        AccessDenied: the actor may not check consents.
        InputRejected: the days, the size or the seed make no sample.
    """
    access.require(actor, Action.CHECK_CONSENTS)
    _refuse_no_draw(draw)
    reactions = snapshot.frames["reactions"]
    is_asked = reactions["consent"].notna() | reactions["consent_asked_on"].notna()
    is_within = reactions["received_on"].between(pd.Timestamp(draw.start), pd.Timestamp(draw.end))
    among = reactions.index[is_asked & is_within].tolist()
    drawn = set(islice(sorted(among, key=lambda row_id: _rank(draw.seed, row_id)), draw.size))
    checks = {str(row["reaction_id"]): row for row in _checks(snapshot) if row["title"] == draw.name}
    shown = sorted(drawn | {row_id for row_id in checks if row_id in reactions.index})
    rows = sorted(plain_rows(snapshot, "reactions", shown).values(), key=lambda row: str(row["number"]))
    cases = (Sampled(row, checks.get(row["id"]), row["id"] in drawn) for row in rows)
    return Sample(draw, len(among), tuple(cases))


def begun_samples(snapshot: Snapshot, _today: date, actor: Actor) -> tuple[Begun, ...]:
    """Return the samples of which something is checked off, the last one worked on first.

    Raises:
        AccessDenied: the actor may not check consents.
    """
    access.require(actor, Action.CHECK_CONSENTS)
    days: dict[Draw, list[date]] = {}
    for row in _checks(snapshot):
        draw = Draw.of_name(row["title"] or "")
        if draw is not None:
            days.setdefault(draw, []).append(row["noted_on"])
    found = (Begun(draw, len(checked), max(checked)) for draw, checked in days.items())
    return tuple(sorted(found, key=lambda one: (one.last_on, one.draw.name), reverse=True))


def check_off(
    register: Register,
    actor: Actor,
    draw: Draw,
    reaction_id: str,
    finding: str | None,
    words: str,
    *,
    today: date,
    operation_id: str,
    seen: Row | None = None,
) -> Row:
    """Store what the check of one case of a sample found; `seen` is the earlier check that this one corrects.

    Raises:
        AccessDenied: the actor may not check consents.
        InputRejected: there is no finding, or “other” without words; or the draw makes no sample.
        RecordNotFound: the case is not in the sample.
        StaleRecord: somebody else has checked the case in the meantime.
    """
    access.require(actor, Action.CHECK_CONSENTS)
    snapshot = register.snapshot()
    case = next((case for case in draw_sample(snapshot, today, actor, draw).cases if case.id == reaction_id), None)
    if case is None:
        raise RecordNotFound(N_("This case is not in this sample any more. Please reload the page."))
    values = {
        "reaction_id": reaction_id,
        "kind": KIND,
        "noted_on": today,
        "title": draw.name,
        "finding": finding,
        "person": actor.name,
        "reason": words.strip() or None,
    }
    refuse(_problems(snapshot, values, today))
    if case.check is not None and (seen is None or case.check["version"] != seen["version"]):
        return _same_check(case.check, values)
    note_id = case.check["id"] if case.check else _check_id(draw, reaction_id)
    change = RowChange("notes", note_id, values, seen=case.check)
    try:
        snapshot = register.commit(ChangeSet.of([change], actor=actor.id, operation_id=operation_id))
    except StaleRecord:
        check = register.refresh().find_row("notes", note_id)
        if check is None:
            raise
        return _same_check(check, values)
    return snapshot.row("notes", note_id)


def export_sample(
    snapshot: Snapshot, today: date, actor: Actor, draw: Draw, *, fmt: Format = Format.XLSX, language: str = "de"
) -> bytes:
    """Return a sample as a list for checking off, with what has been found so far.

    Raises:
        AccessDenied: the actor may not check consents.
        InputRejected: the days, the size or the seed make no sample.
    """
    sample = draw_sample(snapshot, today, actor, draw)
    sheet = Sheet(
        TITLE.within(language),
        [heading.within(language) for heading, _ in COLUMNS],
        [width for _, width in COLUMNS],
        _lines(sample, snapshot, language),
        german=language == "de",
    )
    return table_bytes(sheet, fmt)


def remark_of(case: Sampled, language: str) -> str:
    """Return the words of a check, and that the case is no longer drawn where it is not."""
    said = str(case.check["reason"] or "") if case.check else ""
    return said if case.is_drawn else "; ".join(part for part in (said, NOT_DRAWN.within(language)) if part)


def _lines(sample: Sample, snapshot: Snapshot, language: str) -> Iterator[Sequence[Value]]:
    for case in sample.cases:
        row, check, state = case.reaction, case.check or {}, consent_state(case.reaction)
        yield (
            sample.draw.name,
            row["number"],
            row["received_on"],
            row["consent_asked_on"],
            None if state is ConsentState.NOT_ASKED else snapshot.lists.label("consent", state, language),
            row["consent_on"],
            row["consent_scope"],
            row["consent_filed_on"],
            snapshot.lists.label("finding", check.get("finding"), language) or None,
            remark_of(case, language) or None,
            check.get("noted_on"),
            check.get("person"),
        )


def _checks(snapshot: Snapshot) -> list[Row]:
    notes = snapshot.frames["notes"]
    return list(plain_rows(snapshot, "notes", notes.index[notes["kind"] == KIND].tolist()).values())


def _rank(seed: str, row_id: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{row_id}".encode()).digest()


def _check_id(draw: Draw, reaction_id: str) -> str:
    """Return the row id of a check: one for each case of a sample, so that two people check it once."""
    return f"{reaction_id}-{hashlib.sha256(draw.name.encode()).hexdigest()[:16]}"


def _same_check(check: Row, values: Row) -> Row:
    """Return the check that stands where it says the same: a second click.

    Raises:
        StaleRecord: it says something else, or somebody else made it.
    """
    if all(check[name] == values[name] for name in ("finding", "reason", "person")):
        return check
    msgid = N_("{person} has checked this case off in the meantime. Please look at that finding first.")
    raise StaleRecord(msgid, row_ids=[check["id"]], person=check["person"] or "?")


def _refuse_no_draw(draw: Draw) -> None:
    if draw.end < draw.start:
        raise InputRejected(
            N_("The period ends on {end}, before it begins ({start}). Please correct one of the two days."),
            start=draw.start,
            end=draw.end,
        )
    if not 1 <= draw.size <= LARGEST_SIZE:
        raise InputRejected(
            N_("A sample has between 1 and {most} cases. Please choose another size."), most=LARGEST_SIZE
        )
    if not draw.seed.strip() or len(draw.seed) > LONGEST_SEED:
        raise InputRejected(
            N_("The seed is missing or longer than {most} characters. Please type one, or have one proposed."),
            most=LONGEST_SEED,
        )


def _problems(snapshot: Snapshot, values: Row, today: date) -> list[Problem]:
    problems = record_problems("notes", values, today=today, is_known=snapshot.lists.is_known)
    if values["finding"] is None:
        problems.append(Problem("notes", "finding", None, N_("Please choose what the check found.")))
    elif values["finding"] == OTHER and values["reason"] is None:
        problems.append(Problem("notes", "reason", None, N_("Please say in words what the check found.")))
    return problems
