"""What the commands say: results on stdout, problems and progress on stderr, in the language chosen."""

import sys
import time
from collections.abc import Sequence
from typing import TextIO

from babel.numbers import format_decimal

from schema.words import N_
from services import translation
from services.errors import InputRejected, PortalError

QUIET_SECONDS = 1.0


class Console:
    """Speaks one language; `out` and `err` are where results and problems go."""

    def __init__(self, language: str, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.language = language
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self._started = time.monotonic()
        self._shown = ""

    def text(self, msgid: str, **params: object) -> str:
        """Return a message in the console's language."""
        return translation.text(msgid, self.language, params)

    def say(self, msgid: str, **params: object) -> None:
        """Write a sentence to stdout."""
        self.line(self.text(msgid, **params))

    def line(self, text: str) -> None:
        """Write a line to stdout."""
        self.clear()
        print(text, file=self.out)

    def complain(self, msgid: str, **params: object) -> None:
        """Write a sentence to stderr."""
        self.problem_lines([self.text(msgid, **params)])

    def problem_lines(self, lines: Sequence[str]) -> None:
        """Write lines to stderr."""
        self.clear()
        for line in lines:
            print(line, file=self.err)

    def error(self, error: PortalError) -> None:
        """Write what an error says to stderr, and the places it names."""
        lines = [translation.message(error, self.language)]
        if isinstance(error, InputRejected):
            lines += [translation.message(problem, self.language) for problem in error.problems]
        self.problem_lines(list(dict.fromkeys(lines)))

    def number(self, value: float) -> str:
        """Return a number as the language writes it, with a true minus sign."""
        return str(format_decimal(value, locale=self.language)).replace("-", "\N{MINUS SIGN}")

    def percent(self, value: float) -> str:
        """Return a percentage with one decimal as the language writes it."""
        shown = str(format_decimal(value, format="#,##0.0", locale=self.language)).replace("-", "\N{MINUS SIGN}")
        return f"{shown} %" if self.language == "de" else f"{shown}%"

    def progress(self, done: int, total: int) -> None:
        """Show how far it is, on a terminal, once it takes more than a moment."""
        self._show(self.text(N_("{done} of {total} …"), done=self.number(done), total=self.number(total)))

    def share(self, share: float) -> None:
        """Show which share is done, from 0 to 1, as `progress` does."""
        self._show(self.text(N_("{percent} done …"), percent=self.percent(round(share * 100))))

    def _show(self, text: str) -> None:
        if self.err.isatty() and time.monotonic() - self._started >= QUIET_SECONDS:
            self.clear()
            self._shown = text
            self.err.write(text)
            self.err.flush()

    def clear(self) -> None:
        """Take the progress shown away."""
        if self._shown:
            self.err.write("\r" + " " * len(self._shown) + "\r")
            self.err.flush()
            self._shown = ""
