"""Putting codes in the place of what a file writes for them."""

from collections.abc import Iterable

from schema.fields import Field, FieldType
from schema.tables import TABLES
from schema.words import N_
from services.flatfile.problems import FileProblem
from services.importing.entries import Entries, codes_of, parent_of
from services.importing.lines import Part
from services.importing.places import Places


class Codes:
    """Resolves the list entries of a file's reactions and concerns."""

    def __init__(self, entries: Entries, places: Places) -> None:
        self._entries = entries
        self._places = places

    def resolve(self, part: Part) -> list[FileProblem]:
        """Put codes in the place of what is written, and return what no list knows."""
        problems: list[FileProblem] = []
        for declared in TABLES[part.table].fields:
            is_coded = declared.list is not None and declared.type in (FieldType.CODE, FieldType.CODES)
            if is_coded and part.values.get(declared.name) is not None:
                problems += self._resolve_field(part, declared)
        return problems

    def _resolve_field(self, part: Part, declared: Field) -> list[FileProblem]:
        if declared.parent in part.wrong:  # looked up below something that is not known itself
            _forget(part, declared)
            return []
        if declared.parent and not part.values.get(declared.parent):
            return []  # the rules of the record say so
        parent = parent_of(part.table, declared, part.values)
        assert declared.list is not None
        codes: list[str] = []
        for written in codes_of(part.values[declared.name]):
            code = self._entries.resolve(declared, written, parent)
            if code is None:
                _forget(part, declared)
                return [self._unknown_entry(part, declared, parent)]
            codes.append(code)
        part.values[declared.name] = tuple(codes) if declared.type is FieldType.CODES else codes[0]
        return list(self._entry_problems(part, declared, codes, parent))

    def _unknown_entry(self, part: Part, declared: Field, parent: str) -> FileProblem:
        assert declared.list is not None
        known = self._entries.known_names(declared.list, parent)
        msgid = N_("“{value}” is not in the list “{label}”. Known are: {known}.")
        return self._places.at(part, declared.name, msgid, {"label": declared.label, "known": known})

    def _entry_problems(self, part: Part, declared: Field, codes: Iterable[str], parent: str) -> Iterable[FileProblem]:
        assert declared.list is not None
        for code in codes:
            addition = self._entries.find_addition(declared.list, code, parent)
            for problem in self._entries.problems(addition) if addition else ():
                yield self._places.at(part, declared.name, problem.msgid, problem.params)


def _forget(part: Part, declared: Field) -> None:
    part.wrong.add(declared.name)
    part.values[declared.name] = None
