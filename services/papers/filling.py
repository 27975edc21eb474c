"""The placeholders of mails and letters: what each means and what comes in its place.

A placeholder stands for text and nothing else: what a customer wrote is never read as a placeholder again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from schema.tables import CONCERNS, REACTIONS
from schema.words import Words
from services import access, calendar
from services.access import Actor
from services.deadlines import ClockName, list_clocks
from services.handovers import MATTERS
from services.papers.kinds import Paper
from services.register.snapshot import Lists, Snapshot
from services.settings import Settings, periods_of, settings_of
from services.translation import day

GERMAN = "de"
OTHER_MATTER = "other"
TAG = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_MAIL_OR_PHONE = re.compile(r"@|^\s*(?:tel|telefon|mobil|handy|fax|e-?mail|mail)\b|^[\s\d+()/.-]{6,}$", re.IGNORECASE)
_NO_XML = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paper is filled from: the reaction (or the row of a hand-over), its concerns, the office, the day."""

    reaction: Mapping[str, Any]
    concerns: tuple[Mapping[str, Any], ...]
    lists: Lists
    settings: Settings
    actor: Actor
    today: date
    clocks: Mapping[ClockName, date]

    def field(self, name: str) -> Any:
        """Return a field of the reaction; None where the actor does not see it."""
        if name in REACTIONS.names and not access.may_see(self.actor, REACTIONS.field(name)):
            return None
        return self.reaction.get(name)

    def text(self, name: str) -> str:
        """Return a text of the reaction; "" where there is none."""
        return str(self.field(name) or "")

    def label(self, list_name: str, name: str) -> str:
        """Return what people call a code of the reaction."""
        return self.lists.label(list_name, self.field(name), GERMAN)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder: its name, what it means, how it is filled.

    `internal` ones are never filled into what goes outside the office.
    """

    name: str
    meaning: Words
    fill: Callable[[Facts], str]
    internal: bool = False


def facts_of(
    snapshot: Snapshot,
    actor: Actor,
    reaction: Mapping[str, Any],
    concerns: tuple[Mapping[str, Any], ...],
    *,
    today: date,
) -> Facts:
    """Return what a paper on a reaction, or on a hand-over without concerns, is filled from."""
    kinds = [concern.get("kind") for concern in concerns]
    clocks = list_clocks(reaction, today, periods_of(snapshot), kinds=kinds) if concerns else ()
    due = {clock.name: clock.due_on for clock in clocks if clock.due_on}
    return Facts(reaction, concerns, snapshot.lists, settings_of(snapshot), actor, today, due)


def _salutation(facts: Facts) -> str:
    """Return a salutation that presumes nothing about a person."""
    name = " ".join(facts.text("customer_name").split())
    return f"Guten Tag {name}," if name else "Guten Tag,"


def _address(facts: Facts) -> str:
    lines = [line.strip() for line in facts.text("customer_contact").splitlines()]
    return "\n".join(line for line in lines if line and not _MAIL_OR_PHONE.search(line))


def _day(value: date | None) -> str:
    return day(value, GERMAN)


def _due(facts: Facts, *clocks: ClockName) -> str:
    """Return the first day on which one of the clocks runs out."""
    return _day(min((facts.clocks[clock] for clock in clocks if clock in facts.clocks), default=None))


def _team_day_off(facts: Facts) -> str:
    """Return the hint that a deadline ends on a day on which nobody works; it is not moved by itself."""
    due = facts.clocks.get(ClockName.CLEAR)
    off = calendar.find_day_off(due, facts.settings.land, GERMAN) if due else None
    if due is None or off is None:
        return ""
    return f"Hinweis: Der {_day(due)} ist kein Arbeitstag ({off.name}). Die Frist verschiebt sich dadurch nicht."


def _employees(facts: Facts) -> str:
    if not access.may_see(facts.actor, CONCERNS.field("employee")):
        return ""
    disciplinary = [one for one in facts.concerns if one.get("complaint_type") == "disciplinary"]
    names = (str(one["employee"]).strip() for one in disciplinary if one.get("employee"))
    return ", ".join(dict.fromkeys(names))


def _one_line(text: str) -> str:
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def _statement_due(facts: Facts) -> str:
    return _day(facts.today + timedelta(days=facts.settings.statement_days))


def _told(facts: Facts) -> str:
    """Return what triage tells the customer about a matter of this kind."""
    return MATTERS.get(str(facts.reaction.get("matter")), MATTERS[OTHER_MATTER]).to_customer


PLACEHOLDERS: tuple[Placeholder, ...] = (
    Placeholder("datum", Words("heutiges Datum", "today's date"), lambda facts: _day(facts.today)),
    Placeholder(
        "nummer", Words("Nummer der Kundenreaktion", "the reaction's number"), lambda facts: facts.text("number")
    ),
    Placeholder("eingang", Words("Tag des Eingangs", "day of receipt"), lambda facts: _day(facts.field("received_on"))),
    Placeholder("eingangsweg", Words("Eingangsweg", "channel"), lambda facts: facts.label("channel", "channel")),
    Placeholder("betreff", Words("Betreff", "subject"), lambda facts: facts.text("subject")),
    Placeholder(
        "schilderung",
        Words("Schilderung der Kundin oder des Kunden", "what the customer says"),
        lambda facts: facts.text("text"),
    ),
    Placeholder(
        "name",
        Words("Name der Kundin oder des Kunden", "the customer's name"),
        lambda facts: facts.text("customer_name"),
    ),
    Placeholder("anrede", Words("„Guten Tag“ mit dem Namen", "“Guten Tag” with the name"), _salutation),
    Placeholder(
        "anschrift",
        Words(
            "Anschrift: was unter „Erreichbar unter“ steht, ohne Telefon und E-Mail",
            "address, without phone and e-mail",
        ),
        _address,
    ),
    Placeholder(
        "erreichbar",
        Words("alles unter „Erreichbar unter“", "everything under “Contact”"),
        lambda facts: facts.text("customer_contact"),
    ),
    Placeholder("kundennummer", Words("Kundennummer", "customer reference"), lambda facts: facts.text("customer_ref")),
    Placeholder(
        "frist",
        Words(
            "Tag, bis zu dem der Fall abzuschließen ist, auch nach einer Verlängerung",
            "day by which the case is to be closed, extended or not",
        ),
        lambda facts: _due(facts, ClockName.URGENT, ClockName.CLOSE),
    ),
    Placeholder(
        "antwort",
        Words("Text des Antwortentwurfs", "text of the draft answer"),
        lambda facts: facts.text("answer_draft"),
    ),
    Placeholder(
        "abgegeben_an",
        Words("Stelle, an die abgegeben wird", "the place handed to"),
        lambda facts: str(facts.reaction.get("handed_to") or ""),
    ),
    Placeholder(
        "inhalt",
        Words("Inhalt einer Abgabe", "matter of a hand-over"),
        lambda facts: facts.lists.label("handover_matter", facts.reaction.get("matter"), GERMAN),
    ),
    Placeholder(
        "mitteilung",
        Words("was die Kundin oder der Kunde über eine Abgabe erfährt", "what the customer is told about a hand-over"),
        _told,
    ),
    Placeholder("amt", Words("Name der Dienststelle", "name of the office"), lambda facts: facts.settings.office_name),
    Placeholder(
        "amt_anschrift",
        Words("Anschrift der Dienststelle in einer Zeile", "the office's address in one line"),
        lambda facts: _one_line(facts.settings.office_address),
    ),
    Placeholder("telefon", Words("Telefon des KRM", "telephone of KRM"), lambda facts: facts.settings.office_phone),
    Placeholder("postfach", Words("KRM-Postfach", "KRM mailbox"), lambda facts: facts.settings.krm_mailbox),
    Placeholder(
        "unterschrift",
        Words("Name der KRM-Beauftragten", "name of the KRM officer"),
        lambda facts: facts.settings.officer_name,
    ),
    Placeholder(
        "aktenzeichen",
        Words("Aktenzeichen der Einverständnisse", "file number of the consents"),
        lambda facts: facts.settings.file_plan,
    ),
    Placeholder("bearbeitung", Words("wer das Schreiben macht", "who makes the paper"), lambda facts: facts.actor.name),
    Placeholder(
        "team", Words("zuständiges Team", "team in charge"), lambda facts: facts.label("unit", "unit"), internal=True
    ),
    Placeholder(
        "verfuegung",
        Words("Text der Verfügung", "text of the disposition"),
        lambda facts: facts.text("disposition"),
        internal=True,
    ),
    Placeholder(
        "verfuegt_am",
        Words("Tag der Verfügung, sonst heute", "day of the disposition, else today"),
        lambda facts: _day(facts.field("disposition_on") or facts.today),
        internal=True,
    ),
    Placeholder(
        "frist_team",
        Words("Tag, bis zu dem das Team klärt", "day by which the team clears it"),
        lambda facts: _due(facts, ClockName.CLEAR),
        internal=True,
    ),
    Placeholder(
        "frist_hinweis",
        Words("Hinweis, wenn dieser Tag kein Arbeitstag ist", "hint where that day is no working day"),
        _team_day_off,
        internal=True,
    ),
    Placeholder(
        "mitarbeiter",
        Words("genannte Beschäftigte einer Dienstaufsichtsbeschwerde", "employees named in a disciplinary complaint"),
        _employees,
        internal=True,
    ),
    Placeholder(
        "stellungnahme_bis",
        Words("Tag, bis zu dem Stellung zu nehmen ist", "day by which the statement is due"),
        _statement_due,
        internal=True,
    ),
)


def allowed_in(paper: Paper) -> tuple[Placeholder, ...]:
    """Return the placeholders that may stand in a paper: nothing internal in what goes outside the office."""
    return tuple(one for one in PLACEHOLDERS if not (one.internal and paper.goes_outside))


def values_for(paper: Paper, facts: Facts) -> dict[str, str]:
    """Return what comes in the place of each placeholder of a paper."""
    return {one.name: printable(one.fill(facts)) for one in allowed_in(paper)}


def printable(text: str) -> str:
    """Return text as every file holds it: line ends of one kind, without characters that XML cannot carry."""
    return _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled; a line whose placeholders all stay empty is left out.

    Where that leaves two empty lines, one goes as well.
    """
    lines: list[str] = []
    is_left_out = False
    for line in text.split("\n"):
        names = TAG.findall(line)
        if names and not any(values[name] for name in names):
            is_left_out = True
        elif line or not (is_left_out and lines and not lines[-1]):
            lines.append(TAG.sub(lambda found: values[found[1]], line))
            is_left_out = False
    return "\n".join(lines)
