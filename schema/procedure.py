"""What the procedure keeps beside the cases: notes on them, what triage sends elsewhere, what is put right at once."""

from schema.fields import Field, FieldType, Grid
from schema.words import Words

NOTES: tuple[Field, ...] = (
    Field(
        "reaction_id",
        FieldType.ROW,
        Words("Gehört zu Reaktion", "Belongs to reaction"),
        list="reactions",
        required=True,
        grid=Grid.NEVER,
        system=True,
    ),
    Field("kind", FieldType.CODE, Words("Art", "Kind"), list="note_kind", required=True, grid=Grid.SHOWN),
    Field("noted_on", FieldType.DATE, Words("Vom", "Of"), required=True, grid=Grid.SHOWN),
    Field(
        "step",
        FieldType.CODE,
        Words("Eskalationsstufe", "Escalation step"),
        list="escalation_step",
        grid=Grid.SHOWN,
    ),
    Field("title", FieldType.LINE, Words("Worum es geht", "About"), grid=Grid.SHOWN, limit=200),
    Field("finding", FieldType.CODE, Words("Befund", "Finding"), list="finding", grid=Grid.SHOWN),
    Field("person", FieldType.LINE, Words("Person", "Person"), personal=True, grid=Grid.NEVER, limit=200),
    Field("reason", FieldType.TEXT, Words("Begründung", "Reason"), personal=True, grid=Grid.NEVER, limit=2000),
    Field(
        "proof",
        FieldType.LINE,
        Words("Nachweis", "Proof"),
        Words("Zeichen der E-Akte oder Adresse eines Schreibens.", "Reference of the e-file or address of a paper."),
        personal=True,
        grid=Grid.NEVER,
        limit=300,
    ),
)

HANDOVERS: tuple[Field, ...] = (
    Field("received_on", FieldType.DATE, Words("Eingegangen am", "Received on"), required=True, grid=Grid.SHOWN),
    Field("channel", FieldType.CODE, Words("Eingangsweg", "Channel"), list="channel", required=True, grid=Grid.SHOWN),
    Field(
        "matter",
        FieldType.CODE,
        Words("Inhalt", "Matter"),
        list="handover_matter",
        required=True,
        grid=Grid.SHOWN,
    ),
    Field(
        "handed_to",
        FieldType.LINE,
        Words("Abgegeben an", "Handed to"),
        Words("Stelle oder Person, die dafür zuständig ist.", "The place or person responsible."),
        required=True,
        grid=Grid.SHOWN,
    ),
    Field(
        "handed_on",
        FieldType.DATE,
        Words("Abgegeben am", "Handed over on"),
        required=True,
        grid=Grid.SHOWN,
        not_before="received_on",
    ),
    Field("handed_by", FieldType.LINE, Words("Abgegeben von", "Handed over by"), grid=Grid.SHOWN, system=True),
    Field(
        "subject",
        FieldType.LINE,
        Words("Betreff", "Subject"),
        Words("Worum es geht, in einer Zeile und ohne Namen.", "What it is about, in one line and without names."),
        grid=Grid.SHOWN,
        limit=300,
    ),
    Field(
        "customer",
        FieldType.TEXT,
        Words("Kundin oder Kunde", "Customer"),
        Words(
            "Erste Zeile: Name. Darunter, wie die Person zu erreichen ist, soweit für die Abgabe nötig.",
            "First line: the name. Below it, how to reach the person, as far as it is needed.",
        ),
        personal=True,
        grid=Grid.NEVER,
        limit=1000,
    ),
    Field("text", FieldType.TEXT, Words("Text", "Text"), personal=True, grid=Grid.NEVER),
    Field(
        "text_until",
        FieldType.DATE,
        Words("Text wird gebraucht bis", "Text is needed until"),
        Words("Danach löscht das Portal Text und Namen.", "After that the portal removes text and name."),
        grid=Grid.SHOWN,
        future=True,
        not_before="received_on",
    ),
    Field(
        "text_removed_on",
        FieldType.DATE,
        Words("Text gelöscht am", "Text removed on"),
        grid=Grid.SHOWN,
        system=True,
    ),
    Field(
        "reaction_number",
        FieldType.LINE,
        Words("Nummer der Reaktion", "Number of the reaction"),
        Words(
            "Die Reaktion, die daraus wurde oder aus der die Abgabe entstand.",
            "The reaction it became, or from which it came.",
        ),
        grid=Grid.SHOWN,
        system=True,
        limit=60,
    ),
    Field(
        "taken_back_on",
        FieldType.DATE,
        Words("Ins Register übernommen am", "Taken into the register on"),
        grid=Grid.SHOWN,
        system=True,
    ),
)

SAME_DAY: tuple[Field, ...] = (
    Field("day", FieldType.DATE, Words("Tag", "Day"), required=True, grid=Grid.SHOWN),
    Field("channel", FieldType.CODE, Words("Eingangsweg", "Channel"), list="channel", required=True, grid=Grid.SHOWN),
    Field("area", FieldType.CODE, Words("Bereich", "Area"), list="area", grid=Grid.SHOWN),
    Field("theme", FieldType.CODE, Words("Thema", "Theme"), list="theme", parent="area", grid=Grid.SHOWN),
)
