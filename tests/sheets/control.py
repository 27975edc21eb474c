"""`/_emulator/…`: what a test sets and reads, from any process. These addresses are in no log and under no quota."""

from __future__ import annotations

from collections.abc import Callable

from tests.sheets.call import Answer, Call
from tests.sheets.errors import ApiError, Refusal
from tests.sheets.fields import pick
from tests.sheets.files import new_file_id
from tests.sheets.person import act
from tests.sheets.resource import write_book
from tests.sheets.sheets_api import read_fields
from tests.sheets.token import DEFAULT_EMAIL
from tests.sheets.wire import Json
from tests.sheets.wording import list_assumed
from tests.sheets.world import SOMEBODY, World

PREFIX = "/_emulator/"
Control = Callable[[World, Call], Json]


def answer_control(world: World, call: Call) -> Answer:
    """Answer a call of a test; what it asks wrongly is a 400 that says so."""
    control = _CONTROLS.get((call.method, call.raw_path.removeprefix(PREFIX)))
    if control is None:
        known = sorted(f"{method} {PREFIX}{name}" for method, name in _CONTROLS)
        return Answer(404, {"error": "unknown", "known": known})
    try:
        return Answer(200, control(world, call))
    except (KeyError, ValueError, TypeError, Refusal) as error:
        return Answer(400, {"error": f"{type(error).__name__}: {error}"})
    except ApiError as error:
        return Answer(error.code, error.body)


def _create_account(world: World, call: Call) -> Json:
    asked = call.json()
    email = asked.get("email", DEFAULT_EMAIL)
    key = world.accounts.key_file(email, f"http://{call.headers['Host']}/token")
    world.accounts.known[email].has_storage = asked.get("has_storage", True)
    return key


def _create_spreadsheet(world: World, call: Call) -> Json:
    asked = call.json()
    owner = asked.get("owner", SOMEBODY)
    locale, zone = asked.get("locale", "en_US"), asked.get("time_zone", "Etc/GMT")
    title, file_id = asked.get("title", "Untitled"), asked.get("id", "")
    if "copy_of" in asked:
        file = world.drive.keep(world.kept[asked["copy_of"]].copied(as_id=file_id or new_file_id(), title=title), owner)
    else:
        file = world.drive.create(title, owner, file_id=file_id, locale=locale, time_zone=zone)
    for email, role in (asked.get("share") or {}).items():
        file.share(role, email)
    file.created_at = asked.get("created", file.created_at)
    file.modified_at = asked.get("modified", file.modified_at)
    return {"id": file.file_id, "url": f"https://docs.google.com/spreadsheets/d/{file.file_id}/edit"}


def _keep_spreadsheet(world: World, call: Call) -> Json:
    """Keep a spreadsheet as it stands, beyond a reset, so that others are made as copies of it."""
    asked = call.json()
    world.kept[asked["name"]] = world.drive.files[asked["spreadsheet"]].book.copied()
    return {}


def _read_kept(world: World, call: Call) -> Json:
    return {"names": sorted(world.kept)}


def _read_spreadsheet(world: World, call: Call) -> Json:
    file = world.drive.files[call.options["id"]]
    fields = call.options.get("fields")
    mask = read_fields(fields) if fields else {}
    written = write_book(file.book, ranges=call.query.get("ranges", []), with_grid=True, mask=mask)
    found: Json = pick(written, mask)
    return found


def _act(world: World, call: Call) -> Json:
    asked = call.json()
    actions = asked.get("actions") or [asked]
    for action in actions:
        act(world, action)
    return {"done": len(actions)}


def _set_clock(world: World, call: Call) -> Json:
    asked = call.json()
    if asked.get("stopped") is True:
        world.clock.stop(asked.get("at"))
    elif asked.get("stopped") is False:
        world.clock.run()
    world.clock.advance(asked.get("advance", 0))
    return _read_clock(world, call)


def _read_clock(world: World, call: Call) -> Json:
    return {"now": world.clock.now(), "stamp": world.clock.stamp()}


def _set_quota(world: World, call: Call) -> Json:
    asked = call.json()
    world.quota.is_on = asked.get("on", world.quota.is_on)
    world.quota.per_user = asked.get("per_user", world.quota.per_user)
    world.quota.per_project = asked.get("per_project", world.quota.per_project)
    world.quota.forget()
    return _read_quota(world, call)


def _read_quota(world: World, call: Call) -> Json:
    return {"on": world.quota.is_on, "per_user": world.quota.per_user, "per_project": world.quota.per_project}


def _add_faults(world: World, call: Call) -> Json:
    asked = call.json()
    rules = [world.faults.add(rule) for rule in asked.get("rules") or [asked]]
    return {"ids": [rule.number for rule in rules]}


def _read_faults(world: World, call: Call) -> Json:
    return {"rules": [rule.written() for rule in world.faults.rules], "held": sorted(world.faults.held)}


def _clear_faults(world: World, call: Call) -> Json:
    world.faults.rules.clear()
    world.faults.held.clear()
    return {}


def _read_log(world: World, call: Call) -> Json:
    return {"requests": world.log[int(call.options.get("after", 0)) :]}


def _read_counters(world: World, call: Call) -> Json:
    return world.counters()


def _clear_log(world: World, call: Call) -> Json:
    world.log.clear()
    return {}


def _reset(world: World, call: Call) -> Json:
    world.reset()
    return {}


def _read_assumed(world: World, call: Call) -> Json:
    return {"assumed": list_assumed()}


_CONTROLS: dict[tuple[str, str], Control] = {
    ("POST", "accounts"): _create_account,
    ("POST", "spreadsheets"): _create_spreadsheet,
    ("GET", "spreadsheets"): _read_spreadsheet,
    ("POST", "kept"): _keep_spreadsheet,
    ("GET", "kept"): _read_kept,
    ("POST", "act"): _act,
    ("POST", "clock"): _set_clock,
    ("GET", "clock"): _read_clock,
    ("POST", "quota"): _set_quota,
    ("GET", "quota"): _read_quota,
    ("POST", "faults"): _add_faults,
    ("GET", "faults"): _read_faults,
    ("DELETE", "faults"): _clear_faults,
    ("GET", "log"): _read_log,
    ("DELETE", "log"): _clear_log,
    ("GET", "counters"): _read_counters,
    ("POST", "reset"): _reset,
    ("GET", "assumed"): _read_assumed,
}
