"""Markdown as the generated pages write it."""

from collections.abc import Iterable, Sequence


def page(title: str, *parts: str) -> str:
    """Return a page; it says that it is not written by hand."""
    note = "<!-- Erzeugt mit `python -m docs.build`. Bitte nicht von Hand ändern. -->"
    return "\n\n".join((note, f"# {title}", *parts)) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; what stands in a cell stays in it."""
    lines = [_line(headings), _line(["---"] * len(headings)), *(_line([_cell(text) for text in row]) for row in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ") or " "
