"""What is wrong with a file, and what is worth saying about it: where it stands, what stands there, what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schema.problems import Problem
from schema.words import N_
from services import translation
from services.errors import InputRejected

SHOWN_VALUE = 80  # a message shows this much of a value


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A problem at its place in a file; `row` as a spreadsheet counts, the heading being row 1, `column` as written."""

    file: str
    row: int | None
    column: str | None
    value: object
    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """Return the sentence that says what is wrong and how to mend it, without the place."""
        params = {"value": shortened(self.value), **self.params}
        return translation.text(self.msgid, language, params)

    def line(self, language: str) -> str:
        """Return the whole line: file, row, column and value, then the sentence."""
        parts = [self.file]
        if self.row is not None:
            parts.append(translation.text(N_("row {row}"), language, {"row": self.row}))
        if self.column:
            parts.append(translation.text(N_("column “{column}”"), language, {"column": shortened(self.column)}))
        if self.value not in (None, ""):
            shown = translation.written(self.value, language)
            parts.append(translation.text(N_("value “{value}”"), language, {"value": shortened(shown)}))
        return f"{', '.join(parts)}: {self.message(language)}"

    @property
    def problem(self) -> Problem:
        """The same without its place."""
        return Problem("reactions", self.column or "", shortened(self.value), self.msgid, self.params)


@dataclass(frozen=True, slots=True)
class Note:
    """Something said about a file that is no problem."""

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """Return the sentence."""
        return translation.text(self.msgid, language, self.params)


class FileRejected(InputRejected):
    """A file that cannot be taken as a flat file at all; `found` says why, place by place."""

    def __init__(self, found: Sequence[FileProblem]) -> None:
        first = found[0]
        super().__init__(
            first.msgid, problems=[one.problem for one in found], **{"value": shortened(first.value), **first.params}
        )
        self.found = tuple(found)

    @classmethod
    def whole(cls, file: str, msgid: str, **params: object) -> "FileRejected":
        """Return the rejection of a file as a whole."""
        return cls([FileProblem(file, None, None, None, msgid, {"file": file, **params})])


def shortened(value: object) -> object:
    """Return a value as a message shows it: text on one line, printable and not too long, everything else as it is."""
    if not isinstance(value, str):
        return value
    line = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in " ".join(value.split())
    )
    return line if len(line) <= SHOWN_VALUE else line[: SHOWN_VALUE - 1] + "…"
