"""One row of a simple table: people, units, partners, list entries, settings. Cases have rules of their own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from schema.addresses import is_mail_address
from schema.problems import Problem
from schema.rules import normalised, record_problems
from schema.tables import TABLES
from schema.words import N_
from services import access, people
from services.access import Action, Actor
from services.cases import editable, refuse
from services.errors import AccessDenied, RecordNotFound, StaleRecord
from services.merging import Clash, merged
from services.register.base import ChangeSet, Register, RowChange, Values
from services.register.snapshot import Row, Snapshot

# Who may list and change the rows of a table; a table not named here is nobody's.
TABLE_ACTIONS: Mapping[str, Action] = {
    "users": Action.MANAGE_USERS,
    "units": Action.SET_UP,
    "partners": Action.MANAGE_PARTNERS,
    "lists": Action.SET_UP,
    "settings": Action.SET_UP,
    "measures": Action.MANAGE_MEASURES,
    "surveys": Action.MANAGE_MEASURES,
    "published": Action.WRITE_REPORT,
}
# What no two rows of a table share, case aside.
KEYS: Mapping[str, tuple[str, ...]] = {
    "users": ("login",),
    "units": ("code",),
    "partners": ("code",),
    "lists": ("list", "parent", "code"),
    "settings": ("key",),
    "measures": (),
    "surveys": ("year", "question", "answer"),
    "published": ("year", "figure", "measure", "base"),
}
MERGE_ATTEMPTS = 3


class RecordMergeNeeded(StaleRecord):
    """Somebody else changed the same fields of a row; `clashes` has both sides, `current` the row as it is now."""

    def __init__(self, clashes: tuple[Clash, ...], current: Row) -> None:
        super().__init__(
            N_("Somebody else changed the same details while you were working. Please choose what is to stand."),
            row_ids=[current["id"]],
        )
        self.clashes = clashes
        self.current = current


def list_records(snapshot: Snapshot, actor: Actor, table: str) -> list[Row]:
    """Return the rows of a table by the name people know them by.

    Raises:
        AccessDenied: the table is not the actor's to manage.
    """
    _require(actor, table)
    rows = [snapshot.row(table, str(row_id)) for row_id in snapshot.frames[table].index]
    return sorted(rows, key=lambda row: str(row.get("label") or row.get("title") or row.get("key") or "").casefold())


def add_record(register: Register, actor: Actor, table: str, values: Values, *, today: date, operation_id: str) -> Row:
    """Store a new row; the same operation twice stores it once.

    Raises:
        AccessDenied: the table is not the actor's to manage.
        InputRejected: something is missing, wrong, or taken by another row.
    """
    _require(actor, table)
    row = {field.name: field.default for field in TABLES[table].fields} | _tidied(editable(actor, table, values))
    snapshot = register.snapshot()
    if snapshot.find_row(table, operation_id) is None:
        refuse(_problems(snapshot, table, row, None, today))
        change = RowChange(table, operation_id, normalised(table, row))
        snapshot = register.commit(ChangeSet.of([change], actor=actor.id, operation_id=operation_id))
    return snapshot.row(table, operation_id)


def change_record(
    register: Register, actor: Actor, table: str, seen: Row, values: Values, *, today: date, operation_id: str
) -> Row:
    """Store what the actor changed in a row; what somebody else changed meanwhile is kept.

    Raises:
        AccessDenied: the table is not the actor's to manage.
        InputRejected: something is missing, wrong, taken, or would leave the portal without an administrator.
        RecordMergeNeeded: both sides changed the same fields.
        RecordNotFound: the row is not in the register any more.
    """
    _require(actor, table)
    wanted = _tidied(editable(actor, table, values))
    current: Row | None = seen
    for _ in range(MERGE_ATTEMPTS):
        if current is None:
            raise RecordNotFound(N_("This record is not in the register any more. Please reload the page."))
        merge = merged(table, seen["id"], seen, wanted, current)
        if merge.clashes:
            raise RecordMergeNeeded(merge.clashes, current)
        if not merge.values:
            return current
        refuse(_problems(register.snapshot(), table, {**current, **merge.values}, seen["id"], today))
        change = RowChange(table, seen["id"], merge.values, seen=current)
        try:
            snapshot = register.commit(ChangeSet.of([change], actor=actor.id, operation_id=operation_id))
        except StaleRecord:
            current = register.refresh().find_row(table, seen["id"])
            continue
        return snapshot.row(table, seen["id"])
    raise StaleRecord(N_("Somebody else changed this record in the meantime. Your entries are still here."))


def _require(actor: Actor, table: str) -> None:
    if table not in TABLE_ACTIONS:
        raise AccessDenied(N_("Your role does not allow this. Please ask the portal's administration if you need it."))
    access.require(actor, TABLE_ACTIONS[table])


def _tidied(values: Values) -> dict[str, Any]:
    """Return values without the spaces that come along when something is pasted."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _problems(snapshot: Snapshot, table: str, row: Values, row_id: str | None, today: date) -> list[Problem]:
    record = {name: row.get(name) for name in TABLES[table].names}
    problems = record_problems(table, record, today=today, is_known=snapshot.lists.is_known)
    if not problems:
        problems = _taken(snapshot, table, record, row_id)
    if table == "users":
        problems = [*problems, *_login_problems(record), *_last_admin_problems(snapshot, record, row_id)]
    return problems


def _taken(snapshot: Snapshot, table: str, record: Values, row_id: str | None) -> list[Problem]:
    keys = KEYS[table]
    if not keys:
        return []
    others = (snapshot.row(table, str(other)) for other in snapshot.frames[table].index if other != row_id)
    if _key(table, record) not in {_key(table, other) for other in others}:
        return []
    field = TABLES[table].field(keys[-1])
    msgid = N_("“{value}” is taken already as “{label}”. Please change that entry, or choose another value.")
    return [Problem(table, field.name, record.get(field.name), msgid, {"label": field.label})]


def _key(table: str, record: Values) -> tuple[str, ...]:
    return tuple(str(record.get(name) or "").strip().casefold() for name in KEYS[table])


def _login_problems(record: Values) -> list[Problem]:
    login = str(record.get("login") or "")
    if not login or is_mail_address(login):
        return []
    msgid = N_("“{value}” is no e-mail address. Please write it like name@amt.example.")
    return [Problem("users", "login", login, msgid, {"label": TABLES["users"].field("login").label})]


def _last_admin_problems(snapshot: Snapshot, record: Values, row_id: str | None) -> list[Problem]:
    admins = people.active_admins(snapshot)
    is_admin = record.get("active") is not False and people.ADMIN in (record.get("roles") or ())
    if is_admin or [row["id"] for row in admins] != [row_id]:
        return []
    msgid = N_("This is the only administrator in use. Please give somebody else the role first.")
    return [Problem("users", "roles", None, msgid)]
