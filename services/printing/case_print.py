"""A case on paper: what the page of the case shows the actor, as a PDF; on request without the names of people.

With `is_blackened` what the schema calls personal goes whole (numbers, names, contacts) or, where it is a text people
wrote, loses the names in it (services/printing/blackening.py), and so does everything else on the paper. What is taken
out is not in the file. The page says that somebody must read it before it leaves the house.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from schema.concerns import REPORTED_CONCERNS
from schema.fields import Field, FieldType
from schema.sections import SECTIONS
from schema.tables import CONCERNS, REACTIONS, TABLES
from schema.words import N_, Words
from services import access, translation
from services.access import Action, Actor
from services.cases import Case, may_see_case
from services.charts.wording import CLOCK_WORDS
from services.clocks import clocks_of
from services.consent import consent_sentence, duty_words, information_duties
from services.deadlines import Clock, ClockState
from services.errors import AccessDenied
from services.printing.blackening import BAR, Blackout, bare
from services.printing.people import blackout_of
from services.printing.typesetting import typeset
from services.procedure.standing import POSITION_WORDS, Standing
from services.register.snapshot import Row, Snapshot
from services.settings import settings_of
from services.shown import shown_value
from services.timeline import Event, EventChange, name_of

TEMPLATE: Final = Path(__file__).with_name("case.typ")
SHORT_TEXT: Final = 120
STATE_WORDS: Final = {
    ClockState.OVERDUE: N_("overdue"),
    ClockState.DUE_SOON: N_("due soon"),
    ClockState.RUNNING: N_("in time"),
    ClockState.DONE: N_("done in time"),
    ClockState.DONE_LATE: N_("done late"),
    ClockState.NOT_APPLICABLE: N_("not needed"),
}
CREATED: Final = {
    "reactions": N_("Reaction recorded"),
    "concerns": N_("Concern recorded"),
    "notes": N_("Note recorded"),
}
REMOVED: Final = {"reactions": N_("Reaction removed"), "concerns": N_("Concern removed"), "notes": N_("Note removed")}
BLACKENED: Final = N_(
    "Names are blackened: those of the customer, of the counsellor, of employees and contacts, with their numbers and "
    "addresses, in the texts too. The portal only finds people whom it knows. Before this paper leaves the house, "
    "please read it and look whether other people are named, or can be recognised by what is told."
)
CONFIDENTIAL: Final = N_("Confidential: holds personal data")

Block = dict[str, Any]


def print_case(
    snapshot: Snapshot,
    actor: Actor,
    case: Case,
    events: Sequence[Event] | None,
    *,
    today: date,
    language: str,
    is_blackened: bool,
) -> bytes:
    """Return a case as a PDF, with the fields that the actor may see.

    `events` is its story as the actor may read it, newest first; None where it cannot be read just now.

    Raises:
        AccessDenied: the actor may not see this case.
        ExportFailed: the PDF could not be made.
    """
    access.require(actor, Action.SEE_CASE)
    if not may_see_case(actor, case.reaction):
        raise AccessDenied(N_("This case was not put before the management."))
    blackout = blackout_of(snapshot, case, events or ()) if is_blackened else None
    paper = _Paper(snapshot, actor, case, language, blackout)
    return typeset(TEMPLATE, paper.data(events, today), language=language, title=paper.title, made_on=today)


@dataclass(frozen=True)
class _Paper:
    snapshot: Snapshot
    actor: Actor
    case: Case
    language: str
    blackout: Blackout | None

    @property
    def title(self) -> str:
        return self.say(N_("Case {number}"), number=self.case.number)

    def data(self, events: Sequence[Event] | None, today: date) -> Block:
        case, reaction = self.case, self.case.reaction
        ombuds = self.words(REACTIONS.field("ombuds").label) if reaction["ombuds"] else ""
        facts = [self.words(POSITION_WORDS[Standing.of(case).position]), ombuds]
        duties = [duty_words(duty, self.language) for duty in information_duties(reaction)]
        by = "" if self.blackout else self.actor.name
        return {
            "bar_words": self.say(N_("blackened")),
            "bar": BAR,
            "office": settings_of(self.snapshot).office_name,
            "subject": self.typed(reaction["subject"]),
            "facts": [fact for fact in facts if fact],
            "consent": [self.typed(consent_sentence(reaction, self.language)), *map(self.typed, duties)],
            "warning": self.say(BLACKENED) if self.blackout else "",
            "confidential": "" if self.blackout else self.say(CONFIDENTIAL),
            "printed": self.say(N_("Printed on {day}"), day=today) + (f" · {by}" if by else ""),
            "clocks": self.clocks(today),
            "sections": self.sections(),
            "notes": self.notes(),
            "story": self.story(events),
        }

    def say(self, msgid: str, **params: object) -> str:
        return translation.text(msgid, self.language, params or None)

    def words(self, words: Words) -> str:
        return words.within(self.language)

    def typed(self, text: object) -> str:
        """Return a text for the paper: as it is, or without the names in it."""
        shown = str(text or "")
        return self.blackout.without_names(shown) if self.blackout else bare(shown)

    def value(self, table: str, field: Field, value: Any, record: Mapping[str, Any]) -> str:
        """Return a field's value; a blackened paper has a bar for what is wholly about a person."""
        if self.blackout and value not in (None, "", ()) and is_whole_name(field):
            return BAR
        if field.name == "assigned_to" and value:
            return self.typed(name_of(self.snapshot, value, self.language))
        return self.typed(shown_value(field, value, self.snapshot.lists, record, table, self.language))

    def clocks(self, today: date) -> Block:
        heads = (N_("Deadline"), N_("Due on"), N_("State"))
        clocks = clocks_of(self.snapshot, self.case, today, language=self.language)
        return {
            "title": self.say(N_("Deadlines")),
            "head": [self.say(head) for head in heads],
            "rows": [
                [self.say(CLOCK_WORDS[clock.name]), translation.day(clock.due_on, self.language), self.state(clock)]
                for clock in clocks
            ],
        }

    def state(self, clock: Clock) -> str:
        done = self.say(N_("done on {day}"), day=clock.done_on) if clock.done_on else ""
        extended = self.say(N_("extended")) if clock.is_extended else ""
        return _listed([self.say(STATE_WORDS[clock.state]), done, extended])

    def sections(self) -> list[Block]:
        """Return the fields that have a value, by section, the concerns behind the matter as on the screen."""
        found: list[Block] = []
        for section in REACTIONS.sections:
            fields = self.given("reactions", REACTIONS.section_fields(section), self.case.reaction)
            if fields:
                found.append({"title": self.words(SECTIONS[section]), "fields": fields, "parts": []})
            if section == "matter":
                parts = [self.concern(rank, concern) for rank, concern in enumerate(self.case.concerns, start=1)]
                found.append({"title": self.words(CONCERNS.label), "fields": [], "parts": parts})
        return found

    def concern(self, rank: int, concern: Row) -> Block:
        is_marked = rank <= REPORTED_CONCERNS < len(self.case.concerns)
        title = _listed([self.say(N_("Concern {rank}"), rank=rank), self.say(N_("reported")) if is_marked else ""])
        return {"title": title, "fields": self.given("concerns", CONCERNS.section_fields("concern"), concern)}

    def given(self, table: str, fields: Iterable[Field], record: Mapping[str, Any]) -> list[Block]:
        return [
            {
                "label": self.words(field.label),
                "value": self.value(table, field, record[field.name], record),
                "wide": field.type is FieldType.TEXT or field.name == "subject",
            }
            for field in fields
            if access.may_see(self.actor, field)
            and not field.system
            and record[field.name] not in (None, "", False, ())
        ]

    def notes(self) -> Block:
        notes = self.snapshot.note_rows(self.case.id)
        return {"title": self.say(N_("Notes on the case")), "entries": [self.note(note) for note in reversed(notes)]}

    def note(self, note: Mapping[str, Any]) -> Block:
        table = TABLES["notes"]
        shown = {
            name: self.value("notes", table.field(name), note[name], note)
            for name in ("kind", "step", "title", "finding", "person", "reason", "proof")
            if note.get(name) and access.may_see(self.actor, table.field(name))
        }
        proof = shown.get("proof", "")
        return {
            "head": shown.get("kind", ""),
            "day": translation.day(note.get("noted_on"), self.language),
            "facts": _listed(shown.get(name, "") for name in ("step", "title", "finding", "person")),
            "reason": shown.get("reason", ""),
            "proof": self.say(N_("Proof: {proof}"), proof=proof) if proof else "",
        }

    def story(self, events: Sequence[Event] | None) -> Block:
        missing = "" if events is not None else self.say(N_("The timeline could not be read when this was printed."))
        return {
            "title": self.say(N_("Timeline")),
            "head": [self.say(N_("When")), self.say(N_("Who")), self.say(N_("What"))],
            "missing": missing,
            "rows": [
                [
                    event.at.strftime("%d.%m.%Y %H:%M"),
                    BAR if self.blackout else bare(event.who),
                    "\n".join(self.event(event)) or self.say(N_("Saved without a change of its own.")),
                ]
                for event in events or ()
            ],
        }

    def event(self, event: Event) -> list[str]:
        lines = [self.typed(event.reason)] if event.reason else []
        for note in event.notes:
            kind = self.snapshot.lists.label("note_kind", str(note.get("kind") or ""), self.language)
            lines.append(_listed([kind, self.typed(note.get("title"))]))
        for (table, action), count in Counter(event.actions).items():
            said = self.say((CREATED if action == "created" else REMOVED)[table])
            lines.append(said if count == 1 else f"{said} ({count})")
        lines += [self.change(change) for change in event.changes]
        if event.has_erased:
            lines.append(self.say(N_("Personal details of this entry were erased.")))
        return lines

    def change(self, change: EventChange) -> str:
        ranks = {row["id"]: rank for rank, row in enumerate(self.case.concerns, start=1)}
        place = self.say(N_("Concern {rank}"), rank=ranks[change.row_id]) + ", " if change.row_id in ranks else ""
        label = f"{place}{self.words(change.field.label)}"
        if change.field.type is FieldType.TEXT:
            return self.say(N_("{field} changed"), field=label)
        before, after = (self.short(change, value) for value in (change.before, change.after))
        return f"{label}: {before} → {after}"

    def short(self, change: EventChange, value: Any) -> str:
        text = self.value(change.table, change.field, value, {})
        return text if 0 < len(text) <= SHORT_TEXT else f"{text[:SHORT_TEXT]} …" if text else self.say(N_("nothing"))


def is_whole_name(field: Field) -> bool:
    """Return whether a blackened paper leaves nothing of a field: what is personal, and the sign-in name of a lead.

    A text that people wrote is kept, without the names in it; the customer's contact is no such text.
    """
    if field.name in ("assigned_to", "login"):
        return True
    return field.personal and (field.type is not FieldType.TEXT or field.section == "customer")


def _listed(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
