"""What triage sends elsewhere: by matter, what it is about (subject, text), and who gets it."""

_LEISTUNG = ("Team Leistung 1", "Team Leistung 2", "Team Leistung 3", "Team Leistung 4")
_UNTERKUNFT = ("Team Unterkunft Nord", "Team Unterkunft Süd")
_OBJECTIONS = tuple(f"über {team} an die Widerspruchsstelle" for team in _LEISTUNG)
_PRIVACY = ("Datenschutzbeauftragte",)
_CORRUPTION = ("Ansprechperson für Korruptionsprävention",)
_FRAUD = ("Ansprechperson für Leistungsmissbrauch",)

STORIES: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "technical_enquiry": (
        (
            "Frage zum Nachweis der Nebenkosten",
            "Gefragt wird, ob für die Abrechnung {jahr:-1} Kopien genügen.",
            _UNTERKUNFT,
        ),
        (
            "Wann wird der Weiterbewilligungsantrag bearbeitet?",
            "Der Antrag vom {vor:4-12} ist gestellt; gefragt wird nach der üblichen Dauer. Unzufrieden ist {k} nicht.",
            _LEISTUNG,
        ),
        (
            "Frage zur Anrechnung eines Ferienjobs",
            "Die Tochter {kgen} möchte in den Ferien arbeiten. Gefragt wird, was davon angerechnet wird.",
            _LEISTUNG,
        ),
        (
            "Bitte um eine Bescheinigung für den Vermieter",
            "Gebraucht wird eine Bescheinigung über den Leistungsbezug, möglichst bis zum {in:5-12}.",
            _LEISTUNG,
        ),
        (
            "Zuständige Ansprechperson gesucht",
            "{K} ist umgezogen und fragt, wer in der Vermittlung jetzt zuständig ist.",
            ("Team Vermittlung 1", "Team Vermittlung 2", "Team Vermittlung 3"),
        ),
        (
            "Frage zu Unterlagen für den Umzug",
            "Gefragt wird, welche Angebote vor einem Umzug einzureichen sind.",
            _UNTERKUNFT,
        ),
    ),
    "data_protection": (
        (
            "Auskunft über gespeicherte Daten",
            "{K} bittet um Auskunft nach Art. 15 DSGVO, welche Daten gespeichert sind.",
            _PRIVACY,
        ),
        (
            "Brief an die falsche Anschrift",
            "Ein Schreiben vom {vor:3-9} ging an die frühere Anschrift. {K} fragt, wer es gelesen haben kann.",
            _PRIVACY,
        ),
        ("Löschung alter Unterlagen", "Erbeten wird, Kontoauszüge aus {jahr:-3} zu vernichten.", _PRIVACY),
    ),
    "corruption": (
        (
            "Hinweis auf Vorteile bei einer Vergabe",
            "Ein Unternehmen soll gegen Geschenke bevorzugt worden sein. Namen nennt der Hinweis nicht.",
            _CORRUPTION,
        ),
        (
            "Hinweis auf eine mögliche Befangenheit",
            "Eine Entscheidung soll unter Verwandten getroffen worden sein.",
            _CORRUPTION,
        ),
    ),
    "benefit_fraud": (
        (
            "Hinweis auf nicht angegebene Arbeit",
            "Ohne Namen: Jemand aus dem Haus soll seit Monaten auf dem Bau arbeiten und Leistungen beziehen.",
            _FRAUD,
        ),
        ("Hinweis auf eine nicht bewohnte Wohnung", "Die Wohnung soll seit dem {vor:30-90} leer stehen.", _FRAUD),
        (
            "Hinweis auf gemeinsames Wirtschaften",
            "Zwei Personen sollen zusammenleben und getrennt Leistungen erhalten.",
            _FRAUD,
        ),
    ),
    "objection": (
        (
            "Widerspruch gegen den Bescheid vom {vor:5-25}",
            "{K} ist mit der Berechnung nicht einverstanden und legt Widerspruch ein. Der Bescheid liegt bei.",
            _OBJECTIONS,
        ),
        (
            "Einspruch gegen die Rückforderung",
            "Gegen die Erstattung von {eur:90-900} wendet sich {k}; überschrieben ist das Schreiben als Beschwerde.",
            _OBJECTIONS,
        ),
        (
            "Widerspruch gegen die Ablehnung der Erstausstattung",
            "{K} bittet um eine neue Entscheidung über Möbel und Kühlschrank.",
            tuple(f"über {team} an die Widerspruchsstelle" for team in _UNTERKUNFT),
        ),
        (
            "Beschwerde über einen Widerspruchsbescheid",
            "Der Widerspruchsbescheid vom {vor:6-28} wird für falsch gehalten. Gefragt wird nach dem weiteren Weg.",
            _OBJECTIONS,
        ),
    ),
    "other": (
        (
            "Frage zum Wohngeld",
            "{K} bezieht keine Leistungen mehr und fragt nach Wohngeld.",
            ("Stadtverwaltung, Wohngeldstelle",),
        ),
        ("Kindergeld noch nicht gezahlt", "Das Kindergeld für {monat:0} ist nicht eingegangen.", ("Familienkasse",)),
        (
            "Frage zum Aufenthaltstitel",
            "Gefragt wird, wann der neue Aufenthaltstitel abgeholt werden kann.",
            ("Ausländerbehörde",),
        ),
        (
            "Arbeitslosengeld: Sperrzeit",
            "Es geht um eine Sperrzeit beim Arbeitslosengeld; {k} sucht die zuständige Stelle.",
            ("Agentur für Arbeit",),
        ),
    ),
}
WEIGHTS = {
    "technical_enquiry": 25,
    "data_protection": 5,
    "corruption": 1,
    "benefit_fraud": 7,
    "objection": 16,
    "other": 6,
}
CHANNELS = {"email": 42, "telephone": 24, "letter": 20, "in_person": 9, "online_portal": 5}
NAMELESS = frozenset({"corruption", "benefit_fraud"})
