"""What the annual report needs beside the cases: what was agreed, asked, written and published."""

from schema.fields import Field, FieldType, Grid, When
from schema.words import Words

IS_MEASURE = When("kind", ("measure",))
CAN_BE_DONE = When("kind", ("measure", "training"))
ACTIVE = Field(
    "active",
    FieldType.BOOL,
    Words("Zählt mit", "Counts"),
    Words("Was versehentlich eingetragen wurde, zählt nicht mit.", "What was entered by mistake does not count."),
    grid=Grid.SHOWN,
    default=True,
)

# Impulses, measures and training needs: sections 2 and 4 c of the report; `effect` is what people saw, the change of
# the theme's complaints the year after is worked out.
MEASURES: tuple[Field, ...] = (
    Field(
        "title",
        FieldType.LINE,
        Words("Worum geht es?", "What is it about?"),
        required=True,
        searched=True,
        grid=Grid.SHOWN,
    ),
    Field(
        "kind",
        FieldType.CODE,
        Words("Art", "Kind"),
        Words(
            "Impuls: eine Anregung, über die noch zu entscheiden ist. Maßnahme: ist vereinbart. Schulungsbedarf: was "
            "Mitarbeiterinnen und Mitarbeiter lernen oder auffrischen sollten.",
            "Impulse: an idea that is still to be decided on. Measure: is agreed. Training need: what employees should "
            "learn or refresh.",
        ),
        list="measure_kind",
        required=True,
        grid=Grid.SHOWN,
        default="measure",
    ),
    Field(
        "noted_on",
        FieldType.DATE,
        Words("Erkannt am", "Noted on"),
        Words("Das Berichtsjahr richtet sich nach diesem Tag.", "The year of the report follows from this day."),
        required=True,
        grid=Grid.SHOWN,
    ),
    Field("area", FieldType.CODE, Words("Bereich", "Area"), list="area", grid=Grid.SHOWN),
    Field(
        "theme",
        FieldType.CODE,
        Words("Thema", "Theme"),
        Words(
            "An den Beschwerden zu diesem Thema wird die Wirkung gemessen.",
            "The effect is measured against the complaints on this theme.",
        ),
        list="theme",
        parent="area",
        grid=Grid.SHOWN,
    ),
    Field("unit", FieldType.CODE, Words("Zuständig", "In charge"), list="unit", grid=Grid.SHOWN),
    Field("text", FieldType.TEXT, Words("Beschreibung", "Description"), searched=True, limit=4000),
    Field(
        "from_impulse",
        FieldType.BOOL,
        Words("Aus einem Impuls entstanden", "Came from an impulse"),
        Words(
            "Der Bericht zählt sie dann auch bei den Impulsen des Jahres, in dem sie erkannt wurde.",
            "The report then counts it among the impulses of the year in which it was noted as well.",
        ),
        applies=IS_MEASURE,
        default=False,
    ),
    Field(
        "agreed_on",
        FieldType.DATE,
        Words("Vereinbart am", "Agreed on"),
        grid=Grid.SHOWN,
        applies=IS_MEASURE,
        not_before="noted_on",
    ),
    Field(
        "due_on",
        FieldType.DATE,
        Words("Fällig am", "Due on"),
        grid=Grid.SHOWN,
        applies=CAN_BE_DONE,
        future=True,
        not_before="agreed_on",
    ),
    Field(
        "done_on",
        FieldType.DATE,
        Words("Umgesetzt am", "Done on"),
        grid=Grid.SHOWN,
        applies=CAN_BE_DONE,
        not_before="agreed_on",
    ),
    Field(
        "effect",
        FieldType.TEXT,
        Words("Beobachtete Wirkung", "Effect seen"),
        Words(
            "Was sich gezeigt hat, in eigenen Worten. Wie sich die Beschwerden entwickelt haben, rechnet das Portal "
            "aus.",
            "What showed, in your own words. How the complaints developed, the portal works out.",
        ),
        applies=CAN_BE_DONE,
        limit=4000,
    ),
    ACTIVE,
)

REPORT_TEXTS: tuple[Field, ...] = (
    Field("year", FieldType.INT, Words("Jahr", "Year"), required=True, grid=Grid.SHOWN, minimum=1990, maximum=2200),
    Field("part", FieldType.LINE, Words("Abschnitt", "Section"), required=True, grid=Grid.SHOWN, limit=60),
    Field("text", FieldType.TEXT, Words("Text", "Text")),
    Field("drafted", FieldType.TEXT, Words("Vorschlag des Portals", "The portal's draft"), grid=Grid.NEVER),
)

SURVEYS: tuple[Field, ...] = (
    Field("year", FieldType.INT, Words("Jahr", "Year"), required=True, grid=Grid.SHOWN, minimum=1990, maximum=2200),
    Field("question", FieldType.LINE, Words("Frage", "Question"), required=True, grid=Grid.SHOWN),
    Field("answer", FieldType.LINE, Words("Antwort", "Answer"), required=True, grid=Grid.SHOWN),
    Field("answers", FieldType.INT, Words("Anzahl", "Count"), grid=Grid.SHOWN, minimum=0, maximum=10_000_000),
    Field(
        "share",
        FieldType.INT,
        Words("Anteil in Prozent", "Share in percent"),
        Words("Nur wenn die Anzahl nicht bekannt ist.", "Only where the count is not known."),
        grid=Grid.SHOWN,
        minimum=0,
        maximum=100,
    ),
    Field("source", FieldType.LINE, Words("Quelle", "Source"), grid=Grid.SHOWN, limit=200),
    ACTIVE,
)

# What a report of former years printed: `figure` is a name of the portal's figures, or several added with "+".
PUBLISHED: tuple[Field, ...] = (
    Field("year", FieldType.INT, Words("Jahr", "Year"), required=True, grid=Grid.SHOWN, minimum=1990, maximum=2200),
    Field("figure", FieldType.LINE, Words("Kennzahl", "Figure"), required=True, grid=Grid.SHOWN, limit=300),
    Field(
        "measure",
        FieldType.CODE,
        Words("Angabe", "Number given"),
        list="published_measure",
        required=True,
        grid=Grid.SHOWN,
        default="value",
    ),
    Field("printed", FieldType.LINE, Words("Veröffentlicht", "Published"), required=True, grid=Grid.SHOWN, limit=20),
    Field("base", FieldType.LINE, Words("Anteil an", "Share of"), grid=Grid.OFFERED, limit=300),
    Field("place", FieldType.LINE, Words("Fundstelle", "Place"), grid=Grid.SHOWN, limit=200),
    Field("explanation", FieldType.TEXT, Words("Erklärung", "Explanation"), grid=Grid.OFFERED, limit=4000),
    ACTIVE,
)
