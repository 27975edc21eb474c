"""What in the register breaks its rules, for the people who put it right: where it is, what is wrong, what can be done.

Nothing wrong is ever overwritten by the portal itself: until somebody corrects it, the row's last valid state holds, or
the row is left out of everything. Whoever manages the rows of a table sees its issues.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schema.problems import Problem
from schema.tables import SYSTEM_COLUMNS, TABLES
from schema.words import N_, Words
from services import access, translation
from services.access import Action, Actor
from services.errors import InputRejected
from services.flatfile.values import YES_NO
from services.flatfile.writing import Format, Sheet, Value, table_bytes
from services.records import TABLE_ACTIONS
from services.register.base import Register
from services.register.sheet.layout import ID, tabs
from services.register.snapshot import Issue, Remedy, Snapshot, plain_value

CASES = ("reactions", "concerns")  # what the register's grid and the dashboards are made of
HIDDEN = "…"
LONGEST_VALUE = 100
NAMING = ("number", "label", "title", "key", "code")
COLUMNS = (
    (Words("Tabelle", "Table"), 18),
    (Words("Eintrag", "Entry"), 22),
    (Words("Zelle", "Cell"), 22),
    (Words("Spalte", "Column"), 26),
    (Words("Wert", "Value"), 30),
    (Words("Problem", "Problem"), 80),
    (Words("Bis dahin", "Until then"), 34),
    (Words("Verweis", "Link"), 60),
)
TITLE = Words("Datenqualität", "Data quality")
UNTIL_THEN = {True: Words("fehlt überall", "left out"), False: Words("letzter gültiger Stand", "last valid state")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored row with everything that is wrong with it; `key` tells it from every other one."""

    key: str
    issues: tuple[Issue, ...]

    @property
    def table(self) -> str:
        """The table it stands in."""
        return self.issues[0].table

    @property
    def is_left_out(self) -> bool:
        """Whether nothing of the row is shown until it is corrected; else its last valid state is."""
        return not self.issues[0].kept

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """What the register itself can do about it."""
        return tuple(remedy for remedy in Remedy if remedy in self.issues[0].remedies)


@dataclass(frozen=True, slots=True)
class Finding:
    """One issue as far as the actor may see it; `value` is empty where nothing stands there, or it `is_hidden`."""

    issue: Issue
    column: Words | None
    value: str
    is_hidden: bool
    problem: Problem


@dataclass(frozen=True, slots=True)
class Findings:
    """The entries that are the actor's to correct, those left out first; `elsewhere` counts the others by table."""

    entries: tuple[Entry, ...]
    elsewhere: Mapping[str, int]

    @property
    def left_out(self) -> int:
        """How many of the entries are left out of everything."""
        return sum(entry.is_left_out for entry in self.entries)

    @property
    def by_table(self) -> dict[str, int]:
        """How many entries each table has, in the order of the tables."""
        counts = Counter(entry.table for entry in self.entries)
        return {table: counts[table] for table in sorted(counts, key=_place)}


def list_entries(snapshot: Snapshot, actor: Actor) -> Findings:
    """Return what is to be corrected, a row at a time.

    Raises:
        AccessDenied: correcting is none of the actor's work.
    """
    access.require(actor, Action.SEE_ISSUES)
    mine = [entry for entry in _entries(snapshot) if _is_for(actor, entry.table)]
    others = Counter(entry.table for entry in _entries(snapshot) if not _is_for(actor, entry.table))
    mine.sort(key=lambda entry: (not entry.is_left_out, _place(entry.table)))
    return Findings(tuple(mine), dict(others))


def count_own(snapshot: Snapshot, actor: Actor) -> int:
    """Return how many entries wait for this actor to correct them; none where it is not their work."""
    if not access.can(actor, Action.SEE_ISSUES):
        return 0
    return sum(_is_for(actor, entry.table) for entry in _entries(snapshot))


def count_left_out_cases(snapshot: Snapshot) -> int:
    """Return how many reactions and concerns are in no list and no figure because they break the rules."""
    return sum(entry.is_left_out and entry.table in CASES for entry in _entries(snapshot))


def findings_of(entry: Entry, actor: Actor, language: str) -> list[Finding]:
    """Return what is wrong with an entry; what stands in a field the actor may not see is left out of the words too."""
    return [_finding(issue, actor, language) for issue in entry.issues]


def case_number(snapshot: Snapshot, entry: Entry) -> str:
    """Return the number of the reaction that the entry belongs to; "" where it has none that is known."""
    row_id: str | None = entry.issues[0].row
    declared = TABLES.get(entry.table)
    if declared is not None and declared.aggregate_field:
        row_id = _cell(snapshot, entry.table, row_id, declared.aggregate_field)
    elif entry.table != "reactions":
        return ""
    return _cell(snapshot, "reactions", row_id, "number") or ""


def record_name(snapshot: Snapshot, entry: Entry) -> str:
    """Return what people call the entry's record; "" where its last valid state does not say it."""
    number = case_number(snapshot, entry)
    if number or entry.table not in TABLES:
        return number
    names = (name for name in NAMING if name in TABLES[entry.table].names)
    return next(filter(None, (_cell(snapshot, entry.table, entry.issues[0].row, name) for name in names)), "")


def table_label(table: str) -> Words:
    """Return what people call a table."""
    return TABLES[table].label if table in TABLES else Words(table, table)


def mend(register: Register, actor: Actor, entry: Entry, remedy: Remedy) -> Snapshot:
    """Let the register itself correct an entry, as the actor's work.

    Raises:
        AccessDenied: the table is not the actor's to correct.
        InputRejected: the register can do no such thing about it.
        RegisterUnavailable, OutcomeUnknown: as with every save.
    """
    access.require(actor, Action.SEE_ISSUES)
    access.require(actor, _action_for(entry.table))
    if remedy not in entry.remedies:
        raise InputRejected(N_("This cannot be done here any more. Please look at what the page says now."))
    return register.mend(entry.issues[0], remedy, actor=actor.id)


def look_again(register: Register, actor: Actor) -> Snapshot:
    """Look at the store now instead of waiting for the next time it is compared.

    Raises:
        AccessDenied: correcting is none of the actor's work.
        RegisterUnavailable: the store cannot be read now.
    """
    access.require(actor, Action.SEE_ISSUES)
    return register.refresh()


def export_issues(snapshot: Snapshot, actor: Actor, *, fmt: Format = Format.CSV, language: str = "de") -> bytes:
    """Return everything the actor is to correct as a file, one line for each thing that is wrong.

    Raises:
        AccessDenied: the actor may not see it, or may not take anything out of the portal.
    """
    access.require(actor, Action.EXPORT_REACTIONS)
    entries = list_entries(snapshot, actor).entries
    headings = [words.within(language) for words, _ in COLUMNS]
    lines = (line for entry in entries for line in _lines(snapshot, actor, entry, language))
    sheet = Sheet(
        TITLE.within(language),
        headings,
        [width for _, width in COLUMNS],
        lines,
        german=language == translation.LANGUAGES[0],
    )
    return table_bytes(sheet, fmt)


def _lines(snapshot: Snapshot, actor: Actor, entry: Entry, language: str) -> Iterator[Sequence[Value]]:
    table = table_label(entry.table).within(language)
    name = record_name(snapshot, entry) or entry.issues[0].row
    until_then = UNTIL_THEN[entry.is_left_out].within(language)
    for finding in findings_of(entry, actor, language):
        column = finding.column.within(language) if finding.column else ""
        value = HIDDEN if finding.is_hidden else finding.value
        said = translation.message(finding.problem, language)
        yield table, name, finding.issue.cell, column, value, said, until_then, finding.issue.link


def _entries(snapshot: Snapshot) -> tuple[Entry, ...]:
    return snapshot.derived(_grouped) if snapshot.issues else ()


def _grouped(snapshot: Snapshot) -> tuple[Entry, ...]:
    """Return the issues of each row together, where the same can be done about them."""
    groups: dict[tuple[str, str, bool, tuple[str, ...]], list[Issue]] = {}
    for issue in snapshot.issues:
        groups.setdefault((issue.table, issue.row or issue.cell, issue.kept, issue.remedies), []).append(issue)
    names = Counter[str]()
    entries = []
    for (table, place, *_), issues in groups.items():
        name = f"{table}.{place}"
        names[name] += 1
        entries.append(Entry(name if names[name] == 1 else f"{name}.{names[name]}", tuple(issues)))
    return tuple(entries)


def _finding(issue: Issue, actor: Actor, language: str) -> Finding:
    table = TABLES.get(issue.table)
    field = table.field(issue.column) if table and issue.column in table.names else None
    label = field.label if field else _system_label(issue)
    is_open = issue.column in ("", *SYSTEM_COLUMNS) and table is not None
    if is_open or (field and access.may_see(actor, field)):
        params = {name: value for name, value in issue.params.items() if name != "value"}
        problem = Problem(issue.table, issue.column, _plain(issue.value), issue.msgid, params)
        return Finding(issue, label, _written(issue.value, language), False, problem)
    hidden = {name: HIDDEN if isinstance(said, str) else said for name, said in issue.params.items()}
    problem = Problem(issue.table, issue.column, HIDDEN, issue.msgid, {**hidden, "value": HIDDEN})
    return Finding(issue, label, "", True, problem)


def _system_label(issue: Issue) -> Words | None:
    """Return what a column of the portal's own is called; None where the issue is about the row as a whole."""
    if not issue.column or (issue.column == ID and issue.value is None):
        return None
    names = {column.name: column.label for column in tabs()[issue.table].columns} if issue.table in tabs() else {}
    return names.get(issue.column, Words(issue.column, issue.column))


def _plain(value: object) -> object:
    """Return a stored value on one line, as a sentence can hold it."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _written(value: object, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        yes, no = YES_NO[language]
        return yes if value else no
    text = str(_plain(translation.written(value, language)))
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]} {HIDDEN}"


def _cell(snapshot: Snapshot, table: str, row_id: str | None, column: str) -> str | None:
    frame = snapshot.frames[table]
    if row_id is None or row_id not in frame.index:
        return None
    value = plain_value(frame[column].array[frame.index.get_loc(row_id)])
    return None if value is None else str(value)


def _place(table: str) -> int:
    return list(TABLES).index(table) if table in TABLES else len(TABLES)


def _action_for(table: str) -> Action:
    """Return what one must be allowed to do to correct the rows of a table."""
    return TABLE_ACTIONS.get(table, Action.CHANGE_REACTION) if table in TABLES else Action.SEE_ISSUES


def _is_for(actor: Actor, table: str) -> bool:
    return access.can(actor, _action_for(table))
