"""Eingangszone, Service-Center, Mitarbeiterverhalten, Organisation, and what belongs to no area."""

from datetime import date

from services.demo.texts.blocks import Story, Theme

WAITING = Theme(
    stories=(
        Story(
            "<Stundenlanges Warten|Lange Wartezeit in der Eingangszone|Wartezeit am Empfang>",
            (
                "<In der Eingangszone wurde am {vor:0-4} {z:2-3} Stunden gewartet.|"
                "Trotz Termin um {uhr} ging es erst über eine Stunde später los.|"
                "Die Schlange reichte bis auf die Straße, nur ein Schalter war offen.>"
            ),
            (
                (
                    "<Es gab keinen Hinweis, wie lange es dauert.|"
                    "Mit einem Kleinkind auf dem Arm ist das kaum auszuhalten.|Sitzplätze waren keine frei.>"
                ),
                (
                    "<Wer später kam, war früher dran.|Um kurz vor zwölf wurde einfach geschlossen.|"
                    "Am Ende wurde nur ein Papier abgestempelt.>"
                ),
            ),
            (
                "<[Ich wünsche mir|{K} wünscht sich], dass Termine eingehalten werden.|"
                "Vorgeschlagen wird ein eigener Schalter zum Abgeben von Unterlagen.>"
            ),
        ),
        Story(
            "<Wartenummer übergangen|Aufrufanlage funktioniert nicht|Nummer nie aufgerufen>",
            "Die gezogene Nummer wurde <nie aufgerufen|übersprungen|erst nach Beschwerde am Schalter angenommen>.",
            (
                "Die Anzeige im Haus <A|B> war dunkel.",
                "Auf Nachfrage hieß es, [ich solle|{er} solle] noch einmal ziehen.",
            ),
            "Erbeten wird eine Reparatur der Anzeige.",
            ends=(
                "Die Anlage war gestört und ist repariert.",
                "Eine Nummer wurde übersprungen, die Anlage selbst lief.",
                "Die Nummer galt für ein anderes Haus, das wurde erklärt.",
            ),
        ),
        Story(
            "<Ohne Termin weggeschickt|An der Tür abgewiesen|Kein Einlass ohne Termin>",
            (
                "<An der Tür hieß es, ohne Termin komme niemand hinein.|Der Sicherheitsdienst hat [mich|"
                "{kacc}] am {vor:1-5} nicht hineingelassen.>"
            ),
            (
                "<Dabei sollte nur ein Brief abgegeben werden.|Es ging um einen Notfall, das Geld war aufgebraucht.>",
                "Einen Termin online zu buchen, hat nicht geklappt.",
            ),
            "[Ich bitte|{K} bittet] um klare Regeln am Eingang.",
            ends=(
                "Auch ohne Termin wird angenommen; der Wachdienst ist unterwiesen.",
                "Unterlagen werden künftig am Eingang angenommen.",
                "Ohne Termin ist nur ein Notfallschalter offen, der gezeigt wurde.",
            ),
        ),
        Story(
            "<Bei Regen vor der Tür|Warten im Freien>",
            "Gewartet werden musste im Freien, {n:40-90} Minuten bei <Regen|Wind und Regen|jedem Wetter>.",
            ("Eine ältere Frau hat fast einen Kreislaufkollaps bekommen.",),
            "Ein Dach oder ein paar Stühle wären schon eine Hilfe.",
            ends=(
                "Ein Unterstand ist beauftragt.",
                "Stühle im Vorraum sind ergänzt, ein Dach ist nicht möglich.",
                "Am genannten Tag war Probealarm, daher kein Einlass.",
            ),
        ),
    ),
    task="Ablauf am genannten Tag mit der Eingangszone klären, Besetzung prüfen",
    upheld="Personalengpass bestätigt, Entschuldigung ausgesprochen, zweiter Schalter ist wieder besetzt.",
    partly="Die Wartezeit lag über dem Üblichen, die Reihenfolge war aber richtig.",
    rejected="Ohne Termin ist mit Wartezeit zu rechnen; auf die Terminvergabe hingewiesen.",
)

INFORMATION = Theme(
    stories=(
        Story(
            "<#Am Schalter falsch informiert|Falsche Auskunft am Empfang|Unterlagen nicht angenommen>",
            (
                "<#Am Schalter wurde gesagt, der Antrag sei vollständig, nun fehlen doch {z:2-4} Unterlagen.|"
                "Die Auskunft in der Eingangszone war falsch.|"
                "Am Empfang wollte niemand die Unterlagen annehmen.>"
            ),
            (
                (
                    "<Jetzt beginnt die Wartezeit von vorn.|Ein Eingangsstempel wurde verweigert.|"
                    "Die zuständige Stelle wusste von nichts.>"
                ),
                "Der Weg hierher kostet jedes Mal {eur:5-9}.",
            ),
            "[Ich bitte|{K} bittet] um eine verlässliche Auskunft.",
        ),
        Story(
            "<Von Zimmer zu Zimmer geschickt|Niemand fühlt sich zuständig>",
            "Bei der Vorsprache am {vor:1-6} wurde [ich|{k}] <dreimal|viermal> weitergeschickt.",
            ("Am Ende stand wieder der erste Schalter.", "Geklärt wurde an diesem Tag nichts."),
            "Gewünscht wird ein Mensch, der zuhört und weiß, wer zuständig ist.",
            ends=(
                "Ein Termin beim richtigen Team hat stattgefunden, Entschuldigung ausgesprochen.",
                "Zuständig waren zwei Stellen, beide haben geantwortet.",
                "Die Wege ergaben sich aus drei verschiedenen Anliegen; erläutert.",
            ),
        ),
        Story(
            "<Auskunft nur auf Deutsch|Ohne Dolmetscher keine Auskunft>",
            (
                "Ohne Übersetzung wurde keine Auskunft gegeben, <[mich|{kacc}] hat man einfach stehen lassen|"
                "obwohl eine Nachbarin am Telefon hätte übersetzen können>."
            ),
            ("Ein Merkblatt in anderen Sprachen gab es nicht.",),
            "Angeregt werden Übersetzungshilfen am Schalter.",
            ends=(
                "Dolmetschdienst am Telefon steht am Schalter bereit.",
                "Ein Termin mit Übersetzung ist vereinbart.",
                "Die Amtssprache ist Deutsch; auf Übersetzungshilfen wurde hingewiesen.",
            ),
        ),
    ),
    task="Auskunft mit der Teamleitung der Eingangszone auswerten und richtigstellen",
    upheld="Die Auskunft war falsch; berichtigt und im Team angesprochen.",
    partly="Die Auskunft war missverständlich, Unterlagen sind nun angenommen.",
    rejected="Die Auskunft war richtig, der Hintergrund wurde erläutert.",
)

REACH = Theme(
    stories=(
        Story(
            (
                "<Hotline nicht erreichbar|Seit Tagen niemand am Telefon|Immer nur Warteschleife|"
                "{n:25-55} Minuten Warteschleife>"
            ),
            (
                "<Unter der Sammelnummer ist seit Tagen niemand zu erreichen.|"
                "Nach {n:25-55} Minuten Warteschleife wurde die Verbindung getrennt.|<Sechs|Acht|Zehn|Zwölf> "
                "Anrufe in einer Woche, kein einziger kam durch.>"
            ),
            (
                (
                    "<Es geht um eine einfache Frage zum Termin.|"
                    "Vom Handy aus ist das Guthaben schnell aufgebraucht.|"
                    "Auch der Versuch früh um acht war vergeblich.>"
                ),
                "<Auf dem Brief steht keine Durchwahl.|Zur Sprechzeit am Nachmittag springt nur das Band an.>",
            ),
            "<[Ich bitte|{K} bittet] um einen Rückruf.|Erbeten wird eine direkte Durchwahl.>",
        ),
        Story(
            "<Versprochener Rückruf blieb aus|Rückruf seit dem {vor:5-12} zugesagt|Kein Rückruf vom Team>",
            (
                "<Der am {vor:5-14} zugesagte Rückruf ist nicht gekommen.|"
                "Dreimal wurde ein Rückruf versprochen, dreimal kam keiner.>"
            ),
            (
                (
                    "<Das Telefon lag den ganzen Tag neben [mir|{ihm}].|Im Service-Center heißt es, "
                    "ein Ticket sei geschrieben.>"
                ),
            ),
            "[Ich möchte|{Er} möchte], dass Zusagen eingehalten werden.",
            ends=(
                "Rückruf nachgeholt, das Ticket war nicht weitergeleitet worden.",
                "Angerufen wurde einmal, erreicht niemand. Nachgeholt.",
                "Drei Anrufversuche sind vermerkt; heute erreicht.",
            ),
        ),
        Story(
            "<Anruf beim Team landet wieder im Service-Center|Keine Verbindung zum Team möglich>",
            (
                "Das Service-Center kann nichts sagen und verbindet nicht weiter, "
                "<das Team selbst hat keine Nummer|die E-Mail bleibt unbeantwortet>."
            ),
            ("So dreht sich alles im Kreis.",),
            "Gewünscht wird ein Weg zur zuständigen Stelle.",
            ends=(
                "Die Durchwahl steht künftig im Schreiben.",
                "Ein Rückruf ist vereinbart, Durchwahlen gibt es nicht.",
                "Der Weg über das Service-Center ist so vorgesehen.",
            ),
        ),
    ),
    task="Erreichbarkeit und Tickets des Service-Centers prüfen, heute zurückrufen",
    upheld="Rückruf nachgeholt, das Ticket war nicht weitergeleitet worden.",
    partly="Die Wartezeit ist in der Statistik zu sehen, abgebrochen hat die Anlage nicht.",
    rejected="Zu dieser Zeit war die Leitung frei; günstige Anrufzeiten genannt.",
)

CALLS = Theme(
    stories=(
        Story(
            "<#Im Gespräch aufgelegt|Am Telefon nicht ausreden lassen|Am Telefon abgewimmelt>",
            (
                "<#Im Telefonat am {vor:1-6} wurde mitten im Satz aufgelegt.|Am Telefon wurde [ich|"
                "{k}] nicht ausreden gelassen.|Die Antwort am Telefon war: Das steht im Bescheid, lesen Sie.>"
            ),
            (
                (
                    "<Dabei war die Frage sachlich gestellt.|Der Name wurde auf Nachfrage nicht genannt.|"
                    "Im Hintergrund war Gelächter zu hören.>"
                ),
            ),
            "<[Ich erwarte|{K} erwartet] eine Entschuldigung.|Um eine Auswertung des Gesprächs wird gebeten.>",
        ),
        Story(
            "<Keine Geduld bei Sprachproblemen|Am Telefon nicht verstanden>",
            "Wegen [meines|{sein}es] Akzents wurde das Gespräch nach einer Minute beendet.",
            ("Beim zweiten Anruf war eine andere Person dran, und alles ging ganz leicht.",),
            "Gebeten wird um mehr Geduld.",
            ends=(
                "Im Service-Center ausgewertet, Entschuldigung übermittelt.",
                "Bedauert; die Verbindung war schlecht.",
                "Das Gespräch wurde nach der Notiz nicht beendet, sondern unterbrochen.",
            ),
        ),
        Story(
            "<Datenabfrage am Telefon|Am Telefon nach Dingen gefragt, die niemanden angehen>",
            (
                "Am Telefon wurden Fragen zur Gesundheit gestellt, "
                "<die mit dem Anliegen nichts zu tun hatten|obwohl es nur um einen Termin ging>."
            ),
            ("Andere im Raum konnten offenbar mithören.",),
            "[Ich möchte|{Er} möchte] wissen, wozu das nötig war.",
            ends=(
                "Die Fragen waren nicht nötig, Hinweis an das Team.",
                "Gefragt werden durfte, aber nicht im offenen Raum.",
                "Die Angaben dienten der Zuordnung, das wurde erklärt.",
            ),
        ),
    ),
    task="Gespräch mit den Beteiligten auswerten, Rückmeldung an das Service-Center",
    upheld="Im Service-Center ausgewertet, Entschuldigung telefonisch übermittelt.",
    partly="Das Gespräch verlief von beiden Seiten gereizt; bedauert.",
    rejected="Nach der Gesprächsnotiz war der Ton sachlich, die Sicht wurde erläutert.",
)

FRIENDLY = Theme(
    stories=(
        Story(
            "<Unfreundliches Verhalten im Termin|Umgangston der Sachbearbeitung|Von oben herab behandelt>",
            (
                "<Im Gespräch am {vor:2-10} wurde [ich|{k}] von oben herab behandelt.|"
                "Der Ton im Termin war verletzend.|"
                "Auf ein freundliches Guten Morgen kam nur ein Blick auf die Uhr.>"
            ),
            (
                (
                    "<Wörtlich hieß es: Dann gehen Sie eben arbeiten.|"
                    "Die Tür wurde vor den Kindern zugeschlagen.|"
                    "Vor anderen Wartenden wurde laut über Schulden gesprochen.>"
                ),
                "<Eine Begleitperson kann das bestätigen.|Seitdem [habe ich|hat {k}] Angst vor jedem Termin.>",
            ),
            (
                "<[Ich bitte|{K} bittet] um eine andere Ansprechperson.|Erwartet wird eine Entschuldigung.|"
                "Gewünscht wird ein Gespräch mit der Leitung.>"
            ),
        ),
        Story(
            "<#Abfällige Bemerkung über die Herkunft|Bemerkung über die Aussprache|Herabsetzende Äußerung>",
            (
                "Im Termin am {vor:2-12} fiel eine Bemerkung über [meine|{sein}e] <#Herkunft|Aussprache|"
                "Kleidung>, die nicht hinzunehmen ist."
            ),
            ("Gesagt wurde sie vor {z:2-3} weiteren Personen.", "Eine Entschuldigung gab es auch auf Nachfrage nicht."),
            "[Ich verlange|{K} verlangt] eine Stellungnahme.",
            ends=(
                "Die Bemerkung ist eingeräumt, Personalgespräch geführt und Entschuldigung überbracht.",
                "Missverständnis eingeräumt, bedauert.",
                "Nach den Stellungnahmen nicht zu bestätigen; Gesprächsangebot gemacht.",
            ),
        ),
        Story(
            "<Sicherheitsdienst grob|Vom Wachdienst angeschrien>",
            (
                "Der Wachdienst hat am {vor:1-5} <geschrien|den Weg versperrt|[mich|{kacc}] am Arm gezogen>, "
                "nur weil <ein Kinderwagen im Weg stand|nach der Toilette gefragt wurde>."
            ),
            ("So etwas gehört nicht in ein Amt.",),
            "Um eine Aussprache wird gebeten.",
            ends=(
                "Mit dem Wachdienst ausgewertet, der Mitarbeiter ist nicht mehr im Haus.",
                "Der Ton wird bedauert, ein Anfassen ist nicht bestätigt.",
                "Auf den Aufnahmen ist kein Fehlverhalten zu sehen.",
            ),
        ),
        Story(
            "<Augenrollen und Stöhnen|Herablassende Antworten>",
            "Jede Frage wurde mit Augenrollen beantwortet.",
            ("Dabei ging es um das kranke Kind.", "Höflichkeit kostet nichts, [das meine ich ernst|sagt {k}]."),
            "[Ich wünsche mir|{Er} wünscht sich] Respekt.",
        ),
    ),
    task=(
        "<Stellungnahme der Beteiligten einholen, Gespräch anbieten|Vorwurf in einem persönlichen Gespräch aufarbeiten>"
    ),
    upheld="Das Verhalten war nicht in Ordnung; Personalgespräch geführt, Entschuldigung überbracht.",
    partly="Die Beteiligten erinnern sich verschieden; der Ton wird bedauert, Ansprechperson bleibt.",
    rejected="Nach Stellungnahme und Aktenlage nicht zu bestätigen; Gesprächsangebot gemacht.",
)

UNDERSTANDING = Theme(
    stories=(
        Story(
            "<#Auf Krankheit keine Rücksicht genommen|Kein Wort des Mitgefühls|Notlage nicht ernst genommen>",
            (
                "<#Auf die Erkrankung wurde im Termin keine Rücksicht genommen.|"
                "Der Todesfall in der Familie hat niemanden interessiert.|"
                "Die Sorge um die Wohnung wurde mit einem Schulterzucken beantwortet.>"
            ),
            (
                (
                    "<#Ein Attest über die Depression lag auf dem Tisch.|"
                    "Eine Verschiebung um eine Woche wurde abgelehnt.|"
                    "Ein Hinweis auf Beratungsstellen hätte schon geholfen.>"
                ),
                "Zum Weinen [bin ich|ist {er}] erst vor der Tür gekommen.",
            ),
            "<[Ich wünsche mir|{K} wünscht sich] mehr Menschlichkeit.|Erbeten wird ein Gespräch mit der Teamleitung.>",
        ),
        Story(
            "<Alleinerziehend und ständig neue Termine|Termine ohne Rücksicht auf Kinderbetreuung>",
            (
                "Termine werden ohne Rücksicht auf die Kinderbetreuung gesetzt, "
                "<zuletzt um 16 Uhr in den Ferien|und Kinder sollen nicht mitgebracht werden>."
            ),
            ("Ein Telefontermin wurde nicht angeboten.",),
            "Erbeten werden Termine am Vormittag.",
            ends=(
                "Künftig Termine am Vormittag.",
                "Telefontermine sind vereinbart.",
                "Der Termin ließ sich nicht verlegen, Gründe genannt.",
            ),
        ),
        Story(
            "<Gehbehinderung nicht berücksichtigt|Dritter Stock ohne Aufzug>",
            "Trotz Gehbehinderung fand das Gespräch im dritten Stock statt, der Aufzug war <außer Betrieb|gesperrt>.",
            ("Ein Raum im Erdgeschoss war frei.",),
            "[Ich bitte|{Er} bittet], das künftig zu beachten.",
            ends=(
                "Vermerk gesetzt, Gespräche künftig im Erdgeschoss.",
                "Der Aufzug fiel kurzfristig aus; Vermerk gesetzt.",
                "Der Aufzug in Haus A war in Betrieb, darauf wurde hingewiesen.",
            ),
        ),
    ),
    task="Sichtweise beider Seiten aufnehmen und Gespräch anbieten",
    upheld="Die Lage war nicht erkannt worden; entschuldigt, künftig Telefontermine.",
    partly="Entscheidung richtig, Art der Mitteilung unglücklich. Ausgesprochen.",
    rejected="Im Rahmen des Möglichen wurde Rücksicht genommen, dies wurde dargelegt.",
)

RELIABLE = Theme(
    stories=(
        Story(
            "<Zusage nicht eingehalten|Vereinbarung vom {vor:10-24} nicht beachtet|Auf Zusagen kein Verlass>",
            (
                "<Am {vor:10-24} wurde zugesagt, die Sache bis zum Wochenende zu erledigen.|Die Zusage, "
                "sich zu melden, wurde nicht eingehalten.|Abgesprochen war eine kurze E-Mail, "
                "gekommen ist keine.>"
            ),
            (
                (
                    "<Inzwischen sind {z:2-4} Wochen vergangen.|Auf Nachfrage war die Kollegin im Urlaub, "
                    "eine Vertretung gab es nicht.>"
                ),
                "Es ist nicht das erste Mal.",
            ),
            "[Ich bitte|{K} bittet] um eine verbindliche Rückmeldung.",
        ),
        Story(
            "<#Geburtsurkunde im Büro verloren|Original der Kündigung verschwunden|Ausweis verloren gegangen>",
            (
                "<#Die im Original abgegebene Geburtsurkunde|Das Original der Kündigung|"
                "Der Schwerbehindertenausweis> ist nicht mehr auffindbar."
            ),
            ("Eine neue Ausfertigung kostet Geld und Zeit.",),
            "Verlangt werden Suche und Ersatz der Kosten.",
            ends=(
                "Das Original ist gefunden und zurückgegeben.",
                "Nicht auffindbar, die Kosten für den Ersatz werden getragen.",
                "Ein Original ist nach dem Eingangsbuch nicht abgegeben worden.",
            ),
        ),
    ),
    task="Zusage klären, Erledigung bis Ende der Woche sicherstellen",
    upheld="Die Zusage war vergessen worden; erledigt und entschuldigt.",
    partly="Ein Teil war erledigt, aber nicht mitgeteilt.",
    rejected="Die vereinbarte Frist lief noch, inzwischen ist es erledigt.",
)

CONDUCT_OTHER = Theme(
    stories=(
        Story(
            "<Privates Telefonat während der Beratung|Handy im Beratungsgespräch>",
            "Während des Termins wurde <zweimal|dreimal> privat telefoniert.",
            ("Für das eigentliche Anliegen blieben fünf Minuten.",),
            "[Ich bitte|{K} bittet], darauf hinzuwirken, dass das nicht wieder vorkommt.",
        ),
        Story(
            "<Bekannter sitzt in der Sachbearbeitung|Nachbarin bearbeitet den Fall>",
            (
                "In der Sachbearbeitung sitzt jemand aus der Nachbarschaft, <das ist [mir|"
                "{kdat}] nicht recht|und im Haus wird schon geredet>."
            ),
            (),
            "Gewünscht wird eine andere Zuständigkeit.",
            ends=(
                "Zuständigkeit geändert.",
                "Zugriff auf die Akte gesperrt, Zuständigkeit bleibt im Team.",
                "Die genannte Person ist nicht mit dem Fall befasst.",
            ),
        ),
    ),
    task="Mit der Teamleitung klären und Rückmeldung geben",
    upheld="Zuständigkeit geändert, Gespräch geführt.",
    partly="Angesprochen; Zuständigkeit bleibt.",
    rejected="Nicht zu bestätigen, Gespräch angeboten.",
)

WAITING_AREA = Theme(
    stories=(
        Story(
            "<#Zu wenig Stühle im Wartebereich|Wartebereich ohne Spielecke|Stickige Luft im Wartebereich>",
            (
                "<#Im Wartebereich gibt es viel zu wenig Stühle.|Für Kinder ist im Wartebereich nichts da, "
                "nicht einmal ein Malblatt.|Die Luft im Wartebereich ist nicht auszuhalten.>"
            ),
            (
                (
                    "<#Schwangere stehen an der Wand.|Die Wartezeit lag bei über einer Stunde.|"
                    "Die Fenster lassen sich nicht öffnen.>"
                ),
            ),
            "Um Abhilfe wird gebeten.",
            ends=(
                "Mangel bestätigt, Auftrag an die Inneren Dienste erteilt.",
                "Ein Teil wird geändert, mehr lässt der Platz nicht zu.",
                "An diesem Tag war ein Bereich gesperrt, jetzt ist er wieder offen.",
            ),
        ),
        Story(
            "<#Toilette im Wartebereich gesperrt|Sauberkeit der Toiletten>",
            "Die Toilette im Wartebereich ist <#seit Tagen gesperrt|in einem unhaltbaren Zustand>.",
            ("Das Personal verweist auf das Einkaufszentrum gegenüber.",),
            "[Ich bitte|{K} bittet] um Abhilfe.",
            ends=(
                "Reparatur ist erledigt.",
                "Gereinigt wird nun zweimal am Tag, der Umbau folgt.",
                "Die Toilette im Erdgeschoss ist offen, Schild angebracht.",
            ),
        ),
        Story(
            "<Kein Sichtschutz beim Gespräch|Alle hören mit>",
            "Am offenen Schalter hört jeder mit, <auch Kontostand und Krankheiten|wenn es um Schulden geht>.",
            (),
            "Angeregt wird eine Trennwand.",
            ends=(
                "Trennwände sind bestellt.",
                "Auf Wunsch steht ein Nebenraum bereit, ein Umbau ist nicht geplant.",
                "Vertrauliches kann im Nebenraum besprochen werden, Aushang ergänzt.",
            ),
        ),
    ),
    task="Zustand des Wartebereichs mit den Inneren Diensten prüfen",
    upheld="Mangel bestätigt, Auftrag an die Inneren Dienste erteilt.",
    partly="Stühle werden ergänzt, eine Spielecke ist aus Platzgründen nicht möglich.",
    rejected="Der Mangel besteht nicht mehr, dafür wurde gedankt.",
)

BUILDING = Theme(
    stories=(
        Story(
            "<#Aufzug defekt|Mit dem Rollstuhl nicht hineingekommen|Weg zum barrierefreien Eingang fehlt>",
            (
                "<#Der Aufzug ist seit {z:2-4} Wochen defekt.|Die automatische Tür öffnet nicht, "
                "mit dem Rollstuhl kommt man nicht hinein.|"
                "Der Weg zum Hintereingang ist nicht ausgeschildert.>"
            ),
            ("<Geholfen haben andere Wartende.|Am Empfang war niemand zuständig.>", "Ein Aushang fehlt."),
            "[Ich bitte|{K} bittet] um schnelle Reparatur.",
        ),
        Story(
            "<#Kinderwagen müssen draußen bleiben|Keine Fahrradständer am Haus B|Behindertenparkplätze zugestellt>",
            (
                "<#Kinderwagen dürfen nicht mit hinein, einen sicheren Platz gibt es nicht.|"
                "Am Haus B gibt es keine Fahrradständer.|Die Behindertenparkplätze sind ständig zugestellt.>"
            ),
            (),
            "Um eine Lösung wird gebeten.",
            ends=(
                "Ein Stellplatz wird eingerichtet, Aushang folgt.",
                "An die Stadt weitergegeben, im Haus ist ein Platz freigeräumt.",
                "Wegen der Fluchtwege nicht anders möglich, erklärt.",
            ),
        ),
        Story(
            "<Beschilderung unverständlich|Zimmer nicht zu finden>",
            (
                "Im neuen Gebäudeteil ist <Zimmer {n:112-389}|das Team> nicht zu finden, "
                "<die Schilder zeigen in verschiedene Richtungen|ein Plan fehlt>."
            ),
            ("Der Termin wurde dadurch um {n:10-25} Minuten verpasst.",),
            "Angeregt wird ein Lageplan auf der Einladung.",
            ends=(
                "Schilder ergänzt.",
                "Lageplan auf der Einladung folgt, neue Schilder sind beantragt.",
                "Ein Plan hängt am Eingang, darauf wurde hingewiesen.",
            ),
        ),
    ),
    task="Baulichen Mangel mit den Inneren Diensten und dem Vermieter klären",
    upheld="Reparatur beauftragt, Aushang angebracht.",
    partly="Beschilderung wird ergänzt, der Umbau folgt später.",
    rejected="Baulich nicht zu ändern, Gründe erläutert.",
)

DIGITAL = Theme(
    stories=(
        Story(
            "<#Jobcenter digital: Anmeldung schlägt fehl|PIN für Jobcenter digital fehlt|Onlinekonto gesperrt>",
            (
                "<#Die Anmeldung bei Jobcenter digital schlägt seit dem {vor:4-14} fehl.|"
                "Die PIN für das Onlinekonto kam auch nach {z:3-5} Wochen nicht an.|"
                "Das Konto ist nach drei Versuchen gesperrt.>"
            ),
            ("<Die technische Hotline verweist an das Jobcenter.|Deshalb wird nun wieder Papier geschickt.>",),
            "[Ich bitte|{K} bittet] um Freischaltung.",
        ),
        Story(
            "<Hochladen bricht ab|Dateien zu groß für das Portal|Upload nicht möglich>",
            (
                "<Beim Hochladen bricht das Portal nach der zweiten Datei ab.|"
                "Fotos der Belege werden als zu groß abgewiesen.>"
            ),
            ("Versucht wurde es mit {z:2-3} Geräten.", "Die Frist läuft am {in:1-6} ab."),
            "Erbeten wird eine Bestätigung, dass die Nachricht auch so gilt.",
            ends=(
                "Störung bestätigt, Frist verlängert.",
                "Ein Teil der Dateien ist da, der Rest wurde nachgereicht.",
                "Die Dateien waren zu groß; der Weg über die App wurde gezeigt.",
            ),
        ),
        Story(
            "<Onlineantrag nicht angekommen|Nachricht im Portal bleibt ungelesen>",
            (
                "Der Onlineantrag vom {vor:15-35} ist angeblich nicht angekommen, "
                "<im Konto steht er als übermittelt|eine Sendebestätigung liegt vor>."
            ),
            (),
            "[Ich möchte|{Er} möchte], dass das Datum der Übermittlung zählt.",
            ends=(
                "Der Antrag ist mit dem ursprünglichen Datum übernommen.",
                "Die Anlagen fehlten, das Datum des Antrags gilt.",
                "Im Konto steht der Antrag als Entwurf; das Absenden wurde gezeigt.",
            ),
        ),
    ),
    task="Zugang und Übermittlung in Jobcenter digital prüfen",
    upheld="Zugang freigeschaltet, Antrag mit dem ursprünglichen Datum übernommen.",
    partly="Ein Teil der Dateien ist da, der Rest wurde nachgereicht.",
    rejected="Das Portal war an dem Tag gewartet worden, dies stand auf der Startseite.",
)

ORGANISATION_OTHER = Theme(
    stories=(
        Story(
            "<Öffnungszeiten für Berufstätige|Kein Termin nach 16 Uhr>",
            "Für Berufstätige gibt es keine passenden Öffnungszeiten.",
            ("Wer aufstockt, muss für jeden Termin freinehmen.",),
            "Vorgeschlagen wird ein langer Donnerstag.",
        ),
        Story(
            "<Maskenpflicht und Einlass|Nachweispflicht am Eingang>",
            (
                "Am Eingang wurde ein Nachweis verlangt, den [ich|{k}] nicht dabeihatte, "
                "<deshalb fiel der Termin aus|die Regel stand nicht in der Einladung>."
            ),
            (),
            "Gebeten wird um klare Hinweise.",
            until=date(2022, 4, 30),
        ),
        Story(
            "<Post geht an die falsche Adresse|Briefe kommen zu spät>",
            "Post vom Jobcenter trifft regelmäßig erst {n:8-14} Tage nach dem Datum ein.",
            ("Fristen sind dann schon halb vorbei.",),
            "[Ich bitte|{K} bittet] um Prüfung des Postwegs.",
            ends=(
                "Anschrift berichtigt.",
                "Ein Brief war falsch adressiert, die übrigen nicht.",
                "Die Laufzeit liegt beim Zusteller; auf das Onlinekonto hingewiesen.",
            ),
        ),
    ),
    task="Organisatorische Ursache klären und antworten",
    upheld="Bestätigt, Änderung veranlasst.",
    partly="Zum Teil abgestellt.",
    rejected="Organisatorisch nicht anders möglich, erklärt.",
)

GENERAL = Theme(
    stories=(
        Story(
            "<Unzufrieden mit dem Jobcenter insgesamt|Allgemeine Beschwerde über die Zusammenarbeit>",
            (
                "<Nichts geht voran, egal an wen man sich wendet.|"
                "Die Zusammenarbeit mit dem Jobcenter ist seit {z:3-8} Monaten nur noch anstrengend.>"
            ),
            (
                (
                    "<Briefe, Anrufe, E-Mails, nirgends kommt eine Antwort.|"
                    "Ein einzelner Punkt wäre zu verschmerzen, die Summe ist es nicht.>"
                ),
            ),
            "[Ich möchte|{K} möchte] ein Gespräch, in dem alles auf den Tisch kommt.",
        ),
        Story(
            "<Gesetz ungerecht|Kritik an der Rechtslage>",
            (
                "Kritisiert wird die Gesetzeslage, <die Sätze reichten für ein Leben in Würde nicht|"
                "wer gearbeitet habe, werde schlechter gestellt>."
            ),
            ("Gegen die Mitarbeitenden richtet sich das ausdrücklich nicht.",),
            "Um Weitergabe nach oben wird gebeten.",
            ends=(
                "Weitergegeben an die Geschäftsführung, Dank für die sachliche Form.",
                "Zur Kenntnis genommen und weitergegeben.",
                "Für die Gesetze ist der Bundestag zuständig; höflich beantwortet.",
            ),
        ),
        Story(
            "<Brief kam bei falscher Person an|Schreiben für Fremde im Umschlag>",
            "Im Umschlag lag auch ein Schreiben, das für jemand anderen bestimmt war.",
            ("Es wurde ungelesen wieder mitgebracht.",),
            "Um mehr Sorgfalt wird gebeten.",
            ends=(
                "Fehler bestätigt, Datenschutzbeauftragte informiert.",
                "Der Umschlag war richtig, die Anlage falsch; bedauert.",
                "Das Schreiben war als Muster gedacht, das wurde aufgeklärt.",
            ),
        ),
        Story(
            "<Ansprechpartner gesucht|Anliegen ohne klare Zuordnung>",
            (
                "Eine Zuordnung war anhand der Angaben nicht möglich; "
                "geschildert wird <ein Streit mit mehreren Behörden|eine länger zurückliegende Rückforderung|"
                "Ärger mit einem Arbeitgeber>."
            ),
            (),
            "Eine Rückmeldung wird gewünscht.",
        ),
    ),
    task="Anliegen aufnehmen, zuordnen und beantworten",
    upheld="Berechtigt; an die richtige Stelle gegeben und entschuldigt.",
    partly="Soweit möglich geklärt, im Übrigen auf andere Stellen verwiesen.",
    rejected="Zur Kenntnis genommen und höflich beantwortet.",
)

THEMES: dict[tuple[str | None, str | None], Theme] = {
    ("reception", "wartezeit"): WAITING,
    ("reception", "auskunft"): INFORMATION,
    ("reception", None): INFORMATION,
    ("hotline", "erreichbarkeit"): REACH,
    ("hotline", "gespraechsfuehrung"): CALLS,
    ("hotline", None): CALLS,
    ("conduct", "freundlichkeit"): FRIENDLY,
    ("conduct", "verstaendnis"): UNDERSTANDING,
    ("conduct", "zuverlaessigkeit"): RELIABLE,
    ("conduct", None): CONDUCT_OTHER,
    ("organisation", "wartebereich"): WAITING_AREA,
    ("organisation", "bauliche_gegebenheiten"): BUILDING,
    ("organisation", "jobcenter_digital"): DIGITAL,
    ("organisation", None): ORGANISATION_OTHER,
    (None, None): GENERAL,
}
