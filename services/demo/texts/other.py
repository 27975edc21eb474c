"""Praise, suggestions, petitions and submissions."""

from services.demo.texts.blocks import Story, Theme

_PASSED_ON = (
    "<Lob an die Teamleitung weitergeben, bitte in der Dienstbesprechung erwähnen|"
    "Bitte das Lob mit der genannten Person auswerten>"
)
_THANKED = (
    "<Dank ausgesprochen, Lob im Team ausgewertet.|Mit den Genannten ausgewertet, "
    "Antwort mit Dank verschickt.|Lob weitergegeben, die Freude war groß.>"
)

PRAISES: dict[str | None, Theme] = {
    "conduct": Theme(
        (
            Story(
                "<Dank für freundliche Beratung|Lob für geduldige Sachbearbeitung|Einfach einmal Danke|Großes Lob>",
                (
                    "<[Ich möchte mich|{K} möchte sich] für die <geduldige|herzliche|freundliche> "
                    "Art im Gespräch am {vor:1-12} bedanken.|So freundlich wurde [ich|"
                    "{k}] selten auf einem Amt behandelt.|Ein großes Lob für die Sachbearbeitung: <ruhig, "
                    "klar und auf Augenhöhe|immer erreichbar, immer höflich>.>"
                ),
                (
                    (
                        "<Trotz vollem Wartezimmer war Zeit für alle Fragen.|"
                        "Die Mitarbeiterin hat noch nach Feierabend zurückgerufen.|"
                        "Der Mitarbeiter hat den Bescheid Punkt für Punkt erklärt.|"
                        "In einer schweren Zeit war das ein Lichtblick.>"
                    ),
                    (
                        "<Solche Menschen braucht es mehr.|[Bitte richten Sie das aus.|"
                        "Das möge bitte ausgerichtet werden.]|Das darf ruhig auch einmal gesagt werden.>"
                    ),
                ),
            ),
            Story(
                "<Schnelle Hilfe in der Not|Danke für die Hilfe vor dem Wochenende|Unbürokratisch geholfen>",
                (
                    "<Am {vor:1-8} stand [ich|{k}] ohne Geld da, "
                    "innerhalb von zwei Stunden war eine Lösung gefunden.|"
                    "Noch vor dem Wochenende wurde ein Vorschuss möglich gemacht.|"
                    "In einer Notlage wurde [mir|{kdat}] sofort geholfen.>"
                ),
                (
                    (
                        "<Niemand hat [mich|{ihn}] spüren lassen, dass es [meine|"
                        "{sein}e] eigene Vergesslichkeit war.|Sogar an Windeln für das Kind wurde gedacht.>"
                    ),
                    "[Ich bin|{Er} ist] sehr dankbar.",
                ),
            ),
            Story(
                "<Lob trotz Ablehnung|Fair und verständlich erklärt>",
                (
                    "Der Antrag wurde zwar abgelehnt, <die Erklärung war aber fair und verständlich|"
                    "aber [ich|{k}] wurde ernst genommen>."
                ),
                ("So kann man eine Entscheidung annehmen.", "Auch auf andere Hilfen wurde hingewiesen."),
            ),
            Story(
                "<Dank für Hilfe bei der Sprache|Geduld beim Ausfüllen der Anträge>",
                (
                    "Beim Ausfüllen der Anträge wurde <mit Händen, Füßen und viel Humor|langsam und deutlich|"
                    "mit einer Übersetzungs-App> geholfen."
                ),
                ("Nach {z:2-3} Stunden war alles fertig.", "[Meine|{Sein}e] Familie sagt Danke."),
            ),
        ),
        _PASSED_ON,
        rejected=_THANKED,
    ),
    "placement": Theme(
        (
            Story(
                "<Arbeit gefunden, danke|Neue Stelle dank guter Beratung|Lob für die Arbeitsvermittlung>",
                (
                    "<Seit dem {vor:3-20} [habe ich|hat {k}] wieder Arbeit, "
                    "und das liegt an der guten Beratung.|"
                    "Die Vermittlung hat den entscheidenden Hinweis auf die Stelle gegeben.|"
                    "Nach {z:2-6} Jahren ohne Arbeit hat es geklappt.>"
                ),
                (
                    (
                        "<Auch nach der dritten Absage wurde Mut gemacht.|"
                        "Das Bewerbungsfoto und die Fahrt wurden schnell bewilligt.|"
                        "Der Betrieb wurde sogar gemeinsam angerufen.>"
                    ),
                    "Danke für das Vertrauen.",
                ),
            ),
            Story(
                "<Dank für die Umschulung|Weiterbildung ermöglicht|Lob für die Beratung zur Ausbildung>",
                (
                    "<Die Umschulung war die beste Entscheidung seit langem.|Ohne die Beratung hätte [ich|"
                    "{k}] die Ausbildung nie begonnen.|Der Bildungsgutschein wurde in einer Woche bewilligt.>"
                ),
                ("Die Prüfung ist mit Note <zwei|eins> bestanden.", "[Meine|{Sein}e] Kinder sind stolz."),
            ),
            Story(
                "<Gute Vermittlerin, bitte behalten|Vermittler mit Herz|Sehr gute Betreuung bei U25>",
                (
                    "<Die Vermittlungsfachkraft nimmt sich Zeit und hört zu.|Jeder Termin bringt [mich|"
                    "{kacc}] einen Schritt weiter.|Die Vorschläge passen genau zum Beruf.>"
                ),
                ("Das war bei früheren Stellen anders.", "Einen Wechsel möchte [ich|{k}] auf keinen Fall."),
            ),
        ),
        _PASSED_ON,
        rejected=_THANKED,
    ),
    "benefits": Theme(
        (
            Story(
                "<Bescheid in {z:4-8} Tagen|Schnelle Bearbeitung gelobt|Antrag zügig bewilligt>",
                (
                    "<Der Weiterbewilligungsantrag war in {z:4-8} Tagen fertig.|"
                    "Der Neuantrag wurde schneller bearbeitet als erwartet.>"
                ),
                ("Der Bescheid war sogar verständlich.", "Ein Dank an das ganze Team."),
            ),
            Story(
                "<Lob für die Leistungsabteilung|Fehler schnell behoben>",
                "Ein Fehler in der Berechnung wurde <noch am selben Tag|nach einem Anruf> behoben.",
                ("Fehler passieren überall, so geht man richtig damit um.",),
            ),
            Story(
                "<Danke für die Hilfe nach der Ankunft|Dank einer Familie aus der Ukraine>",
                "Eine Familie bedankt sich für die <schnelle|warmherzige> Aufnahme und die Hilfe bei den Anträgen.",
                ("Dem Schreiben liegt ein gemaltes Bild der Kinder bei.",),
            ),
        ),
        _PASSED_ON,
        rejected=_THANKED,
    ),
    "municipal": Theme(
        (
            Story(
                "<Zusage für die Wohnung kam rechtzeitig|Wohnung dank schneller Zusage>",
                "Die Zusage für die Wohnung kam <innerhalb von zwei Tagen|noch vor der Frist des Vermieters>.",
                ("Die Familie ist inzwischen eingezogen.", "Vielen Dank dafür."),
            ),
        ),
        _PASSED_ON,
        rejected=_THANKED,
    ),
    "organisation": Theme(
        (
            Story(
                "<#Lob für das neue Onlineportal|Neuer Wartebereich gelobt|Abläufe im Haus gelobt>",
                (
                    "<#Der Antrag über Jobcenter digital war in {n:15-35} Minuten erledigt.|"
                    "Der neue Wartebereich ist hell und freundlich.|"
                    "Die Abläufe im Haus sind spürbar besser geworden.>"
                ),
                (
                    "Weiter so.",
                    (
                        "<#Das hätte früher einen halben Tag gekostet.|"
                        "Auch die Kinder hatten etwas zu spielen.|Vor zwei Jahren war das noch anders.>"
                    ),
                ),
            ),
            Story(
                "<Dank an das ganze Haus|Lob für das Jobcenter insgesamt>",
                "Zum Abschied aus dem Leistungsbezug geht ein Dank an das ganze Haus.",
                (
                    "In {z:2-6} Jahren gab es kaum einmal Grund zur Klage.",
                    "Vom Empfang bis zur Leitung waren alle korrekt.",
                ),
            ),
        ),
        "Lob im Haus bekannt machen",
        rejected=_THANKED,
    ),
    "reception": Theme(
        (
            Story(
                "<Netter Empfang|Lob für die Eingangszone>",
                (
                    "Am Empfang wurde [ich|"
                    "{k}] freundlich begrüßt und <sofort an die richtige Stelle gebracht|"
                    "in wenigen Minuten beraten>."
                ),
                ("So macht der Gang zum Amt keine Angst.",),
            ),
        ),
        _PASSED_ON,
        rejected=_THANKED,
    ),
    "hotline": Theme(
        (
            Story(
                "<Gutes Telefonat|Lob für das Service-Center>",
                "Am Telefon war die Auskunft <klar, freundlich und richtig|in drei Minuten da>.",
                ("Der zugesagte Rückruf kam am selben Tag.",),
            ),
        ),
        _PASSED_ON,
        rejected=_THANKED,
    ),
    None: Theme(
        (
            Story(
                "<Lob ohne nähere Angaben|Danke für alles>",
                (
                    "<[Ich sage|{K} sagt] einfach Danke, weil es einmal gesagt werden muss.|"
                    "Ein herzlicher Gruß mit Dank für die Hilfe im letzten Jahr.|Gedankt wird allen, "
                    "die im Hintergrund arbeiten.>"
                ),
                (),
            ),
        ),
        "Zur Kenntnis an alle Bereiche",
        rejected="Dank ausgesprochen, im Haus bekannt gemacht.",
    ),
}

_ANSWERED = (
    "<Anregung mit Dank beantwortet und an die zuständige Stelle gegeben.|Vorschlag wird geprüft, "
    "Zwischenantwort verschickt.|Der Vorschlag wird ab {monat:1} umgesetzt, das wurde mitgeteilt.|"
    "Derzeit nicht umsetzbar, die Gründe wurden erläutert.>"
)
_CHECK = "<Anregung prüfen und beantworten|Bitte Umsetzbarkeit einschätzen und Rückmeldung an KRM>"


def _hints(*stories: Story) -> Theme:
    return Theme(stories, _CHECK, rejected=_ANSWERED)


SUGGESTIONS: dict[str | None, Theme] = {
    "organisation": _hints(
        Story(
            "<Idee: Briefkasten mit Stempeluhr|Nachtbriefkasten mit Quittung>",
            "Ein Briefkasten, der den Eingang quittiert, würde viele Wege sparen.",
        ),
        Story(
            "<Vorschlag: Lageplan auf der Einladung|Wegweiser im Haus>",
            "Auf die Einladung gehört ein kleiner Lageplan, <sonst sucht man zu lange|mit Aufzug und Zimmer>.",
            ("Andere Behörden machen das längst.",),
        ),
        Story(
            "<Erinnerung per SMS|Terminerinnerung vorgeschlagen>",
            "Eine Erinnerung per SMS am Tag vor dem Termin <würde viele Ausfälle vermeiden|wäre leicht zu machen>.",
            ("Beim Zahnarzt geht das auch.",),
        ),
        Story(
            "<#Jobcenter digital: Dateigröße anzeigen|Portal: Entwurf speichern|Portal: Stand anzeigen>",
            (
                "Im Portal sollte <#die erlaubte Dateigröße vorher angezeigt werden|"
                "ein Antrag zwischengespeichert werden können|der Bearbeitungsstand zu sehen sein>."
            ),
        ),
        Story(
            "<#Wickeltisch im Wartebereich|Wasserspender im Wartebereich|Bücherregal zum Tauschen>",
            (
                "Im Wartebereich <#fehlt ein Wickeltisch|wäre ein Wasserspender gut|"
                "könnte ein Tauschregal für Bücher stehen>."
            ),
            ("Platz wäre neben dem Eingang.",),
        ),
        Story(
            "<Öffnungszeiten am Donnerstag|Termine für Berufstätige>",
            "Ein langer Donnerstag bis 18 Uhr <würde allen helfen, die nebenbei arbeiten|wäre für Aufstocker ideal>.",
        ),
        Story(
            "<#Mehr Fahrradständer|Platz für Kinderwagen>",
            (
                "Am Haus <A|B> könnten <#Fahrradständer|Plätze für Kinderwagen> stehen, "
                "die Fläche neben der Rampe ist frei."
            ),
        ),
    ),
    "reception": _hints(
        Story(
            "<Eigener Schalter für Abgaben|Schnellschalter vorgeschlagen>",
            (
                "Wer nur Unterlagen abgibt, sollte nicht mit allen anderen warten müssen; "
                "<ein eigener Schalter genügte|eine Box mit Stempel genügte>."
            ),
        ),
        Story(
            "<Wartezeit anzeigen|Anzeige der Wartezeit>",
            "Eine Anzeige der voraussichtlichen Wartezeit <würde die Stimmung verbessern|nähme viel Druck weg>.",
            ("Dann könnte man noch einen Kaffee holen.",),
        ),
        Story(
            "<#Schilder in mehreren Sprachen|Leichte Sprache am Empfang>",
            "Die Hinweise am Eingang sollten auch <#auf Ukrainisch und Arabisch|in Leichter Sprache> da sein.",
        ),
    ),
    "benefits": _hints(
        Story(
            "<Bescheid mit einer Seite Zusammenfassung|Kurzfassung zum Bescheid>",
            (
                "Vor jeden Bescheid gehört eine Seite, auf der <nur Betrag, Zeitraum und Grund|"
                "in drei Sätzen das Wichtigste> steht."
            ),
            ("Alles Weitere könnte in die Anlage.",),
        ),
        Story(
            "<Checkliste für den Weiterbewilligungsantrag|Liste fehlender Unterlagen>",
            "Eine Checkliste zum Ankreuzen würde <Nachforderungen ersparen|auf beiden Seiten Zeit sparen>.",
        ),
        Story(
            "<Eingangsbestätigung automatisch|Sendebestätigung für E-Mails>",
            (
                "Auf jede E-Mail mit Unterlagen sollte automatisch eine Bestätigung <mit den Namen der "
                "Anhänge|mit Datum und Team> kommen."
            ),
        ),
    ),
    "hotline": _hints(
        Story(
            "<Rückruf statt Warteschleife|Rückruffunktion am Telefon>",
            "Statt der Warteschleife <könnte eine Rückruftaste angeboten werden|wäre ein fester Rückruf besser>.",
            ("Vom Handy aus ist das Warten teuer.",),
        ),
        Story(
            "<Ansage mit günstigen Zeiten|Bandansage kürzen>",
            "Die Ansage könnte sagen, <wann am wenigsten los ist|auf welchem Platz man steht>.",
        ),
    ),
    "placement": _hints(
        Story(
            "<#Videotermine auch nachmittags|Videotermin statt Vorsprache>",
            "Gespräche per Video <#sollten auch am Nachmittag möglich sein|würden weite Wege ersparen>.",
        ),
        Story(
            "<Jobbörse im Haus|Betriebe ins Jobcenter einladen>",
            "Einmal im Monat könnten sich Betriebe im Haus vorstellen, <so wie auf einer Messe|mit Probearbeiten>.",
            ("Dazu käme man auch ohne Einladung.",),
        ),
        Story(
            "<Drucker für Bewerbungen|Bewerbungen im Haus ausdrucken>",
            "Ein Drucker für Bewerbungen im Foyer <wäre eine große Hilfe|fehlt seit dem Umbau>.",
        ),
    ),
    "municipal": _hints(
        Story(
            "<Wohnungsliste im Aushang|Mietobergrenzen im Internet>",
            "Die Mietobergrenzen sollten <als Tabelle im Internet|als Aushang im Haus> stehen.",
            ("Das ersparte viele Anfragen.",),
        ),
        Story(
            "<Vordruck für Vermieter vereinfachen|Mietbescheinigung online>",
            "Die Mietbescheinigung könnte der Vermieter auch online ausfüllen.",
        ),
    ),
}

_DEMAND = "Fristsache: Stellungnahme mit Aktenauszug bis {in:4-9} an KRM, Vorrang vor allem anderen"
_ANSWER = (
    "<Stellungnahme am {zu:0-3} abgegeben, der Entscheidung wurde nicht abgeholfen.|Stellungnahme abgegeben; "
    "in einem Punkt ist abgeholfen worden.|Fristgerecht berichtet, Antwort der anfragenden Stelle liegt vor.>"
)

PETITIONS: dict[str | None, Theme] = {
    "benefits": Theme(
        (
            Story(
                (
                    "<#Petition: Anrechnung einer Nachzahlung|Petition zur Höhe des Regelbedarfs|Petition: "
                    "Dauer eines Verfahrens>"
                ),
                (
                    "Der Petitionsausschuss des Deutschen Bundestages übersendet eine Petition zur "
                    "<#Anrechnung einer Nachzahlung|Höhe des Regelbedarfs|"
                    "Dauer eines Überprüfungsverfahrens> und bittet um Stellungnahme."
                ),
                (
                    "Beigefügt sind {n:4-18} Seiten Schriftwechsel.",
                    "<Die Frist des Ausschusses endet am {in:14-28}.|Eine Zwischennachricht wird erbeten.>",
                ),
            ),
            Story(
                "<#Petition wegen Rückforderung|Petition: Mitwirkungspflichten>",
                (
                    "Mit einer Petition wird eine <#Rückforderung von {eur:700-3900}|"
                    "Versagung wegen fehlender Mitwirkung> zur Prüfung gestellt."
                ),
                ("Vorgetragen wird, die Unterlagen seien mehrfach eingereicht worden.",),
            ),
        ),
        _DEMAND,
        rejected=_ANSWER,
    ),
    "municipal": Theme(
        (
            Story(
                "<Petition zu den Mietobergrenzen|Petition: Kosten der Unterkunft>",
                (
                    "In einer Petition an den Bundestag wird gerügt, "
                    "dass <die Richtwerte für die Miete überholt seien|"
                    "Heizkosten nicht voll übernommen würden>."
                ),
                (
                    "Der Ausschuss bittet über das Ministerium um einen Bericht.",
                    "Der Einzelfall betrifft eine Wohnung mit {n:48-75} Quadratmetern.",
                ),
            ),
        ),
        _DEMAND,
        rejected=_ANSWER,
    ),
    "self_employed": Theme(
        (
            Story(
                "<Petition zur EKS|Petition: Betriebsausgaben>",
                (
                    "Die Petition richtet sich gegen die <Berechnung des Einkommens aus dem Gewerbe|"
                    "späte endgültige Festsetzung>."
                ),
                ("Das Schreiben ging zugleich an mehrere Abgeordnete.",),
            ),
        ),
        _DEMAND,
        rejected=_ANSWER,
    ),
}

SUBMISSIONS: dict[str | None, Theme] = {
    area: Theme(
        (
            Story(
                f"<Eingabe an das BMAS: {topic}|Eingabe an die Bundesagentur: {topic}>",
                (
                    "Über <das Bundesministerium für Arbeit und Soziales|die Zentrale der Bundesagentur> "
                    f"ist eine Eingabe zum Thema {topic} eingegangen."
                ),
                (
                    (
                        "<Erbeten wird ein Bericht bis zum {in:10-20}.|"
                        "Die Antwort soll unmittelbar an die schreibende Person gehen.>"
                    ),
                    "<Vorangegangen waren {z:2-4} Schreiben an das Haus.|Im Anhang liegt ein früherer Bescheid.>",
                ),
            ),
        ),
        _DEMAND,
        rejected=_ANSWER,
    )
    for area, topic in (
        ("benefits", "Bearbeitungsdauer"),
        ("municipal", "Unterkunftskosten"),
        ("self_employed", "Einkommen aus Selbständigkeit"),
    )
}
