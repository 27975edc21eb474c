"""The settings of an office: declared in `schema/settings.py`, stored as rows (key, value), read with their defaults.

Each setting's row has the setting's key as its id. A row that somebody typed in the sheet is known by its key all the
same. What cannot be read there counts as its default, and is said (`Settings.damaged`).
"""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schema.addresses import is_mail_address
from schema.fields import Field, FieldType
from schema.models import WRONG_TYPE, shape_problems
from schema.problems import Problem
from schema.settings import BY_KEY, COLOURS, LAND, MAILBOX, SETTINGS
from schema.words import N_
from services import access, calendar
from services.access import Action, Actor
from services.cases import refuse
from services.deadlines import Periods
from services.errors import StaleRecord
from services.merging import Clash
from services.register.base import ChangeSet, Register, RowChange, Values
from services.register.snapshot import Row, Snapshot

TABLE = "settings"
MERGE_ATTEMPTS = 3
PERIODS = tuple(period.name for period in dataclasses.fields(Periods))
LEAST_CONTRAST = 4.5  # of text and what is behind it (WCAG 2.2, 1.4.3)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting by its key; `damaged` are those whose stored value cannot be read, so that the default counts."""

    acknowledge_working_days: int
    clear_days: int
    close_days: int
    urgent_days: int
    soon_days: int
    land: str
    target_percent: int
    office_name: str
    office_phone: str
    office_address: str
    krm_mailbox: str
    officer_name: str
    file_plan: str
    consent_place: str
    statement_days: int
    report_colour: str
    report_second_colour: str
    damaged: tuple[Problem, ...] = ()

    def value(self, key: str) -> Any:
        """Return the setting of that key."""
        return getattr(self, BY_KEY[key].name)

    @property
    def values(self) -> dict[str, Any]:
        """Every setting by its key."""
        return {key: self.value(key) for key in BY_KEY}


class SettingsMergeNeeded(StaleRecord):
    """Somebody else changed the same settings; `clashes` has both sides, `current` the settings as they are now."""

    def __init__(self, clashes: tuple[Clash, ...], current: Settings) -> None:
        super().__init__(
            N_("Somebody else changed the same settings while you were working. Please choose what is to stand."),
            row_ids=[clash.row_id for clash in clashes],
        )
        self.clashes = clashes
        self.current = current


def settings_of(snapshot: Snapshot) -> Settings:
    """Return the office's settings, the default of each that is not set."""
    return snapshot.derived(_settings_of)


def periods_of(snapshot: Snapshot) -> Periods:
    """Return the office's own periods of the clocks."""
    return periods_with(settings_of(snapshot), {})


def periods_with(settings: Settings, values: Values) -> Periods:
    """Return the periods that these settings would have with `values`; what is wrong there changes nothing."""
    typed = {key: values[key] for key in PERIODS if key in values and not value_problems(BY_KEY[key], values[key])}
    return Periods(**{key: settings.value(key) for key in PERIODS} | typed)


def choices(setting: Field) -> Mapping[str, str]:
    """Return what a setting with a list may be, by code, with the names people know."""
    return calendar.lands() if setting.name == LAND else {}


def change_settings(register: Register, actor: Actor, seen: Values, values: Values, *, operation_id: str) -> Settings:
    """Store what the actor changed of the settings they had `seen`; what somebody else changed meanwhile is kept.

    A setting that cannot be read in the table is written anew where `values` has it.

    Raises:
        AccessDenied: the actor may not set the portal up.
        InputRejected: a value is missing or wrong, or two contradict each other.
        SettingsMergeNeeded: both sides changed the same setting.
    """
    access.require(actor, Action.SET_UP)
    wanted = {key: _tidied(BY_KEY[key], value) for key, value in values.items() if key in BY_KEY}
    snapshot = register.snapshot()
    for _ in range(MERGE_ATTEMPTS):
        current = settings_of(snapshot)
        unread = {problem.field for problem in current.damaged}
        mine = {key: value for key, value in wanted.items() if value != seen.get(key) or key in unread}
        changed = {key: value for key, value in mine.items() if value != current.value(key) or key in unread}
        refuse(settings_problems({**current.values, **changed}))
        clashes = tuple(_clash(key, seen, changed, current) for key in changed if current.value(key) != seen.get(key))
        if clashes:
            raise SettingsMergeNeeded(clashes, current)
        if not changed:
            return current
        try:
            return settings_of(register.commit(_change_set(snapshot, changed, actor, operation_id)))
        except StaleRecord:
            snapshot = register.refresh()
    raise StaleRecord(N_("Somebody else changed this record in the meantime. Your entries are still here."))


def _clash(key: str, seen: Values, mine: Values, current: Settings) -> Clash:
    sides = ({"value": value} for value in (seen.get(key), mine[key], current.value(key)))
    return Clash(TABLE, key, ("value",), *sides)


def _change_set(snapshot: Snapshot, changed: Values, actor: Actor, operation_id: str) -> ChangeSet:
    rows = rows_by_key(snapshot)
    changes = []
    for key, value in changed.items():
        row, stored = rows.get(key), str(value) or None
        if row is None:
            changes.append(RowChange(TABLE, key, {"key": key, "value": stored}))
        else:
            changes.append(RowChange(TABLE, row["id"], {"value": stored}, seen=row))
    return ChangeSet.of(changes, actor=actor.id, operation_id=operation_id)


def _tidied(setting: Field, value: object) -> object:
    """Return a value without the spaces that come along when something is pasted; no text is an empty one."""
    if setting.type is FieldType.INT:
        return value
    text = "\n".join(line.strip() for line in str(value or "").strip().splitlines())
    return text.upper() if setting.name in COLOURS else text


def settings_problems(values: Values) -> list[Problem]:
    """Return everything that is wrong with settings, each by itself and together."""
    problems = [problem for key, value in values.items() for problem in value_problems(BY_KEY[key], value)]
    wrong = {problem.field for problem in problems}
    close = values["close_days"]
    msgid = N_(
        "“{label}” is {value}, but a case is to be closed within {close}. Please shorten it, or give closing more time."
    )
    problems += [
        Problem(TABLE, key, values[key], msgid, {"label": BY_KEY[key].label, "close": close})
        for key in ("clear_days", "urgent_days")
        if not wrong & {key, "close_days"} and values[key] > close
    ]
    return problems


def value_problems(setting: Field, value: object) -> list[Problem]:
    """Return what is wrong with the value of one setting."""
    params: dict[str, object] = {"label": setting.label, "minimum": setting.minimum, "maximum": setting.maximum}
    params |= {"limit": setting.max_length, "length": len(value) if isinstance(value, str) else 0}
    msgid = _wrong(setting, value)
    if setting.name in COLOURS and _is_colour(value):
        params |= {"ratio": int(contrast_with_white(str(value)) * 10) / 10, "least": LEAST_CONTRAST}
    return [Problem(TABLE, setting.name, value, msgid, params)] if msgid else []


def _wrong(setting: Field, value: object) -> str | None:
    if value in (None, ""):
        return N_("“{label}” is missing. Please fill it in.") if setting.required else None
    if setting.type is FieldType.INT:
        return _wrong_number(setting, value)
    text = str(value)
    if setting.type is FieldType.CODE:
        known = text in choices(setting)
        return None if known else N_("“{value}” is not in the list “{label}”. Please choose an entry of the list.")
    if setting.name in COLOURS:
        return _wrong_colour(text)
    if len(text) > setting.max_length:
        return N_("“{label}” holds {limit} characters at most; here are {length}. Please shorten the text.")
    if setting.name == MAILBOX and not is_mail_address(text):
        return N_("“{value}” is no e-mail address. Please write it like name@amt.example.")
    if setting.type is FieldType.LINE and len(text.splitlines()) > 1:
        return N_("“{label}” has several lines. Please write it in one.")
    unreadable = shape_problems(TABLE, {"key": setting.name, "value": text})
    return unreadable[0].msgid if unreadable else None


def _wrong_colour(text: str) -> str | None:
    if not _is_colour(text):
        return N_("“{value}” is no colour for “{label}”. Please write it like #0B6B7A.")
    if contrast_with_white(text) < LEAST_CONTRAST:
        return N_(
            "White text cannot be read well on {value}: the contrast is {ratio} : 1, and {least} : 1 are needed. "
            "Please choose a darker shade for “{label}”."
        )
    return None


def contrast_with_white(colour: str) -> float:
    """Return how well white text stands out on a colour (#RRGGBB), from 1 to 21 (WCAG 2.2, contrast ratio)."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("#[0-9A-Fa-f]{6}", value) is not None


def _wrong_number(setting: Field, value: object) -> str | None:
    if not isinstance(value, int):
        return WRONG_TYPE[setting.type]
    if setting.minimum is not None and value < setting.minimum:
        return N_("“{label}” must be {minimum} or more.")
    if setting.maximum is not None and value > setting.maximum:
        return N_("“{label}” must be {maximum} or less.")
    return None


def rows_by_key(snapshot: Snapshot) -> dict[str, Row]:
    """Return the row of each setting that has one: the one whose id is the key, else the first of that key."""
    found: dict[str, Row] = {}
    for row in snapshot.each_row(TABLE):
        key = str(row["key"]).strip()
        if key in BY_KEY and (key not in found or row["id"] == key):
            found[key] = row
    return found


def _settings_of(snapshot: Snapshot) -> Settings:
    rows = rows_by_key(snapshot)
    values: dict[str, Any] = {}
    damaged: list[Problem] = []
    for setting in SETTINGS:
        stored = rows[setting.name]["value"] if setting.name in rows else None
        value = _read(setting, stored)
        problems = [] if value is None else value_problems(setting, value)
        damaged += problems
        values[setting.name] = setting.default if value is None or problems else value
    return Settings(**values, damaged=tuple(damaged))


def _read(setting: Field, stored: str | None) -> int | str | None:
    """Return a stored value as its type: a number where digits stand, else the text as it is; None where nothing is."""
    text = (stored or "").strip()
    if not text:
        return None
    return int(text) if setting.type is FieldType.INT and re.fullmatch(r"-?\d{1,9}", text) else text
