"""What the annual report needs beside the cases."""

from schema.fields import Field, FieldType, Grid
from schema.words import Words

MEASURES: tuple[Field, ...] = (
    Field("title", FieldType.LINE, Words("Maßnahme", "Measure"), required=True, searched=True, grid=Grid.SHOWN),
    Field("area", FieldType.CODE, Words("Bereich", "Area"), list="area", grid=Grid.SHOWN),
    Field("theme", FieldType.CODE, Words("Thema", "Theme"), list="theme", parent="area"),
    Field("agreed_on", FieldType.DATE, Words("Vereinbart am", "Agreed on"), grid=Grid.SHOWN),
    Field("due_on", FieldType.DATE, Words("Fällig am", "Due on"), grid=Grid.SHOWN, future=True),
    Field("done_on", FieldType.DATE, Words("Umgesetzt am", "Done on"), grid=Grid.SHOWN, not_before="agreed_on"),
    Field("effect", FieldType.TEXT, Words("Wirkung", "Effect"), limit=4000),
)

REPORT_TEXTS: tuple[Field, ...] = (
    Field("year", FieldType.INT, Words("Jahr", "Year"), required=True, grid=Grid.SHOWN, minimum=1990, maximum=2200),
    Field("part", FieldType.LINE, Words("Abschnitt", "Section"), required=True, grid=Grid.SHOWN, limit=60),
    Field("text", FieldType.TEXT, Words("Text", "Text")),
)

SURVEYS: tuple[Field, ...] = (
    Field("year", FieldType.INT, Words("Jahr", "Year"), required=True, grid=Grid.SHOWN, minimum=1990, maximum=2200),
    Field("question", FieldType.LINE, Words("Frage", "Question"), required=True, grid=Grid.SHOWN),
    Field("answer", FieldType.LINE, Words("Antwort", "Answer"), grid=Grid.SHOWN),
    Field("answers", FieldType.INT, Words("Anzahl", "Count"), grid=Grid.SHOWN, minimum=0),
)
