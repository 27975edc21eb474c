"""Ids that follow from content: whoever imports the same row again makes the same id."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from ulid import ULID


def id_from(day: date | None, *parts: str) -> str:
    """Return the id that follows from `parts`; it sorts with the ids made on `day`."""
    hashed = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).digest()
    if day is None:
        return str(ULID(hashed[:16]))
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    milliseconds = max(int(moment.timestamp() * 1000), 0)
    return str(ULID(milliseconds.to_bytes(6, "big") + hashed[:10]))


class Fingerprints:
    """The ids of rows without a number: from their content, and how many rows like them stood above in the file."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def next_id(self, content: Mapping[str, Any], day: date | None) -> str:
        """Return the id of the next row with this content; what is empty does not count."""
        written = {name: str(value) for name, value in content.items() if value not in (None, "")}
        print_ = json.dumps(sorted(written.items()), ensure_ascii=False)
        self._seen[print_] += 1
        return id_from(day, "row", print_, str(self._seen[print_]))
