"""What triage sends elsewhere, and what is put right on the day it comes in."""

from schema.fields import Field, FieldType, Grid
from schema.words import Words

HANDOVERS: tuple[Field, ...] = (
    Field("received_on", FieldType.DATE, Words("Eingegangen am", "Received on"), required=True, grid=Grid.SHOWN),
    Field("channel", FieldType.CODE, Words("Eingangsweg", "Channel"), list="channel", required=True, grid=Grid.SHOWN),
    Field("handed_to", FieldType.LINE, Words("Abgegeben an", "Handed to"), required=True, grid=Grid.SHOWN),
    Field(
        "handed_on", FieldType.DATE, Words("Abgegeben am", "Handed over on"), grid=Grid.SHOWN, not_before="received_on"
    ),
    Field("text", FieldType.TEXT, Words("Inhalt", "Text"), personal=True, grid=Grid.NEVER),
)

SAME_DAY: tuple[Field, ...] = (
    Field("day", FieldType.DATE, Words("Tag", "Day"), required=True, grid=Grid.SHOWN),
    Field("channel", FieldType.CODE, Words("Eingangsweg", "Channel"), list="channel", required=True, grid=Grid.SHOWN),
    Field("area", FieldType.CODE, Words("Bereich", "Area"), list="area", grid=Grid.SHOWN),
    Field("theme", FieldType.CODE, Words("Thema", "Theme"), list="theme", parent="area", grid=Grid.SHOWN),
)
