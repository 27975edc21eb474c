"""Text that a spreadsheet would take for a formula: marked in CSV, and read back exactly.

A value that begins with one of `= + - @`, tab or CR, behind any number of apostrophes, gets one more apostrophe when
written and loses one when read; so both ways undo each other for every text.
"""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_MARKED = re.compile(r"'+[=+\-@\t\r]")


def marked(text: str) -> str:
    """Return the text as CSV holds it."""
    return "'" + text if _RISKY.match(text) else text


def unmarked(cell: str) -> str:
    """Return the text that a CSV cell stands for."""
    return cell[1:] if cell.startswith("'") and _MARKED.match(cell) else cell


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def xml_escaped(text: str) -> str:
    """Return the text as an XLSX file holds it: what XML cannot carry as `_x000D_`, such a text itself escaped."""
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", _ESCAPED.sub("_x005F_", text))


def xml_unescaped(text: str) -> str:
    """Return the text that a string in an XLSX file stands for."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
