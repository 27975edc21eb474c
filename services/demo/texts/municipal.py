"""Kommunale Leistungen: housing, moving, deposits, furnishing, heating, education and participation."""

from datetime import date

from services.demo.texts.blocks import Story, Theme

AMOUNT = Theme(
    stories=(
        Story(
            (
                "<Miete nicht in voller Höhe übernommen|Kosten der Unterkunft zu niedrig|"
                "Von der Miete fehlt jeden Monat ein Teil>"
            ),
            (
                "<Die Kosten der Unterkunft werden nur mit {eur:310-480} anerkannt, "
                "die Miete beträgt {eur:490-690}.|"
                "Von der Miete werden jeden Monat {eur:38-160} nicht übernommen.|"
                "Die neue Miete wird trotz Erhöhungsschreibens nicht berücksichtigt.>"
            ),
            (
                (
                    "<Die Mieterhöhung wurde am {vor:20-60} eingereicht.|"
                    "Der Vermieter hat zum Ersten des Monats erhöht und das angekündigt.|"
                    "Die Differenz wird seit {monat:-3} aus dem Regelbedarf bezahlt.>"
                ),
                (
                    "<Der Rückstand beim Vermieter wächst.|"
                    "Eine günstigere Wohnung ist trotz Suche nicht zu finden.|"
                    "Bewerbungen um {n:8-30} Wohnungen sind dokumentiert.>"
                ),
            ),
            (
                "<[Ich bitte|{K} bittet] um Anerkennung der tatsächlichen Miete.|"
                "Erbeten wird eine Neuberechnung ab {monat:-1}.>"
            ),
        ),
        Story(
            "<Kopfteile falsch berechnet|Miete wird durch vier geteilt|Mietanteil nach Auszug der Tochter>",
            (
                "<Die Miete wird noch durch {z:3-5} Personen geteilt, obwohl die Tochter ausgezogen ist.|"
                "Bei der Miete ist ein Kopfteil zu viel abgezogen.|"
                "Für den Mitbewohner wird ein Anteil abgezogen, den er nicht zahlt.>"
            ),
            (
                (
                    "<Die Abmeldung vom {vor:30-70} liegt vor.|"
                    "Im Untermietvertrag steht ein fester Betrag von {eur:180-290}.>"
                ),
                "Dadurch fehlen im Monat {eur:70-190}.",
            ),
            "[Ich möchte|{Er} möchte] eine Korrektur und eine Nachzahlung.",
            ends=(
                "Der Kopfteil war falsch, berichtigt ab {monat:-1}.",
                "Berichtigt ab dem Tag der Abmeldung, nicht früher.",
                "Nach dem Melderegister wohnen alle noch dort; Nachweise besprochen.",
            ),
        ),
        Story(
            "<#Stellplatz herausgerechnet|Pauschale aus der Miete gestrichen|Möblierungszuschlag nicht anerkannt>",
            (
                "<#Die Kosten für den Stellplatz wurden abgezogen, obwohl er nicht abwählbar ist.|"
                "Aus der Miete wurde eine Pauschale herausgerechnet, die im Mietvertrag nicht steht.|"
                "Der Zuschlag für die Küchenmöblierung wird nicht anerkannt.>"
            ),
            (
                "Der Mietvertrag lässt sich nur im Ganzen abschließen.",
                "Es geht um {eur:12-48} im Monat, das ist viel Geld.",
            ),
            "[Ich bitte|{K} bittet] um Prüfung des Vertrags.",
            ends=(
                "Der Posten ist nicht abwählbar und wird anerkannt.",
                "Zur Hälfte anerkannt, nach Rücksprache mit dem Vermieter.",
                "Der Posten gehört nicht zu den Unterkunftskosten, das wurde erläutert.",
            ),
        ),
        Story(
            "<Unterkunftskosten für Flüchtlingsfamilie|Gebühr für die Übergangswohnung>",
            (
                "Für die Übergangswohnung werden {eur:520-980} Gebühr verlangt, "
                "<anerkannt ist nur die Hälfte|anerkannt ist nichts|"
                "über die Übernahme ist nicht entschieden>."
            ),
            (
                "Die Familie hat <{z:3-5} Kinder|zwei Großeltern dabei> und keine andere Wohnung.",
                "Die Rechnung der Stadt ist seit {z:3-6} Wochen offen.",
            ),
            "Gebeten wird um eine Absprache mit der Stadt.",
            since=date(2022, 5, 1),
            ends=(
                "Die Gebühr wird in voller Höhe mit der Stadt verrechnet.",
                "Für die Kinder übernommen, für die Eltern folgt der Bescheid.",
                "Die Gebühr wird von der Stadt selbst getragen, das wurde geklärt.",
            ),
        ),
        Story(
            "<#Umgangszimmer nicht anerkannt|Mehr Platz wegen Rollstuhl>",
            (
                "<#Das Zimmer für die Kinder am Wochenende wird bei der Miete nicht anerkannt.|"
                "Wegen des Rollstuhls ist mehr Fläche nötig, anerkannt wird nur der Richtwert.>"
            ),
            (
                "<#Das Jugendamt hat den Umgang bestätigt.|Der Schwerbehindertenausweis liegt in Kopie bei.>",
                "Über dem Richtwert liegen {eur:44-120}.",
            ),
            "[Ich bitte|{Er} bittet] um eine Einzelfallentscheidung.",
            ends=(
                "Der Mehrbedarf an Fläche ist anerkannt.",
                "Anerkannt bis zur nächsten Mieterhöhung.",
                "Der Richtwert reicht nach Prüfung aus, die Gründe wurden besprochen.",
            ),
        ),
    ),
    task=(
        "<Anerkannte Unterkunftskosten mit Mietvertrag und Erhöhung abgleichen|"
        "Kopfteile ab {monat:-1} prüfen|Richtwert, Zuschläge und Härtefall prüfen und Ergebnis begründen>"
    ),
    upheld=(
        "<Die Mieterhöhung war nicht eingepflegt; Änderungsbescheid mit Nachzahlung von {eur:60-420}.|"
        "Die volle Miete wird ab {monat:-1} anerkannt.>"
    ),
    partly=(
        "<Die Grundmiete wird voll anerkannt, die Erhöhung der Nebenkosten nicht.|"
        "Anerkennung für sechs Monate, bis dahin Wohnungssuche.>"
    ),
    rejected=(
        "<Es bleibt beim Richtwert, die Berechnung wurde erläutert.|Die Erhöhung wirkt erst ab {monat:1}, "
        "ein Fehler liegt nicht vor.|Auf Wohnberatung und Wohnberechtigungsschein hingewiesen.>"
    ),
)

PAYMENT = Theme(
    stories=(
        Story(
            "<Miete kam zu spät beim Vermieter an|Mietzahlung {monat:0} fehlt|Vermieter hat kein Geld erhalten>",
            (
                "<Die Miete für {monat:0} ist beim Vermieter nicht eingegangen.|"
                "Der Vermieter hat die Miete erst am {vor:2-6} erhalten und mahnt.|"
                "Überwiesen wurde an die alte Hausverwaltung.>"
            ),
            (
                (
                    "<Der Wechsel der Verwaltung wurde am {vor:30-60} mitgeteilt.|"
                    "In der Mahnung stehen {eur:8-25} Gebühren.|Angedroht ist die fristlose Kündigung.>"
                ),
                (
                    "<So etwas ist nun zum zweiten Mal passiert.|[Mir|"
                    "{Ihm}] ist das gegenüber dem Vermieter sehr unangenehm.>"
                ),
            ),
            (
                "<[Ich bitte|{K} bittet] um sofortige Überweisung und eine Bestätigung für den Vermieter.|"
                "Erbeten wird, die Mahngebühr zu übernehmen.>"
            ),
        ),
        Story(
            "<Nachzahlung der Miete steht aus|Bewilligte Unterkunftskosten nicht ausgezahlt>",
            "Die mit Bescheid vom {vor:20-40} bewilligte Nachzahlung von {eur:180-860} ist nicht angekommen.",
            (
                (
                    "<Im Bescheid steht, der Betrag werde in den nächsten Tagen überwiesen.|"
                    "Auf zwei E-Mails kam keine Antwort.>"
                ),
                "Das Geld ist gegenüber der Vermieterin längst zugesagt.",
            ),
            "[Ich möchte|{Er} möchte] wissen, wohin gezahlt wurde.",
            ends=(
                "Die Nachzahlung war nicht freigegeben und ist jetzt angewiesen.",
                "Ein Teil war schon verrechnet, der Rest ist überwiesen.",
                "Der Betrag ging an den Vermieter, der Beleg wurde übersandt.",
            ),
        ),
        Story(
            "<Abschlag an den Stromversorger nicht gezahlt|Heizkosten nicht überwiesen>",
            (
                "Die Abschläge für die Gasheizung sollten direkt überwiesen werden, "
                "beim Versorger ist seit {monat:-2} nichts eingegangen."
            ),
            (
                "Die Sperrung ist für den {in:5-14} angekündigt.",
                "<Im Haushalt lebt ein Säugling.|Es gibt keine andere Heizmöglichkeit.>",
            ),
            "Gebeten wird um einen Anruf beim Versorger noch heute.",
            ends=(
                "Abschläge nachgezahlt, Sperrung beim Versorger gestoppt.",
                "Zwei von drei Abschlägen waren bezahlt, der dritte ist überwiesen.",
                "Die Kundennummer beim Versorger stimmte nicht; gemeinsam berichtigt.",
            ),
        ),
        Story(
            "<#Kohlegeld kommt nicht an|Zuschuss für Pellets nicht ausgezahlt|Heizölzuschuss steht aus>",
            "Der Zuschuss für <#Briketts|Holzpellets|Heizöl> ist seit {z:3-6} Wochen bewilligt, aber nicht ausgezahlt.",
            ("Der Händler liefert nur gegen Vorkasse.", "Der Keller ist leer."),
            "[Ich bitte|{K} bittet] um Eilbearbeitung.",
            ends=(
                "Der Zuschuss ist ausgezahlt, der Händler telefonisch informiert.",
                "Die Hälfte ist ausgezahlt, der Rest folgt nach Rechnung.",
                "Ausgezahlt wird nach Vorlage des Angebots, das fehlt noch.",
            ),
        ),
    ),
    task=(
        "<Zahlungsempfänger und Zahltag der Miete prüfen|Auszahlung der Nachzahlung feststellen und belegen|"
        "Bitte Kontakt mit Vermieter oder Versorger aufnehmen>"
    ),
    upheld=(
        "<Der Zahlungsempfänger war nicht geändert; Miete am {zu:0-2} überwiesen, Vermieter informiert.|"
        "Die Nachzahlung war nicht freigegeben und ist jetzt angewiesen.>"
    ),
    partly="Die Miete war pünktlich, die Nebenkosten nicht. Der Rest ist überwiesen.",
    rejected=(
        "<Die Überweisung war fristgerecht, der Beleg liegt dem Vermieter jetzt vor.|"
        "Gezahlt wurde auf Wunsch auf das eigene Konto, das wurde gemeinsam nachgesehen.>"
    ),
)

COSTS_REFUSED = Theme(
    stories=(
        Story(
            "<Nachzahlung Betriebskosten abgelehnt|Übernahme der Abrechnung verweigert|Kostenübernahme abgelehnt>",
            (
                "<Die Übernahme der Betriebskostennachzahlung von {eur:140-780} wurde abgelehnt.|"
                "Die Abrechnung des Vermieters wird nicht übernommen, weil sie zu spät eingereicht sei.>"
            ),
            (
                "Die Abrechnung kam selbst erst am {vor:20-40}.",
                (
                    "<Der Vermieter besteht auf Zahlung bis zum {in:5-15}.|"
                    "Einspruch beim Vermieter wurde schon eingelegt.>"
                ),
            ),
            "[Ich bitte|{K} bittet] um erneute Entscheidung.",
        ),
        Story(
            "<Doppelmiete beim Umzug abgelehnt|Überschneidungsmiete nicht übernommen>",
            (
                "Die doppelte Miete für einen Monat wird nicht übernommen, "
                "<obwohl die Kündigungsfrist nicht anders einzuhalten war|"
                "obwohl das Jobcenter selbst zum Umzug aufgefordert hat>."
            ),
            ("Der alte Vermieter lässt keinen Nachmieter zu.", "Es geht um {eur:340-590}."),
            "Verlangt wird eine Begründung im Einzelfall.",
            ends=(
                "Die Überschneidung war unvermeidbar, die Kosten werden getragen.",
                "Für einen halben Monat übernommen.",
                "Ein Nachmieter wäre möglich gewesen; die Entscheidung wurde begründet.",
            ),
        ),
        Story(
            "<#Schornsteinfeger nicht bezahlt|Wartung der Therme nicht übernommen|Reparatur des Boilers abgelehnt>",
            (
                "Die Rechnung für <#den Schornsteinfeger|die Wartung der Therme|die Reparatur des Boilers> "
                "über {eur:58-240} wurde abgelehnt."
            ),
            ("Laut Mietvertrag ist sie vom Mieter zu tragen.", "Im Vorjahr wurde dieselbe Rechnung übernommen."),
            "[Ich möchte|{Er} möchte] die unterschiedliche Behandlung verstehen.",
            ends=(
                "Im Vorjahr so anerkannt, daher auch jetzt übernommen.",
                "Die Wartung wird übernommen, die Anfahrt nicht.",
                "Nach dem Mietvertrag trägt diese Kosten der Vermieter.",
            ),
        ),
        Story(
            "<#Genossenschaftsanteile abgelehnt|Aufnahmegebühr der Genossenschaft>",
            (
                "Die <#Genossenschaftsanteile von {eur:600-1500} werden|Aufnahmegebühr der Genossenschaft wird> "
                "auch als Darlehen nicht bewilligt."
            ),
            ("Ohne Anteile gibt es die Wohnung nicht.", "Die Zusage der Genossenschaft gilt bis zum {in:6-16}."),
            "[Ich bitte|{K} bittet] dringend um eine andere Lösung.",
            ends=(
                "Als Darlehen bewilligt.",
                "Ein Teil als Darlehen, der Rest in Raten an die Genossenschaft.",
                "Die Wohnung liegt über dem Richtwert, deshalb keine Übernahme.",
            ),
        ),
    ),
    task="<Ablehnung der Kosten anhand der Rechnung prüfen|Fälligkeit und Zusicherung klären, Ermessen begründen>",
    upheld=(
        "<Die Abrechnung gehört zum Bedarf im Monat der Fälligkeit; {eur:140-780} sind bewilligt.|"
        "Im Vorjahr so anerkannt, daher auch jetzt übernommen.>"
    ),
    partly=(
        "<Übernommen wird der Teil, der auf die Zeit des Leistungsbezugs fällt.|"
        "Als Darlehen bewilligt statt als Zuschuss.>"
    ),
    rejected=(
        "<Die Kosten gehören zum Regelbedarf, das wurde erklärt.|Ohne vorherige Zusicherung keine Übernahme, "
        "auf den Widerspruch hingewiesen.>"
    ),
)

MOVING = Theme(
    stories=(
        Story(
            "<Zustimmung zum Umzug verweigert|Umzug nicht genehmigt|Wohnungsangebot abgelehnt>",
            (
                "<Der Umzug in eine Wohnung mit {eur:410-560} Kaltmiete wurde nicht genehmigt.|"
                "Die Zustimmung zum Umzug wird verweigert, obwohl die Wohnung zu klein ist.|"
                "Das dritte Wohnungsangebot ist abgelehnt worden.>"
            ),
            (
                (
                    "<Zu {z:4-6} wohnt die Familie auf {n:44-62} Quadratmetern.|In der Wohnung ist Schimmel, "
                    "das Gesundheitsamt war da.|Die Treppen in den <vierten|fünften> "
                    "Stock sind nach der Operation nicht zu schaffen.>"
                ),
                (
                    "<Über dem Richtwert liegt die Miete nur um {eur:9-38}.|"
                    "Günstigere Angebote gibt es auf dem Markt nicht.>"
                ),
            ),
            (
                "<[Ich bitte|{K} bittet] um eine Härtefallentscheidung.|[Ich möchte|"
                "{Er} möchte] die Gründe schriftlich haben.>"
            ),
        ),
        Story(
            "<Exposé seit Tagen ungeprüft|Wohnung droht verloren zu gehen|Eile: Mietangebot läuft ab>",
            (
                "<Das Exposé wurde am {vor:4-10} eingereicht, "
                "die Wohnung ist nur bis zum {in:1-5} reserviert.|"
                "Die Zusage des Vermieters gilt nur noch {z:2-4} Tage, geprüft ist das Angebot noch nicht.>"
            ),
            (
                (
                    "<Um die Wohnung bewerben sich {n:15-70} Leute.|"
                    "Eine andere Wohnung ist letzten Monat auf dieselbe Weise weggegangen.>"
                ),
                "<Die Miete liegt innerhalb der Richtwerte.|Alle Angaben des Vermieters sind vollständig.>",
            ),
            "Gebeten wird um eine Entscheidung noch in dieser Woche.",
        ),
        Story(
            "<Auszug bei den Eltern nicht erlaubt|Unter 25 und kein Auszug|Eigene Wohnung für U25 abgelehnt>",
            (
                "[Ich bin|{K} ist] {n:19-24} Jahre alt und darf nicht bei den Eltern ausziehen, "
                "<obwohl es dort ständig Streit gibt|obwohl das Jugendamt den Auszug befürwortet|"
                "obwohl die Schwester gerade ein Kind bekommen hat>."
            ),
            (
                "Zurzeit ist ein Sofa bei Bekannten der Schlafplatz.",
                (
                    "<Eine Stellungnahme der Sozialarbeiterin liegt vor.|"
                    "Ein Ausbildungsplatz in der Nähe der neuen Wohnung ist sicher.>"
                ),
            ),
            "[Ich bitte|{Er} bittet] um ein Gespräch mit der Teamleitung.",
            ends=(
                "Die Gründe sind anerkannt, Zusicherung erteilt.",
                "Zusicherung in Aussicht, sobald die Stellungnahme vorliegt.",
                "Schwerwiegende Gründe sind nicht belegt; Vermittlung zum Jugendamt.",
            ),
        ),
        Story(
            "<Umzug nach Trennung dringend|Wohnung nach Trennung gesucht>",
            (
                "Nach der Trennung wird für [mich|{kacc}] und {z:2-3} Kinder eine Wohnung gebraucht, "
                "die Zusicherung lässt auf sich warten."
            ),
            ("Der Antrag liegt seit {z:3-5} Wochen vor.", "Die Lage in der alten Wohnung ist belastend."),
            "Erbeten wird eine bevorzugte Bearbeitung.",
            ends=(
                "Zusicherung bevorzugt erteilt.",
                "Zusicherung erteilt, die Miete wird bis zum Richtwert anerkannt.",
                "Es liegt noch kein Mietangebot vor; Ablauf erklärt und Hilfe vermittelt.",
            ),
        ),
    ),
    task=(
        "<Mietangebot heute prüfen, Frist des Vermieters beachten|"
        "Erforderlichkeit des Umzugs und Härtefall prüfen, Ergebnis mitteilen|"
        "Bitte Stellungnahme des Gesundheitsamts berücksichtigen>"
    ),
    upheld=(
        "<Das Angebot ist angemessen; Zusicherung am {zu:0-2} erteilt.|"
        "Nach Vorlage des Attests Zusicherung als Härtefall.>"
    ),
    partly="Der Umzug ist anerkannt, die Miete nur bis zum Richtwert. Darüber wurde ausführlich gesprochen.",
    rejected=(
        "<Die Miete liegt deutlich über dem Richtwert, Zusicherung nicht möglich. Wohnungsliste mitgegeben.|"
        "Ein Umzugsgrund ist nicht belegt; welche Nachweise helfen, ist besprochen.>"
    ),
)

DEPOSIT = Theme(
    stories=(
        Story(
            "<Mietkaution nicht übernommen|Antrag auf Kaution abgelehnt|Kaution als Darlehen verweigert>",
            (
                "<Die Kaution von {eur:780-1650} wird nicht übernommen.|"
                "Der Antrag auf die Mietkaution wurde am {vor:4-14} abgelehnt.|"
                "Für die Kaution gibt es kein Darlehen, obwohl der Umzug genehmigt war.>"
            ),
            (
                (
                    "<Ohne Kaution gibt der Vermieter die Schlüssel nicht heraus.|"
                    "Die Schlüsselübergabe ist am {in:3-10}.|"
                    "Die alte Kaution wird erst in einem halben Jahr frei.>"
                ),
                "<Gespartes ist nicht vorhanden.|Die Familie müsste sonst in eine Notunterkunft.>",
            ),
            (
                "<[Ich bitte|{K} bittet] um eine Entscheidung vor dem Einzug.|"
                "Erbeten wird wenigstens eine Übernahmeerklärung für den Vermieter.>"
            ),
        ),
        Story(
            "<Kaution bewilligt, aber nicht überwiesen|Vermieter wartet auf die Kaution>",
            "Die bewilligte Kaution ist beim Vermieter nach {z:3-5} Wochen nicht angekommen.",
            (
                "<Er droht, vom Vertrag zurückzutreten.|Die Hausverwaltung ruft jeden zweiten Tag an.>",
                "Im Bescheid vom {vor:21-35} steht die richtige Bankverbindung.",
            ),
            "[Ich möchte|{Er} möchte] einen Zahlungsbeleg.",
            ends=(
                "Die Anweisung war liegen geblieben, Vermieter ist telefonisch informiert.",
                "Überwiesen war rechtzeitig, nur mit falschem Verwendungszweck.",
                "Die Zahlung ist seit Tagen auf dem Konto der Hausverwaltung, Beleg übersandt.",
            ),
        ),
        Story(
            "<Kautionsdarlehen wird zu schnell getilgt|Rate für die Kaution zu hoch>",
            (
                "Für das Kautionsdarlehen werden {eur:44-56} im Monat einbehalten, "
                "<daneben läuft schon eine andere Rate|vereinbart war eine kleinere Rate|"
                "das ist bei {z:2-3} Kindern zu viel>."
            ),
            ("Offen sind noch {eur:480-1200}.", "Ein Antrag auf Stundung vom {vor:14-28} ist nicht beantwortet."),
            "[Ich bitte|{K} bittet] um eine niedrigere Rate.",
            ends=(
                "Die Rate war zu hoch hinterlegt und ist berichtigt.",
                "Die Tilgung ruht für drei Monate.",
                "Die Rate ist gesetzlich vorgegeben, das wurde erläutert.",
            ),
        ),
        Story(
            "<Rückzahlung der alten Kaution|Kaution wird vom Jobcenter beansprucht>",
            "Das Jobcenter verlangt die alte Kaution zurück, der frühere Vermieter hat sie aber einbehalten.",
            ("Gestritten wird um Malerarbeiten.", "Der Mieterverein ist eingeschaltet."),
            "Gebeten wird, bis zur Klärung stillzuhalten.",
            ends=(
                "Die Forderung ruht, bis der Mieterverein geklärt hat.",
                "Gestundet bis zum Jahresende.",
                "Die Rückzahlung ist vereinbart; Ratenzahlung angeboten.",
            ),
        ),
    ),
    task=(
        "<Kautionsantrag eilig entscheiden, Übergabetermin {in:3-9} beachten|Zahlung der Kaution belegen|"
        "Tilgungsrate nach den Verhältnissen prüfen>"
    ),
    upheld=(
        "<Kaution als Darlehen bewilligt und am {zu:0-2} an den Vermieter überwiesen.|"
        "Die Anweisung war liegen geblieben, Vermieter ist telefonisch informiert.>"
    ),
    partly="Darlehen in Höhe von zwei Kaltmieten bewilligt, die dritte stellt der Vermieter zurück.",
    rejected=(
        "<Für diese Wohnung lag keine Zusicherung vor, daher keine Kaution. "
        "Mit der Beratungsstelle besprochen.|Die Rate ist gesetzlich vorgegeben, das wurde erläutert.>"
    ),
)

FURNISHING = Theme(
    stories=(
        Story(
            (
                "<Erstausstattung abgelehnt|Möbel nach Trennung nicht bewilligt|"
                "Antrag auf Erstausstattung seit Wochen offen>"
            ),
            (
                "<Die Erstausstattung für die Wohnung wurde abgelehnt.|"
                "Über den Antrag auf Möbel vom {vor:28-50} ist nicht entschieden.|"
                "Nach der Trennung ist nichts geblieben, Möbel wurden trotzdem nicht bewilligt.>"
            ),
            (
                (
                    "<Geschlafen wird auf einer Luftmatratze.|Gekocht wird auf einer geliehenen Platte.|"
                    "Die Kinder machen die Hausaufgaben auf dem Fußboden.>"
                ),
                "<Eine Liste mit Preisen liegt dem Antrag bei.|Der Außendienst war da und hat alles aufgenommen.>",
            ),
            "[Ich bitte|{K} bittet] um eine schnelle Entscheidung.",
        ),
        Story(
            "<Pauschale für Möbel reicht nicht|Gutschein nur für ein Möbelhaus>",
            (
                "<Für Bett, Tisch und Schrank wurden zusammen {eur:180-340} bewilligt, das reicht nicht.|"
                "Der Gutschein gilt nur im Gebrauchtwarenkaufhaus, dort gibt es kein Kinderbett.>"
            ),
            ("Ein Herd allein kostet mehr.", "Lieferung und Anschluss sind nicht dabei."),
            "Verlangt wird eine Nachbewilligung.",
            ends=(
                "Kinderbett und Herd sind nachbewilligt.",
                "Die Lieferung wird übernommen, die Pauschale bleibt.",
                "Die Pauschale entspricht den örtlichen Preisen, Bezugsquellen genannt.",
            ),
        ),
        Story(
            "<Babyausstattung noch nicht bewilligt|Schwangerschaft: Kleidung und Kinderwagen>",
            (
                "Der errechnete Termin ist der {in:20-60}, "
                "<über die Babyausstattung ist noch nicht entschieden|bewilligt ist nur ein Teil|"
                "der Antrag soll neu gestellt werden>."
            ),
            ("Der Mutterpass wurde in Kopie abgegeben.", "Beim ersten Kind ging das in einer Woche."),
            "Erbeten wird eine Auszahlung vor der Geburt.",
            ends=(
                "Babyausstattung bewilligt und ausgezahlt.",
                "Erste Hälfte ausgezahlt, die zweite folgt nach der Geburt.",
                "Der Antrag wird zwölf Wochen vor dem Termin entschieden, das wurde erklärt.",
            ),
        ),
        Story(
            "<Bekleidung für geflüchtete Familie|Kleidung nicht bewilligt>",
            (
                "Die Familie ist im {monat:-2} mit einem Koffer angekommen, "
                "<die Kleidung für die Kinder ist nicht bewilligt|für feste Schuhe reicht das Geld nicht>."
            ),
            ("Helferinnen haben das Nötigste gesammelt.", "Der Antrag wurde mit Übersetzung eingereicht."),
            "Gebeten wird um eine zügige Entscheidung.",
            since=date(2022, 4, 1),
            ends=(
                "Bekleidung bewilligt, Auszahlung am {zu:0-2}.",
                "Für die Kinder bewilligt, für die Erwachsenen folgt die Prüfung.",
                "Das Sozialamt hat bereits eine Pauschale gezahlt, das wurde geklärt.",
            ),
        ),
    ),
    task=(
        "<Bedarf der Erstausstattung anhand der Liste prüfen, Außendienst nur wenn nötig|Antrag vorziehen, "
        "Teilbewilligung prüfen>"
    ),
    upheld=(
        "<Erstausstattung mit {eur:380-1240} bewilligt, Auszahlung veranlasst.|"
        "Der Antrag lag im falschen Team, nun entschieden.>"
    ),
    partly="Möbel sind bewilligt, die Waschmaschine nur als Darlehen.",
    rejected="Es handelt sich um Ersatz vorhandener Möbel; auf Darlehen und Möbellager hingewiesen.",
)

ADVICE = Theme(
    stories=(
        Story(
            "<Falsche Auskunft zur Miete|Widersprüchliche Beratung zum Umzug|Beratung zur Unterkunft>",
            (
                "<Am {vor:10-30} hieß es am Telefon, der Umzug sei genehmigt, "
                "im Bescheid steht das Gegenteil.|Zu den Mietobergrenzen gab es drei verschiedene Auskünfte.|"
                "Niemand hat darauf hingewiesen, dass der Antrag vor der Unterschrift gestellt werden muss.>"
            ),
            (
                "Im Vertrauen auf die Auskunft wurde der Mietvertrag unterschrieben.",
                "Der Name steht auf einer Notiz vom selben Tag.",
            ),
            "[Ich erwarte|{K} erwartet], dass das Jobcenter zu seiner Auskunft steht.",
        ),
        Story(
            "<Keine Beratung zu Wohnungsfragen|Kein Ansprechpartner für Mietfragen>",
            (
                "Für Fragen zur Wohnung ist niemand zu sprechen, <jeder verweist an den Nächsten|"
                "Termine gibt es erst in {z:3-6} Wochen|auf E-Mails kommt nur die automatische Antwort>."
            ),
            ("Die Heizkostenabrechnung muss bis {in:6-14} geklärt sein.", "Ein kurzes Gespräch hätte gereicht."),
            "[Ich bitte|{Er} bittet] um einen Rückruf von jemandem, der entscheiden kann.",
            ends=(
                "Beratung am {zu:0-3} nachgeholt, künftig fester Ansprechpartner.",
                "Rückruf nachgeholt, Termin in der nächsten Woche.",
                "Ein Termin war angeboten worden; es bleibt bei dem Angebot.",
            ),
        ),
        Story(
            "<Auf Anspruch nicht hingewiesen|Zuschuss zu spät beantragt>",
            (
                "Dass es für <Klassenfahrten|Brennstoff|die Erstausstattung> einen Zuschuss gibt, "
                "hat <jahrelang|bei den Terminen> niemand gesagt."
            ),
            ("Erfahren [habe ich|hat {er}] es durch Zufall von einer Nachbarin.",),
            "Gewünscht wird eine rückwirkende Zahlung.",
        ),
    ),
    task=(
        "<Inhalt der Auskunft mit den Beteiligten klären, Beratung nachholen|"
        "Bitte Beratungstermin zur Unterkunft innerhalb einer Woche anbieten>"
    ),
    upheld=(
        "<Die Auskunft war falsch. Dafür wurde um Entschuldigung gebeten, die Folgen sind ausgeglichen.|"
        "Beratung am {zu:0-3} nachgeholt, künftig fester Ansprechpartner.>"
    ),
    partly="Die Auskunft war unvollständig; der Anspruch besteht dennoch nur ab Antrag.",
    rejected="In VerBIS ist die Beratung vollständig dokumentiert, das wurde im Gespräch dargelegt.",
)

DURATION = Theme(
    stories=(
        Story(
            "<Mietänderung seit Wochen in Prüfung|Unterkunft: keine Entscheidung|Bearbeitung der Mietänderung dauert>",
            (
                "<Die Mietänderung ist seit dem {vor:28-60} gemeldet und nicht bearbeitet.|"
                "Über die Kosten der Unterkunft wird seit {z:4-8} Wochen nicht entschieden.>"
            ),
            (
                "<Seitdem fehlen jeden Monat {eur:40-180}.|Der Vermieter fragt jede Woche nach.>",
                "Auskunft am Telefon: Das Team ist dran.",
            ),
            "[Ich bitte|{K} bittet] um Bearbeitung ohne weiteren Verzug.",
        ),
        Story(
            "<Betriebskostenabrechnung liegt seit {monat:-2}|Abrechnung unbearbeitet>",
            (
                "Die Betriebskostenabrechnung wurde am {vor:40-75} eingereicht, "
                "<der Vermieter mahnt inzwischen zum zweiten Mal|bis heute ohne Antwort|"
                "fällig war sie am {vor:8-20}>."
            ),
            ("Es geht um eine Nachzahlung von {eur:120-690}.",),
            "Erbeten wird eine Entscheidung bis {in:5-10}.",
            ends=(
                "Abrechnung geprüft und bezahlt.",
                "Der unstreitige Teil ist bezahlt.",
                "Seite zwei der Abrechnung fehlt, sie ist angefordert.",
            ),
        ),
        Story(
            "<Bildungspaket: Antrag dauert|Klassenfahrt beginnt, Zusage fehlt>",
            "Die Klassenfahrt beginnt am {in:6-20}, die Zusage über {eur:160-390} fehlt noch.",
            ("Die Schule hat das Geld bisher ausgelegt.", "Der Antrag wurde gleich nach dem Elternabend gestellt."),
            "[Ich möchte|{Er} möchte], dass [mein|{sein}] Kind mitfahren kann.",
            ends=(
                "Klassenfahrt bewilligt, Schule ist informiert.",
                "Bewilligt bis auf das Taschengeld.",
                "Die Bestätigung der Schule fehlt noch, angerufen.",
            ),
        ),
    ),
    task=(
        "<Vorgang zur Unterkunft vorziehen und entscheiden|Grund der Verzögerung nennen, "
        "Zwischennachricht an den Vermieter anbieten>"
    ),
    upheld=(
        "<Verzögerung bestätigt, Bescheid am {zu:0-3} mit Nachzahlung.|Der Antrag war nicht zugeordnet; "
        "heute entschieden.>"
    ),
    partly="Ein Nachweis fehlte, darauf wurde aber erst spät hingewiesen. Entscheidung getroffen.",
    rejected="Die Vermieterbescheinigung fehlt noch; Vordruck erneut zugesandt.",
)

ADEQUACY = Theme(
    stories=(
        Story(
            (
                "<Wohnung gilt als unangemessen|Richtwerte gehen an der Wirklichkeit vorbei|"
                "Keine Wohnung zum Richtwert zu finden>"
            ),
            (
                "<Zu den geltenden Richtwerten ist keine Wohnung zu finden.|"
                "Die Wohnung soll um {eur:15-70} zu teuer sein.|"
                "Seit {z:4-9} Monaten wird vergeblich nach einer angemessenen Wohnung gesucht.>"
            ),
            (
                (
                    "<Die Liste der Absagen umfasst {n:12-48} Einträge.|"
                    "Genossenschaften nehmen niemanden mehr auf die Liste.>"
                ),
                "Ein Umzug würde die Kinder aus Schule und Hort reißen.",
            ),
            "<[Ich bitte|{K} bittet] um Anerkennung als Härtefall.|Gefordert wird eine Anpassung der Richtwerte.>",
        ),
        Story(
            "<#Zu viele Quadratmeter nach Auszug der Kinder|Wohnung nach Todesfall zu groß>",
            "Nach <#dem Auszug der Kinder|dem Tod des Ehepartners> gilt die Wohnung nun als zu groß.",
            (
                "[Ich wohne|{K} wohnt] dort seit {n:12-31} Jahren.",
                "Die Pflege der Mutter im selben Haus wäre sonst nicht möglich.",
            ),
            "[Ich bitte|{Er} bittet] um eine Frist, die zu schaffen ist.",
        ),
    ),
    task="Angemessenheit mit Richtwert, Suchnachweisen und Härtegründen prüfen",
    upheld="Die Suchbemühungen sind belegt, die Miete wird vorerst voll anerkannt.",
    partly="Übergangsfrist um sechs Monate verlängert, danach Richtwert.",
    rejected="Der Richtwert wurde erläutert, Hilfe bei der Wohnungssuche vermittelt.",
)

HEATING = Theme(
    stories=(
        Story(
            "<Heizkosten gekürzt|Heizkosten nicht vollständig anerkannt|Unwirtschaftliches Heizen vorgehalten>",
            (
                "<Von der Heizkostennachforderung über {eur:240-980} wird nur ein Teil übernommen.|"
                "Die Abschläge für Gas sind auf {eur:95-190} gestiegen, anerkannt ist der alte Betrag.|"
                "Vorgehalten wird unwirtschaftliches Heizen, dabei ist das Haus ungedämmt.>"
            ),
            (
                "<Die Fenster sind undicht, das ist dem Vermieter gemeldet.|Ein Säugling braucht eine warme Wohnung.>",
                "Der Versorger hat Ratenzahlung abgelehnt.",
            ),
            "[Ich bitte|{K} bittet] um volle Übernahme.",
            ends=(
                "Die Nachforderung ist als Bedarf anerkannt und überwiesen.",
                "Bis zum Grenzwert übernommen, für den Rest Ratenvereinbarung vermittelt.",
                "Der Verbrauch liegt deutlich über dem Grenzwert; Energieberatung vermittelt.",
            ),
        ),
        Story(
            "<Guthaben aus der Abrechnung einbehalten|Betriebskostenguthaben angerechnet>",
            (
                "Das Guthaben von {eur:60-310} aus der Abrechnung wurde mit der Miete verrechnet, "
                "<obwohl die Vorauszahlung zum Teil selbst bezahlt war|"
                "obwohl der Vermieter es nicht ausgezahlt hat>."
            ),
            ("Nachweise über die eigenen Zahlungen liegen bei.",),
            "Verlangt wird eine Korrektur.",
            ends=(
                "Der selbst gezahlte Anteil wird ausgezahlt.",
                "Zur Hälfte berichtigt.",
                "Das Guthaben mindert den Bedarf im Folgemonat, das wurde gezeigt und erklärt.",
            ),
        ),
        Story(
            "<Warmwasser mit Durchlauferhitzer|Mehrbedarf Warmwasser fehlt>",
            "Das Wasser wird mit Strom erwärmt, der Zuschlag dafür <fehlt seit {monat:-2}|ist nie bewilligt worden>.",
            ("Ein Foto des Durchlauferhitzers und der Mietvertrag sind eingereicht.",),
            "[Ich möchte|{Er} möchte] den Zuschlag rückwirkend.",
            ends=(
                "Der Mehrbedarf ist rückwirkend bewilligt.",
                "Bewilligt ab Antragsmonat.",
                "Nach dem Mietvertrag ist Warmwasser in den Heizkosten enthalten.",
            ),
        ),
    ),
    task="Heiz- und Nebenkosten mit der Abrechnung und dem Heizspiegel abgleichen",
    upheld="Die Nachforderung ist als Bedarf anerkannt und überwiesen.",
    partly="Bis zum Grenzwert übernommen, für den Rest Ratenvereinbarung vermittelt.",
    rejected="Das Guthaben mindert den Bedarf im Folgemonat, das wurde gezeigt und erklärt.",
)

EDUCATION = Theme(
    stories=(
        Story(
            "<Schulbedarf nicht ausgezahlt|Schulstarterpaket fehlt|Geld für Schulsachen kam nicht>",
            (
                "Das Geld für den Schulbedarf ist <zum Schuljahresbeginn ausgeblieben|"
                "nur für eines der {z:2-4} Kinder gekommen|nicht angekommen>."
            ),
            ("Ranzen und Hefte wurden vom Essensgeld gekauft.", "Die Schulbescheinigungen liegen seit {monat:-2} vor."),
            "[Ich bitte|{K} bittet] um Nachzahlung.",
            ends=(
                "Der Schulbedarf ist nachgezahlt.",
                "Für ein Kind nachgezahlt, für das andere fehlt die Bescheinigung.",
                "Gezahlt wurde im August, gemeinsam im Bescheid nachgesehen.",
            ),
        ),
        Story(
            "<Lernförderung abgelehnt|Nachhilfe nicht bewilligt>",
            "Die Nachhilfe in <Mathematik|Deutsch|Englisch> wurde abgelehnt, weil die Versetzung nicht gefährdet sei.",
            (
                "Die Lehrerin hat den Bedarf ausdrücklich bestätigt.",
                "Nach langer Krankheit fehlt der Stoff eines halben Jahres.",
            ),
            "Erbeten wird eine neue Prüfung mit der Stellungnahme der Schule.",
            ends=(
                "Nach neuer Stellungnahme der Schule bewilligt.",
                "Für ein halbes Jahr bewilligt.",
                "Die Schule bietet selbst Förderung an, darauf wurde hingewiesen.",
            ),
        ),
        Story(
            "<Mittagessen in der Kita nicht bezahlt|Essensanbieter kündigt wegen Rückstand>",
            "Der Essensanbieter hat zum {in:5-15} gekündigt, weil das Jobcenter {z:2-4} Monate nicht bezahlt hat.",
            (
                "Der Bescheid zum Mittagessen liegt der Kita vor.",
                "Das Kind isst jetzt von zu Hause mitgebrachtes Brot.",
            ),
            "[Ich möchte|{Er} möchte], dass die offenen Rechnungen sofort bezahlt werden.",
            ends=(
                "Offene Rechnungen beglichen, Kündigung zurückgenommen.",
                "Zwei Monate bezahlt, der dritte lag vor dem Antrag.",
                "Der Anbieter hatte noch keine Rechnung gestellt; geklärt.",
            ),
        ),
        Story(
            "<#Vereinsbeitrag nicht erstattet|Beitrag der Musikschule|Schwimmtraining nicht bezahlt>",
            "Der Beitrag für <#den Fußballverein|die Musikschule|das Schwimmtraining> wurde bisher nicht erstattet.",
            ("Es sind nur 15 Euro im Monat, für die Tochter aber sehr wichtig.",),
            "Gebeten wird um Erledigung vor den Ferien.",
            ends=("Beitrag erstattet.", "Erstattet ab Antragsmonat.", "Der Nachweis der Mitgliedschaft fehlt noch."),
        ),
    ),
    task="Anspruch auf Bildung und Teilhabe je Kind prüfen und Anbieter bezahlen",
    upheld="Leistung bewilligt, Rechnung beim Anbieter beglichen.",
    partly="Für das laufende Schuljahr bewilligt, rückwirkend nicht.",
    rejected="Der Antrag wurde erst nach der Fahrt gestellt; Voraussetzungen erklärt.",
)

REDUCTION = Theme(
    stories=(
        Story(
            "<Aufforderung zur Kostensenkung|Miete soll gesenkt werden|Sechs Monate Frist zur Kostensenkung>",
            (
                "<Mit Schreiben vom {vor:5-20} wird verlangt, die Miete bis {monat:5} zu senken.|"
                "Die Aufforderung zur Kostensenkung kam ohne jedes Gespräch.>"
            ),
            (
                "<Der Vermieter hat eine Senkung abgelehnt.|Untervermieten ist laut Vertrag verboten.>",
                "Ein Umzug käme teurer als die {eur:18-75} Unterschied.",
            ),
            "[Ich bitte|{K} bittet] um Rücknahme der Aufforderung.",
        ),
        Story(
            "<Kürzung der Miete trotz Krankheit|Frist der Kostensenkung zu kurz>",
            (
                "Seit {monat:0} wird nur noch die abgesenkte Miete gezahlt, "
                "<obwohl die Frist in einen Klinikaufenthalt fiel|obwohl Suchnachweise vorliegen>."
            ),
            ("Das Attest wurde per Fax geschickt.",),
            "Erbeten wird eine Verlängerung um {z:3-6} Monate.",
            ends=(
                "Die Frist ist verlängert, die volle Miete wird nachgezahlt.",
                "Frist um drei Monate verlängert.",
                "Die Frist war vorher abgelaufen; Härtegründe wurden besprochen.",
            ),
        ),
    ),
    task="Kostensenkungsverfahren und persönliche Gründe prüfen",
    upheld="Die Aufforderung war rechnerisch falsch und ist aufgehoben.",
    partly="Frist um drei Monate verlängert.",
    rejected="Das Verfahren ist richtig gelaufen, mögliche Härtegründe wurden besprochen.",
)

LANDLORD = Theme(
    stories=(
        Story(
            "<#Direktzahlung nicht umgesetzt|Direktzahlung ohne Einwilligung>",
            (
                "<#Die beantragte Direktzahlung an den Vermieter ist nach {z:5-9} Wochen nicht umgesetzt.|"
                "Die Miete geht ohne Einwilligung direkt an den Vermieter.>"
            ),
            (
                "<#Die Vollmacht wurde am {vor:30-50} abgegeben.|Rückstände gab es nie.>",
                "<#Der Vermieter fragt jede Woche nach.|Dadurch weiß er jetzt vom Leistungsbezug.>",
            ),
            "[Ich bitte|{K} bittet] um Änderung zum nächsten Ersten.",
        ),
        Story(
            "<Doppelt an den Vermieter gezahlt|Überzahlung an die Hausverwaltung>",
            "An die Hausverwaltung wurde {z:2-3} Monate doppelt gezahlt, zurückgefordert wird nun hier.",
            ("Die Hausverwaltung will das Guthaben nur verrechnen.",),
            "Verlangt wird, dass das Jobcenter sich an die Verwaltung wendet.",
            ends=(
                "Das Haus fordert den Betrag selbst beim Vermieter zurück.",
                "Eine Rate wird verrechnet, die andere fordert das Haus zurück.",
                "Der Betrag kam dem Mietkonto zugute; Auszug der Verwaltung erläutert.",
            ),
        ),
    ),
    task="Zahlungsweg der Miete mit Antrag und Vollmacht abgleichen",
    upheld="Der Zahlungsweg ist ab {monat:1} geändert, Entschuldigung ausgesprochen.",
    partly="Ab {monat:1} Direktzahlung, für die Vergangenheit bleibt es dabei.",
    rejected="Die Direktzahlung dient der Sicherung der Wohnung, die Gründe wurden erläutert.",
)

REMOVAL = Theme(
    stories=(
        Story(
            "<#Helferpauschale statt Umzugsfirma|Umzugsfirma nicht bezahlt>",
            (
                "<#Für den Umzug am {in:4-18} wurde nur eine Helferpauschale von {eur:50-120} bewilligt.|"
                "Die Rechnung der Umzugsfirma über {eur:480-1350} wird nicht bezahlt.>"
            ),
            (
                "<Schweres Heben ist ärztlich untersagt.|Freunde mit einem Transporter gibt es nicht.>",
                "Drei Kostenvoranschläge lagen vor.",
            ),
            "[Ich bitte|{K} bittet] um Übernahme der Umzugsfirma.",
        ),
        Story(
            "<Transporter selbst bezahlt|Miettransporter nicht erstattet>",
            "Der gemietete Transporter für {eur:65-140} wird nicht erstattet, weil der Antrag einen Tag zu spät kam.",
            ("Die Zusage des Vermieters kam selbst erst am Vortag.",),
            "Um Kulanz wird gebeten.",
            ends=(
                "Aus Kulanz erstattet.",
                "Zur Hälfte erstattet.",
                "Der Antrag muss vorher gestellt sein, das wurde erklärt.",
            ),
        ),
    ),
    task="Notwendigkeit und Höhe der Umzugskosten prüfen",
    upheld="Die Umzugsfirma wird nach Attest übernommen.",
    partly="Transporter erstattet, Helferkosten nicht.",
    rejected="Vorher war kein Antrag gestellt; auf das Verfahren für künftige Umzüge hingewiesen.",
)

ARREARS = Theme(
    stories=(
        Story(
            "<#Räumung droht|Darlehen für Mietschulden abgelehnt|Mietschulden und fristlose Kündigung>",
            (
                "<#Der Gerichtsvollzieher hat die Räumung für den {in:8-20} angekündigt.|"
                "Das Darlehen für {eur:900-2900} Mietschulden wurde abgelehnt.|"
                "Nach {z:2-3} Monaten ohne Zahlung ist die fristlose Kündigung da.>"
            ),
            (
                (
                    "<Der Vermieter würde bei Zahlung auf die Räumung verzichten.|"
                    "Die Rückstände sind durch die späte Bewilligung entstanden.>"
                ),
                "Im Haushalt leben {z:2-4} Kinder.",
            ),
            "<[Ich bitte|{K} bittet] um eine Eilentscheidung.|Gebeten wird um Kontakt mit der Wohnungsnotfallhilfe.>",
        ),
        Story(
            "<Energieschulden und Stromsperre|Stromsperre seit dem {vor:2-6}>",
            "Seit dem {vor:2-6} ist der Strom abgestellt, das Darlehen über {eur:280-960} ist nicht entschieden.",
            (
                "Lebensmittel und Medikamente können nicht gekühlt werden.",
                "Der Versorger schaltet bei Zusage sofort wieder frei.",
            ),
            "Erbeten wird eine Kostenzusage noch heute.",
            ends=(
                "Darlehen bewilligt, der Strom läuft wieder.",
                "Die Hälfte als Darlehen, für den Rest Raten mit dem Versorger.",
                "Der Versorger hat selbst Raten angeboten, das wurde vermittelt.",
            ),
        ),
    ),
    task="Eilfall: Darlehen heute entscheiden, Vermieter oder Versorger anrufen",
    upheld="Darlehen bewilligt, Räumung abgewendet.",
    partly="Ein Teil der Schulden wird übernommen, für den Rest Raten mit dem Vermieter.",
    rejected="Die Wohnung ist nicht zu halten; Wohnungsnotfallhilfe ist eingeschaltet.",
)

RENOVATION = Theme(
    stories=(
        Story(
            "<Renovierung nicht übernommen|Einzugsrenovierung abgelehnt|Farbe und Tapete>",
            (
                "<Die Einzugsrenovierung wurde abgelehnt, obwohl die Wohnung unrenoviert übergeben wurde.|"
                "Für Farbe und Bodenbelag sind nur {eur:60-140} bewilligt.>"
            ),
            ("Fotos vom Zustand liegen bei.", "Im Kinderzimmer liegt der blanke Estrich."),
            "[Ich bitte|{K} bittet] um Nachbewilligung.",
            ends=(
                "Pauschale nach Quadratmetern bewilligt.",
                "Bodenbelag bewilligt, Malerarbeiten in Eigenleistung.",
                "Die Wohnung wurde laut Protokoll renoviert übergeben.",
            ),
        ),
        Story(
            "<Auszugsrenovierung verlangt|Malerarbeiten beim Auszug>",
            "Der alte Vermieter verlangt Malerarbeiten für {eur:320-900}, das Jobcenter lehnt ab.",
            ("Der Mietvertrag enthält eine entsprechende Klausel.",),
            "Um rechtliche Prüfung der Klausel wird gebeten.",
            ends=(
                "Kosten in Höhe des günstigsten Angebots übernommen.",
                "Material wird übernommen, die Arbeit nicht.",
                "Die Klausel ist unwirksam, der Mieterverein kann helfen.",
            ),
        ),
    ),
    task="Renovierungsbedarf anhand Übergabeprotokoll prüfen",
    upheld="Pauschale nach Quadratmetern bewilligt.",
    partly="Bodenbelag bewilligt, Malerarbeiten in Eigenleistung.",
    rejected="Die Klausel ist unwirksam, der Mieterverein kann helfen.",
)

UNCLEAR = Theme(
    stories=(
        Story(
            "<Bescheid zur Unterkunft unverständlich|Mietberechnung nicht zu verstehen>",
            (
                "Aus dem Bescheid geht nicht hervor, <welche Miete anerkannt ist|"
                "warum sich die Heizkosten geändert haben|"
                "wie sich Kopfteil und Gesamtmiete zueinander verhalten>."
            ),
            ("Angerufen [habe ich|hat {k}] schon zweimal.", "Die Tabelle im Anhang hat {n:9-14} Spalten."),
            "Gewünscht wird eine Erklärung auf einer Seite.",
        ),
        Story(
            "<Falsche Anschrift im Bescheid|Bescheid nennt alte Wohnung>",
            "Im Bescheid vom {vor:4-14} steht noch die alte Wohnung mit der alten Miete.",
            ("Umgezogen wurde schon im {monat:-2}.",),
            "[Ich bitte|{K} bittet] um Berichtigung.",
            ends=(
                "Bescheid berichtigt und neu zugestellt.",
                "Die Beträge stimmen, die Anschrift ist berichtigt.",
                "Der neue Bescheid war bereits unterwegs.",
            ),
        ),
    ),
    task="Bescheid prüfen und die Unterkunftskosten verständlich erläutern",
    upheld="Bescheid war fehlerhaft und ist ersetzt.",
    partly="Die Beträge stimmen, die Anschrift ist berichtigt.",
    rejected="Die Berechnung ist im persönlichen Gespräch erklärt.",
)

OTHER = Theme(
    stories=(
        Story(
            (
                "<#Heizung der vermittelten Wohnung defekt|Ungeziefer in der zugewiesenen Wohnung|"
                "Bad in der vermittelten Wohnung unbenutzbar>"
            ),
            (
                "Die vom Amt vermittelte Wohnung hat erhebliche Mängel, <#die Heizung fällt ständig aus|"
                "es gibt Ungeziefer im Keller|das Bad ist nicht benutzbar>."
            ),
            ("Die Miete wird trotzdem voll gezahlt.",),
            "[Ich möchte|{K} möchte] wissen, ob die Miete gemindert werden darf.",
            ends=(
                "Der Vermieter wurde angeschrieben, der Mangel ist behoben.",
                "An die Wohnungsaufsicht vermittelt.",
                "Für Mängel ist der Vermieter zuständig, Mieterberatung genannt.",
            ),
        ),
        Story(
            "<Sozialpass nicht verlängert|Sozialpass abgelaufen, Bescheid fehlt>",
            "Der Sozialpass wurde nicht verlängert, weil der Bescheid fehlt.",
            ("Ohne ihn kostet der Hort {eur:60-140} im Monat.",),
            "Erbeten wird eine kurze Bestätigung für die Stadt.",
            ends=(
                "Bestätigung für die Stadt ausgestellt.",
                "Vorläufige Bestätigung bis zum Bescheid ausgestellt.",
                "Den Sozialpass stellt die Stadt aus, die Anschrift wurde genannt.",
            ),
        ),
        Story(
            "<Frauenhauskosten zwischen zwei Kommunen|Zuständigkeit für Unterkunft strittig>",
            "Zwei Kommunen streiten, wer die Unterkunft von {eur:28-55} am Tag bezahlt.",
            ("Die Rechnung geht inzwischen an die Bewohnerin selbst.",),
            "Gebeten wird um eine Einigung ohne Belastung der Familie.",
            ends=(
                "Kosten vorläufig übernommen, die Kommunen klären unter sich.",
                "Ab dem Antrag übernommen.",
                "Die andere Kommune hat die Kosten anerkannt.",
            ),
        ),
    ),
    task="Anliegen zur Unterkunft klären, sonst an die zuständige Stelle vermitteln",
    upheld="Bestätigung ausgestellt, Entschuldigung für den Verzug.",
    partly="Kosten vorläufig übernommen, Erstattung wird mit der anderen Kommune geklärt.",
    rejected="Für Mängel ist der Vermieter zuständig, Mieterberatung genannt.",
)

THEMES: dict[tuple[str | None, str | None], Theme] = {
    ("municipal", "hoehe"): AMOUNT,
    ("municipal", "auszahlung"): PAYMENT,
    ("municipal", "abgelehnte_kosten"): COSTS_REFUSED,
    ("municipal", "zustimmung_zum_umzug"): MOVING,
    ("municipal", "mietkaution"): DEPOSIT,
    ("municipal", "erstausstattung"): FURNISHING,
    ("municipal", "beratung"): ADVICE,
    ("municipal", "bearbeitungsdauer"): DURATION,
    ("municipal", "angemessenheit_der_unterkunft"): ADEQUACY,
    ("municipal", "neben_und_heizkosten"): HEATING,
    ("municipal", "bildung_und_teilhabe"): EDUCATION,
    ("municipal", "kostensenkung"): REDUCTION,
    ("municipal", "direktzahlung_an_vermieter"): LANDLORD,
    ("municipal", "umzugskosten"): REMOVAL,
    ("municipal", "mietschulden"): ARREARS,
    ("municipal", "renovierung"): RENOVATION,
    ("municipal", "bescheid_unverstaendlich"): UNCLEAR,
    ("municipal", None): OTHER,
}
