"""The flat file: one row per concern, read from CSV and XLSX and written to both."""

from services.flatfile.columns import Column, columns, find_column
from services.flatfile.problems import FileProblem, FileRejected, Note
from services.flatfile.reading import FlatFile, Line, read_flat_file

__all__ = [
    "Column",
    "FileProblem",
    "FileRejected",
    "FlatFile",
    "Line",
    "Note",
    "columns",
    "find_column",
    "read_flat_file",
]
