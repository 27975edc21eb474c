"""Leistungsgewährung: payment, amount, income, time, decisions, refusals."""

from datetime import date

from services.demo.texts.blocks import Story, Theme

PAYMENT = Theme(
    stories=(
        Story(
            (
                "<Regelbedarf für {monat:0} nicht eingegangen|Keine Zahlung im {monat:0}|{monat:0}: "
                "Geld nicht auf dem Konto>"
            ),
            (
                "<Der Regelbedarf für {monat:0} ist bis heute nicht auf dem Konto|"
                "Für {monat:0} ist noch kein Geld eingegangen, obwohl der Bescheid längst vorliegt|"
                "Die Zahlung für {monat:0} fehlt>."
            ),
            (
                (
                    "<Die Bank hat auf Nachfrage bestätigt, dass kein Eingang vorliegt.|"
                    "Auf dem Konto sind noch {eur:4-60}.|Der letzte Eingang war am {vor:30-45}.>"
                ),
                (
                    "<Die Miete wurde am {vor:1-6} zurückgebucht.|Der Stromabschlag ist schon angemahnt.|"
                    "[Ich habe mir|{K} hat sich] Geld <bei der Schwester|von Nachbarn|im Bekanntenkreis> "
                    "leihen müssen.>"
                ),
            ),
            (
                "<[Ich bitte|{Er} bittet] um eine Barauszahlung oder einen Scheck.|[Ich brauche|"
                "{Er} braucht] heute noch eine Auskunft, wann das Geld kommt.|"
                "Gebeten wird um sofortige Anweisung.>"
            ),
        ),
        Story(
            "<Auszahlung auf ein aufgelöstes Konto|Neue Bankverbindung nicht übernommen|Geld ging auf das alte Konto>",
            (
                "<Die neue Bankverbindung wurde am {vor:25-50} mitgeteilt, "
                "das Geld ging trotzdem auf das alte Konto.|"
                "Trotz Änderungsmitteilung vom {vor:25-50} wurde auf ein Konto überwiesen, "
                "das es nicht mehr gibt.>"
            ),
            (
                (
                    "<Die Änderung war über das Onlineportal hochgeladen, die Bestätigung liegt vor.|"
                    "Das Formular wurde in der Eingangszone abgegeben und abgestempelt.>"
                ),
                (
                    "<Die alte Bank hat den Betrag zurückgeschickt, beim Jobcenter weiß davon niemand.|"
                    "Wo die {eur:400-980} jetzt sind, konnte am Telefon niemand sagen.>"
                ),
            ),
            "[Ich möchte|{K} möchte] wissen, wann der Betrag neu angewiesen wird.",
            ends=(
                "Die neue Bankverbindung war nicht übernommen; der Betrag ist neu angewiesen.",
                "Der Betrag ist neu angewiesen, mitgeteilt war das neue Konto allerdings erst nach dem Zahllauf.",
                "Die Änderung ging erst nach dem Zahllauf ein; sobald der Rücklauf da ist, wird neu überwiesen.",
            ),
        ),
        Story(
            "<Zahlung ohne Bescheid eingestellt|Leistung vorläufig eingestellt|Zahlungsstopp ohne Erklärung>",
            (
                "<Seit {monat:0} wird nicht mehr gezahlt, einen Bescheid dazu gibt es nicht.|"
                "Die Leistung wurde ohne Ankündigung eingestellt.|Die Zahlung ist vorläufig eingestellt, "
                "weil angeblich Unterlagen fehlen.>"
            ),
            (
                (
                    "<Die geforderten Kontoauszüge wurden am {vor:9-25} eingereicht.|"
                    "Eine Aufforderung zur Mitwirkung ist nie angekommen.|"
                    "Im Schreiben vom {vor:8-20} steht nur, dass geprüft werde.>"
                ),
                (
                    "<Im Haushalt leben {z:2-4} Kinder.|Der Kühlschrank ist leer, "
                    "bis zum Monatsende sind es noch {n:9-19} Tage.|Die Krankenkasse hat schon geschrieben, "
                    "dass keine Beiträge mehr gemeldet sind.>"
                ),
            ),
            (
                "<[Ich bitte|{Er} bittet] um Wiederaufnahme der Zahlung, wenigstens als Vorschuss.|[Ich will|"
                "{Er} will] schriftlich haben, warum nicht gezahlt wird.>"
            ),
            ends=(
                "Die Kontoauszüge lagen vor, die Einstellung ist aufgehoben. Nachzahlung am {zu:0-2} veranlasst.",
                "Vorschuss ausgezahlt; über den Rest wird nach Eingang der letzten Unterlagen entschieden.",
                "Die Einstellung war berechtigt, es fehlen noch Kontoauszüge. Was gebraucht wird, ist erklärt.",
            ),
        ),
        Story(
            "<Nur ein Teil der Leistung überwiesen|Auszahlung um {eur:60-240} zu niedrig|Zu wenig Geld im {monat:0}>",
            (
                "<Im {monat:0} kamen nur {eur:190-390} an, bewilligt sind deutlich mehr.|"
                "Statt des vollen Betrags wurden im {monat:0} {eur:190-420} überwiesen.>"
            ),
            (
                (
                    "<Auf dem Kontoauszug steht kein Hinweis, warum gekürzt wurde.|"
                    "Möglicherweise wurde ein Darlehen verrechnet, das längst getilgt ist.|"
                    "Ein Änderungsbescheid ist nicht gekommen.>"
                ),
                (
                    "<Davon lassen sich Miete und Strom nicht bezahlen.|"
                    "Die Differenz fehlt für die Monatskarte und den Einkauf.>"
                ),
            ),
            "[Ich bitte|{K} bittet] um eine Aufstellung, wie der Betrag zustande kommt, und um Nachzahlung.",
            ends=(
                "Ein getilgtes Darlehen wurde weiter verrechnet; die Differenz ist nachgezahlt.",
                "Für einen Monat war zu viel einbehalten, das ist erstattet.",
                "Die Verrechnung beruht auf einem bestandskräftigen Bescheid, die Aufstellung ist zugeschickt.",
            ),
        ),
        Story(
            "<Scheck nicht einlösbar|Zahlungsanweisung bei der Post verweigert>",
            (
                "Die Zahlungsanweisung über {eur:150-480} wurde am Schalter nicht ausgezahlt, "
                "weil <der Name falsch geschrieben ist|die Anschrift nicht mit dem Ausweis übereinstimmt|"
                "der Code schon verwendet sein soll>."
            ),
            (
                "[Ich habe|{K} hat] es in {z:2-3} Filialen versucht.",
                "Ein Konto gibt es derzeit nicht, der Antrag auf ein Basiskonto läuft.",
            ),
            "Gebeten wird um eine neue Anweisung noch in dieser Woche.",
            ends=(
                "Die Anweisung war falsch ausgestellt, eine neue wurde am selben Tag ausgegeben.",
                "Neue Anweisung ausgestellt; der Ausweis muss allerdings ebenfalls berichtigt werden.",
                "Die Anweisung war richtig ausgestellt; der Ablauf am Schalter wurde erklärt.",
            ),
        ),
        Story(
            (
                "<Ukraine: erste Zahlung bleibt aus|Übergang ins Jobcenter ohne Zahlung|"
                "Keine Zahlung nach Wechsel vom Sozialamt>"
            ),
            (
                "Seit dem Wechsel vom Sozialamt zum Jobcenter ist für die Familie <noch nichts gezahlt "
                "worden|nur für die Mutter, nicht für die Kinder gezahlt worden>."
            ),
            (
                (
                    "<Der Antrag wurde mit Dolmetscherin am {vor:20-45} abgegeben.|"
                    "Das Sozialamt hat die Zahlung zum Monatsende beendet.>"
                ),
                (
                    "<Die Gastfamilie kommt seit Wochen für das Essen auf.|"
                    "Das Konto wurde erst am {vor:9-15} eröffnet und sofort mitgeteilt.>"
                ),
            ),
            "[Ich bitte|{Er} bittet] um eine Auskunft, wann mit dem Geld zu rechnen ist.",
            since=date(2022, 6, 1),
            until=date(2023, 6, 30),
            ends=(
                "Der Antrag war nach dem Wechsel liegen geblieben und ist jetzt zahlbar gemacht.",
                "Vorschuss gezahlt, die Unterlagen der Kinder werden nachgereicht.",
                "Das Sozialamt hat für den laufenden Monat schon gezahlt; ab dem nächsten zahlt das Jobcenter.",
            ),
        ),
    ),
    task=(
        "<Zahlweg und Auszahlungsstand für {monat:0} prüfen|"
        "Bitte Zahlungseinstellung prüfen und gegebenenfalls sofort anweisen|"
        "Bankverbindung im Fachverfahren mit dem Antrag abgleichen|Prüfen, "
        "ob eine Barzahlung noch heute möglich ist>"
    ),
    upheld=(
        "<Die Zahlung war wegen eines Erfassungsfehlers nicht angewiesen und wurde am {zu:0-3} nachgeholt.|"
        "Die Freigabe war vergessen worden; Barauszahlung am selben Tag.>"
    ),
    partly=(
        "<Vorschuss am {zu:0-4} ausgezahlt, der Rest folgt mit der Entscheidung über den Antrag.|"
        "Der Regelbedarf war angewiesen, die Miete nicht. Nachgeholt.>"
    ),
    rejected=(
        "<Die Zahlung war fristgerecht angewiesen; die Bank hatte den Eingang erst später gebucht.|"
        "Für den Monat war noch kein Antrag gestellt; er wurde sofort aufgenommen.|"
        "Das Geld war am Vortag eingegangen, beim Blick auf das Konto hat sich das geklärt.>"
    ),
)

AMOUNT = Theme(
    stories=(
        Story(
            "<Regelbedarf zu niedrig berechnet|Falsche Regelbedarfsstufe|Höhe des Regelbedarfs>",
            (
                "<Im Bescheid vom {vor:6-25} ist die falsche Regelbedarfsstufe angesetzt.|"
                "Berechnet wurde als Paar, obwohl [ich|{k}] allein [lebe|lebt].|"
                "Der Regelbedarf müsste {rb} betragen, im Bescheid steht weniger.>"
            ),
            (
                (
                    "<Die Trennung ist seit dem {vor:60-160} gemeldet, die Abmeldung des Partners liegt vor.|"
                    "Mit der Mitbewohnerin besteht nur ein Mietvertrag, keine Partnerschaft.|"
                    "Der Sohn ist im {monat:-2} 18 geworden und immer noch als Kind geführt.>"
                ),
                "<Das macht im Monat rund {eur:45-110} aus.|Eine Überprüfung wurde am Telefon abgelehnt.>",
            ),
            (
                "<[Ich bitte|{K} bittet] um Neuberechnung ab {monat:-2}.|"
                "Verlangt wird eine Überprüfung mit Erklärung der Rechenschritte.>"
            ),
        ),
        Story(
            (
                "<Mehrbedarf für Alleinerziehende fehlt|Mehrbedarf nicht berücksichtigt|Alleinerziehend, "
                "aber kein Mehrbedarf>"
            ),
            (
                "Der Mehrbedarf für Alleinerziehende ist <seit {monat:-1} verschwunden|"
                "im neuen Bescheid nicht enthalten|nicht mehr im Bescheid>."
            ),
            (
                (
                    "<An der Lebenssituation hat sich nichts geändert, "
                    "die {z:2-3} Kinder wohnen weiter hier.|"
                    "Der Vater hat die Kinder nur jedes zweite Wochenende.|"
                    "Eine Haushaltsbescheinigung wurde am {vor:14-35} nachgereicht.>"
                ),
                "<Im alten Bescheid stand er noch drin.|Am Telefon hieß es, das Programm habe ihn nicht übernommen.>",
            ),
            "[Ich möchte|{Er} möchte], dass der Mehrbedarf nachgezahlt wird.",
            ends=(
                "Der Mehrbedarf war beim Folgebescheid nicht übernommen; Nachzahlung ist veranlasst.",
                "Anerkannt ab Eingang der Haushaltsbescheinigung.",
                (
                    "Nach den vorliegenden Angaben leben die Kinder zur Hälfte beim anderen Elternteil; "
                    "das Ergebnis wurde erklärt."
                ),
            ),
        ),
        Story(
            "<Mehrbedarf Ernährung abgelehnt|Krankenkost nicht anerkannt>",
            (
                "Der Mehrbedarf wegen <Zöliakie|einer Niereninsuffizienz|"
                "einer Mangelernährung nach Operation> wird nicht anerkannt, obwohl ein Attest vorliegt."
            ),
            (
                "Das Attest ist vom {vor:12-40} und nennt die Diagnose ausdrücklich.",
                (
                    "<Die Mehrkosten liegen bei etwa {eur:50-95} im Monat.|"
                    "Der ärztliche Dienst wurde nach Aktenlage gefragt, eine Untersuchung gab es nicht.>"
                ),
            ),
            "[Ich bitte|{K} bittet] um erneute Prüfung.",
            ends=(
                "Nach neuer Stellungnahme des ärztlichen Dienstes ist der Mehrbedarf bewilligt.",
                "Für sechs Monate anerkannt, danach erneute Prüfung.",
                "Der ärztliche Dienst sieht keinen Mehrbedarf; auf den Überprüfungsantrag hingewiesen.",
            ),
        ),
        Story(
            "<Einbehaltung vom Regelbedarf|{eur:44-90} werden monatlich einbehalten|Streit um Aufrechnung>",
            (
                "Vom Regelbedarf werden monatlich {eur:44-90} einbehalten, "
                "<eine Vereinbarung dazu gibt es nicht|das ist mehr, als vereinbart war|"
                "obwohl ein Antrag auf niedrigere Raten gestellt ist>."
            ),
            (
                (
                    "<Das Darlehen stammt aus dem Jahr {jahr:-2} und betraf eine Waschmaschine.|"
                    "Es geht um eine alte Rückforderung von {eur:300-980}.|"
                    "Gleich zwei Darlehen laufen nebeneinander.>"
                ),
                (
                    "<Nach Abzug bleiben {eur:290-370} zum Leben.|Ein Nachweis, wie viel schon getilgt ist, "
                    "kommt trotz Bitte nicht.>"
                ),
            ),
            (
                "<[Ich bitte|{Er} bittet] um eine Ratenminderung und eine Übersicht der Tilgung.|"
                "Gewünscht wird ein Kontoauszug zum Darlehen.>"
            ),
            ends=(
                "Das Darlehen war bereits getilgt, {eur:40-160} werden erstattet.",
                "Die Aufrechnung bleibt, die Rate ist auf Wunsch gesenkt.",
                "Grundlage und Restschuld wurden anhand der Darlehensübersicht erläutert.",
            ),
        ),
        Story(
            "<Geburt des Kindes noch nicht berücksichtigt|Baby fehlt im Bescheid>",
            (
                "Die Tochter ist am {vor:28-70} geboren, im Bescheid <fehlt sie noch immer|"
                "taucht sie nicht auf|ist für sie nichts bewilligt>."
            ),
            (
                "Geburtsurkunde und Kindergeldantrag liegen dem Jobcenter vor.",
                (
                    "<Windeln und Nahrung zahlt zurzeit die Großmutter.|"
                    "Bei {z:2-4} Anrufen wurde jedes Mal Bearbeitung zugesagt.>"
                ),
            ),
            "[Ich bitte|{K} bittet] um einen Änderungsbescheid ab dem Tag der Geburt.",
            ends=(
                "Das Kind ist ab dem Tag der Geburt aufgenommen, Änderungsbescheid erlassen.",
                "Aufgenommen; das Kindergeld wird erst ab dem nächsten Monat angerechnet.",
                "Der Änderungsbescheid war bereits unterwegs.",
            ),
        ),
        Story(
            "<Temporäre Bedarfsgemeinschaft nicht anerkannt|Umgangstage der Kinder nicht bezahlt>",
            "Die Tage, an denen die Kinder hier sind, werden nicht berücksichtigt; im {monat:-1} waren es {n:8-14}.",
            (
                (
                    "<Der Umgangsplan ist vom Jugendamt unterschrieben.|Die Mutter erhält den vollen Betrag, "
                    "hier kommt nichts an.>"
                ),
                "Ein Antrag wurde schon im {monat:-3} gestellt.",
            ),
            (
                "<Erwartet wird eine tageweise Berechnung.|[Ich bitte|{Er} bittet] um einen Bescheid, "
                "gegen den [ich|{er}] notfalls vorgehen [kann|kann].>"
            ),
            ends=(
                "Die Umgangstage sind nach dem Plan anerkannt und nachgezahlt.",
                "Anerkannt werden nur die Tage mit mehr als zwölf Stunden.",
                "Der Nachweis über die Tage fehlt; ein Vordruck ist ausgehändigt.",
            ),
        ),
    ),
    task=(
        "<Berechnung ab {monat:-1} prüfen, insbesondere Regelbedarfsstufe und Mehrbedarfe|"
        "Bitte Horizontalübersicht erläutern und auf Fehler prüfen|"
        "Personen der Bedarfsgemeinschaft mit den Nachweisen abgleichen|"
        "Aufrechnung auf Höhe und Grundlage prüfen>"
    ),
    upheld=(
        "<Die Trennung war gemeldet und nicht verarbeitet; Änderungsbescheid mit Nachzahlung erlassen.|"
        "Die Regelbedarfsstufe war falsch, korrigiert ab {monat:-1}.>"
    ),
    partly=(
        "<Für einen Monat war die Berechnung falsch, im Übrigen stimmt sie. Änderungsbescheid vom {zu:0-3}.|"
        "Ab dem Auszug neu berechnet, für die Zeit davor bleibt es dabei.>"
    ),
    rejected=(
        "<Die Berechnung ist richtig, die einzelnen Posten wurden am Telefon Zeile für Zeile erklärt.|"
        "Die Bedarfsgemeinschaft ist nach den Angaben im Antrag zutreffend gebildet. "
        "Auf die nötigen Nachweise hingewiesen.>"
    ),
)

INCOME = Theme(
    stories=(
        Story(
            "<Lohn doppelt angerechnet|Einkommen aus {monat:-1} zweimal abgezogen|Anrechnung von Lohn>",
            (
                "<Der Lohn aus {monat:-2} wurde zweimal angerechnet.|Im {monat:0} wurde ein Lohn abgezogen, "
                "der erst im Folgemonat gezahlt wird.|"
                "Das Einkommen aus dem Nebenjob wird mit {eur:280-520} angesetzt, verdient wurden weniger.>"
            ),
            (
                (
                    "<Die Lohnabrechnungen liegen seit dem {vor:10-30} vor.|"
                    "Der Arbeitgeber zahlt immer erst zum 15., das steht im Vertrag.|Die Stunden schwanken, "
                    "das wurde bei jedem Antrag mitgeteilt.>"
                ),
                "<Es fehlen dadurch {eur:120-340}.|Unter dem Strich lohnt sich die Arbeit so nicht.>",
            ),
            (
                "<[Ich bitte|{K} bittet] um eine endgültige Berechnung nach den tatsächlichen Eingängen.|"
                "Erbeten wird die Korrektur noch vor der nächsten Zahlung.>"
            ),
        ),
        Story(
            "<Freibeträge nicht abgezogen|Freibetrag auf Erwerbseinkommen|Werbungskosten unberücksichtigt>",
            (
                "Bei der Anrechnung fehlen <die Freibeträge|die Fahrkosten zur Arbeit|"
                "die Kinderbetreuungskosten>, <dadurch wird zu viel abgezogen|obwohl alles belegt ist|"
                "so steht es auch im Bescheid>."
            ),
            (
                (
                    "<Der Weg zur Arbeit beträgt {n:14-46} Kilometer je Strecke.|"
                    "Die Monatskarte kostet {eur:49-92}.|Die Kfz-Versicherung wurde zweimal eingereicht.>"
                ),
                "Auf ein Schreiben vom {vor:14-30} gab es keine Antwort.",
            ),
            "[Ich möchte|{Er} möchte], dass jemand die Rechnung nachvollziehbar darlegt.",
            ends=(
                "Die Freibeträge waren unvollständig erfasst und sind berichtigt.",
                "Die Fahrkosten wurden nachträglich anerkannt, die Versicherung nicht.",
                "Freibeträge waren vollständig berücksichtigt, die Übersicht ist zugeschickt.",
            ),
        ),
        Story(
            "<#Steuererstattung als Einkommen angerechnet|Geldgeschenk angerechnet|Stromguthaben angerechnet>",
            (
                "<#Die Steuererstattung von {eur:310-890} wird auf sechs Monate verteilt.|"
                "Ein Geldgeschenk der Großmutter über {eur:100-300} wurde als Einkommen gewertet.|"
                "Das Guthaben vom Stromanbieter soll Einkommen sein.>"
            ),
            (
                "<Das Geld war für eine Brille gedacht und ist ausgegeben.|Vorher hatte niemand darauf hingewiesen.>",
                "<Im Internet steht etwas anderes.|Die Schuldnerberatung hält das für fraglich.>",
            ),
            "[Ich bitte|{K} bittet] um Erklärung der Rechtsgrundlage.",
            ends=(
                "Der Betrag bleibt nach der Bagatellregel außer Betracht, berichtigt.",
                "Die Verteilung beginnt einen Monat später als berechnet.",
                "Die Zahlung ist als einmalige Einnahme zu berücksichtigen. Rechtsgrundlage genannt und erklärt.",
            ),
        ),
        Story(
            (
                "<#Unterhaltsvorschuss läuft nicht mehr|Kindergeld beim falschen Kind angerechnet|"
                "Unterhalt angerechnet, der nicht kommt>"
            ),
            (
                "<#Angerechnet wird Unterhaltsvorschuss, der seit {monat:-2} nicht mehr gezahlt wird.|"
                "Das Kindergeld der älteren Tochter wird angerechnet, obwohl sie ausgezogen ist.|"
                "Der Unterhalt des Vaters bleibt aus, abgezogen wird er trotzdem.>"
            ),
            (
                (
                    "<Der Einstellungsbescheid des Jugendamts wurde sofort hochgeladen.|"
                    "Kontoauszüge der letzten drei Monate wurden vorgelegt.>"
                ),
                (
                    "<Es geht um {eur:150-310} im Monat.|"
                    "Die Sachbearbeitung verweist auf die nächste Prüfung im {monat:2}.>"
                ),
            ),
            (
                "<Gebeten wird um Änderung ab sofort.|[Ich brauche|"
                "{Er} braucht] einen korrigierten Bescheid für die Wohngeldstelle.>"
            ),
            ends=(
                "Die Anrechnung ist ab dem Wegfall beendet und rückwirkend korrigiert.",
                "Berichtigt ab Eingang des Nachweises.",
                "Gezahlt wurde laut Kontoauszug weiterhin, das wurde gemeinsam nachgesehen.",
            ),
        ),
        Story(
            "<#Ferienjob der Tochter angerechnet|Minijob des Sohnes angerechnet|Ausbildungsgehalt des Sohnes>",
            (
                "<#Der Ferienjob der Tochter wird angerechnet, obwohl sie noch zur Schule geht.|"
                "Vom Minijob des Sohnes bleibt der Familie fast nichts.|"
                "Das Ausbildungsgehalt des Sohnes wurde dem ganzen Haushalt zugerechnet.>"
            ),
            (
                (
                    "<Verdient wurden im Monat {eur:180-650}.|Das Geld sollte für den Führerschein sein.|"
                    "Bescheinigung und Vertrag liegen bei.>"
                ),
                (
                    "<Die Familie findet das entmutigend.|So lernt ein junger Mensch nicht, "
                    "dass Arbeit sich lohnt, [schreibe ich hier ganz offen|sagt {k}].>"
                ),
            ),
            "[Ich bitte|{K} bittet], die Freibeträge für junge Leute zu prüfen.",
            ends=(
                "Der Freibetrag für junge Leute war nicht gesetzt und ist nachgeholt.",
                "Für die Ferienmonate anrechnungsfrei, für die übrigen nicht.",
                "Der Verdienst lag über dem Freibetrag; die Rechnung wurde erklärt.",
            ),
        ),
        Story(
            "<#Einkommen nach Ende der Arbeit angerechnet|Krankengeld und Lohn überschneiden sich>",
            (
                "<#Das Arbeitsverhältnis endete am {vor:30-60}, angerechnet wird weiter.|"
                "Statt des Krankengeldes wird noch der alte Lohn angesetzt.>"
            ),
            (
                "Kündigung und letzte Abrechnung wurden am {vor:15-28} eingereicht.",
                "Bis zur Korrektur reicht das Geld nicht für die Miete von {eur:380-720}.",
            ),
            "Erbeten wird eine vorläufige Entscheidung bis zum {in:5-12}.",
            ends=(
                "Die Anrechnung ist zum Ende der Arbeit beendet, Nachzahlung veranlasst.",
                "Vorläufig neu berechnet, die letzte Abrechnung fehlt noch.",
                "Der letzte Lohn ist erst im Folgemonat zugeflossen, deshalb die Anrechnung.",
            ),
        ),
    ),
    task=(
        "<Einkommensanrechnung für {monat:-1} und {monat:0} prüfen|"
        "Zufluss anhand der Kontoauszüge feststellen, Freibeträge prüfen|"
        "Bitte endgültige Festsetzung vorziehen|Anrechnung schriftlich erläutern>"
    ),
    upheld=(
        "<Der Lohn war im falschen Monat angesetzt; Änderungsbescheid vom {zu:0-3}, "
        "Nachzahlung {eur:90-320}.|Die Lohnabrechnung war doppelt erfasst, das ist bereinigt.>"
    ),
    partly="<Für {monat:-1} berichtigt, für {monat:0} ist die Anrechnung richtig.>",
    rejected=(
        "<Es gilt der Zufluss im Monat der Zahlung, das wurde mit Beispielrechnung erläutert.|"
        "Die Anrechnung stimmt mit den Lohnabrechnungen überein, beide wurden nebeneinandergelegt.>"
    ),
)

DURATION = Theme(
    stories=(
        Story(
            (
                "<Weiterbewilligungsantrag seit Wochen offen|Keine Entscheidung über die Weiterbewilligung|"
                "Antrag liegt seit Wochen>"
            ),
            (
                "<Der Weiterbewilligungsantrag wurde am {vor:35-70} abgegeben, "
                "eine Entscheidung gibt es nicht.|"
                "Seit {z:5-9} Wochen liegt der Weiterbewilligungsantrag beim Jobcenter.|"
                "Über den Antrag vom {vor:35-70} ist noch nicht entschieden.>"
            ),
            (
                (
                    "<Der alte Bewilligungszeitraum endet mit diesem Monat.|"
                    "Alle Anlagen waren von Anfang an dabei.|Auf Nachfrage hieß es nur, "
                    "man sei im Rückstand.>"
                ),
                (
                    "<Ohne Bescheid verlängert das Sozialticket niemand.|"
                    "Die Kita verlangt den Nachweis bis zum {in:6-15}.|Die Vermieterin wird ungeduldig.>"
                ),
            ),
            (
                "<[Ich bitte|{K} bittet] um eine vorläufige Bewilligung.|[Ich möchte|"
                "{Er} möchte] einen Termin genannt bekommen, bis wann entschieden ist.>"
            ),
        ),
        Story(
            "<Neuantrag: nach Wochen kein Bescheid|Erstantrag unbearbeitet|Neuantrag und kein Ende>",
            (
                "<Der Erstantrag ist vom {vor:42-80}.|"
                "Nach der Kündigung wurde am {vor:42-80} zum ersten Mal Leistung beantragt, "
                "seitdem passiert nichts.>"
            ),
            (
                (
                    "<Dreimal wurden Unterlagen nachgefordert, immer einzeln.|"
                    "Jedes Mal ist jemand anderes zuständig.|Die Ersparnisse sind aufgebraucht.>"
                ),
                (
                    "<Strom und Telefon sind schon angemahnt.|Die Krankenversicherung ist ungeklärt.|"
                    "Bis dahin hilft die Tafel.>"
                ),
            ),
            (
                "<Gebeten wird um einen Vorschuss und eine Rückmeldung.|[Ich erwarte|"
                "{K} erwartet] eine Entscheidung bis zum {in:7-14}.>"
            ),
        ),
        Story(
            "<Überprüfungsantrag ohne Antwort|Überprüfung seit Monaten offen>",
            (
                "Der Überprüfungsantrag vom {vor:120-240} ist <unbeantwortet|nach wie vor nicht entschieden|"
                "offenbar verloren gegangen>."
            ),
            (
                "<Eine Eingangsbestätigung liegt vor.|Im {monat:-2} wurde schon einmal erinnert.>",
                "Es geht um {eur:200-900} für das Jahr {jahr:-1}.",
            ),
            "[Ich bitte|{Er} bittet] um Sachstand und einen Bescheid.",
            ends=(
                "Überprüfung vorgezogen und entschieden, Nachzahlung veranlasst.",
                "Für einen Zeitraum entschieden, der zweite folgt bis zum Monatsende.",
                "Die Akte liegt beim Sozialgericht; Zwischennachricht erteilt.",
            ),
        ),
        Story(
            (
                "<Unterlagen mehrfach eingereicht|Dokumente angeblich nie angekommen|"
                "Schon wieder dieselben Nachweise verlangt>"
            ),
            (
                "<Die Kontoauszüge wurden <dreimal|viermal> eingereicht und werden wieder verlangt.|"
                "Der Mietvertrag liegt schon lange vor, trotzdem wird er erneut gefordert.|"
                "Was am {vor:15-35} persönlich abgegeben wurde, soll nicht da sein.>"
            ),
            (
                (
                    "<Einmal per Post, einmal über das Portal, einmal am Empfang.|"
                    "Der Stempel der Eingangszone ist auf der Kopie.>"
                ),
                "<Solange nichts erfasst ist, geht die Bearbeitung nicht weiter.|Deshalb ruht der Antrag.>",
            ),
            "[Ich möchte|{K} möchte], dass jemand bestätigt, was vorliegt und was fehlt.",
            ends=(
                "Die Unterlagen waren einem anderen Vorgang zugeordnet; Entschuldigung ausgesprochen.",
                "Ein Teil war da, ein Nachweis fehlte wirklich.",
                "Vorgelegt waren ältere Auszüge; welche Monate fehlen, ist erklärt.",
            ),
        ),
        Story(
            "<#Bescheinigung lässt auf sich warten|Leistungsbescheinigung nicht ausgestellt>",
            (
                "<#Seit dem {vor:14-32} wird auf eine einfache Bescheinigung gewartet.|"
                "Die Leistungsbescheinigung für <die Rundfunkgebühr|den Kindergarten|das Gericht> "
                "kommt nicht.>"
            ),
            ("Am Telefon wurde sie mehrfach zugesagt.", "Die Frist der anderen Stelle läuft am {in:3-10} ab."),
            "Erbeten wird Zusendung als PDF.",
            ends=(
                "Bescheinigung ausgestellt und noch am selben Tag versandt.",
                "Bescheinigung versandt, für einen Monat erst nach Abschluss der Berechnung.",
                "Die Bescheinigung liegt seit Tagen im Onlinekonto bereit.",
            ),
        ),
    ),
    task=(
        "<Antrag vom Rückstand vorziehen und entscheiden|Bitte Sachstand feststellen, "
        "bei Entscheidungsreife sofort Bescheid, sonst vorläufige Bewilligung|"
        "Eingang der Unterlagen in der E-Akte prüfen, fehlende in einem einzigen Schreiben anfordern|"
        "Verzögerung begründen und neuen Termin nennen>"
    ),
    upheld=(
        "<Der Antrag lag unbearbeitet im Team, Bescheid am {zu:0-3} erlassen, Entschuldigung ausgesprochen.|"
        "Die Unterlagen waren einem anderen Vorgang zugeordnet; jetzt entschieden.|Rückstand bestätigt. "
        "Vorläufig bewilligt, Zahlung ist angewiesen.>"
    ),
    partly=(
        "<Verzögerung zum Teil durch fehlende Nachweise, zum Teil durch Rückstand im Team. "
        "Vorschuss gezahlt.|Es war eine Nachforderung zu viel; "
        "entschieden wird nach Eingang der Lohnabrechnung.>"
    ),
    rejected=(
        "<Es fehlen noch Nachweise, die Liste wurde noch einmal zugeschickt.|"
        "Die Bearbeitung liegt in der üblichen Zeit, der Ablauf wurde erklärt.|"
        "Der Bescheid war bereits unterwegs und hat sich mit der Beschwerde gekreuzt.>"
    ),
)

UNCLEAR = Theme(
    stories=(
        Story(
            (
                "<Bescheid über {n:11-24} Seiten nicht nachvollziehbar|Bescheid unverständlich|"
                "Niemand versteht diesen Bescheid>"
            ),
            (
                "Der Bescheid vom {vor:4-18} <umfasst {n:11-24} Seiten und ist nicht zu verstehen|"
                "widerspricht dem vom Vormonat|nennt drei verschiedene Beträge für denselben Monat>."
            ),
            (
                (
                    "<Selbst die Beratungsstelle konnte die Berechnung nicht erklären.|"
                    "Welcher Betrag am Ende gilt, ist nicht zu erkennen.|Es sind Abkürzungen darin, "
                    "die nirgends erklärt werden.>"
                ),
                (
                    "<Deutsch ist nicht [meine|{sein}e] Muttersprache.|"
                    "Die Nummern im Anschreiben passen nicht zur Anlage.>"
                ),
            ),
            (
                "<[Ich bitte|{K} bittet] um ein Gespräch, in dem der Bescheid erklärt wird.|"
                "Gewünscht wird eine kurze Erklärung in einfachen Worten.>"
            ),
        ),
        Story(
            "<Drei Bescheide an einem Tag|Widersprüchliche Schreiben|Änderungsbescheide ohne erkennbaren Grund>",
            (
                "<Am {vor:2-9} kamen drei Änderungsbescheide mit der Post, alle für denselben Zeitraum.|"
                "Innerhalb einer Woche trafen {z:3-5} Schreiben ein, die sich widersprechen.>"
            ),
            (
                (
                    "<Mal ist von einer Nachzahlung die Rede, mal von einer Erstattung.|"
                    "Ein Schreiben fordert {eur:60-420} zurück, das nächste nicht mehr.>"
                ),
                "Geöffnet [habe ich|hat {k}] inzwischen jeden Umschlag mit Herzklopfen.",
            ),
            "[Ich möchte|{Er} möchte] wissen, welches Schreiben gilt.",
        ),
        Story(
            "<Rückforderung ohne Begründung|Erstattungsbescheid nicht erklärt>",
            (
                "Mit Bescheid vom {vor:5-20} werden {eur:180-1900} zurückgefordert, <warum, "
                "steht nicht darin|eine Berechnung liegt nicht bei|"
                "und der Zeitraum liegt {z:2-3} Jahre zurück>."
            ),
            (
                "Alle Änderungen wurden damals rechtzeitig gemeldet.",
                "<Der Inkasso-Service hat auch schon geschrieben.|Bezahlen lässt sich das nur in kleinen Raten.>",
            ),
            (
                "[Ich bitte|{K} bittet] zunächst um Erläuterung, bevor [ich|"
                "{er}] über einen Widerspruch [entscheide|entscheidet]."
            ),
            ends=(
                "Die Begründung fehlte tatsächlich und wurde nachgeholt.",
                "Ein Teil der Forderung ist nach der Prüfung entfallen.",
                "Die Berechnung lag dem Bescheid bei und wurde erläutert, Raten vermittelt.",
            ),
        ),
        Story(
            "<Ton des Anschreibens|Drohend formuliertes Schreiben>",
            (
                "Das Aufforderungsschreiben vom {vor:3-12} <klingt wie eine Drohung|"
                "droht mit Entzug der Leistung, obwohl alles eingereicht ist|setzt eine Frist, "
                "die bei Zugang schon vorbei war>."
            ),
            (
                "Eine Telefonnummer für Rückfragen steht nicht darauf.",
                "Eine freundliche Erinnerung hätte es auch getan.",
            ),
            "Angeregt wird eine verständlichere Sprache.",
            ends=(
                "Der Textbaustein wird geändert, das wurde zugesagt.",
                "Der Inhalt ist vorgeschrieben, der Ton wird bedauert.",
                "Die Belehrung ist gesetzlich vorgegeben, das wurde erklärt.",
            ),
        ),
    ),
    task=(
        "<Bescheid im Gespräch erläutern, Termin anbieten|"
        "Bitte die gültige Bewilligung benennen und die übrigen Schreiben erklären|"
        "Rückforderung mit Berechnung erläutern>"
    ),
    upheld=(
        "<Zwei der Bescheide waren überholt, das ist mit einem Schreiben klargestellt.|"
        "Die Begründung fehlte tatsächlich und wurde nachgeholt.>"
    ),
    partly="Die Entscheidung ist richtig, die Darstellung war missverständlich. Im Gespräch am {zu:0-3} erläutert.",
    rejected=(
        "<Der Bescheid wurde am Telefon Seite für Seite durchgegangen, Fragen sind geklärt.|Erläutert, "
        "welcher Bescheid gilt. Ein Fehler liegt nicht vor.>"
    ),
)

REFUSED = Theme(
    stories=(
        Story(
            "<Antrag abgelehnt wegen fehlender Mitwirkung|Versagung trotz vollständiger Unterlagen>",
            (
                "Die Leistung wurde am {vor:4-16} wegen fehlender Mitwirkung versagt, <obwohl alles vorlag|"
                "dabei war nur ein Kontoauszug unleserlich|dabei lag [ich|{k}] zu der Zeit im Krankenhaus>."
            ),
            (
                (
                    "<Die Entlassungspapiere können vorgelegt werden.|"
                    "Das Einschreiben hat {eur:3-6} gekostet und kam nachweislich an.>"
                ),
                "Seitdem läuft auch die Miete nicht mehr.",
            ),
            "<[Ich bitte|{K} bittet] um Aufhebung der Versagung.|Erbeten wird eine Nachholung ohne neuen Antrag.>",
        ),
        Story(
            (
                "<#Darlehen für Waschmaschine abgelehnt|Kühlschrank defekt, keine Hilfe|"
                "Unabweisbarer Bedarf nicht anerkannt>"
            ),
            (
                "<#Die Waschmaschine ist defekt, das beantragte Darlehen wurde abgelehnt.|"
                "Für einen neuen Kühlschrank gab es keine Hilfe.|"
                "Der Antrag auf ein Darlehen für <eine Brille|Zahnersatz|einen Herd> "
                "wurde am {vor:5-20} abgelehnt.>"
            ),
            (
                (
                    "<Der Kostenvoranschlag lautet auf {eur:240-490}.|"
                    "Ansparen ist bei diesem Betrag nicht möglich.|Mit {z:2-4} Kindern geht es nicht ohne.>"
                ),
                "Die Begründung besteht aus einem einzigen Satz.",
            ),
            "Verlangt wird eine Prüfung im Einzelfall.",
            ends=(
                "Darlehen über {eur:240-480} bewilligt.",
                "Darlehen bewilligt, aber nur für ein gebrauchtes Gerät.",
                "Der Bedarf ist anderweitig gedeckt; auf das Möbellager hingewiesen.",
            ),
        ),
        Story(
            (
                "<#Altes Auto als Vermögen gewertet|Bausparvertrag verhindert Leistung|"
                "Kein Anspruch wegen Lebensversicherung>"
            ),
            (
                "Der Antrag wurde abgelehnt, "
                "weil <#ein Auto mit einem Wert von {eur:5200-9800} vorhanden ist|"
                "ein Bausparvertrag angerechnet wird|die Lebensversicherung als Vermögen gilt>."
            ),
            (
                (
                    "<#Das Auto wird für den Arbeitsweg im Schichtdienst gebraucht.|"
                    "An das Geld ist vor {jahr:3} nicht heranzukommen.|Sie ist als Altersvorsorge gedacht.>"
                ),
                "Die Freibeträge wurden nach [meiner|{sein}er] Meinung falsch angesetzt.",
            ),
            "[Ich bitte|{Er} bittet], die Wertermittlung noch einmal anzusehen.",
            ends=(
                "Der Wert war zu hoch angesetzt, der Antrag wird neu entschieden.",
                "Das Vermögen zählt nur zu einem Teil, Berechnung geändert.",
                "Das Vermögen liegt über dem Freibetrag. Wohngeld als Möglichkeit genannt.",
            ),
        ),
        Story(
            "<#Ausgeschlossen wegen Ausbildung|Ablehnung wegen Studium|Abgelehnt wegen Aufenthalt>",
            (
                "<#Wegen der Ausbildung soll kein Anspruch bestehen.|"
                "Während des Urlaubssemesters wurde abgelehnt.|"
                "Der Antrag wurde wegen des Aufenthaltstitels abgelehnt, "
                "obwohl die Fiktionsbescheinigung vorliegt.>"
            ),
            (
                "Eine andere Behörde hat genau das Gegenteil gesagt.",
                "Zum Leben bleibt nur das Kindergeld.",
            ),
            "Erbeten wird eine Auskunft, wer denn zuständig ist.",
            ends=(
                "Der Ausschluss greift hier nicht, der Antrag ist bewilligt.",
                "Ein Zuschuss zu den ungedeckten Kosten ist möglich und beantragt.",
                "Der Ausschluss ist gesetzlich geregelt, die zuständige Stelle wurde genannt.",
            ),
        ),
    ),
    task=(
        "<Ablehnung auf Grundlage und Ermessen prüfen, Widerspruchsweg nennen|Bitte prüfen, "
        "ob die Mitwirkung nachgeholt ist und die Versagung aufgehoben werden kann|"
        "Darlehensantrag im Einzelfall noch einmal ansehen>"
    ),
    upheld=(
        "<Die Mitwirkung war rechtzeitig nachgeholt; die Versagung ist aufgehoben, Zahlung veranlasst.|"
        "Das Ermessen war nicht ausgeübt. Darlehen über {eur:240-480} bewilligt.>"
    ),
    partly="Ein Teil des Bedarfs wurde nach neuen Nachweisen anerkannt, im Übrigen bleibt es bei der Ablehnung.",
    rejected=(
        "<Die Ablehnung ist rechtmäßig, auf Widerspruch und Beratungsangebote hingewiesen.|"
        "Das Vermögen liegt über dem Freibetrag. Berechnung erläutert, Wohngeld als Möglichkeit genannt.>"
    ),
)

OTHER = Theme(
    stories=(
        Story(
            "<Krankenversicherung nicht gemeldet|Krankenkasse meldet Beitragslücke>",
            "Die Krankenkasse teilt mit, dass für {monat:-1} keine Anmeldung durch das Jobcenter vorliegt.",
            (
                "Der Arzttermin am {vor:1-6} musste deshalb abgesagt werden.",
                "Das Jobcenter verweist an die Kasse und die Kasse an das Jobcenter.",
            ),
            "[Ich bitte|{K} bittet] um rückwirkende Meldung.",
        ),
        Story(
            "<Akteneinsicht verweigert|Kopien aus der Akte nicht erhalten>",
            "Die am {vor:20-45} erbetenen Kopien aus der Leistungsakte sind nicht gekommen.",
            ("Gebraucht werden sie für einen Termin beim Anwalt am {in:4-14}.",),
            "Erbeten wird Zusendung oder ein Termin zur Einsicht.",
            ends=(
                "Kopien am {zu:0-2} übersandt, Entschuldigung für den Verzug.",
                "Einsicht gewährt, Angaben zu Dritten geschwärzt.",
                "Ein Termin war angeboten worden und wurde erneut vereinbart.",
            ),
        ),
        Story(
            "<Mahnung trotz Stundung|Inkasso schreibt trotz Ratenzahlung>",
            "Trotz vereinbarter Raten von {eur:15-40} im Monat kam am {vor:3-10} eine Mahnung über {eur:150-800}.",
            ("Die Raten sind lückenlos überwiesen.", "Angedroht wird jetzt die Vollstreckung durch das Hauptzollamt."),
            "[Ich möchte|{Er} möchte], dass die Vereinbarung beachtet wird.",
            ends=(
                "Die Mahnung beruhte auf einer verspäteten Buchung und ist zurückgenommen.",
                "Die Raten laufen weiter, eine Rate war noch offen.",
                "Die Stundung war abgelaufen; eine neue wurde vereinbart.",
            ),
        ),
        Story(
            "<Zuständigkeit nach Umzug ungeklärt|Zwei Jobcenter, keine Zahlung>",
            (
                "Nach dem Umzug am {vor:20-40} hält sich <keines der beiden Jobcenter|"
                "weder das alte noch das neue Jobcenter> für zuständig."
            ),
            ("Die Akte soll unterwegs sein.", "Die erste Miete der neuen Wohnung ist fällig."),
            "Gebeten wird um eine Klärung unter den Behörden.",
            ends=(
                "Das Haus ist zuständig, vorläufig bewilligt.",
                "Mit dem anderen Jobcenter geklärt, Zahlung ab dem Ersten.",
                "Zuständig ist das Jobcenter am neuen Wohnort, die Akte ist dort.",
            ),
        ),
    ),
    task=(
        "<Sachverhalt feststellen und mit der beteiligten Stelle klären|"
        "Bitte Anmeldung bei der Krankenkasse prüfen und bestätigen|"
        "Zuständigkeit mit dem anderen Träger abstimmen>"
    ),
    upheld="Die Meldung war versäumt und ist am {zu:0-3} nachgeholt.",
    partly="Ein Teil ist erledigt, für den Rest wurde an die zuständige Stelle vermittelt.",
    rejected=(
        "<Ein Versäumnis des Hauses liegt nicht vor. Der Ablauf ist erklärt.|"
        "Zuständig ist eine andere Stelle, die Anschrift wurde mitgeteilt.>"
    ),
)

THEMES: dict[tuple[str | None, str | None], Theme] = {
    ("benefits", "auszahlung_des_regelbedarfs"): PAYMENT,
    ("benefits", "hoehe_des_regelbedarfs"): AMOUNT,
    ("benefits", "anrechnung_von_einkommen"): INCOME,
    ("benefits", "bearbeitungsdauer"): DURATION,
    ("benefits", "bescheid_unverstaendlich"): UNCLEAR,
    ("benefits", "abgelehnte_leistung"): REFUSED,
    ("benefits", None): OTHER,
}
