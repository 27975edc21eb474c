"""What the steps of a case leave in writing: call note, draft, summary, and the notes on it."""

import random
from datetime import date, timedelta

from services.demo import office
from services.demo.cases import Case, Note
from services.demo.course import QUALITY_DAYS
from services.demo.office import Row
from services.demo.steps import climbing_days
from services.demo.templates import Voice
from services.demo.texts import steps
from services.papers.kinds import BY_CODE, Form
from services.procedure.escalation import CAUSES, RAN_OUT

PORTAL_SINCE = date(2023, 1, 1)  # call notes and papers of the years before lie in the files
FORMS = {Form.MAIL: "E-Mail-Entwurf", Form.LETTER: "Brief"}
_SUPERIOR, _NOT_TO_CLEAR = CAUSES[1].de, CAUSES[2].de


def written_steps(voice: Voice, case: Case) -> Row:
    """Return the written fields that the steps of a case fill; as they stand in its dates."""
    written: Row = dict.fromkeys(("call_note", "answer_draft", "summary", "consent_scope"))
    if case.consent_filed_on is not None and voice.rng.randrange(100) < 15:
        written["consent_scope"] = voice.say(steps.SCOPES)
    if case.cleared_on is None:
        return written
    voice.given["geklaert"] = voice.day(case.cleared_on)
    outcome = next((matter.outcome for matter in case.matters if matter.outcome), None)
    if case.draft_on is not None:
        written["answer_draft"] = _draft(voice, case, outcome)
    elif case.received_on >= PORTAL_SINCE and not _is_without_result(case):
        way = steps.CALLS[case.cleared_by or "telephone"] if case.is_answerable else steps.NAMELESS_CALLS
        written["call_note"] = f"{voice.say(way)} {voice.say(steps.RESULTS[outcome])}"
        if case.is_answerable and voice.rng.randrange(100) < 60:
            written["call_note"] += f" {voice.say(steps.CALL_ENDS)}"
    if case.is_disciplinary and case.statement_on is not None:
        voice.given["stellung"] = voice.day(case.statement_on)
        written["summary"] = voice.say(steps.SUMMARIES[outcome])
    return written


def _is_without_result(case: Case) -> bool:
    """Return whether a complaint was closed without an outcome: withdrawn, or nobody answered."""
    first = case.first
    return case.closed_on is not None and first.kind == "complaint" and first.outcome is None


def _draft(voice: Voice, case: Case, outcome: str | None) -> str:
    if case.person is None or _is_without_result(case) or (voice.rng.randrange(100) < 50 and not case.is_disciplinary):
        return voice.say(steps.DRAFTS_ELSEWHERE)
    name = case.person.name.split()[-1]
    greeting = f"Sehr geehrte Frau {name}," if case.person.is_woman else f"Sehr geehrter Herr {name},"
    said = [voice.say(part) for part in (steps.DRAFT_STARTS, steps.DRAFT_RESULTS[outcome], steps.DRAFT_ENDS)]
    return f"{greeting}\n\n{' '.join(said)}\n\nMit freundlichen Grüßen"


def notes_on(voice: Voice, case: Case, today: date) -> list[Note]:
    """Return the notes on a case: how it went up the escalation ladder, and a few of the papers made."""
    notes = [_step_note(voice, case, step, day) for step, day in climbing_days(case, today).items()]
    notes += _papers(voice.rng, case) if case.received_on >= PORTAL_SINCE else []
    return sorted(notes, key=lambda note: note.noted_on)


def _step_note(voice: Voice, case: Case, step: int, day: date) -> Note:
    is_late = day > case.received_on + timedelta(days=QUALITY_DAYS)
    title, reason = RAN_OUT.de, "ran_out"
    if not is_late or voice.rng.randrange(100) < 30:
        title, reason = voice.rng.choice(((_SUPERIOR, "superior"), (_NOT_TO_CLEAR, "not_to_clear")))
    persons = {
        3: office.AREA_LEADS.get(case.unit or "", office.OFFICER),
        5: office.MANAGEMENT,
    }
    said = voice.say(steps.OFFERED if step == 6 else steps.REASONS[reason])
    proof = None
    if step >= 5:
        proof = f"II-6000/{case.number[3:].replace('-', '/')}, Vermerk vom {day:%d.%m.%Y}"
    return Note("escalation", day, title, str(step), persons.get(step, office.OFFICER), said, proof)


def _papers(rng: random.Random, case: Case) -> list[Note]:
    customer = case.person.name if case.person else None
    lead = office.LEADS[case.unit].label if case.unit and case.disposition_on else None
    area_lead = office.AREA_LEADS.get(case.unit or "")
    form = Form.LETTER if case.channel in ("letter", "in_person", "telephone") else Form.MAIL
    made = (
        ("acknowledgement", form, case.acknowledged_on, customer, 8),
        ("disposition", Form.MAIL, case.disposition_on, lead, 4),
        ("statement", Form.MAIL, case.statement_asked_on, area_lead, 90),
        ("interim", form, case.interim_on, customer, 50),
        ("answer", Form.LETTER, case.signed_on, customer, 20),
    )
    return [
        Note("paper", day, f"{BY_CODE[code].label.de} ({FORMS[as_what]})", person=person)
        for code, as_what, day, person, percent in made
        if day is not None and rng.randrange(100) < percent
    ]
