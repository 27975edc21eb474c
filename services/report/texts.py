"""What the officer writes into a report: an own text for each part, and the portal's drafts as they changed them.

Kept per year in the table `report_texts` under `part` for own texts and `part:draft` for changed drafts, where
`drafted` is the draft that was changed: where the figures have moved on since, the page says so.
"""

from dataclasses import dataclass
from typing import Final

from schema.tables import TABLES
from schema.words import N_
from services import access
from services.access import Action, Actor
from services.errors import InputRejected, StaleRecord
from services.register.base import ChangeSet, Register, RowChange
from services.register.snapshot import Row, Snapshot
from services.report.parts import BY_KEY

TABLE: Final = "report_texts"
DRAFT: Final = ":draft"
LONGEST: Final = TABLES[TABLE].field("text").max_length


@dataclass(frozen=True, slots=True)
class Written:
    """A text of a report, and the draft it was made from ("" for an own text)."""

    text: str = ""
    drafted: str = ""


class TextMoved(StaleRecord):
    """Somebody else changed the same text meanwhile; `theirs` is what stands there now."""

    def __init__(self, row_id: str, theirs: str) -> None:
        super().__init__(
            N_("Somebody else changed this text in the meantime. Yours is still here; below is what stands there now."),
            row_ids=[row_id],
        )
        self.theirs = theirs


def texts_of(snapshot: Snapshot, year: int) -> dict[str, Written]:
    """Return the texts of a year by what they are kept under."""
    return {
        str(row["part"]): Written(row["text"] or "", row["drafted"] or "")
        for row in snapshot.each_row(TABLE)
        if row["year"] == year
    }


def write_text(
    register: Register, actor: Actor, year: int, part: str, text: str, *, seen: str, operation_id: str
) -> None:
    """Store the officer's own text of a part; an empty one takes it out. `seen` is the text they started from.

    Raises:
        AccessDenied: the report is not the actor's to write.
        InputRejected: the text is too long.
        TextMoved: somebody else changed it meanwhile, to something else.
    """
    _write(register, actor, year, part, Written(text), seen, operation_id)


def change_draft(
    register: Register, actor: Actor, year: int, part: str, text: str, *, drafted: str, seen: str, operation_id: str
) -> None:
    """Store what the officer made of the portal's draft; an empty text goes back to the draft.

    Raises:
        AccessDenied: the report is not the actor's to write.
        InputRejected: the text is too long.
        TextMoved: somebody else changed it meanwhile, to something else.
    """
    _write(register, actor, year, part + DRAFT, Written(text, drafted if text.strip() else ""), seen, operation_id)


def _write(
    register: Register, actor: Actor, year: int, part: str, written: Written, seen: str, operation_id: str
) -> None:
    access.require(actor, Action.WRITE_REPORT)
    if part.removesuffix(DRAFT) not in BY_KEY:
        raise KeyError(part)
    text = written.text.strip()
    if len(text) > LONGEST:
        raise InputRejected(
            N_("This text has {length} characters, {limit} are the most. Please shorten it."),
            length=len(text),
            limit=LONGEST,
        )
    values = {"text": text or None, "drafted": written.drafted or None}
    row = _row(register.snapshot(), year, part)
    stands = (row["text"] or "") if row else ""
    if stands not in (seen.strip(), text):
        raise TextMoved(row["id"] if row else "", stands)
    if row is None:
        # The id follows from what it is, so that two people who begin at once do not store two.
        change = RowChange(TABLE, f"report-{year}-{part}", {"year": year, "part": part, **values})
    elif (row["text"], row["drafted"]) == (values["text"], values["drafted"]):
        return
    else:
        change = RowChange(TABLE, row["id"], values, seen=row)
    try:
        register.commit(ChangeSet.of([change], actor=actor.id, operation_id=operation_id))
    except StaleRecord as err:
        now = _row(register.refresh(), year, part)
        raise TextMoved(now["id"] if now else "", (now["text"] or "") if now else "") from err


def _row(snapshot: Snapshot, year: int, part: str) -> Row | None:
    for row in snapshot.each_row(TABLE):
        if row["year"] == year and row["part"] == part:
            return row
    return None
