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
from schema.models import WRONG_TYPE
from schema.problems import Problem
from schema.settings import BY_KEY, LAND, MAILBOX, SETTINGS
from schema.words import N_
from services import calendar
from services.deadlines import Periods
from services.register.snapshot import Row, Snapshot

TABLE = "settings"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting by its key; `damaged` are those whose stored value cannot be read, so that the default counts."""

    acknowledge_working_days: int
    clear_days: int
    close_days: int
    urgent_days: int
    soon_days: int
    land: str
    office_name: str
    office_phone: str
    office_address: str
    krm_mailbox: str
    officer_name: str
    file_plan: str
    consent_place: str
    statement_days: int
    damaged: tuple[Problem, ...] = ()

    def value(self, key: str) -> Any:
        """Return the setting of that key."""
        return getattr(self, BY_KEY[key].name)


def settings_of(snapshot: Snapshot) -> Settings:
    """Return the office's settings, the default of each that is not set."""
    return snapshot.derived(_settings_of)


def periods_of(snapshot: Snapshot) -> Periods:
    """Return the office's own periods of the clocks."""
    settings = settings_of(snapshot)
    return Periods(**{period.name: settings.value(period.name) for period in dataclasses.fields(Periods)})


def choices(setting: Field) -> Mapping[str, str]:
    """Return what a setting with a list may be, by code, with the names people know."""
    return calendar.lands() if setting.name == LAND else {}


def value_problems(setting: Field, value: object) -> list[Problem]:
    """Return what is wrong with the value of one setting."""
    params: dict[str, object] = {"label": setting.label, "minimum": setting.minimum, "maximum": setting.maximum}
    params |= {"limit": setting.max_length, "length": len(value) if isinstance(value, str) else 0}
    msgid = _wrong(setting, value)
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
    if len(text) > setting.max_length:
        return N_("“{label}” holds {limit} characters at most; here are {length}. Please shorten the text.")
    if setting.name == MAILBOX and not is_mail_address(text):
        return N_("“{value}” is no e-mail address. Please write it like name@amt.example.")
    if setting.type is FieldType.LINE and len(text.splitlines()) > 1:
        return N_("“{label}” has several lines. Please write it in one.")
    return None


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
