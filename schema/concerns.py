"""Anliegen: the matters inside a reaction, in the customer's order of priority."""

from schema.fields import Field, FieldType, Grid, When
from schema.words import Words

COMPLAINT = When("kind", ("complaint",))
PRAISE = When("kind", ("praise",))
REPORTED_CONCERNS = 3  # the authority's own application takes three (Dresden report 2022, section 4 d)

FIELDS: tuple[Field, ...] = (
    Field(
        "reaction_id",
        FieldType.ROW,
        Words("Gehört zu Reaktion", "Belongs to reaction"),
        list="reactions",
        required=True,
        grid=Grid.NEVER,
        system=True,
    ),
    Field(
        "rank",
        FieldType.INT,
        Words("Rang", "Rank"),
        Words(
            "Platz in der Reihenfolge der Kundin oder des Kunden.",
            "Place in the customer's own order of priority.",
        ),
        section="concern",
        required=True,
        minimum=1,
        maximum=999,
        system=True,
    ),
    Field(
        "kind",
        FieldType.CODE,
        Words("Art", "Kind"),
        Words(
            "Beschwerde, Lob, Idee, Petition oder Eingabe.", "Complaint, praise, suggestion, petition or submission."
        ),
        section="concern",
        list="kind",
        required=True,
        grid=Grid.SHOWN,
        group="kind",
    ),
    Field(
        "area",
        FieldType.CODE,
        Words("Bereich", "Area"),
        section="concern",
        list="area",
        grid=Grid.SHOWN,
        group="theme",
    ),
    Field(
        "theme",
        FieldType.CODE,
        Words("Thema", "Theme"),
        section="concern",
        list="theme",
        parent="area",
        group="theme",
    ),
    Field(
        "detail",
        FieldType.CODE,
        Words("Einzelheit", "Detail"),
        section="concern",
        list="detail",
        parent="theme",
        group="theme",
    ),
    Field(
        "named_as",
        FieldType.CODE,
        Words("Von der Kundin so genannt", "Named as by the customer"),
        Words(
            "Beschwerden über Entscheidungen werden oft Dienstaufsichtsbeschwerde genannt.",
            "Complaints about decisions are often called disciplinary ones.",
        ),
        section="concern",
        list="complaint_type",
        applies=COMPLAINT,
        group="kind",
    ),
    Field(
        "complaint_type",
        FieldType.CODE,
        Words("Behandelt als", "Treated as"),
        section="concern",
        list="complaint_type",
        applies=COMPLAINT,
        group="kind",
    ),
    Field(
        "outcome",
        FieldType.CODE,
        Words("Ergebnis", "Outcome"),
        Words("Begründet, teilweise begründet oder unbegründet.", "Upheld, partly upheld or not upheld."),
        section="concern",
        list="outcome",
        applies=COMPLAINT,
        group="kind",
    ),
    Field(
        "clearing_kind",
        FieldType.CODE,
        Words("Art der Klärung", "Kind of clearing"),
        section="concern",
        list="clearing_kind",
        applies=COMPLAINT,
        group="kind",
    ),
    Field(
        "employee",
        FieldType.LINE,
        Words("Genannte Mitarbeiterin oder genannter Mitarbeiter", "Employee named"),
        Words("Nur für die sichtbar, die am Fall arbeiten.", "Seen only by those who work on the case."),
        section="concern",
        personal=True,
        grid=Grid.NEVER,
        see=frozenset({"office", "krm_officer", "team_lead", "area_lead", "data_protection"}),
        edit=frozenset({"office", "krm_officer", "team_lead"}),
        limit=200,
    ),
    Field(
        "talked_over_on",
        FieldType.DATE,
        Words("Mit der genannten Person ausgewertet am", "Talked over with the person named on"),
        Words("Die Teamleitung wertet ein Lob mit der genannten Person aus.", "The team lead talks a praise over."),
        section="concern",
        by_step=True,
        applies=PRAISE,
    ),
)
