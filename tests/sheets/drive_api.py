"""Drive API v3 (and v2's upload): its addresses, as gspread's client calls them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

from tests.sheets.book import Book
from tests.sheets.call import Answer, Call
from tests.sheets.entry import enter
from tests.sheets.errors import drive_error, sheets_error
from tests.sheets.export import export_book
from tests.sheets.fields import pick
from tests.sheets.files import SHEET_TYPE, File, new_file_id, permission_id_of
from tests.sheets.sheets_api import read_fields
from tests.sheets.token import Grant
from tests.sheets.wire import Json, is_true
from tests.sheets.wording import say
from tests.sheets.world import World

Route = Callable[["DriveRequest"], Answer]
_SHORT = "kind,id,name,mimeType"


class DriveRequest:
    """A call of the Drive API with what it is about."""

    def __init__(self, world: World, call: Call, grant: Grant, names: tuple[str, ...]) -> None:
        self.world, self.call, self.email, self.names = world, call, grant.email, names
        self.body = call.json() if call.method in ("POST", "PATCH") else {}

    def file(self, least: str = "reader") -> File:
        """Return the file that the address names."""
        return self.world.drive.find(self.names[0], self.email, least)

    def answer(self, content: Json, default: str) -> Answer:
        """Answer with the fields that were asked for."""
        fields = self.call.options.get("fields") or default
        return Answer(200, pick(content, read_fields(fields)))


def answer_drive(world: World, call: Call, grant: Grant) -> Answer:
    """Answer a call of the Drive API.

    Raises:
        ApiError: the answer is not 2xx.
    """
    for verb, pattern, route in _ROUTES:
        match = re.fullmatch(pattern, call.raw_path)
        if verb == call.method and match:
            return route(DriveRequest(world, call, grant, match.groups()))
    raise sheets_error(404, say("unknown_path", path=call.path))


def write_file(file: File) -> Json:
    """Write a file's metadata in full."""
    return {
        "kind": "drive#file",
        "id": file.file_id,
        "name": file.name,
        "mimeType": SHEET_TYPE,
        "createdTime": file.created_at,
        "modifiedTime": file.modified_at,
        "version": str(file.version),
        "trashed": False,
        "parents": file.parents,
        "owners": [{"kind": "drive#user", "emailAddress": file.owner, "displayName": file.owner}],
        "permissions": file.permissions,
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.file_id}/edit?usp=drivesdk",
    }


def _check_storage(request: DriveRequest) -> None:
    account = request.world.accounts.known.get(request.email)
    if account is not None and not account.has_storage:
        message = say("storage_quota")
        raise drive_error(403, "storageQuotaExceeded", message, domain="usageLimits")


def _create(request: DriveRequest) -> Answer:
    _check_storage(request)
    file = request.world.drive.create(request.body.get("name") or "Untitled", request.email)
    file.parents = request.body.get("parents") or ["root"]
    return request.answer(write_file(file), _SHORT)


def _list(request: DriveRequest) -> Answer:
    options = request.call.options
    found = request.world.drive.search(options.get("q", ""), request.email)
    size, start = int(options.get("pageSize") or 100), int(options.get("pageToken") or 0)
    page: Json = {"kind": "drive#fileList", "incompleteSearch": False}
    if start + size < len(found):
        page["nextPageToken"] = str(start + size)
    page["files"] = [write_file(file) for file in found[start : start + size]]
    return request.answer(page, "kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)")


def _get(request: DriveRequest) -> Answer:
    return request.answer(write_file(request.file()), _SHORT)


def _update(request: DriveRequest) -> Answer:
    file = request.file("writer")
    if request.body.get("name"):
        file.book.properties["title"] = request.body["name"]
    options = request.call.options
    removed = (options.get("removeParents") or "").split(",")
    file.parents = [entry for entry in file.parents if entry not in removed]
    file.parents += [entry for entry in (options.get("addParents") or "").split(",") if entry]
    request.world.drive.touch(file)
    return request.answer(write_file(file), _SHORT)


def _delete(request: DriveRequest) -> Answer:
    file = request.file("owner")
    del request.world.drive.files[file.file_id]
    return Answer(204)


def _copy(request: DriveRequest) -> Answer:
    _check_storage(request)
    source = request.file()
    book = source.book.copied()
    copied = Book(new_file_id(), book.properties, book.sheets, book.named_ranges, book.metadata)
    copied.properties["title"] = request.body.get("name") or f"Copy of {source.name}"
    file = request.world.drive.keep(copied, request.email)
    file.parents = request.body.get("parents") or list(source.parents)
    return request.answer(write_file(file), _SHORT)


def _export(request: DriveRequest) -> Answer:
    mime_type = request.call.options.get("mimeType", "")
    return Answer(200, export_book(request.file().book, mime_type), mime_type)


def _import_csv(request: DriveRequest) -> Answer:
    file = request.file("writer")
    text = request.call.body.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    book = file.book
    title, sheet_id = book.sheets[0].title, book.sheets[0].sheet_id
    book.sheets.clear()
    width = max(map(len, rows), default=1)
    sheet = book.add_sheet(title, rows=max(len(rows), 1000), columns=max(width, 26), sheet_id=sheet_id)
    for row, line in enumerate(rows):
        sheet.write_row(row, {column: enter({}, value, book.locale) for column, value in enumerate(line)})
    request.world.drive.touch(file)
    content = {"kind": "drive#file", "id": file.file_id, "title": file.name, "mimeType": SHEET_TYPE}
    return Answer(200, content | {"modifiedDate": file.modified_at})


def _permissions(request: DriveRequest) -> Answer:
    content = {"kind": "drive#permissionList", "permissions": request.file().permissions}
    return request.answer(content, "kind,nextPageToken,permissions(kind,id,type,role)")


def _share(request: DriveRequest) -> Answer:
    file, body = request.file("writer"), request.body
    role, email = body.get("role") or "reader", body.get("emailAddress")
    if role == "owner":
        if email == file.owner:
            return request.answer(_owner_entry(file), "kind,id,type,role")
        if not is_true(request.call.options.get("transferOwnership")):
            raise drive_error(403, "forbidden", say("transfer"), location="transferOwnership")
        file = request.file("owner")
        file.share("writer", file.owner)
    entry = file.share(role, email, body.get("type") or "user", body.get("domain"))
    return request.answer(entry, "kind,id,type,role")


def _owner_entry(file: File) -> Json:
    return next(entry for entry in file.permissions if entry["role"] == "owner")


def _permission(request: DriveRequest, file: File) -> Json:
    for entry in file.permissions:
        if entry["id"] == request.names[1]:
            return entry
    message = say("permission_not_found", id=request.names[1])
    raise drive_error(404, "notFound", message, location="permissionId")


def _change_permission(request: DriveRequest) -> Answer:
    file = request.file("writer")
    entry = _permission(request, file)
    if request.body.get("role") == "owner":
        file.share("writer", file.owner)
        entry["pendingOwner"] = False
    entry |= {key: value for key, value in request.body.items() if key in ("role", "pendingOwner")}
    return request.answer(entry, "kind,id,type,role")


def _unshare(request: DriveRequest) -> Answer:
    file = request.file()
    entry = _permission(request, file)
    is_own = entry["id"] == permission_id_of("user", request.email)
    if entry["role"] == "owner" or (file.rank(request.email) < 3 and not is_own):
        raise drive_error(403, "insufficientFilePermissions", say("file_forbidden"))
    file.permissions.remove(entry)
    return Answer(204)


def _comments(request: DriveRequest) -> Answer:
    return request.answer({"kind": "drive#commentList", "comments": request.file().comments}, "kind,comments")


def _comment(request: DriveRequest) -> Answer:
    file = request.file()
    comment = {"kind": "drive#comment", "id": new_file_id()[:16]} | request.body
    file.comments.append(comment)
    return request.answer(comment, "kind,id,content")


_FILE = r"/drive/v3/files/([\w-]+)"
_ROUTES: list[tuple[str, str, Route]] = [
    ("POST", r"/drive/v3/files", _create),
    ("GET", r"/drive/v3/files", _list),
    ("GET", _FILE, _get),
    ("PATCH", _FILE, _update),
    ("DELETE", _FILE, _delete),
    ("POST", _FILE + "/copy", _copy),
    ("GET", _FILE + "/export", _export),
    ("GET", _FILE + "/permissions", _permissions),
    ("POST", _FILE + "/permissions", _share),
    ("PATCH", _FILE + r"/permissions/(\w+)", _change_permission),
    ("DELETE", _FILE + r"/permissions/(\w+)", _unshare),
    ("GET", _FILE + "/comments", _comments),
    ("POST", _FILE + "/comments", _comment),
    ("PUT", r"/upload/drive/v2/files/([\w-]+)", _import_csv),
]
