"""The sections of the forms, in their order."""

from schema.words import Words

SECTIONS: dict[str, Words] = {
    "intake": Words("Eingang", "Receipt"),
    "customer": Words("Kundin oder Kunde", "Customer"),
    "matter": Words("Sachverhalt", "Matter"),
    "concern": Words("Anliegen", "Concern"),
    "handling": Words("Bearbeitung", "Handling"),
    "consent": Words("Einverständnis und Information", "Consent and information"),
    "closing": Words("Abschluss", "Closing"),
    "": Words("Angaben", "Details"),
}
