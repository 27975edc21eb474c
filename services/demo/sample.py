"""The rows of the sample register, deterministic for a seed and a day.

For 2021 and 2022 they reproduce the figures printed in the Dresden report, as far as those agree with each other;
`dresden.py` lists every one of them, says which is not followed and why. In short, for 2022: 748 reactions are
followed, not the 750 to which the channels add up, so 137 came in person instead of the 139 printed; 676 of 748 were
closed within 14 days, which is the 90.3 % printed when cut off and 90.4 % when rounded; three of the 61 praises are
without an area, for the areas printed add up to 58. This holds as soon as the cases of 2022 are done with, for a
`today` from March 2023 on. Nothing depends on the order of sets or on hashes: `random.Random` of the seed alone.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from services.demo import desk, office
from services.demo.cases import Case, Matter, Note
from services.demo.ids import IdMaker
from services.demo.improvements import measure_rows, survey_rows
from services.demo.office import Row
from services.demo.published import published_rows
from services.demo.steps import take_steps
from services.demo.wording import write_case
from services.demo.years import FIRST_YEAR, many_cases, sample_cases


@dataclass(frozen=True, slots=True)
class SampleRegister:
    """The rows of each table, in the order of their ids; each has `id` and every declared field (None = not given)."""

    reactions: list[Row]
    concerns: list[Row]
    units: list[Row]
    partners: list[Row]
    users: list[Row]
    lists: list[Row]
    notes: list[Row]
    handovers: list[Row]
    same_day: list[Row]
    published: list[Row]
    measures: list[Row]
    surveys: list[Row]

    def tables(self) -> dict[str, list[Row]]:
        """Return the rows by table, those first that others draw from."""
        return {
            "units": self.units,
            "partners": self.partners,
            "lists": self.lists,
            "users": self.users,
            "reactions": self.reactions,
            "concerns": self.concerns,
            "notes": self.notes,
            "handovers": self.handovers,
            "same_day": self.same_day,
            "published": self.published,
            "measures": self.measures,
            "surveys": self.surveys,
        }


def sample_rows(
    seed: int, today: date, *, reactions: int | None = None, progress: Callable[[float], None] | None = None
) -> SampleRegister:
    """Return the sample register as it stands on `today`, from 2021 on.

    With `reactions` it has exactly that many, over ten years, for load tests; Dresden's figures are not in it then.
    `progress` is called with the share done, from 0 to 1.
    """
    cases = sample_cases(seed, today) if reactions is None else many_cases(seed, today, reactions)
    rng = random.Random(f"resonanz {seed} words")
    ids = IdMaker(random.Random(f"resonanz {seed} ids"))
    units, partners = office.unit_rows(ids), office.partner_rows(ids)
    lists, users = office.list_rows(ids), office.user_rows(ids)
    reaction_rows: list[Row] = []
    concern_rows: list[Row] = []
    notes: list[tuple[Note, str]] = []
    for place, case in enumerate(cases):
        dice = rng.getrandbits(64)
        take_steps(random.Random(dice + 2), case, today)
        written, noted = write_case(case, today, dice)
        row = {"id": ids.make(case.received_on), **_reaction_row(case), **written}
        reaction_rows.append(row)
        notes += [(note, row["id"]) for note in noted]
        for rank, matter in enumerate(case.matters, 1):
            concern = {"id": ids.make(case.received_on), "reaction_id": row["id"], "rank": rank}
            concern_rows.append({**concern, **_concern_values(matter)})
        if progress is not None and place % 500 == 0:
            progress(place / len(cases))
    if progress is not None:
        progress(1.0)
    more_ids = IdMaker(random.Random(f"resonanz {seed} more ids"))
    notes.sort(key=lambda pair: pair[0].noted_on)
    note_rows = [{"id": more_ids.make(note.noted_on), **_note_values(note, row_id)} for note, row_id in notes]
    years = desk.usual_years(FIRST_YEAR, today.year)
    if reactions is not None:
        years = desk.shares_of(Counter(case.received_on.year for case in cases))
    handovers = desk.handover_rows(seed, more_ids, years[0], today)
    same_day = desk.same_day_rows(seed, more_ids, years[1], today)
    published = published_rows(seed, today) if reactions is None else []
    return SampleRegister(
        reactions=reaction_rows,
        concerns=concern_rows,
        units=units,
        partners=partners,
        users=users,
        lists=lists,
        notes=note_rows,
        handovers=handovers,
        same_day=same_day,
        published=published,
        measures=measure_rows(seed, today),
        surveys=survey_rows(seed, today),
    )


def _reaction_row(case: Case) -> Row:
    person = case.person
    is_known = person is not None and case.channel not in ("review_site", "opinion_card")
    return {
        "number": case.number,
        "received_on": case.received_on,
        "channel": case.channel,
        "ombuds": case.ombuds,
        "partner": case.partner,
        "represented": case.represented,
        "counsellor": case.counsellor,
        "came_alone": case.came_alone,
        "customer_ref": person.reference if person and is_known else None,
        "customer_name": person.name if person and (is_known or case.channel == "review_site") else None,
        "customer_contact": person.contact if person and is_known else None,
        "follow_up_of": case.follows.number if case.follows else None,
        "unit": case.unit,
        "assigned_to": case.assigned_to,
        "acknowledged_on": case.acknowledged_on,
        "disposition_on": case.disposition_on,
        "statement_asked_on": case.statement_asked_on,
        "privacy_officer_on": case.statement_asked_on,
        "statement_on": case.statement_on,
        "draft_on": case.draft_on,
        "escalation_step": case.escalation_step,
        "extended_until": case.extended_until,
        "interim_on": case.interim_on,
        "consent_asked_on": case.consent_asked_on,
        "consent": case.consent,
        "consent_on": case.consent_on,
        "consent_filed_on": case.consent_filed_on,
        "informed_on": case.informed_on,
        "third_informed_on": case.third_informed_on,
        "cleared_on": case.cleared_on,
        "cleared_by": case.cleared_by,
        "signed_on": case.signed_on,
        "verbis_on": case.verbis_on,
        "alternatives": case.alternatives,
        "closed_on": case.closed_on,
    }


def _concern_values(matter: Matter) -> Row:
    return {
        "kind": matter.kind,
        "area": matter.area,
        "theme": matter.theme,
        "detail": matter.detail,
        "named_as": matter.named_as,
        "complaint_type": matter.complaint_type,
        "outcome": matter.outcome,
        "clearing_kind": matter.clearing_kind,
        "employee": matter.employee,
        "talked_over_on": matter.talked_over_on,
    }


def _note_values(note: Note, reaction_id: str) -> Row:
    return {
        "reaction_id": reaction_id,
        "kind": note.kind,
        "noted_on": note.noted_on,
        "step": note.step,
        "title": note.title,
        "person": note.person,
        "reason": note.reason,
        "proof": note.proof,
    }
