"""The Drive: which spreadsheets there are, whose they are, and with whom they are shared."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, field

from tests.sheets.book import Book, new_book
from tests.sheets.clock import Clock
from tests.sheets.errors import ApiError, drive_error, forbidden, not_found
from tests.sheets.wire import Json
from tests.sheets.wording import say

SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
RANKS = {"reader": 1, "commenter": 2, "writer": 3, "fileOrganizer": 3, "organizer": 4, "owner": 5}


@dataclass
class File:
    """A spreadsheet as Drive sees it."""

    book: Book
    created_at: str
    modified_at: str
    permissions: list[Json] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    comments: list[Json] = field(default_factory=list)
    version: int = 1

    @property
    def file_id(self) -> str:
        return self.book.book_id

    @property
    def name(self) -> str:
        return str(self.book.properties["title"])

    @property
    def owner(self) -> str:
        owners = [entry["emailAddress"] for entry in self.permissions if entry["role"] == "owner"]
        return str(owners[0])

    def rank(self, email: str) -> int:
        """Say what an account may do: 0 nothing, 1 read, 3 write, 5 all."""
        ranks = [
            RANKS[entry["role"]]
            for entry in self.permissions
            if entry["type"] == "anyone"
            or entry.get("emailAddress") == email
            or (entry["type"] == "domain" and email.endswith("@" + str(entry.get("domain"))))
        ]
        return max(ranks, default=0)

    def share(self, role: str, email: str | None = None, kind: str = "user", domain: str | None = None) -> Json:
        """Give somebody a role; one they have already is changed."""
        permission_id = permission_id_of(kind, email or domain)
        self.permissions = [entry for entry in self.permissions if entry["id"] != permission_id]
        entry: Json = {"kind": "drive#permission", "id": permission_id, "type": kind, "role": role}
        if kind in ("user", "group"):
            entry |= {"emailAddress": email, "displayName": email, "deleted": False, "pendingOwner": False}
        elif kind == "domain":
            entry |= {"domain": domain, "displayName": domain, "allowFileDiscovery": False}
        else:
            entry["allowFileDiscovery"] = False
        self.permissions.append(entry)
        return entry

    def unshare(self, email: str) -> None:
        """Take somebody's role away."""
        self.permissions = [entry for entry in self.permissions if entry.get("emailAddress") != email]


def permission_id_of(kind: str, name: str | None) -> str:
    """Return the id of a permission: the same person has the same id on every file."""
    if kind == "anyone":
        return "anyoneWithLink"
    return str(int(hashlib.sha256(f"{kind}:{name}".encode()).hexdigest()[:16], 16)).zfill(20)


class Drive:
    """All files."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.files: dict[str, File] = {}

    def create(
        self, title: str, owner: str, *, file_id: str = "", locale: str = "en_US", time_zone: str = "Etc/GMT"
    ) -> File:
        """Create a spreadsheet with one empty sheet."""
        return self.keep(new_book(file_id or new_file_id(), title, locale=locale, time_zone=time_zone), owner)

    def keep(self, book: Book, owner: str) -> File:
        """Take a spreadsheet in."""
        stamp = self.clock.stamp()
        file = File(book, stamp, stamp)
        file.share("owner", owner)
        self.files[book.book_id] = file
        return file

    def open(self, file_id: str, email: str, *, writes: bool) -> File:
        """Return a spreadsheet for the Sheets API.

        Raises:
            ApiError: 404 for an unknown id, 403 for one that is not shared (or for reading only).
        """
        file = self.files.get(file_id)
        if file is None:
            raise not_found()
        if file.rank(email) < (RANKS["writer"] if writes else RANKS["reader"]):
            raise forbidden()
        return file

    def find(self, file_id: str, email: str, least: str = "reader") -> File:
        """Return a file for the Drive API, which does not tell a file that is not shared from none.

        Raises:
            ApiError: 404, or 403 where the role is too small.
        """
        file = self.files.get(file_id)
        if file is None or not file.rank(email):
            raise drive_error(404, "notFound", say("file_not_found", id=file_id), location="fileId")
        if file.rank(email) < RANKS[least]:
            raise drive_error(403, "insufficientFilePermissions", say("file_forbidden"))
        return file

    def touch(self, file: File) -> None:
        """Note that a file was changed."""
        file.modified_at = self.clock.stamp()
        file.version += 1

    def search(self, query: str, email: str) -> list[File]:
        """List what a query finds, the newest first.

        Raises:
            ApiError: the query cannot be read.
        """
        found = [file for file in self.files.values() if file.rank(email)]
        found.sort(key=lambda file: file.modified_at, reverse=True)
        for term in re.split(r"\s+and\s+(?=(?:[^'\"]|'[^']*'|\"[^\"]*\")*$)", query) if query.strip() else []:
            found = [file for file in found if _matches(file, term)]
        return found


_TERM = re.compile(r"""(\w+)\s*(=|!=|contains|in)\s*["']?(.*?)["']?""", re.DOTALL)


def _matches(file: File, term: str) -> bool:
    inside = re.fullmatch(r"""["'](.*)["']\s+in\s+parents""", term.strip())
    if inside:
        return inside[1] in file.parents
    match = _TERM.fullmatch(term.strip())
    if not match:
        raise bad_query()
    name, operator, wanted = match[1], match[2], match[3].replace("\\'", "'").replace('\\"', '"')
    if name == "parents":
        return wanted in file.parents
    if name == "trashed":
        return (wanted == "false") == (operator == "=")
    values = {"name": file.name, "mimeType": SHEET_TYPE}
    if name not in values:
        raise bad_query()
    if operator == "contains":
        return wanted.lower() in values[name].lower()
    return (values[name] == wanted) == (operator == "=")


def bad_query() -> ApiError:
    """Build the answer to a search that cannot be read."""
    return drive_error(400, "invalid", say("bad_query"), location="q")


def new_file_id() -> str:
    """Draw an id as Google's look: 44 characters."""
    return "1" + secrets.token_urlsafe(33)[:43]
