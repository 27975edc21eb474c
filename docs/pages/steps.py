"""The way of a reaction, from the table of steps in `services/procedure/steps.py`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from docs.markdown import page, table
from schema.lists import START_ENTRIES
from schema.tables import CONCERNS, REACTIONS, TABLES
from schema.words import Words
from services import translation
from services.deadlines import ClockName
from services.procedure.escalation import HINTS
from services.procedure.standing import Standing, after
from services.procedure.steps import OPEN, STEPS, Step
from services.procedure.turns import find_turn

CLOCKS: Mapping[ClockName, str] = {
    ClockName.ACKNOWLEDGE: "Eingang bestätigen",
    ClockName.CLEAR: "Klären",
    ClockName.CLOSE: "Abschließen",
    ClockName.URGENT: "Petition oder Eingabe",
}
SAMPLES: Mapping[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "Beschwerde, mündlich oder per E-Mail geklärt": ({}, {"kind": "complaint"}),
    "Dienstaufsichtsbeschwerde": ({}, {"kind": "complaint", "complaint_type": "disciplinary"}),
    "Lob mit Namen": ({}, {"kind": "praise", "employee": "x"}),
    "Lob ohne Namen": ({}, {"kind": "praise"}),
    "Idee oder Anregung": ({}, {"kind": "suggestion"}),
    "Petition oder Eingabe": ({}, {"kind": "petition"}),
    "Meinungskarte mit einer Anregung": ({"channel": "opinion_card"}, {"kind": "suggestion"}),
    "Beschwerde bei der Ombudsstelle": ({"ombuds": True}, {"kind": "complaint"}),
}
_ANY_DAY = date(2026, 1, 5)
_MOST = 12


def build() -> str:
    """Return the page."""
    return page(
        "Ablauf",
        "Wie eine Reaktion ihren Weg nimmt: welche Schritte es gibt, wer sie tut, was vorher geschehen sein muss und "
        "wo es in der Organisationsanweisung 10/2018 steht. Getan werden die Schritte auf der Seite [Fall](fall.md) "
        "unter „Sie sind dran“. Dieselben Regeln gelten im Formular „Bearbeiten“, bei Meinungskarten und bei der "
        "Annahme der Ombudsstelle.",
        "## Der Weg je Art",
        "So weit führt „Sie sind dran“ von selbst. Wird per Brief geklärt, tritt an die Stelle von „Klärung eintragen“ "
        "„Antwortentwurf vorlegen“, und vor dem Abschluss zeichnet die KRM-Beauftragte. Eine Reaktion mit mehreren "
        "Anliegen geht die Wege aller ihrer Anliegen.",
        table(("Art", "Weg"), ((name, " → ".join(way(*sample))) for name, sample in SAMPLES.items())),
        "## Die Schritte",
        "Wer einen Schritt zu früh tun will, liest in einem Satz, was noch fehlt. Teamleitungen tun ihre Schritte in "
        "den Fällen des eigenen Teams, Bereichsleitungen in denen ihres Bereichs, die Ombudsstelle in ihren eigenen; "
        "Büro und KRM-Beauftragte in allen. Ein abgeschlossener Fall wird zuerst wieder aufgenommen.",
        table(("Schritt", "Wer", "Nicht, solange", "Was er fragt", "Frist", "Grundlage"), map(_row, STEPS)),
        "## Die Eskalationsstufen",
        "Ist eine Frist abgelaufen, schlägt das Portal die nächste Stufe vor; auch sonst geht ein Fall mit „Auf die "
        "nächste Stufe geben“ weiter, wenn der Sachverhalt nicht zu klären ist oder jemand ausdrücklich und mit "
        "Begründung um die vorgesetzte Person bittet. Mit der Verfügung steht ein Fall auf Stufe 2.",
        table(("Stufe", "Was das bedeutet"), _ladder()),
        "## Zurücknehmen, wieder aufnehmen, zusammenführen",
        "- **Letzten Schritt zurücknehmen** stellt her, was vorher dastand. Das darf, wer den Schritt getan hat, sowie "
        "das Büro und die KRM-Beauftragte.\n"
        "- **Wieder aufnehmen** öffnet einen abgeschlossenen Fall, wenn er nicht erledigt war. Meldet sich jemand nach "
        "einer erledigten Sache erneut, ist es eine Folgereaktion: „Folgereaktion erfassen“.\n"
        "- **Zusammenführen** macht aus zwei Einträgen derselben Reaktion einen.\n\n"
        "Alles davon braucht eine Begründung und steht im Verlauf.",
    )


def way(reaction: Mapping[str, Any], concern: Mapping[str, Any]) -> list[str]:
    """Return the steps that a reaction takes from recorded to closed, each taken as soon as it comes next."""
    case = Standing({"channel": "email", **reaction}, ({**concern, "id": "1"},))
    names: list[str] = []
    while (turn := find_turn(case)) is not None and len(names) < _MOST:
        names.append(turn.step.words.de)
        case = _taken(turn.step, case)
    return names


def _taken(step: Step, case: Standing) -> Standing:
    """Return how a case stands once a step was taken, with something in everything it asks for."""
    values: dict[str, Any] = {**dict.fromkeys(step.dates, _ANY_DAY), **step.puts}
    values |= {name: "telephone" if name == "cleared_by" else "x" for name in step.asks}
    concerns = {"1": dict.fromkeys(step.concerns, "upheld")} if step.of(case.concerns[0]) else {}
    return after(case, values, concerns)


def _row(step: Step) -> tuple[str, ...]:
    return (
        f"**{step.words.de}**",
        " · ".join(_roles(step)),
        " ".join(_first_sentence(need.msgid) for need in step.needs if need is not OPEN),
        ", ".join(dict.fromkeys(_asked(step))),
        " · ".join(_clocks(step)),
        step.source,
    )


def _roles(step: Step) -> Iterator[str]:
    for entry in START_ENTRIES:
        if entry.list == "role" and entry.code in step.who:
            yield entry.label.de
        elif entry.list == "role" and step.where_also is not None and entry.code in step.where_also[1]:
            yield f"{entry.label.de} (bei Dienstaufsichtsbeschwerden)"


def _first_sentence(msgid: str) -> str:
    return translation.text(msgid, "de").split(". ")[0].removesuffix(".") + "."


def _asked(step: Step) -> Iterator[str]:
    for name in step.form:
        yield REACTIONS.field(name).label.de
    for name in step.concerns:
        yield f"{CONCERNS.field(name).label.de} (je Anliegen)"
    for name in (*step.note_asks, *step.note_offers):
        yield TABLES["notes"].field(name).label.de


def _clocks(step: Step) -> Iterator[str]:
    if step.stops is not None:
        yield f"hält an: {CLOCKS[step.stops]}"
    if step.starts is not None:
        yield f"beginnt: {CLOCKS[step.starts]}"


def _ladder() -> Iterator[tuple[str, str]]:
    nothing = Words("", "")
    for entry in START_ENTRIES:
        if entry.list == "escalation_step":
            yield entry.label.de, HINTS.get(entry.code, nothing).de
