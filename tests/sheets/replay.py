"""Replays recorded conversations with Google's API and compares the answers field by field.

Ids and times are the emulator's own: a recorded id is bound to the own one where it first appears, and must stay
bound. Everything else has to be equal, keys included.
"""

from __future__ import annotations

import http.client
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.sheets.running import PATIENCE_SECONDS, Emulator
from tests.sheets.token import DEFAULT_EMAIL
from tests.sheets.wire import Json

RECORDINGS = Path(__file__).parent / "recordings"
IDS = ("id", "spreadsheetId", "namedRangeId", "protectedRangeId", "sheetId", "sourceSheetId", "newSheetId")
TIMES = ("createdTime", "modifiedTime")
_FILE_ID = re.compile(r"/(?:v4/spreadsheets|files)/([\w-]{20,})")


def list_recordings() -> list[str]:
    """Name the recorded conversations."""
    return sorted(path.stem for path in RECORDINGS.glob("*.json"))


def load_steps(name: str) -> list[Json]:
    """Read a conversation: one step per request."""
    steps: list[Json] = json.loads((RECORDINGS / f"{name}.json").read_text(encoding="utf-8"))["steps"]
    return steps


@dataclass
class Replay:
    """One conversation with the emulator."""

    emulator: Emulator
    token: str
    own: dict[str, str] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    def run(self, steps: list[Json]) -> list[str]:
        """Replay all steps and return what differs."""
        parts = urlsplit(self.emulator.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE_SECONDS)
        try:
            for number, step in enumerate(steps, 1):
                self._prepare(step)
                status, answer = self._send(connection, step)
                place = f"step {number} {step['method']} {step['path'][:80]}"
                if status != step["status"]:
                    self.differences.append(f"{place}: {status} instead of {step['status']}: {answer}")
                else:
                    self._compare(answer, step["response"], place, "")
        finally:
            connection.close()
        return self.differences

    def _prepare(self, step: Json) -> None:
        """Bring about what was there before the recording: files of other people, and older files of the account."""
        found = _FILE_ID.search(step["path"])
        if found and found[1] not in self.own:
            owner = "somebody@example.org" if step["status"] == 403 else DEFAULT_EMAIL
            if step["status"] < 404:
                self.own[found[1]] = self.emulator.create("Before", owner=owner)
        for file in (step["response"] or {}).get("files", []) if step["path"] == "/drive/v3/files" else []:
            if file["id"] not in self.own:
                stamps = {"created": file["createdTime"], "modified": file["modifiedTime"]}
                self.own[file["id"]] = self.emulator.create(file["name"], owner=DEFAULT_EMAIL, **stamps)

    def _send(self, connection: http.client.HTTPConnection, step: Json) -> tuple[int, Any]:
        path = self._translated(step["path"])
        if step["query"]:
            path += "?" + urlencode(step["query"], doseq=True)
        headers = {"Authorization": f"Bearer {self.token}"}
        body = None
        if isinstance(step["request"], dict) and "text" not in step["request"]:
            body, headers["Content-Type"] = json.dumps(self._bound(step["request"])), "application/json"
        elif step["request"] is not None:
            request = step["request"]
            body = request["text"] if isinstance(request, dict) else request
        connection.request(step["method"], path, body, headers)
        response = connection.getresponse()
        payload = response.read()
        if not payload:
            return response.status, None
        if "json" in (response.getheader("Content-Type") or ""):
            return response.status, json.loads(payload)
        return response.status, {"text": payload.decode("utf-8", "replace")}

    def _bound(self, value: Any, key: str = "") -> Any:
        """Put own ids into a recorded request."""
        if isinstance(value, dict):
            return {name: self._bound(entry, name) for name, entry in value.items()}
        if isinstance(value, list):
            return [self._bound(entry, key) for entry in value]
        if key in IDS and str(value) in self.own:
            return type(value)(self.own[str(value)])
        return self._translated(value) if isinstance(value, str) else value

    def _translated(self, text: str) -> str:
        for recorded, own in self.own.items():
            if len(recorded) > 5:
                text = text.replace(recorded, own)
        return text

    def _compare(self, answer: Any, recorded: Any, place: str, key: str) -> None:
        if isinstance(answer, dict) and isinstance(recorded, dict):
            for name in sorted(answer.keys() | recorded.keys()):
                if name not in answer or name not in recorded:
                    side = "missing" if name not in answer else "too much"
                    self.differences.append(f"{place}: {key}.{name} is {side}")
                else:
                    self._compare(answer[name], recorded[name], place, f"{key}.{name}")
        elif isinstance(answer, list) and isinstance(recorded, list):
            if len(answer) != len(recorded):
                self.differences.append(f"{place}: {key} has {len(answer)} entries instead of {len(recorded)}")
            for index, (one, other) in enumerate(zip(answer, recorded, strict=False)):
                self._compare(one, other, place, f"{key}[{index}]")
        elif not self._agree(answer, recorded, key.rpartition(".")[2]):
            self.differences.append(f"{place}: {key} is {answer!r} instead of {recorded!r}")

    def _agree(self, answer: Any, recorded: Any, name: str) -> bool:
        if type(answer) is not type(recorded):
            return isinstance(answer, int | float) and answer == recorded and not isinstance(answer, bool)
        if name in TIMES:
            return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", answer))
        if name in IDS and recorded not in (0, "0"):
            return self.own.setdefault(str(recorded), str(answer)) == str(answer)
        return bool(answer == (self._translated(recorded) if isinstance(recorded, str) else recorded))
