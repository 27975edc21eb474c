"""The office itself: teams, partners, people, lists and settings."""

from schema.fields import Field, FieldType, Grid
from schema.words import Words

UNITS: tuple[Field, ...] = (
    Field("code", FieldType.LINE, Words("Kürzel", "Code"), required=True, grid=Grid.SHOWN, limit=80),
    Field("label", FieldType.LINE, Words("Name", "Name"), required=True, searched=True, grid=Grid.SHOWN, limit=200),
    Field("kind", FieldType.CODE, Words("Art", "Kind"), list="unit_kind", grid=Grid.SHOWN, default="team"),
    Field("parent", FieldType.CODE, Words("Gehört zum Bereich", "Belongs to area"), list="unit", grid=Grid.SHOWN),
    Field("active", FieldType.BOOL, Words("In Benutzung", "In use"), grid=Grid.SHOWN, default=True),
)

PARTNERS: tuple[Field, ...] = (
    Field("code", FieldType.LINE, Words("Kürzel", "Code"), required=True, grid=Grid.SHOWN, limit=80),
    Field("label", FieldType.LINE, Words("Name", "Name"), required=True, searched=True, grid=Grid.SHOWN, limit=200),
    Field("kind", FieldType.CODE, Words("Art", "Kind"), list="partner_kind", grid=Grid.SHOWN),
    Field(
        "contact",
        FieldType.TEXT,
        Words("Ansprechpartner", "Contact"),
        personal=True,
        grid=Grid.NEVER,
        see=frozenset({"office", "krm_officer", "ombudsperson"}),
        limit=1000,
    ),
    Field("active", FieldType.BOOL, Words("In Benutzung", "In use"), grid=Grid.SHOWN, default=True),
)

LISTS: tuple[Field, ...] = (
    Field("list", FieldType.LINE, Words("Liste", "List"), required=True, grid=Grid.SHOWN, limit=60),
    Field("code", FieldType.LINE, Words("Kürzel", "Code"), required=True, grid=Grid.SHOWN, limit=80),
    Field("label", FieldType.LINE, Words("Bezeichnung", "Label"), required=True, grid=Grid.SHOWN, limit=200),
    Field("label_en", FieldType.LINE, Words("Englische Bezeichnung", "English label"), grid=Grid.SHOWN, limit=200),
    Field("parent", FieldType.LINE, Words("Gehört zu", "Belongs to"), grid=Grid.SHOWN, limit=200),
    Field("position", FieldType.INT, Words("Reihenfolge", "Position"), minimum=0, maximum=100_000),
    Field("active", FieldType.BOOL, Words("In Benutzung", "In use"), grid=Grid.SHOWN, default=True),
)

OWN_FIELDS: tuple[Field, ...] = (
    Field("table", FieldType.LINE, Words("Tabelle", "Table"), required=True, grid=Grid.SHOWN, limit=60),
    Field("name", FieldType.LINE, Words("Kürzel", "Code"), required=True, grid=Grid.SHOWN, limit=60),
    Field("label", FieldType.LINE, Words("Bezeichnung", "Label"), required=True, grid=Grid.SHOWN, limit=200),
    Field("type", FieldType.LINE, Words("Typ", "Type"), required=True, grid=Grid.SHOWN, limit=20),
    Field("active", FieldType.BOOL, Words("In Benutzung", "In use"), grid=Grid.SHOWN, default=True),
)

USERS: tuple[Field, ...] = (
    Field(
        "login",
        FieldType.LINE,
        Words("Anmeldename", "Sign-in name"),
        Words(
            "Die E-Mail-Adresse, mit der sich die Person anmeldet.",
            "The e-mail address with which the person signs in.",
        ),
        required=True,
        searched=True,
        grid=Grid.SHOWN,
        limit=200,
    ),
    Field("label", FieldType.LINE, Words("Name", "Name"), required=True, searched=True, grid=Grid.SHOWN, limit=200),
    Field("roles", FieldType.CODES, Words("Rollen", "Roles"), list="role", required=True, grid=Grid.SHOWN),
    Field("unit", FieldType.CODE, Words("Bereich oder Team", "Area or team"), list="unit", grid=Grid.SHOWN),
    Field("active", FieldType.BOOL, Words("In Benutzung", "In use"), grid=Grid.SHOWN, default=True),
)

SETTINGS: tuple[Field, ...] = (
    Field("key", FieldType.LINE, Words("Einstellung", "Setting"), required=True, grid=Grid.SHOWN, limit=100),
    Field("value", FieldType.TEXT, Words("Wert", "Value"), grid=Grid.SHOWN),
)
