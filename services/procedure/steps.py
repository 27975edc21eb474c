"""The steps of the procedure, in one table that reads like the office order (OA 10/2018, "Ablauf").

A step is offered where it lies on the case's way (`applies`), may be taken by those in `who`, and is refused with the
sentence of the first of its `needs` that does not hold. It sets its `dates` to a day (today unless another is given),
puts what it `puts`, and asks for fields: those in `asks` must be given, those in `offers` may be, and must be where
`asks_where` says so of the case as it would stand. What it asks of each concern and of its note is said apart.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from schema.words import N_, Words
from services.deadlines import ClockName
from services.procedure.standing import Position, Standing

OFFICE = frozenset({"office", "krm_officer"})
LEADS = frozenset({"team_lead", "area_lead"})
OMBUDS = frozenset({"ombudsperson"})

Holds = Callable[[Standing], bool]


class StepName(StrEnum):
    """The steps, in the order in which they are usually taken."""

    ACKNOWLEDGE = "acknowledge"
    INFORM = "inform"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    ASSIGN = "assign"
    ASK_STATEMENT = "ask_statement"
    STATEMENT = "statement"
    SUMMARISE = "summarise"
    TALK_OVER = "talk_over"
    CLEAR = "clear"
    DRAFT = "draft"
    RETURN = "return"
    SIGN = "sign"
    EXTEND = "extend"
    ESCALATE = "escalate"
    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Need:
    """What must hold before a step, and the sentence that says what is missing; `field` is where it would stand."""

    holds: Holds
    msgid: str
    field: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: see the module. `clears` are fields it empties; `concerns` are fields asked of the concerns `of`."""

    name: StepName
    words: Words
    done: Words
    source: str
    who: frozenset[str]
    applies: Holds
    needs: tuple[Need, ...] = ()
    dates: tuple[str, ...] = ()
    renews: tuple[str, ...] = ()  # those of its dates that do not stay where they stand already
    puts: Mapping[str, object] = field(default_factory=dict)
    puts_where: Mapping[str, Holds] = field(default_factory=dict)  # these of `puts` only where it holds
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    asks_where: Mapping[str, Holds] = field(default_factory=dict)
    clears: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    of: Callable[[Mapping[str, object]], bool] = lambda concern: True
    note: str | None = None  # the kind of the note it writes, with a reason
    note_asks: tuple[str, ...] = ()
    note_offers: tuple[str, ...] = ()
    stops: ClockName | None = None
    starts: ClockName | None = None
    leads_to: Position | None = None
    where_also: tuple[Holds, frozenset[str]] | None = None  # where this holds, these roles may take it too

    def day_of(self, name: str, stands: date | None, today: date) -> date:
        """Return the day of one of its dates where none is typed: the one that `stands` already, else today."""
        return today if name in self.renews else stands or today

    @property
    def everybody(self) -> frozenset[str]:
        """Who may take it in one case or another."""
        return self.who | (self.where_also[1] if self.where_also else frozenset())

    def roles(self, case: Standing) -> frozenset[str]:
        """Return who may take it in this case."""
        if self.where_also is None or not self.where_also[0](case):
            return self.who
        return self.who | self.where_also[1]

    def asked(self, case: Standing) -> tuple[str, ...]:
        """Return the fields that must be given where the case would stand like this."""
        return (*self.asks, *(name for name, holds in self.asks_where.items() if holds(case)))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the reaction that the step may change."""
        return (*self.dates, *self.puts, *self.asks, *self.offers, *self.clears)

    @property
    def form(self) -> tuple[str, ...]:
        """The fields of the reaction that its form shows."""
        return (*self.dates, *self.asks, *self.offers)


def _has(name: str) -> Holds:
    return lambda case: case.has(name)


def _has_not(name: str) -> Holds:
    return lambda case: not case.has(name)


def _consent(*states: str) -> Holds:
    return lambda case: case.reaction.get("consent") in states


def _is_complaint(concern: Mapping[str, object]) -> bool:
    return concern.get("kind") == "complaint"


def _is_praise_of_an_employee(concern: Mapping[str, object]) -> bool:
    return concern.get("kind") == "praise" and bool(concern.get("employee"))


def _is_talked_over(case: Standing) -> bool:
    return all(one.get("talked_over_on") for one in case.praises_of_employees)


OPEN = Need(_has_not("closed_on"), N_("The case is closed. Please reopen it first, with the reason."), "closed_on")
ACKNOWLEDGED = Need(
    lambda case: case.has("acknowledged_on") or not case.is_answerable,
    N_("The receipt is not confirmed yet. Please confirm it first, and ask for consent with it."),
    "acknowledged_on",
)
ASSIGNED = Need(
    lambda case: case.has("disposition_on") or not case.needs_team,
    N_("The case has no disposition yet. Please assign it to a team first."),
    "disposition_on",
)
CLEARED = Need(
    lambda case: case.has("cleared_on") or not case.needs_clearing,
    N_("The case is not cleared yet. Please enter first how and when it was cleared."),
    "cleared_on",
)
SIGNED = Need(
    lambda case: case.has("signed_on") or not case.is_written,
    N_("The written answer is not signed and sent yet. The KRM officer signs it first."),
    "signed_on",
)
DRAFTED = Need(
    lambda case: case.has("draft_on") and case.is_written,
    N_("There is no draft of an answer yet. The team lead sends one first."),
    "draft_on",
)
CONSENT_ASKED = Need(
    _has("consent_asked_on"),
    N_("The consent was not asked for yet. Please enter first when it was asked for."),
    "consent_asked_on",
)
PRIVACY_OFFICER = Need(
    lambda case: case.has("privacy_officer_on") or not case.is_disciplinary,
    N_("The data protection officer is not involved yet. Please ask for the statement first and involve her with it."),
    "privacy_officer_on",
)
STATEMENT_ASKED = Need(
    _has("statement_asked_on"),
    N_("No statement was asked for yet. Please ask for it first, through the area lead."),
    "statement_asked_on",
)
STATEMENT_HERE = Need(
    lambda case: case.has("statement_on") or not case.is_disciplinary,
    N_("The employee's statement is not here yet. Please enter first when it came in."),
    "statement_on",
)
SUMMARISED = Need(
    lambda case: case.has("summary") or not case.is_disciplinary,
    N_("The lead's summary is missing. The lead in charge writes it first, with a draft passage."),
    "summary",
)
TALKED_OVER = Need(
    _is_talked_over,
    N_("The praise was not talked over with the employee named yet. The team lead does so first."),
    "talked_over_on",
)

STEPS: tuple[Step, ...] = (
    Step(
        StepName.ACKNOWLEDGE,
        Words("Eingang bestätigen", "Confirm receipt"),
        Words("Eingang bestätigt, Einverständnis erbeten", "Receipt confirmed, consent asked for"),
        "OA 10/2018, Ablauf 1: Eingangsbestätigung und gleichzeitig die Bitte zum Einverständnis",
        OFFICE | OMBUDS,
        lambda case: case.is_answerable and not case.has("acknowledged_on"),
        (OPEN,),
        dates=("acknowledged_on", "consent_asked_on"),
        puts={"consent": "asked"},
        puts_where={"consent": lambda case: not _consent("given", "refused", "withdrawn")(case)},
        offers=("informed_on",),
        stops=ClockName.ACKNOWLEDGE,
        leads_to=Position.ACKNOWLEDGED,
    ),
    Step(
        StepName.INFORM,
        Words("Datenschutzhinweise eintragen", "Enter the privacy notice"),
        Words("Datenschutzhinweise gegeben", "Privacy notice given"),
        "OA 10/2018, Informationspflichten: Art. 13 und 14 DSGVO",
        OFFICE | OMBUDS,
        lambda case: not case.has("informed_on") or (case.has("represented") and not case.has("third_informed_on")),
        (),
        offers=("informed_on", "third_informed_on"),
    ),
    Step(
        StepName.CONSENT_GIVEN,
        Words("Einverständnis erteilt", "Consent given"),
        Words("Einverständnis erteilt", "Consent given"),
        "OA 10/2018, Ablauf 1: schriftlicher Nachweis unter II-6000; Informationspflichten",
        OFFICE | OMBUDS,
        lambda case: not case.has("consent") or _consent("asked", "refused", "withdrawn")(case),
        (CONSENT_ASKED,),
        dates=("consent_on",),
        renews=("consent_on",),
        puts={"consent": "given"},
        offers=("consent_scope", "consent_filed_on"),
    ),
    Step(
        StepName.CONSENT_REFUSED,
        Words("Einverständnis verweigert", "Consent refused"),
        Words("Einverständnis verweigert", "Consent refused"),
        "OA 10/2018, Informationspflichten: die Genehmigung ist zu vermerken",
        OFFICE | OMBUDS,
        lambda case: not case.has("consent") or _consent("asked")(case),
        (CONSENT_ASKED,),
        dates=("consent_on",),
        renews=("consent_on",),
        puts={"consent": "refused"},
    ),
    Step(
        StepName.CONSENT_WITHDRAWN,
        Words("Einverständnis widerrufen", "Consent withdrawn"),
        Words("Einverständnis widerrufen", "Consent withdrawn"),
        "Art. 7 Abs. 3 DSGVO; OA 10/2018, Informationspflichten",
        OFFICE | OMBUDS,
        _consent("given"),
        (),
        dates=("consent_on",),
        renews=("consent_on",),
        puts={"consent": "withdrawn"},
    ),
    Step(
        StepName.ASSIGN,
        Words("Mit Verfügung zuweisen", "Assign with a disposition"),
        Words("Mit Verfügung an die Teamleitung", "Assigned to the team lead"),
        "OA 10/2018, Ablauf 2: mit Verfügung an die zuständige Teamleitung, cc Bereichsleitung",
        OFFICE,
        lambda case: not case.is_opinion_card and not case.has("cleared_on"),
        (OPEN, ACKNOWLEDGED),
        dates=("disposition_on",),
        asks=("unit",),
        offers=("assigned_to", "disposition"),
        starts=ClockName.CLEAR,
        leads_to=Position.ASSIGNED,
    ),
    Step(
        StepName.ASK_STATEMENT,
        Words("Stellungnahme anfordern", "Ask for the statement"),
        Words("Stellungnahme angefordert, Datenschutzbeauftragte einbezogen", "Statement asked for"),
        "OA 10/2018, Dienstaufsichtsbeschwerden: über den zuständigen Bereichsleiter zur Stellungnahme aufgefordert, "
        "die Datenschutzbeauftragte ist in jedem Fall einzubeziehen",
        OFFICE,
        lambda case: case.is_disciplinary and not case.has("statement_asked_on"),
        (OPEN, ASSIGNED),
        dates=("statement_asked_on", "privacy_officer_on"),
    ),
    Step(
        StepName.STATEMENT,
        Words("Stellungnahme eingegangen", "Statement received"),
        Words("Stellungnahme eingegangen", "Statement received"),
        "OA 10/2018, Dienstaufsichtsbeschwerden",
        OFFICE | LEADS,
        lambda case: case.is_disciplinary and not case.has("statement_on"),
        (OPEN, STATEMENT_ASKED, PRIVACY_OFFICER),
        dates=("statement_on",),
    ),
    Step(
        StepName.SUMMARISE,
        Words("Zusammenfassung und Textentwurf", "Summary and draft passage"),
        Words("Zusammenfassung und Textentwurf liegen vor", "Summary and draft passage are here"),
        "OA 10/2018, Dienstaufsichtsbeschwerden: Zusammenfassung und Entwurf des Textbeitrags durch die Führungskraft",
        LEADS,
        lambda case: case.is_disciplinary and not case.has("cleared_on"),
        (OPEN, STATEMENT_ASKED, STATEMENT_HERE),
        dates=("draft_on", "cleared_on"),
        puts={"cleared_by": "letter"},
        asks=("summary", "answer_draft"),
        stops=ClockName.CLEAR,
        leads_to=Position.DRAFTED,
    ),
    Step(
        StepName.TALK_OVER,
        Words("Lob auswerten", "Talk the praise over"),
        Words("Lob mit der genannten Person ausgewertet", "Praise talked over with the person named"),
        "OA 10/2018, Lobe: Auswertung durch den Teamleiter mit der betroffenen Person",
        frozenset({"team_lead", "krm_officer"}),
        lambda case: not _is_talked_over(case),
        (OPEN,),
        concerns=("talked_over_on",),
        of=_is_praise_of_an_employee,
    ),
    Step(
        StepName.CLEAR,
        Words("Klärung eintragen", "Enter the clearing"),
        Words("Vom Team geklärt", "Cleared by the team"),
        "OA 10/2018, Ablauf 3 a: Erledigung per E-Mail, telefonisch oder persönlich, mit aussagekräftigem Vermerk",
        OFFICE | LEADS | OMBUDS,
        lambda case: case.needs_clearing and not case.is_disciplinary and not case.has("cleared_on"),
        (OPEN, ASSIGNED),
        dates=("cleared_on",),
        asks=("cleared_by", "call_note"),
        stops=ClockName.CLEAR,
        leads_to=Position.CLEARED,
    ),
    Step(
        StepName.DRAFT,
        Words("Antwortentwurf vorlegen", "Submit a draft answer"),
        Words("Antwortentwurf liegt vor", "Draft answer submitted"),
        "OA 10/2018, Ablauf 3 b: Antwortschreiben im Entwurf an das KRM-Postfach, cc Bereichsleitung",
        OFFICE | LEADS | OMBUDS,
        lambda case: case.needs_clearing and not case.is_disciplinary and not case.has("cleared_on"),
        (OPEN, ASSIGNED),
        dates=("draft_on", "cleared_on"),
        puts={"cleared_by": "letter"},
        asks=("answer_draft",),
        stops=ClockName.CLEAR,
        leads_to=Position.DRAFTED,
    ),
    Step(
        StepName.RETURN,
        Words("An das Team zurückgeben", "Return to the team"),
        Words("An das Team zurückgegeben", "Returned to the team"),
        "OA 10/2018, Ablauf 4: die KRM-Beauftragte überwacht die Bearbeitung",
        frozenset({"krm_officer", "office"}),
        lambda case: case.has("cleared_on") and not case.has("signed_on"),
        (OPEN,),
        clears=("cleared_on", "cleared_by", "draft_on"),
        note="return",
        note_asks=("reason",),
        starts=ClockName.CLEAR,
        leads_to=Position.ASSIGNED,
    ),
    Step(
        StepName.SIGN,
        Words("Antwort zeichnen und versenden", "Sign and send the answer"),
        Words("Antwort gezeichnet und versandt", "Answer signed and sent"),
        "OA 10/2018, Ablauf 3 b: die KRM-Beauftragte unterzeichnet und versendet; Dienstaufsichtsbeschwerden: "
        "KRM-Beauftragte oder BGF",
        frozenset({"krm_officer"}),
        lambda case: case.is_written and case.has("cleared_on") and not case.has("signed_on"),
        (OPEN, DRAFTED, SUMMARISED),
        dates=("signed_on",),
        offers=("answer_draft",),
        leads_to=Position.SIGNED,
        where_also=(lambda case: case.is_disciplinary, frozenset({"office"})),
    ),
    Step(
        StepName.EXTEND,
        Words("Frist verlängern", "Extend the deadline"),
        Words("Frist verlängert", "Deadline extended"),
        "OA 10/2018, Ziele: in der Regel innerhalb von 2 Wochen; eine Ausnahme braucht Grund und neuen Tag",
        OFFICE | OMBUDS,
        lambda case: True,
        (OPEN,),
        asks=("extended_until", "extension_reason"),
        offers=("interim_on",),
        starts=ClockName.CLOSE,
    ),
    Step(
        StepName.ESCALATE,
        Words("Auf die nächste Stufe geben", "Move up the ladder"),
        Words("Eskalation", "Escalation"),
        "OA 10/2018, Anlage Eskalationsstufenkonzept",
        OFFICE | LEADS | OMBUDS,
        lambda case: case.escalation < 6,
        (OPEN,),
        asks=("escalation_step",),
        note="escalation",
        note_asks=("reason",),
        note_offers=("title", "person", "proof"),
    ),
    Step(
        StepName.CLOSE,
        Words("Abschließen", "Close"),
        Words("Abgeschlossen", "Closed"),
        "OA 10/2018, Ablauf 3: Erledigungsvermerk durch BGF, Hinweis in VerBIS; HEGA 09/15: Alternativen geprüft",
        OFFICE | OMBUDS,
        lambda case: True,
        (OPEN, PRIVACY_OFFICER, STATEMENT_HERE, CLEARED, SIGNED, TALKED_OVER),
        dates=("closed_on",),
        asks=("completion_note",),
        offers=("verbis_on", "alternatives", "file_ref"),
        asks_where={
            "verbis_on": lambda case: bool(case.complaints) and case.is_answerable,
            "alternatives": lambda case: case.is_wish_refused,
        },
        concerns=("outcome", "clearing_kind"),
        of=_is_complaint,
        stops=ClockName.CLOSE,
        leads_to=Position.CLOSED,
    ),
    Step(
        StepName.REOPEN,
        Words("Wieder aufnehmen", "Reopen"),
        Words("Wieder aufgenommen", "Reopened"),
        "OA 10/2018, Ablauf 4; eine neue Meldung in derselben Sache ist dagegen eine Folgereaktion",
        OFFICE | OMBUDS,
        _has("closed_on"),
        (),
        clears=("closed_on", "cleared_on", "cleared_by", "signed_on", "draft_on"),
        note="reopening",
        note_asks=("reason",),
        starts=ClockName.CLOSE,
    ),
)
STEP_OF: Mapping[StepName, Step] = {step.name: step for step in STEPS}
