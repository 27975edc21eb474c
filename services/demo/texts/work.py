"""Arbeitsvermittlung and Selbständigen-Zentrum."""

from datetime import date

from services.demo.texts.blocks import Story, Theme

ADVICE = Theme(
    stories=(
        Story(
            (
                "<Gespräch in der Vermittlung ohne Ergebnis|Beratung dauerte keine zehn Minuten|"
                "Vermittlungsgespräch enttäuschend>"
            ),
            (
                "<Das Gespräch am {vor:3-14} dauerte keine zehn Minuten, auf Fragen wurde nicht eingegangen.|"
                "Im Termin am {vor:3-14} ging es nur um Formulare, nicht um Arbeit.|"
                "Zum Gespräch wurden Zeugnisse mitgebracht, angesehen hat sie niemand.>"
            ),
            (
                (
                    "<Gewünscht war eine Beratung zur Umschulung.|"
                    "Der Lebenslauf im System ist {z:3-6} Jahre alt.|"
                    "Auch die Frage nach einem Sprachkurs blieb offen.>"
                ),
                (
                    "<Für den Weg hin und zurück gehen jedes Mal {z:2-3} Stunden drauf.|"
                    "Danach kam derselbe Vermittlungsvorschlag wie im Vormonat.>"
                ),
            ),
            (
                "<[Ich bitte|{K} bittet] um einen neuen Termin mit mehr Zeit.|[Ich wünsche mir|"
                "{Er} wünscht sich], dass auf [meine|{sein}e] Lage eingegangen wird.>"
            ),
        ),
        Story(
            "<#Lagerarbeit trotz Attest|Stellenangebote gehen am Beruf vorbei|Vorschläge außerhalb des Pendelbereichs>",
            (
                "<#Trotz Bandscheibenvorfall kommen Vorschläge für Lagerarbeit.|"
                "Für eine gelernte Fachkraft gibt es seit Monaten nur Angebote aus dem Callcenter.|"
                "Die letzten {z:4-8} Stellenangebote lagen alle außerhalb des Pendelbereichs.>"
            ),
            (
                (
                    "<#Das ärztliche Gutachten liegt dem Haus vor.|Zwei der Stellen waren schon besetzt.|"
                    "Ohne Auto sind diese Betriebe nicht zu erreichen.>"
                ),
            ),
            "Erbeten werden Vorschläge, die zum Beruf passen.",
            ends=(
                "Das Profil ist berichtigt, neue Vorschläge sind verschickt.",
                "Die Vorschläge waren zulässig, das Gutachten war aber nicht eingearbeitet. Nachgeholt.",
                "Die Vorschläge sind zumutbar; die Gründe wurden besprochen.",
            ),
        ),
        Story(
            "<#Zum Termin war niemand da|Termin zum dritten Mal verschoben>",
            (
                "<#Zum Termin am {vor:2-10} um {uhr} war niemand da.|"
                "Der Beratungstermin wurde zum dritten Mal verschoben.>"
            ),
            (
                (
                    "<Für die Zeit war eigens eine Kinderbetreuung organisiert.|"
                    "Eine Absage kam weder per Post noch per Telefon.>"
                ),
                "Die Fahrkarte hat {eur:5-9} gekostet.",
            ),
            "<[Ich bitte|{K} bittet] um Erstattung und einen festen Termin.|Eine Entschuldigung wäre angebracht.>",
            ends=(
                "Die Absage war unterblieben. Entschuldigung, Fahrkosten erstattet.",
                "Die Absage ging an eine alte Anschrift, Fahrkosten erstattet.",
                "Der Termin war per Post verlegt worden; ein neuer ist vereinbart.",
            ),
        ),
        Story(
            "<Keine Auskunft zur Anerkennung des Abschlusses|Anerkennung des Berufsabschlusses>",
            (
                "Zur Anerkennung [meines|{sein}es] Abschlusses als <Pflegefachkraft|Lehrkraft|"
                "Fachkraft für Elektrotechnik|Fachkraft für Buchhaltung> gab es <keine Auskunft|"
                "nur einen Zettel mit einer Internetadresse|drei verschiedene Aussagen>."
            ),
            (
                "Der Sprachkurs auf Stufe <B1|B2> ist bestanden.",
                "Stattdessen wurde eine Stelle als Reinigungskraft vorgeschlagen.",
            ),
            "[Ich möchte|{Er} möchte] im erlernten Beruf arbeiten.",
            ends=(
                "Beratung zur Anerkennung am {zu:0-4} nachgeholt.",
                "An die Anerkennungsstelle vermittelt, Kosten werden geprüft.",
                "Auskünfte dazu gibt die Anerkennungsstelle, ein Termin ist vereinbart.",
            ),
        ),
    ),
    task=(
        "<Beratungsverlauf in VerBIS nachlesen, Gespräch mit Vermittlungsfachkraft führen, "
        "neuen Termin anbieten|Bitte Kundenwunsch aufnehmen und Integrationsstrategie erläutern>"
    ),
    upheld=(
        "<Neuer Beratungstermin hat am {zu:0-4} stattgefunden, der Lebenslauf ist aktualisiert.|"
        "Die Absage war unterblieben. Entschuldigung, Fahrkosten erstattet.>"
    ),
    partly="Die Vorschläge waren zulässig, das Gutachten war aber nicht eingearbeitet. Nachgeholt.",
    rejected=(
        "<Das Gespräch ist in VerBIS ausführlich dokumentiert, die Sicht des Hauses wurde erklärt.|"
        "Die Vorschläge entsprechen der Eingliederungsvereinbarung. Gesprächsangebot gemacht.>"
    ),
)

COMPETENCE = Theme(
    stories=(
        Story(
            (
                "<#Auskunft zum Bildungsgutschein war falsch|Keine Antwort zum Einstiegsgeld|"
                "Falsche Auskunft zum Zuverdienst>"
            ),
            (
                "<#Zum Bildungsgutschein wurden am {vor:5-25} Dinge gesagt, die laut Träger nicht stimmen.|"
                "Auf einfache Fragen zum Einstiegsgeld gab es keine Antwort.|"
                "Die Auskunft zur Zuverdienstgrenze war falsch.>"
            ),
            (
                (
                    "<Auf Nachfrage wurde in einem Ordner geblättert und dann vertröstet.|"
                    "Die Kollegin am Nebentisch sagte sofort das Gegenteil.>"
                ),
                "Das kostet [mich|{kacc}] nun {z:2-5} Monate.",
            ),
            "[Ich erwarte|{K} erwartet] eine verbindliche Auskunft.",
        ),
        Story(
            "<Falscher Beruf im System hinterlegt|Lebenslauf falsch übernommen>",
            (
                "Im System steht ein Beruf, der nie erlernt wurde, <deshalb kommen völlig falsche Angebote|"
                "obwohl das schon zweimal gesagt wurde>."
            ),
            ("Die Zeugnisse liegen seit {monat:-4} in der Akte.",),
            "Erbeten wird eine Berichtigung.",
            ends=(
                "Daten berichtigt, neue Vorschläge verschickt.",
                "Berichtigt; ein Zeugnis fehlt noch.",
                "Die Angabe stammt aus dem Antrag und ist auf Wunsch geändert.",
            ),
        ),
        Story(
            "<Sprachkurs zur falschen Stufe|Einstufung nicht beachtet>",
            "Zugewiesen wurde ein Kurs auf Stufe A2, <das Zertifikat B1 liegt längst vor|obwohl der Test B1 ergab>.",
            ("Der Kursträger schüttelt selbst den Kopf.", "Ein passender Kurs beginnt am {in:7-21}."),
            "[Ich bitte|{Er} bittet] um einen Wechsel.",
            ends=(
                "Wechsel in den passenden Kurs ist veranlasst.",
                "Wechsel zum nächsten Kursbeginn.",
                "Die Einstufung nahm der Träger vor, ein neuer Test ist möglich.",
            ),
        ),
        Story(
            "<Fragen zur Teilzeitausbildung|Ausbildung in Teilzeit: niemand weiß Bescheid>",
            (
                "Zur Ausbildung in Teilzeit konnte im Gespräch <niemand etwas sagen|"
                "nur auf das Internet verwiesen werden>."
            ),
            (
                "Der Betrieb möchte den Vertrag bis {in:10-20} unterschreiben.",
                "Es geht um [meine|{sein}e] Zukunft und um die der Kinder.",
            ),
            "Gewünscht wird jemand, der sich damit auskennt.",
            ends=(
                "Beratung durch eine Fachkraft für Ausbildung nachgeholt.",
                "Die Auskunft war richtig, aber unvollständig. Ergänzt.",
                "Die Kammer ist zuständig, der Kontakt wurde hergestellt.",
            ),
        ),
    ),
    task="<Fachliche Auskunft prüfen und richtigstellen|Bitte Daten in VerBIS berichtigen und Rückmeldung geben>",
    upheld=(
        "<Die Auskunft war falsch, richtiggestellt und im Team besprochen.|Daten berichtigt, "
        "neue Vorschläge verschickt.>"
    ),
    partly="Die Auskunft war richtig, aber unvollständig. Ergänzt und erläutert.",
    rejected="Die Auskunft entsprach der Rechtslage, mit Quelle noch einmal zugesandt.",
)

CHANGE = Theme(
    stories=(
        Story(
            (
                "<Wunsch nach anderer Vermittlungsfachkraft|Wechsel der Ansprechperson erbeten|"
                "Zusammenarbeit nicht mehr möglich>"
            ),
            (
                "<Gewünscht wird eine andere Ansprechperson in der Vermittlung.|"
                "Das Vertrauen in die bisherige Betreuung ist nach dem Gespräch am {vor:3-15} nicht mehr da.>"
            ),
            (
                (
                    "<Jedes Gespräch endet im Streit.|Persönliche Dinge wurden vor Dritten angesprochen.|"
                    "Auf gesundheitliche Fragen wurde abfällig reagiert.>"
                ),
                "Ein erster Antrag auf Wechsel blieb ohne Antwort.",
            ),
            "[Ich bitte|{K} bittet] um eine Neuzuordnung.",
            ends=(
                "Wechsel zum {zu:0-3} umgesetzt.",
                "Kein Wechsel, aber nächstes Gespräch gemeinsam mit der Teamleitung.",
                "Kein Grund für einen Wechsel erkennbar, Gespräch zu dritt angeboten.",
            ),
        ),
        Story(
            "<Schon wieder ein neuer Ansprechpartner|Ständig wechselnde Betreuung>",
            (
                "<Zum {n:4-6}. Mal in zwei Jahren ist jemand anderes zuständig.|"
                "Ohne Ankündigung hat die Zuständigkeit erneut gewechselt.>"
            ),
            (
                "Jedes Mal beginnt alles von vorn.",
                (
                    "<Absprachen zur Weiterbildung gelten plötzlich nicht mehr.|"
                    "Die bisherige Vermittlerin kannte die Familie gut.>"
                ),
            ),
            "[Ich möchte|{Er} möchte] jemanden behalten, der [mich|{ihn}] kennt.",
            ends=(
                "Zuständigkeit bleibt nun fest, Übergabegespräch vereinbart.",
                "Der Wechsel bleibt, Absprachen gelten weiter.",
                "Der Wechsel war aus organisatorischen Gründen nötig, das wurde erklärt.",
            ),
        ),
    ),
    task="Wechselwunsch mit beiden Seiten besprechen und begründet entscheiden",
    upheld="Wechsel zum {zu:0-3} umgesetzt, Übergabegespräch vereinbart.",
    partly="Kein Wechsel, aber nächstes Gespräch gemeinsam mit der Teamleitung.",
    rejected="Der Wechsel war aus organisatorischen Gründen nötig, das wurde erklärt.",
)

MEASURE = Theme(
    stories=(
        Story(
            "<#Noch ein Bewerbungstraining|Zuweisung zur Maßnahme ohne Absprache|Maßnahme beginnt vor der Kita>",
            (
                "<#Zugewiesen wurde ein Bewerbungstraining, das schon <zweimal|dreimal> absolviert wurde.|"
                "Die Zuweisung zur Maßnahme ab {in:4-14} kam ohne jedes Gespräch.|"
                "Die Maßnahme beginnt um 7:30 Uhr, die Kita öffnet erst um 8 Uhr.>"
            ),
            (
                (
                    "<#Zeugnisse der früheren Kurse liegen vor.|Inhalte und Ziel wurden nicht erklärt.|"
                    "Eine andere Betreuung gibt es nicht.>"
                ),
                "Bei Nichtantritt wird mit einer Minderung gedroht.",
            ),
            (
                "<[Ich bitte|{K} bittet] um Rücknahme der Zuweisung.|[Ich möchte|"
                "{Er} möchte] lieber einen Computerkurs besuchen.>"
            ),
        ),
        Story(
            "<Zustände beim Maßnahmeträger|Beim Träger passiert nichts>",
            (
                "<Beim Träger sitzen {n:18-26} Leute in einem Raum und warten.|"
                "Im Kurs gibt es zu wenig Rechner, die Hälfte der Zeit wird Karten gespielt.>"
            ),
            (
                "<Die Dozentin hat mehrfach gewechselt.|Der Raum ist nicht beheizt.>",
                "Für die Arbeitsuche bleibt dadurch keine Zeit.",
            ),
            "Eine Prüfung vor Ort wäre sinnvoll.",
            ends=(
                "Der Träger wurde geprüft und hat nachgebessert.",
                "Der Träger stellt weitere Rechner, der Raum bleibt.",
                "Die Prüfung vor Ort ergab keine Mängel.",
            ),
        ),
        Story(
            "<Fahrkosten zur Maßnahme nicht bezahlt|Maßnahme: Fahrgeld fehlt>",
            "Die Fahrkosten zur Maßnahme von {eur:48-96} im Monat sind seit {monat:-2} nicht erstattet.",
            ("Alle Fahrkarten sind eingereicht.", "Ohne Geld ist die Fahrt nicht mehr möglich."),
            "[Ich bitte|{K} bittet] um Zahlung noch vor dem nächsten Ersten.",
            ends=(
                "Fahrkosten überwiesen.",
                "Zwei Monate überwiesen, ein Beleg fehlt.",
                "Die Erstattung erfolgt zum Monatsende, so vereinbart.",
            ),
        ),
    ),
    task="<Zuweisung auf Eignung und Zumutbarkeit prüfen|Rückmeldung des Trägers einholen, Maßnahme besprechen>",
    upheld="Zuweisung aufgehoben, passendes Angebot besprochen.",
    partly="Die Maßnahme bleibt, der Beginn ist an die Kita angepasst.",
    rejected="Ziel und Inhalt der Maßnahme wurden erklärt; sie baut auf dem früheren Kurs auf.",
)

SUPPORT = Theme(
    stories=(
        Story(
            (
                "<Führerschein abgelehnt|Förderung des Führerscheins verweigert|Stelle in Aussicht, "
                "Führerschein abgelehnt>"
            ),
            (
                "<Die Förderung des Führerscheins wurde abgelehnt, obwohl eine Stelle in Aussicht ist.|"
                "Für die Stelle im Lieferdienst wird ein Führerschein gebraucht, bezahlt wird er nicht.>"
            ),
            (
                "Die Einstellungszusage des Betriebs liegt bei.",
                "<Die Kosten liegen bei {eur:1900-3200}.|Ein Teil könnte selbst getragen werden.>",
            ),
            "[Ich bitte|{K} bittet] um eine Entscheidung im Einzelfall.",
        ),
        Story(
            "<#Umschulung nicht gefördert|Bildungsgutschein abgelehnt>",
            (
                "<#Die Umschulung <im Büro|in der Pflege|in der Informatik> wird nicht gefördert.|"
                "Der Bildungsgutschein wurde ohne nähere Begründung verweigert.>"
            ),
            (
                "Der Eignungstest war gut.",
                "<Der Kurs beginnt am {in:12-40}.|Der Träger hält den Platz nur bis {in:5-9} frei.>",
            ),
            "Gewünscht wird ein Gespräch mit jemandem, der entscheidet.",
            ends=(
                "Bildungsgutschein nach erneuter Prüfung ausgestellt.",
                "Zunächst wird eine Eignungsfeststellung gefördert.",
                "Die Aussichten am Arbeitsmarkt sprechen dagegen; andere Wege besprochen.",
            ),
        ),
        Story(
            "<Fahrkosten zum Vorstellungsgespräch|Bewerbungskosten nicht erstattet>",
            (
                "Die Fahrt zum Vorstellungsgespräch über {eur:24-88} wird nicht erstattet, "
                "<weil der Antrag am Tag danach kam|weil angeblich der Vordruck fehlt>."
            ),
            ("Die Einladung kam erst am Vorabend.",),
            "Um Kulanz wird gebeten.",
            ends=(
                "Aus Kulanz erstattet.",
                "Zur Hälfte erstattet.",
                "Der Antrag ist vor der Fahrt zu stellen, das wurde erklärt.",
            ),
        ),
        Story(
            "<Arbeitskleidung nicht bezahlt|Arbeitskleidung für neue Stelle abgelehnt>",
            (
                "Zum Arbeitsbeginn am {in:4-12} wird Arbeitskleidung gebraucht, "
                "der Antrag über {eur:90-260} wurde abgelehnt."
            ),
            ("Sicherheitsschuhe stellt der Betrieb nicht.",),
            "[Ich bitte|{Er} bittet] um schnelle Hilfe, damit die Stelle nicht scheitert.",
            ends=(
                "Arbeitskleidung nach Vorlage des Vertrags bewilligt.",
                "Sicherheitsschuhe bewilligt, der Rest nicht.",
                "Die Kleidung stellt der Betrieb, das wurde dort erfragt.",
            ),
        ),
    ),
    task="Förderentscheidung auf Ermessen und Begründung prüfen, Alternativen anbieten",
    upheld="Förderung nach Vorlage der Einstellungszusage bewilligt.",
    partly="Zuschuss zu einem Teil der Kosten bewilligt.",
    rejected="Die Notwendigkeit ist nicht belegt; andere Wege wurden besprochen.",
)

LOSS = Theme(
    stories=(
        Story(
            "<#Leistungsminderung trotz Krankmeldung|Minderung, weil Einladung zu spät kam>",
            (
                "<#Wegen des Termins am {vor:20-40} wurde die Leistung gemindert, "
                "die Krankmeldung liegt vor.|Die Einladung kam erst nach dem Termin an, "
                "gemindert wurde trotzdem.>"
            ),
            (
                "<#Die Bescheinigung wurde noch am selben Tag hochgeladen.|Eine Anhörung gab es nicht.>",
                "Es geht um {eur:44-150}.",
            ),
            "[Ich bitte|{K} bittet] um Rücknahme.",
        ),
        Story(
            "<Minderung wegen Ablehnung einer Stelle|Angeblich Stelle abgelehnt>",
            (
                "Gemindert wurde, weil eine Stelle abgelehnt worden sei; <dabei hat der Betrieb abgesagt|"
                "die Bewerbung wurde nachweislich verschickt>."
            ),
            ("Die E-Mail des Betriebs vom {vor:10-25} ist angehängt.",),
            "Erwartet wird eine Nachzahlung.",
        ),
    ),
    task="Minderung und Anhörung prüfen, Zugang der Einladung feststellen",
    upheld="Minderung aufgehoben, der wichtige Grund war belegt.",
    partly="Minderung auf einen Monat verkürzt.",
    rejected="Ein wichtiger Grund ist nicht belegt, Widerspruchsweg erläutert.",
)

PLACEMENT_OTHER = Theme(
    stories=(
        Story(
            "<Rentenzeiten nicht gemeldet|Lücke im Versicherungsverlauf>",
            "Die Meldung an die Rentenversicherung für {monat:-3} fehlt.",
            ("Aufgefallen ist das im Versicherungsverlauf.",),
            "[Ich bitte|{K} bittet] um Nachmeldung.",
            ends=(
                "Meldung berichtigt und bestätigt.",
                "Für zwei Monate berichtigt.",
                "Die Meldung ist erfolgt, die Rentenversicherung bucht noch.",
            ),
        ),
        Story(
            "<Eingliederungsvereinbarung unter Druck unterschrieben|Kooperationsplan nicht besprochen>",
            (
                "Das Papier zur Zusammenarbeit wurde fertig ausgedruckt vorgelegt, "
                "<besprochen wurde es nicht|Änderungswünsche waren nicht möglich>."
            ),
            ("Die Zahl der Bewerbungen ist mit {n:8-12} im Monat nicht zu schaffen.",),
            "Verlangt wird ein neues Gespräch darüber.",
            ends=(
                "Das Papier wurde gemeinsam neu gefasst.",
                "Die Zahl der Bewerbungen ist gesenkt.",
                "Die Inhalte wurden im Gespräch erläutert.",
            ),
        ),
        Story(
            "<Bewerberdaten für alle sichtbar|Stellenprofil veröffentlicht>",
            "Das Bewerberprofil wurde ohne Rücksprache mit Telefonnummer veröffentlicht.",
            ("Seitdem rufen täglich Zeitarbeitsfirmen an.",),
            "[Ich möchte|{Er} möchte], dass die Nummer gelöscht wird.",
            ends=(
                "Nummer gelöscht, Entschuldigung ausgesprochen.",
                "Profil verborgen, es war allerdings mit Einwilligung sichtbar.",
                "Die Einwilligung lag vor und ist auf Wunsch gelöscht.",
            ),
        ),
    ),
    task="Anliegen mit der Vermittlungsfachkraft klären",
    upheld="Berichtigt und bestätigt.",
    partly="Teilweise geändert, Rest erläutert.",
    rejected="Im Gespräch erläutert, kein Fehler erkennbar.",
)

SELF_DURATION = Theme(
    stories=(
        Story(
            (
                "<Selbständige: Antrag seit Wochen offen|Selbständigen-Zentrum antwortet nicht|"
                "Folgeantrag im Selbständigen-Zentrum liegt>"
            ),
            (
                "<Der Folgeantrag mit Anlage EKS liegt seit dem {vor:45-90} im Selbständigen-Zentrum.|"
                "Auf {z:3-5} E-Mails an das Selbständigen-Zentrum kam keine Antwort.>"
            ),
            (
                (
                    "<Das kleine Café läuft nur am Wochenende, Rücklagen gibt es keine.|"
                    "Die Krankenkasse droht mit dem Ruhen der Leistungen.|Aufträge brechen zurzeit weg.>"
                ),
                "Die Kundschaft merkt, wenn die Miete für die Werkstatt nicht gezahlt ist.",
            ),
            "<[Ich bitte|{K} bittet] um vorläufige Bewilligung.|Erbeten wird ein Termin, bis wann entschieden ist.>",
        ),
        Story(
            (
                "<#Antrag auf Nähmaschine offen|Darlehen für Transporter nicht entschieden|"
                "Laptop für das Gewerbe nicht entschieden>"
            ),
            (
                "Über den Antrag auf <#eine neue Nähmaschine|einen gebrauchten Transporter|"
                "einen Laptop für das Gewerbe> ist seit {z:5-9} Wochen nicht entschieden."
            ),
            ("Der Verkäufer wartet nur noch bis {in:3-9}.", "Ohne diese Anschaffung müssen Aufträge abgelehnt werden."),
            "[Ich möchte|{Er} möchte] eine klare Antwort.",
            ends=(
                "Darlehen bewilligt.",
                "Zuschuss zu einem günstigeren Gerät bewilligt.",
                "Für die Tragfähigkeit ist das Gerät nicht nötig; begründet.",
            ),
        ),
        Story(
            "<Nachweise immer wieder angefordert|Kontoauszüge des Geschäfts zum dritten Mal verlangt>",
            "Für das Gewerbe werden zum dritten Mal dieselben Belege verlangt.",
            ("Der Ordner umfasst {n:120-300} Seiten und wurde persönlich abgegeben.",),
            "Erbeten wird eine Bestätigung, dass alles vorliegt.",
            ends=(
                "Die Belege lagen vor, Entschuldigung ausgesprochen.",
                "Ein Monat fehlte tatsächlich.",
                "Verlangt waren neue Monate, das wurde erklärt.",
            ),
        ),
    ),
    task="Antrag im Selbständigen-Zentrum vorziehen, vorläufig entscheiden",
    upheld="Rückstand bestätigt, vorläufig bewilligt und Auszahlung veranlasst.",
    partly="Es fehlten zwei Belege, gefragt wurde danach zu spät. Entschieden.",
    rejected="Die Unterlagen sind erst seit dem {zu:4-9} vollständig, üblicher Ablauf erklärt.",
)

SELF_INCOME = Theme(
    stories=(
        Story(
            "<Betriebsausgaben nicht anerkannt|Einkommen aus Gewerbe falsch berechnet|Ausgaben gestrichen>",
            (
                "<Betriebsausgaben von {eur:280-1900} wurden gestrichen.|Die Kosten für <das Lieferfahrzeug|"
                "die Werbung|die Standmiete> werden nicht anerkannt.|"
                "Als Einkommen wurde der Umsatz angesetzt, nicht der Gewinn.>"
            ),
            (
                (
                    "<Das Finanzamt hat dieselben Ausgaben anerkannt.|"
                    "Alle Quittungen sind nummeriert abgegeben.|Ohne diese Ausgaben gäbe es keine Einnahmen.>"
                ),
                "Begründet ist die Kürzung mit einem einzigen Wort.",
            ),
            (
                "<[Ich bitte|{K} bittet] um Prüfung durch jemanden, der sich mit Gewerbe auskennt.|"
                "Erbeten wird eine Aufstellung, was nicht anerkannt ist.>"
            ),
        ),
        Story(
            "<Corona-Hilfe als Einkommen angerechnet|Soforthilfe angerechnet>",
            (
                "Die Soforthilfe wurde als Einkommen angerechnet, "
                "<obwohl sie nur für Betriebskosten gedacht ist|obwohl ein Teil zurückgezahlt werden muss>."
            ),
            ("Der Bescheid der Förderbank liegt bei.",),
            "Verlangt wird eine Korrektur der letzten sechs Monate.",
            until=date(2023, 12, 31),
            ends=(
                "Die Soforthilfe bleibt anrechnungsfrei, berichtigt.",
                "Zum Teil anrechnungsfrei.",
                "Der Teil für den Lebensunterhalt zählt als Einkommen, erläutert.",
            ),
        ),
        Story(
            "<Durchschnitt stimmt nicht|Saisongeschäft falsch geschätzt>",
            (
                "Das Einkommen wurde aus den Sommermonaten hochgerechnet, im Winter <läuft das Geschäft kaum|"
                "gibt es keine Märkte|ruht der Betrieb>."
            ),
            ("Geschätzt sind {eur:400-900} im Monat, tatsächlich war es nicht einmal die Hälfte.",),
            "[Ich möchte|{Er} möchte] eine Schätzung nach den Vorjahren.",
            ends=(
                "Neu geschätzt nach den Vorjahren.",
                "Für die Wintermonate gesenkt.",
                "Abgerechnet wird am Ende nach den tatsächlichen Zahlen, das wurde erklärt.",
            ),
        ),
    ),
    task="Einkommensberechnung und gestrichene Ausgaben einzeln prüfen und erläutern",
    upheld="Ausgaben nachträglich anerkannt, Änderungsbescheid erlassen.",
    partly="Fahrzeugkosten anteilig anerkannt, Bewirtung nicht.",
    rejected="Steuerrecht und SGB II weichen hier voneinander ab, Unterschied ausführlich erklärt.",
)

SELF_FINAL = Theme(
    stories=(
        Story(
            "<Abschließende EKS seit {monat:-5} unbearbeitet|Endgültige Festsetzung fehlt|Endabrechnung steht aus>",
            (
                "<Die abschließende EKS wurde im {monat:-5} eingereicht, die endgültige Entscheidung fehlt.|"
                "Zwei Zeiträume sind noch immer nur vorläufig bewilligt.>"
            ),
            (
                "<Ob eine Nachzahlung oder eine Rückforderung kommt, ist völlig offen.|Planen lässt sich so nicht.>",
                "Erinnert wurde am {vor:20-50}.",
            ),
            "[Ich bitte|{K} bittet] um abschließende Bescheide.",
            ends=(
                "Endgültig festgesetzt, Nachzahlung {eur:120-780}.",
                "Ein Zeitraum festgesetzt, der andere folgt.",
                "Es fehlen Belege, ohne sie ist keine Festsetzung möglich.",
            ),
        ),
        Story(
            "<Rückforderung nach Endabrechnung|Alles zurückzahlen nach abschließender EKS>",
            (
                "Nach der abschließenden EKS werden {eur:900-4800} zurückgefordert, "
                "<weil Belege gefehlt haben sollen|für einen Zeitraum vor {z:2-3} Jahren>."
            ),
            ("Eine Nachfrage vorab gab es nicht.", "Der Steuerberater kommt auf einen ganz anderen Betrag."),
            "Verlangt wird ein Gespräch über die Zahlen.",
            ends=(
                "Nach Prüfung der Belege entfällt die Rückforderung.",
                "Rückforderung nach Belegprüfung verringert.",
                "Festsetzung bestätigt, Ratenzahlung vermittelt.",
            ),
        ),
    ),
    task="Abschließende Festsetzung vorziehen und Berechnung erläutern",
    upheld="Endgültig festgesetzt, Nachzahlung {eur:120-780}.",
    partly="Rückforderung nach Belegprüfung verringert.",
    rejected="Festsetzung bestätigt, Ratenzahlung vermittelt.",
)

SELF_OTHER = Theme(
    stories=(
        Story(
            "<Gewerbe soll aufgegeben werden|Tragfähigkeit angezweifelt>",
            (
                "Im Gespräch wurde verlangt, das Gewerbe aufzugeben, <ohne dass die Zahlen angesehen wurden|"
                "obwohl gerade neue Aufträge da sind>."
            ),
            ("Ein Gutachten zur Tragfähigkeit gibt es nicht.",),
            "[Ich wünsche mir|{K} wünscht sich] eine faire Prüfung.",
        ),
    ),
    task="Gespräch zur Tragfähigkeit mit Teamleitung anbieten",
    upheld="Tragfähigkeit wird von einer Fachstelle begutachtet.",
    partly="Frist von sechs Monaten vereinbart.",
    rejected="Die Einschätzung ist dokumentiert und wurde erläutert.",
)

THEMES: dict[tuple[str | None, str | None], Theme] = {
    ("placement", "beratung"): ADVICE,
    ("placement", "fachliche_kompetenz"): COMPETENCE,
    ("placement", "betreuerwechsel"): CHANGE,
    ("placement", "massnahmezuweisung"): MEASURE,
    ("placement", "foerderleistung_abgelehnt"): SUPPORT,
    ("placement", "leistungsminderung"): LOSS,
    ("placement", None): PLACEMENT_OTHER,
    ("self_employed", "bearbeitungsdauer"): SELF_DURATION,
    ("self_employed", "einkommensberechnung"): SELF_INCOME,
    ("self_employed", "abschliessende_eks"): SELF_FINAL,
    ("self_employed", None): SELF_OTHER,
}
