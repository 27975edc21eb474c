"""The papers of the procedure: who may make each, to whom it goes, as what, and its text.

The texts are German whatever the portal's language: they go to customers and to colleagues of a German office. A line
whose placeholders all stay empty is left out. Where the office order names who writes, its passage stands in `source`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from schema.words import N_, Words
from services.procedure.standing import Position, Standing


class Form(StrEnum):
    """As what a paper is made."""

    MAIL = "mail"
    LETTER = "letter"


class Party(StrEnum):
    """Whom a paper goes to."""

    CUSTOMER = "customer"
    TEAM_LEAD = "team_lead"
    AREA_LEAD = "area_lead"
    DATA_PROTECTION = "data_protection"
    PLACE = "place"  # the place a matter is handed to


KRM = frozenset({"office", "krm_officer"})
OMBUDS = "ombudsperson"  # makes papers on the cases of the ombuds office only
CLEARING = KRM | {"team_lead", OMBUDS}


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper.

    `makers` says by form which roles may make it; a form that is not named does not exist. `fits` says on which cases
    it makes sense, `needs` the placeholders without which it says little. `file` is the name of its Word template.
    `then` says what is to be recorded once it went out.
    """

    code: str
    label: Words
    source: str
    makers: dict[Form, frozenset[str]]
    to: Party
    fits: Callable[[Standing], bool]
    subject: str
    text: str
    cc: Party | None = None
    needs: tuple[str, ...] = ()
    file: str = ""
    then: str = ""

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def goes_outside(self) -> bool:
        """Whether somebody outside the office reads it: then nothing internal may be filled in."""
        return self.to is Party.CUSTOMER


def _is_open(standing: Standing) -> bool:
    return standing.position is not Position.CLOSED


def _is_answerable(standing: Standing) -> bool:
    return standing.is_answerable


def _is_open_and_answerable(standing: Standing) -> bool:
    return _is_open(standing) and standing.is_answerable


def _is_open_with_team(standing: Standing) -> bool:
    return _is_open(standing) and standing.needs_team


def _is_open_and_disciplinary(standing: Standing) -> bool:
    return _is_open(standing) and standing.is_disciplinary


# A mail is signed by whoever sends it; letters by the KRM officer (OA 10/2018, procedure 3 b).
_GREETING = """

Mit freundlichen Grüßen

{{ bearbeitung }}
{{ amt }}
{{ amt_anschrift }}
{{ telefon }}"""

_COLLEAGUES = """

Mit freundlichen Grüßen

{{ bearbeitung }}
{{ amt }}"""

PAPERS: tuple[Paper, ...] = (
    Paper(
        "acknowledgement",
        Words("Eingangsbestätigung mit Bitte um Einverständnis", "Acknowledgement with request for consent"),
        "OA 10/2018, Ablauf 1: „Das BGF versendet neben der Eingangsbestätigung … gleichzeitig die Bitte zum "
        "Einverständnis für die Einsichtnahme …“; Informationspflichten, Art. 13 und 14 DSGVO",
        {Form.MAIL: KRM | {OMBUDS}, Form.LETTER: KRM | {OMBUDS}},
        Party.CUSTOMER,
        _is_open_and_answerable,
        "Eingangsbestätigung zu Ihrer Nachricht vom {{ eingang }}, Nummer {{ nummer }}",
        """{{ anrede }}

vielen Dank für Ihre Nachricht. Sie ist am {{ eingang }} bei uns eingegangen und hat die Nummer {{ nummer }}. Bitte \
nennen Sie diese Nummer, wenn Sie sich dazu noch einmal melden.

Wir kümmern uns um Ihr Anliegen. In der Regel hören Sie bis zum {{ frist }} von uns. Dauert es länger, sagen wir Ihnen \
vorher Bescheid.

Dazu haben wir eine Bitte. Um Ihr Anliegen gründlich prüfen zu können, möchte die Beauftragte für das \
Kundenreaktionsmanagement (KRM-Beauftragte) Ihre elektronische Akte bei uns einsehen. Dafür braucht sie Ihr \
Einverständnis. Es ist freiwillig, und Sie können es jederzeit für die Zukunft widerrufen. Wenn Sie nicht \
einverstanden sind, bearbeiten wir Ihr Anliegen ohne diese Einsicht; Nachteile entstehen Ihnen daraus nicht.

Bitte antworten Sie uns mit einem dieser beiden Sätze:
„Ich bin einverstanden, dass die KRM-Beauftragte zur Klärung meines Anliegens {{ nummer }} meine E-Akte einsieht.“
„Ich bin nicht einverstanden, dass die KRM-Beauftragte meine E-Akte einsieht.“
Ihre Antwort erreicht uns unter: {{ postfach }}

Wie wir Ihre Daten verarbeiten und welche Rechte Sie haben, lesen Sie in den beigefügten Datenschutzhinweisen \
(Art. 13 und 14 DSGVO)."""
        + _GREETING,
        file="Eingangsbestaetigung.docx",
        then=N_(
            "Attach the office's privacy notice. Once it went out, record that receipt was confirmed and consent asked."
        ),
    ),
    Paper(
        "disposition",
        Words("Verfügung an die Teamleitung", "Disposition to the team lead"),
        "OA 10/2018, Ablauf 2: „… versehen mit einer entsprechenden Verfügung - in elektronischer Form an die "
        "zuständige Teamleitung (cc zuständige Bereichsleitung) …“",
        {Form.MAIL: KRM},
        Party.TEAM_LEAD,
        _is_open_with_team,
        "Kundenreaktion {{ nummer }}: bitte klären bis {{ frist_team }}",
        """Guten Tag,

die Kundenreaktion {{ nummer }} geht Ihnen zur Bearbeitung zu.

Betreff: {{ betreff }}
Eingegangen am: {{ eingang }}
Zuständiges Team: {{ team }}
Bitte klären bis: {{ frist_team }}
{{ frist_hinweis }}

Verfügung vom {{ verfuegt_am }}:
{{ verfuegung }}

Schilderung:
{{ schilderung }}

Klären Sie das Anliegen persönlich, telefonisch oder per E-Mail, senden Sie bitte einen ausführlichen Vermerk oder \
Ihre E-Mail an das KRM-Postfach {{ postfach }}, die Bereichsleitung in Kopie. Antworten Sie schriftlich, senden Sie \
uns bitte den Entwurf; die KRM-Beauftragte zeichnet und versendet ihn."""
        + _COLLEAGUES,
        cc=Party.AREA_LEAD,
        needs=("verfuegung",),
        then=N_("Once it went out, record the disposition: from its day on the team's deadline runs."),
    ),
    Paper(
        "statement",
        Words("Aufforderung zur Stellungnahme", "Request for a statement"),
        "OA 10/2018, „Dienstaufsichtsbeschwerden“: „Die betroffenen Mitarbeiter werden durch die KRM-Beauftragte bzw. "
        "das BGF … über den zuständigen Bereichsleiter zur Stellungnahme aufgefordert, die bestellte "
        "Datenschutzbeauftragte ist in jedem Fall einzubeziehen.“",
        {Form.MAIL: KRM, Form.LETTER: KRM},
        Party.AREA_LEAD,
        _is_open_and_disciplinary,
        "Vertraulich: Stellungnahme zur Kundenreaktion {{ nummer }} bis {{ stellungnahme_bis }}",
        """Guten Tag,

zur Kundenreaktion {{ nummer }} vom {{ eingang }} ist eine Dienstaufsichtsbeschwerde zu bearbeiten. Bitte lassen Sie \
die betroffene Person bis zum {{ stellungnahme_bis }} schriftlich Stellung nehmen.

Betroffene Person: {{ mitarbeiter }}
Betreff: {{ betreff }}

Vorgetragen wird:
{{ schilderung }}

Die Stellungnahme, die Zusammenfassung des Ergebnisses und den Entwurf des Textbeitrags für die Antwort senden Sie \
bitte an das KRM-Postfach {{ postfach }}.

Die Datenschutzbeauftragte erhält diese Nachricht in Kopie. Bitte behandeln Sie den Vorgang vertraulich und geben Sie \
ihn nur an die weiter, die daran mitwirken."""
        + _COLLEAGUES,
        cc=Party.DATA_PROTECTION,
        needs=("mitarbeiter", "schilderung"),
        file="Stellungnahme.docx",
        then=N_("Once it went out, record that the statement was asked for and the data protection officer involved."),
    ),
    Paper(
        "handover",
        Words("Abgabe an die zuständige Stelle", "Hand-over to the place responsible"),
        "OA 10/2018, „KRM ist nicht zuständig …“: „Derartige Kundenanliegen sind zuständigkeitshalber an die "
        "entsprechenden Ansprechpartner bzw. Bereiche weiterzuleiten“; „Widerspruchsstelle“",
        {Form.MAIL: KRM | {OMBUDS}},
        Party.PLACE,
        _is_open,
        "Abgabe zuständigkeitshalber: Kundenanliegen vom {{ eingang }}",
        """Guten Tag,

dieses Anliegen gebe ich Ihnen zuständigkeitshalber ab. Es ist am {{ eingang }} bei uns eingegangen.

Nummer: {{ nummer }}
Inhalt: {{ inhalt }}
Betreff: {{ betreff }}
Kundin oder Kunde: {{ name }}
Kundennummer: {{ kundennummer }}
Erreichbar unter: {{ erreichbar }}

Text:
{{ schilderung }}

Bitte bestätigen Sie kurz, dass Sie die Sache übernehmen."""
        + _COLLEAGUES,
        then=N_("Once it went out, record the hand-over with its day and the place."),
    ),
    Paper(
        "handover_notice",
        Words("Abgabenachricht an die Kundin oder den Kunden", "Notice of the hand-over to the customer"),
        "OA 10/2018, „KRM ist nicht zuständig …“ und „Widerspruchsstelle“: das Anliegen wird abgegeben; die Kundin "
        "oder der Kunde erfährt, wohin",
        {Form.MAIL: KRM | {OMBUDS}, Form.LETTER: KRM | {OMBUDS}},
        Party.CUSTOMER,
        _is_open_and_answerable,
        "Ihre Nachricht vom {{ eingang }}",
        """{{ anrede }}

{{ mitteilung }}"""
        + _GREETING,
        file="Abgabenachricht.docx",
    ),
    Paper(
        "interim",
        Words("Zwischennachricht", "Interim notice"),
        "OA 10/2018, „Ziele“: „… in der Regel innerhalb von 2 Wochen …“; Verlängerung nur mit Grund und neuem Tag",
        {Form.MAIL: KRM | {OMBUDS}, Form.LETTER: KRM | {OMBUDS}},
        Party.CUSTOMER,
        _is_open_and_answerable,
        "Zwischennachricht zu Ihrer Nachricht vom {{ eingang }}, Nummer {{ nummer }}",
        """{{ anrede }}

zu Ihrem Anliegen mit der Nummer {{ nummer }} können wir Ihnen noch nicht abschließend antworten. Die Klärung dauert \
länger, als wir es uns vorgenommen haben. Das tut uns leid.

Wir arbeiten weiter daran. Sie hören spätestens bis zum {{ frist }} von uns.

Haben Sie bis dahin Fragen, erreichen Sie uns unter: {{ telefon }}"""
        + _GREETING,
        file="Zwischennachricht.docx",
        then=N_("Once it went out, record the interim notice; the extension needs its reason and the new day."),
    ),
    Paper(
        "answer",
        Words("Antwort", "Answer"),
        "OA 10/2018, Ablauf 3 a: „… per E-Mail …“ durch die TL; 3 b: „Die KRM-Beauftragte unterzeichnet und versendet "
        "das Antwortschreiben an den Kunden.“",
        {Form.MAIL: CLEARING, Form.LETTER: KRM},
        Party.CUSTOMER,
        _is_answerable,
        "Antwort auf Ihre Nachricht vom {{ eingang }}, Nummer {{ nummer }}",
        """{{ anrede }}

vielen Dank für Ihre Nachricht vom {{ eingang }}. Wir haben Ihr Anliegen geprüft.

{{ antwort }}

Haben Sie dazu noch Fragen, melden Sie sich bitte unter der Nummer {{ nummer }}."""
        + _GREETING,
        needs=("antwort",),
        file="Antwort.docx",
        then=N_(
            "Once it went out, record that the answer was signed and sent, or the clearing by e-mail with its note."
        ),
    ),
)
BY_CODE: dict[str, Paper] = {paper.code: paper for paper in PAPERS}
LETTERS: tuple[Paper, ...] = tuple(paper for paper in PAPERS if Form.LETTER in paper.makers)
