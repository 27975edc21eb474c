"""What people call a figure of the contract: "reactions.channel.email" is „Kundenreaktionen, Eingangsweg E-Mail“.

Independent of how figures are worked out: a name that is not known here is shown as it is.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import takewhile
from typing import Final

from schema.words import Words
from services.charts.wording import Wording
from services.figures.facts import NONE
from services.figures.families import names_of

COMPLAINTS: Final = Words("Beschwerden", "Complaints")
NAMES: Final[Mapping[str, Words]] = {
    "reactions.total": Words("Kundenreaktionen", "Reactions"),
    "concerns.total": Words("Anliegen", "Concerns"),
    "reactions.ombuds": Words("Kundenreaktionen an die Ombudsstelle", "Reactions to the ombuds office"),
    "ombuds.complaints": Words(
        "Kundenreaktionen an die Ombudsstelle mit Beschwerde", "Reactions to the ombuds office with a complaint"
    ),
    "reactions.follow_ups": Words("Folgereaktionen", "Follow-ups"),
    "reactions.extended": Words("Kundenreaktionen mit verlängerter Frist", "Reactions with an extended deadline"),
    "reactions.escalated": Words("Eskalierte Kundenreaktionen (ab Stufe 2)", "Escalated reactions (from step 2 on)"),
    "concerns.kind.complaint": COMPLAINTS,
    "concerns.kind.praise": Words("Lobe", "Praises"),
    "concerns.kind.suggestion": Words("Ideen und Anregungen", "Suggestions"),
    "concerns.kind.petition": Words("Petitionen", "Petitions"),
    "concerns.kind.submission": Words("Eingaben", "Submissions"),
    "concerns.kind.none": Words("Anliegen ohne Art", "Concerns without a kind"),
    "reactions.channel.none": Words("Kundenreaktionen ohne Eingangsweg", "Reactions without a channel"),
    "reactions.escalation.none": Words("Kundenreaktionen ohne Eskalationsstufe", "Reactions without a step"),
    "complaints.area.none": Words("Beschwerden ohne Bereich", "Complaints without an area"),
    "complaints.theme.none.none": Words("Beschwerden ohne Bereich und Thema", "Complaints without area and theme"),
    "complaints.outcome.none": Words("Beschwerden ohne Ergebnis", "Complaints without an outcome"),
    "complaints.clearing.none": Words("Beschwerden ohne Art der Klärung", "Complaints without a kind of clearing"),
    "complaints.type.none": Words("Beschwerden ohne Beschwerdeart", "Complaints without a type"),
    "praise.area.none": Words("Lobe ohne Bereich", "Praises without an area"),
    "consent.asked": Words("Einverständnis erbeten", "Consent asked for"),
    "consent.given": Words("Einverständnis erteilt", "Consent given"),
    "consent.missing": Words("Einverständnis fehlt", "Consent missing"),
    "same_day.total": Words("Am selben Tag geklärt, nicht erfasst", "Put right the same day, not recorded"),
    "handovers.total": Words("An andere Stellen abgegeben", "Handed to other offices"),
    "open.total": Words("Offene Fälle", "Open cases"),
    "ombuds.open": Words("Offene Fälle der Ombudsstelle", "Open cases of the ombuds office"),
    "overdue.acknowledge": Words("Eingangsbestätigung überfällig", "Confirmation overdue"),
    "overdue.clear": Words("Klärung überfällig", "Clearing overdue"),
    "overdue.close": Words("Abschluss überfällig", "Closing overdue"),
    "ombuds.days_to_clear": Words("Tage bis zur Klärung durch die Ombudsstelle", "Days to clear, ombuds office"),
    "quality.days_to_close": Words("Tage bis zum Abschluss", "Days to close"),
    "quality.days_to_clear": Words("Tage bis zur Klärung", "Days to clear"),
    "quality.working_days_to_acknowledge": Words(
        "Arbeitstage bis zur Eingangsbestätigung", "Working days to confirm receipt"
    ),
}
PERCENTILES: Final[Mapping[str, Words]] = {
    "median": Words("{what}, Median", "{what}, median"),
    "p90": Words("{what}, 9 von 10 Fällen", "{what}, 9 of 10 cases"),
}
WITHIN: Final[Mapping[str, Words]] = {
    "closed": Words("Innerhalb von {days} Tagen abgeschlossen", "Closed within {days} days"),
    "cleared": Words("Innerhalb von {days} Tagen geklärt", "Cleared within {days} days"),
    "acknowledged": Words(
        "Eingang innerhalb von {days} Arbeitstagen bestätigt", "Receipt confirmed within {days} working days"
    ),
}
# The families of one list: the list that the last word is of, and what an entry of it is called.
LISTED: Final[Mapping[str, tuple[str, Words]]] = {
    "reactions.channel": ("channel", Words("Kundenreaktionen, Eingangsweg {entry}", "Reactions, channel {entry}")),
    "reactions.escalation": (
        "escalation_step",
        Words("Kundenreaktionen, Eskalationsstufe {entry}", "Reactions, escalation step {entry}"),
    ),
    "concerns.kind": ("kind", Words("Anliegen, Art {entry}", "Concerns, kind {entry}")),
    "complaints.area": ("area", Words("Beschwerden, Bereich {entry}", "Complaints, area {entry}")),
    "complaints.outcome": ("outcome", Words("Beschwerden, {entry}", "Complaints, {entry}")),
    "complaints.clearing": ("clearing_kind", Words("Beschwerden, {entry}", "Complaints, {entry}")),
    "complaints.type": (
        "complaint_type",
        Words("Beschwerden, behandelt als {entry}", "Complaints, treated as {entry}"),
    ),
    "praise.area": ("area", Words("Lobe, Bereich {entry}", "Praises, area {entry}")),
}
FAMILIES: Final[Mapping[str, Words]] = {
    "reactions.channel": Words("Eingangswege", "Channels"),
    "reactions.escalation": Words("Eskalationsstufen", "Escalation steps"),
    "concerns.kind": Words("Arten der Anliegen", "Kinds of the concerns"),
    "complaints.area": Words("Bereiche der Beschwerden", "Areas of the complaints"),
    "complaints.outcome": Words("Ergebnisse der Beschwerden", "Outcomes of the complaints"),
    "complaints.clearing": Words("Arten der Klärung", "Kinds of clearing"),
    "complaints.type": Words("Beschwerdearten", "Types of complaint"),
    "praise.area": Words("Bereiche der Lobe", "Areas of the praises"),
}
THEMES_OF: Final = Words("Themen der Beschwerden, {area}", "Themes of the complaints, {area}")
DETAILS_OF: Final = Words("Einzelheiten der Beschwerden, {area}: {theme}", "Details of the complaints, {area}: {theme}")
WITHOUT: Final = {
    "area": Words("ohne Bereich", "without an area"),
    "theme": Words("ohne Thema", "without a theme"),
    "detail": Words("ohne Einzelheit", "without a detail"),
}


def figure_label(name: str, wording: Wording) -> str:
    """Return what people call a figure, or several joined by "+"; the name itself where nobody knows it."""
    labels = [_label(part, wording) for part in names_of(name)]
    if len(labels) < 2:
        return "".join(labels) or name
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*labels, strict=False))
    head, space, _ = "".join(letters[0] for letters in alike).rpartition(" ")
    shared = head + space
    return shared + " + ".join(label[len(shared) :] for label in labels)


def family_label(family: str, wording: Wording) -> str:
    """Return what people call the parts of a whole: „Eingangswege“ for reactions.channel."""
    if family in FAMILIES:
        return FAMILIES[family].within(wording.language)
    match family.split("."):
        case ["complaints", "theme", area]:
            return THEMES_OF.within(wording.language).format(area=_entry("area", area, wording))
        case ["complaints", "detail", area, theme]:
            labels = {"area": _entry("area", area, wording), "theme": _entry("theme", theme, wording, area)}
            return DETAILS_OF.within(wording.language).format(**labels)
        case _:
            return family


def sentence_of(msgid: str, params: Mapping[str, object], wording: Wording) -> str:
    """Return the sentence of a finding or a reason: figures under their labels, numbers as people write them."""
    labels: Mapping[str, Callable[[str, Wording], str]] = {
        **dict.fromkeys(("figure", "other", "whole"), figure_label),
        "family": family_label,
    }
    said = {
        name: labels[name](value, wording) if isinstance(value, str) and name in labels else _written(value, wording)
        for name, value in params.items()
    }
    return wording.text(msgid, **said)


def _label(name: str, wording: Wording) -> str:
    if name in NAMES:
        return NAMES[name].within(wording.language)
    family, _, code = name.rpartition(".")
    if family in LISTED:
        column, words = LISTED[family]
        return words.within(wording.language).format(entry=_entry(column, code, wording))
    if family in NAMES and code in PERCENTILES:
        return PERCENTILES[code].within(wording.language).format(what=NAMES[family].within(wording.language))
    match name.split("."):
        case ["complaints", ("theme" | "detail") as column, area, *rest] if rest:
            return f"{COMPLAINTS.within(wording.language)}, {_path(column, area, rest, wording)}"
        case ["quality", within]:
            return _within(name, within, wording)
        case _:
            return name


def _path(column: str, area: str, rest: list[str], wording: Wording) -> str:
    theme = _entry("theme", rest[0], wording, area)
    labels = [theme, *(_entry("detail", detail, wording, f"{area}/{rest[0]}") for detail in rest[1:])]
    return f"{_entry('area', area, wording)}: {', '.join(labels)}"


def _within(name: str, code: str, wording: Wording) -> str:
    step, _, rest = code.partition("_within_")
    days = rest.partition("_")[0]
    return WITHIN[step].within(wording.language).format(days=days) if step in WITHIN else name


def _entry(column: str, code: str, wording: Wording, parent: str | None = None) -> str:
    if code == NONE and column in WITHOUT:
        return WITHOUT[column].within(wording.language)
    return wording.lists.label(column, code, wording.language, parent)


def _written(value: object, wording: Wording) -> object:
    """Return a number as people write it; words and everything else are left to the translation."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        return "–" if value is None else value
    number = float(value)
    return wording.number(int(number) if number.is_integer() else number)
