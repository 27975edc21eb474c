"""Registers on an emulated Google Sheet: a shared spreadsheet of its own, and what reaches it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.register.sheet.client import SheetClient
from services.register.sheet.connection import Connection
from services.register.sheet.layout import quoted
from services.register.sheet.setup.building import build
from tests.sheets.running import Emulator

ACCOUNT = "portal@resonanz-test.iam.gserviceaccount.com"
BUILT = "built"
SEALING_KEY = "c2VhbGluZy1rZXktb2YtdGhlLXRlc3RzLTMyLWJ5dGU="


@dataclass(frozen=True)
class SheetPlace:
    """An empty spreadsheet that is shared with the portal's account."""

    emulator: Emulator
    spreadsheet_id: str
    key: dict[str, Any]

    @classmethod
    def made(cls, emulator: Emulator, title: str = "Register") -> SheetPlace:
        """Let somebody create a spreadsheet and share it with the portal."""
        key = emulator.key(ACCOUNT)
        share = {ACCOUNT: "writer"}
        return cls(emulator, emulator.create(title, locale="en_US", time_zone="Etc/GMT", share=share), key)

    @classmethod
    def built(cls, emulator: Emulator, title: str = "Register") -> SheetPlace:
        """Let somebody share a spreadsheet in which the set-up has made all tabs, and nothing stands yet.

        It is made once by the set-up itself, over HTTP; what is not about making it works on copies.
        """
        if BUILT not in emulator.get("kept")["names"]:
            place = cls.made(emulator)
            client = SheetClient(place.connection)
            build(client, place.connection)
            client.close()
            emulator.post("kept", {"name": BUILT, "spreadsheet": place.spreadsheet_id})
        key = emulator.key(ACCOUNT)
        return cls(emulator, emulator.create(title, copy_of=BUILT, share={ACCOUNT: "writer"}), key)

    @property
    def connection(self) -> Connection:
        """How the adapter reaches it."""
        return Connection(self.spreadsheet_id, self.key, (SEALING_KEY,), self.emulator.url)

    def write_secrets(self, path: Path) -> dict[str, str]:
        """Write the secrets of a portal on this sheet, and return the environment it needs."""
        lines = ["[register]", 'url = "gsheets"', f"key = {json.dumps(SEALING_KEY)}", "", "[connections.gsheets]"]
        lines += [f"spreadsheet = {json.dumps(self.spreadsheet_id)}"]
        lines += [f"{name} = {json.dumps(value)}" for name, value in self.key.items()]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return {
            "RESONANZ_SECRETS": str(path),
            "STREAMLIT_SECRETS_FILES": str(path),
            "RESONANZ_REGISTER": "gsheets",
            "RESONANZ_SHEETS_ENDPOINT": self.emulator.url,
        }

    def cells(self) -> dict[str, list[list[Any]]]:
        """Return what every tab holds, by title, row by row; what is empty at the end is left out."""
        client = SheetClient(self.connection)
        try:
            sheets = client.properties("sheets.properties.title")["sheets"]
            titles = [sheet["properties"]["title"] for sheet in sheets]
            return dict(zip(titles, client.read([quoted(title) for title in titles]), strict=True))
        finally:
            client.close()
