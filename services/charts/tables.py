"""The table behind a chart, as a file."""

import csv
import io

import pandas as pd

from services import access
from services.access import Action, Actor
from services.flatfile.texts import marked


def table_csv(actor: Actor, table: pd.DataFrame, language: str) -> bytes:
    """Return a table as CSV, as a spreadsheet of that language expects it.

    Raises:
        AccessDenied: the actor may not see dashboards.
    """
    access.require(actor, Action.SEE_DASHBOARDS)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if language == "de" else ",", lineterminator="\r\n")
    writer.writerow([marked(str(name)) for name in table.columns])
    for row in table.itertuples(index=False, name=None):
        writer.writerow([_cell(value, language) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object, language: str) -> str:
    if isinstance(value, str):
        return marked(value)
    if value is None or value is pd.NA or value != value:
        return ""
    return str(value).replace(".", ",") if language == "de" else str(value)
