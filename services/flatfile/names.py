"""Entries of lists by what people write for them: code, German or English label, other usual names."""

from schema.lists import ALSO_CALLED, LIST_PARENTS
from services.flatfile.columns import token
from services.register.snapshot import Lists


class ListNames:
    """The names of every list in one state of the register."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._codes: dict[tuple[str, str], dict[str, str]] = {}

    def find(self, name: str, written: str, parent: str = "") -> str | None:
        """Return the code of what is written, below `parent` where the list has parents, or None."""
        place = parent if name in LIST_PARENTS else ""
        if self._lists.find(name, written, place if name in LIST_PARENTS else None):
            return written
        return self._names(name, place).get(token(written))

    def write(self, name: str, code: str, parent: str, language: str) -> str:
        """Return the entry's label where that leads back to the entry, else its code."""
        label = self._lists.label(name, code, language, parent if name in LIST_PARENTS else None)
        return label if label == label.strip() and self.find(name, label, parent) == code else code

    def add(self, name: str, written: str, parent: str, code: str) -> None:
        """Take a further way to write an entry into account."""
        self._names(name, parent if name in LIST_PARENTS else "")[token(written)] = code

    def _names(self, name: str, parent: str) -> dict[str, str]:
        if (name, parent) not in self._codes:
            self._codes[name, parent] = self._built(name, parent)
        return self._codes[name, parent]

    def _built(self, name: str, parent: str) -> dict[str, str]:
        """Return every way to write an entry: codes go before labels, entries in use before others."""
        entries = [
            entry for entry in self._lists.entries.get(name, ()) if name not in LIST_PARENTS or entry.parent == parent
        ]
        entries.sort(key=lambda entry: not entry.active)
        names: dict[str, str] = {}
        for entry in entries:
            names.setdefault(token(entry.code), entry.code)
        for language in ("de", "en"):
            for entry in entries:
                names.setdefault(token(entry.label.within(language)), entry.code)
        for entry in entries:
            for other in ALSO_CALLED.get((name, entry.code), ()):
                names.setdefault(token(other), entry.code)
        return names
