"""Who may do what, from `services/access.py`."""

from collections.abc import Iterator

from docs.markdown import page, table
from pages.ui import navigation
from schema.lists import START_ENTRIES
from schema.tables import TABLES
from services import translation
from services.access import ROLE_ACTIONS, Action

# What each action lets a person do; a new action without a sentence here fails the build.
SENTENCES: dict[Action, str] = {
    Action.RECORD_REACTION: "neue Reaktionen erfassen",
    Action.RECORD_CARDS: "Meinungskarten stapelweise erfassen",
    Action.SEE_HANDOVERS: "Abgaben an andere Stellen sehen, ins Register übernehmen und ihre Texte löschen",
    Action.SEE_REACTIONS: "Fälle im Register suchen und lesen",
    Action.SEE_CASE: "einen Fall öffnen (die Geschäftsführung nur Fälle der Eskalationsstufen 5 und 6)",
    Action.CHANGE_REACTION: "Fälle bearbeiten",
    Action.EXPORT_REACTIONS: "gefundene Fälle als CSV oder Excel herunterladen",
    Action.IMPORT_REACTIONS: "Reaktionen aus einer Datei übernehmen",
    Action.SEE_DASHBOARDS: "die Auswertungen ansehen",
    Action.SEE_TODAY: "die Seite „Heute“ sehen",
    Action.MANAGE_USERS: "Personen eintragen und ihnen Rollen geben",
    Action.SET_UP: "das Register beginnen, in einer Google-Tabelle einrichten und prüfen; Bereiche und Teams pflegen",
    Action.SEE_ISSUES: "sehen und berichtigen, was in den eigenen Tabellen nicht stimmt",
    Action.CHECK_CONSENTS: "Stichproben der Einverständnisse ziehen und abhaken",
    Action.TAKE_OMBUDS_CASES: "Fälle der Ombudsstelle aufnehmen und sofort abschließen",
    Action.MANAGE_PARTNERS: "Partner der Ombudsstelle pflegen und ihre Fälle ansehen",
    Action.MAKE_PAPERS: "Schreiben zu einem Fall als E-Mail oder Brief entwerfen",
    Action.MANAGE_TEMPLATES: "die Word-Vorlagen der Briefe herunterladen und austauschen",
    Action.SEE_REPORT: "den Jahresbericht lesen und herunterladen",
    Action.WRITE_REPORT: "am Jahresbericht schreiben und Zahlen früherer Berichte eintragen",
    Action.MANAGE_MEASURES: "Impulse, Maßnahmen, Schulungsbedarfe und Befragungen eintragen",
}


def build() -> str:
    """Return the page."""
    roles = {entry.code: entry.label.de for entry in START_ENTRIES if entry.list == "role"}
    rows = (
        (SENTENCES[action], f"`{action}`", " · ".join(roles[role] for role in roles if action in ROLE_ACTIONS[role]))
        for action in Action
    )
    narrow = (
        f"- **{field.label.de}** ({declaration.label.de}): {_names(roles, field.see)}"
        for declaration in TABLES.values()
        for field in declaration.fields
        if field.see is not None
    )
    return page(
        "Rollen",
        "Was eine Person im Portal sieht und darf, hängt an ihren Rollen. Wer mehrere Rollen hat, darf, was eine davon "
        "erlaubt. Was hier nicht steht, ist nicht erlaubt.",
        "## Was erlaubt ist und wem",
        table(("Was", "Kürzel", "Rollen"), rows),
        "## Welche Seiten",
        table(("Seite", "Adresse", "Rollen"), _pages(roles)),
        "Eine Adresse, die nicht zu Ihrer Rolle gehört, sagt das und zeigt sonst nichts.",
        "## Die Rollen und ihre Kürzel",
        table(("Rolle", "Kürzel"), ((label, f"`{code}`") for code, label in roles.items())),
        "## Felder, die nur einige Rollen sehen",
        "\n".join(narrow),
    )


def _pages(roles: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for entry in navigation.PAGES:
        allowed = frozenset(role for role in roles if entry.action in ROLE_ACTIONS[role])
        yield translation.text(entry.title, "de"), f"`/{entry.address}`", _names(roles, allowed)


def _names(roles: dict[str, str], codes: frozenset[str]) -> str:
    return " · ".join(label for code, label in roles.items() if code in codes)
