"""A paper on a case or a hand-over, filled in: to be looked at, changed and taken along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.cases import Case
from services.errors import AccessDenied
from services.papers import letters, mails, templates
from services.papers.filling import PLACEHOLDERS, Facts, Placeholder, facts_of, filled, values_for
from services.papers.kinds import BY_CODE, OMBUDS, PAPERS, Form, Paper, Party
from services.papers.recipients import Recipient, find_recipients
from services.procedure.standing import Position, Standing
from services.register.snapshot import Row, Snapshot


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A paper as it begins: whom it goes to, its subject and text, and what comes in the place of the placeholders."""

    paper: Paper
    to: tuple[Recipient, ...]
    cc: tuple[Recipient, ...]
    subject: str
    text: str
    values: Mapping[str, str]


def list_papers(actor: Actor, case: Case) -> tuple[Paper, ...]:
    """Return the papers that fit a case and that the actor may make in some form."""
    standing = Standing.of(case)
    return tuple(paper for paper in PAPERS if paper.fits(standing) and forms_of(actor, paper, case.reaction))


def forms_of(actor: Actor, paper: Paper, reaction: Mapping[str, Any]) -> tuple[Form, ...]:
    """Return as what the actor may make a paper on this reaction; the ombuds office only on its own cases."""
    if not access.can(actor, Action.MAKE_PAPERS):
        return ()
    found = ((form, roles & actor.roles) for form, roles in paper.makers.items())
    return tuple(form for form, own in found if own and (own != {OMBUDS} or reaction.get("ombuds")))


def next_paper(case: Case) -> str:
    """Return the code of the paper that a case needs next, by how far it has come."""
    standing = Standing.of(case)
    if not standing.has("acknowledged_on") and standing.is_answerable and standing.position is Position.RECORDED:
        return "acknowledgement"
    if standing.is_disciplinary and not standing.has("statement_asked_on"):
        return "statement"
    if standing.has("extended_until") and not standing.has("interim_on"):
        return "interim"
    if standing.needs_team and not standing.has("cleared_on") and not standing.has("answer_draft"):
        return "disposition"
    return "answer"


def draft_paper(snapshot: Snapshot, actor: Actor, case: Case, code: str, *, today: date) -> PaperDraft:
    """Return a paper on a case, filled in.

    Raises:
        AccessDenied: the actor may not make it.
    """
    paper = BY_CODE[code]
    _require(actor, paper, case.reaction)
    return _drafted(snapshot, paper, facts_of(snapshot, actor, case.reaction, case.concerns, today=today))


def draft_handover(snapshot: Snapshot, actor: Actor, row: Row, code: str, *, today: date) -> PaperDraft:
    """Return the hand-over of what is no reaction, or the notice of it (OA 10/2018, "KRM ist nicht zuständig").

    Raises:
        AccessDenied: the actor may not make it.
    """
    paper = BY_CODE[code]
    access.require(actor, Action.SEE_HANDOVERS)
    reaction = _as_reaction(row)
    _require(actor, paper, reaction)
    return _drafted(snapshot, paper, facts_of(snapshot, actor, reaction, (), today=today))


def _as_reaction(row: Row) -> dict[str, Any]:
    """Return a hand-over as a paper reads it: the first line under "customer" is the name, the others how to reach."""
    name, _, contact = str(row.get("customer") or "").partition("\n")
    return {
        **row,
        "number": row.get("reaction_number"),
        "customer_name": name.strip(),
        "customer_contact": contact.strip() or (name if "@" in name else ""),
    }


def make_mail(actor: Actor, reaction: Mapping[str, Any], draft: PaperDraft, subject: str, text: str) -> bytes:
    """Return a mail as a draft for the mail program, with the subject and text as somebody changed them.

    Raises:
        AccessDenied: the actor may not make it as a mail.
    """
    _require(actor, draft.paper, reaction, Form.MAIL)
    return mails.build_mail(draft.to, draft.cc, subject, text)


def make_letter(snapshot: Snapshot, actor: Actor, reaction: Mapping[str, Any], draft: PaperDraft) -> bytes:
    """Return a letter as Word, from the office's own template where there is one.

    Raises:
        AccessDenied: the actor may not make it as a letter.
        ExportFailed: the template cannot be filled.
    """
    _require(actor, draft.paper, reaction, Form.LETTER)
    return letters.render_letter(templates.template_in_use(snapshot, draft.paper), draft.values)


def _drafted(snapshot: Snapshot, paper: Paper, facts: Facts) -> PaperDraft:
    values = values_for(paper, facts)
    to = find_recipients(snapshot, paper.to, facts.reaction)
    cc = find_recipients(snapshot, paper.cc, facts.reaction) if paper.cc else ()
    subject = " ".join(filled(paper.subject, values).split())
    return PaperDraft(paper, to, cc, subject, filled(paper.text, values).strip(), values)


def _require(actor: Actor, paper: Paper, reaction: Mapping[str, Any], form: Form | None = None) -> None:
    access.require(actor, Action.MAKE_PAPERS)
    forms = forms_of(actor, paper, reaction)
    if not forms or (form and form not in forms):
        raise AccessDenied(N_("Your role does not allow this. Please ask the portal's administration if you need it."))


def missing_parties(draft: PaperDraft) -> tuple[Party, ...]:
    """Return to whom the paper should go but nobody with an e-mail address is known."""
    wanted = ((draft.paper.to, draft.to), (draft.paper.cc, draft.cc))
    return tuple(party for party, people in wanted if party and not any(person.address for person in people))


def form_to_begin_with(draft: PaperDraft, forms: Sequence[Form]) -> Form:
    """Return as what a paper is offered first: a letter where only the customer's address is known, else a mail."""
    has_mail = Party.CUSTOMER not in missing_parties(draft)
    return Form.LETTER if Form.LETTER in forms and not has_mail and draft.values.get("anschrift") else forms[0]


def missing_values(draft: PaperDraft) -> tuple[Placeholder, ...]:
    """Return what the paper needs and the case does not say."""
    return tuple(one for one in PLACEHOLDERS if one.name in draft.paper.needs and not draft.values[one.name])
