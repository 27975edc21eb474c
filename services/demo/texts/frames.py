"""What stands around the matter itself: how each channel begins and ends, circumstances, dispositions, notes."""

OPENINGS: dict[str, str] = {
    "telephone": (
        "<Anruf um {uhr}.|Telefonnotiz, {uhr}:|Anruf über den Sammelanschluss.|{K} ruft an und schildert:|"
        "Telefonat, aufgenommen um {uhr}.|Anruf von unterwegs, schlechte Verbindung.|"
        "Rückruf nach Nachricht auf dem Anrufbeantworter.|{K} meldet sich telefonisch:>"
    ),
    "in_person": (
        "<Persönliche Vorsprache in der Eingangszone Haus <A|B>.|{K} spricht ohne Termin vor.|"
        "Am Empfang vorgetragen, {uhr}:|Vorsprache gegen {uhr}, {k} ist in Begleitung.|"
        "Gespräch am Schalter <drei|vier|fünf|sieben>:|"
        "{K} wartet im Haus und möchte die Beschwerde sofort aufgeben.|Mündlich aufgenommen:>"
    ),
    "letter": (
        "<Schreiben vom {vor:1-4}, eine Seite.|Handschriftlicher Brief:|Brief vom {vor:2-5}, "
        "am Empfang abgegeben.|Einschreiben vom {vor:1-3}.|Per Fax eingegangen:|"
        "Zweiseitiges Schreiben mit Anlagen.|Schreiben ohne Datum, Eingangsstempel von heute.>"
    ),
    "email": (
        "<E-Mail von {uhr}.|E-Mail an das Postfach der Geschäftsführung:|"
        "Weitergeleitet aus dem Teampostfach.|E-Mail mit {z:2-5} Anhängen.|{K} schreibt:|Lange E-Mail, "
        "hier zusammengefasst:>"
    ),
    "online_portal": (
        "<Nachricht über Jobcenter digital.|Kontaktformular des Onlineportals:|Über das Onlinekonto eingegangen.>"
    ),
    "opinion_card": (
        "<Meinungskarte aus dem Kasten in Haus <A|B>:|Meinungskarte, angekreuzt und kurz begründet:|"
        "Karte aus dem Wartebereich:|Meinungskarte, gut lesbar:>"
    ),
}

GREETINGS = (
    "<Sehr geehrte Damen und Herren, es tut mir leid, aber so geht es nicht weiter.|Guten Tag. |"
    "Hallo zusammen. |An die Beschwerdestelle: |Ich wende mich an Sie, weil ich nicht weiterkomme. |"
    "Nach langem Überlegen schreibe ich Ihnen doch. |Vorab: Ich schreibe nicht gern Beschwerden. >"
)

FAREWELLS = (
    "<Mit freundlichen Grüßen|Danke im Voraus.|Bitte antworten Sie mir per E-Mail.|"
    "Über eine Antwort bis zum {in:7-14} würde ich mich freuen.|Ich hoffe auf Ihr Verständnis.|"
    "Telefonisch bin ich ab 15 Uhr zu erreichen.|Die Belege hängen an.>"
)

NOTES = {
    "telephone": (
        "<Rückruf erbeten, am besten <vormittags|nachmittags|nach 14 Uhr>.|{K} wirkt ruhig und sachlich.|"
        "Rückruf zugesagt.|{K} ist tagsüber unter der hinterlegten Nummer zu erreichen.|"
        "Auf die Schriftform wurde hingewiesen, {k} möchte es mündlich belassen.|"
        "Weitere Angaben wollte {k} am Telefon nicht machen.|Gespräch dauerte {n:6-25} Minuten.>"
    ),
    "in_person": (
        "<Kopien wurden gefertigt.|Die Unterlagen wurden eingesehen und zurückgegeben.|"
        "{K} wartet auf einen Anruf.|Ein Sofortgespräch mit dem Team war nicht möglich.|"
        "Mit der Aufnahme als Kundenreaktion ist {k} einverstanden.|Übersetzt hat <die Tochter|ein Bekannter|"
        "eine Nachbarin>.>"
    ),
    "letter": (
        "<Die Anlagen sind eingescannt.|Kopien des Schreibens gingen an den Bürgermeister.|"
        "Um schriftliche Antwort wird gebeten.|Eine Telefonnummer ist nicht angegeben.>"
    ),
    "email": "<Die Anhänge liegen in der E-Akte.|Antwort bitte per E-Mail.|Eine Rufnummer ist angegeben.>",
    "online_portal": "<Anhang: {z:2-4} Fotos.|Antwort über das Portal gewünscht.>",
}

CIRCUMSTANCES = (
    "<[Ich bin alleinerziehend und arbeite|{K} ist alleinerziehend und arbeitet] in Teilzeit.|"
    "Im Haushalt lebt ein pflegebedürftiger Vater.|[Ich bin|{K} ist] zurzeit krankgeschrieben.|"
    "In der Familie gibt es ein Neugeborenes.|Vor {z:3-8} Wochen ist [meine Mutter|"
    "die Mutter {kgen}] gestorben.|[Ich arbeite|"
    "{K} arbeitet] in Schichten und kann nur vormittags telefonieren.|[Ich lebe|"
    "{K} lebt] mit {z:2-3} Kindern von Kindergeld und Erspartem.|Rücklagen gibt es keine mehr.|[Ich habe|"
    "{K} hat] einen Grad der Behinderung von {n:5-8}0.|Bis zur Rente sind es noch {z:2-4} Jahre.|"
    "Die Tafel hilft gerade aus.|Nach der Elternzeit [beginne ich|"
    "beginnt {k}] im {monat:2} wieder zu arbeiten.>"
)

WISHES = (
    "<[Ich bitte|{K} bittet] um eine schriftliche Antwort.|[Ich bitte|{Er} bittet] um einen Rückruf.|"
    "Gewünscht wird ein Gespräch mit der Teamleitung.|Erwartet wird eine Erklärung.|[Ich möchte|{K} möchte], "
    "dass der Vorgang überprüft wird.|Erbeten wird eine Rückmeldung bis zum {in:5-12}.|[Ich hoffe|"
    "{Er} hofft] auf eine schnelle Lösung.|Falls sich nichts tut, [wende ich mich an die Geschäftsführung|"
    "will {er} sich an die Geschäftsführung wenden].|Um Klärung wird gebeten.>"
)

SECOND = "<Dazu kommt:|Zweiter Punkt:|Außerdem:|Ein weiteres Anliegen:|Noch etwas:|Ferner:|Bei der Gelegenheit:>"
THIRD = "<Drittens:|Schließlich:|Letzter Punkt:|Nebenbei:|Zum Schluss noch:>"
SUGGESTED = "<Als Anregung:|Vorschlag dazu:|Eine Idee noch:|Verbesserungsvorschlag:>"

FOLLOW_UPS = (
    "<Erneut in derselben Sache wie {nummer}, die am {frueher} abgeschlossen wurde.|"
    "Das Anliegen aus {nummer} ist aus [meiner Sicht|Sicht {kgen}] nicht erledigt.|"
    "Folgereaktion zu {nummer}:|Nach der Antwort vom {frueher} ({nummer}) hat sich nichts geändert.|"
    "[Ich hatte mich|{K} hatte sich] deswegen schon einmal gemeldet ({nummer}).>"
)

OMBUDS_PARTNER: dict[str, str] = {
    "migration": "Migrationsberatung",
    "debt": "Schuldnerberatung",
    "housing": "Wohnungsnotfallhilfe",
    "pregnancy": "Schwangerenberatung",
    "unemployed": "Arbeitsloseninitiative",
    "care": "gesetzliche Betreuung",
    "hospital": "Sozialarbeiterin des Krankenhauses",
    "psychiatric": "Mitarbeiterin des Sozialpsychiatrischen Dienstes",
    "social_office": "Kollegin vom Sozialamt",
    "volunteer": "ehrenamtliche Helferin",
    "other": "Beraterin vom Treffpunkt",
}
OMBUDS_OPENINGS = {
    "telephone": (
        "<Die {stelle} ruft im Beisein {kgen} an.|Anruf der {stelle_d}, {k} sitzt mit am Tisch.|"
        "Die {stelle} schildert am Telefon:|Telefonische Anfrage der {stelle_d} um {uhr}.|"
        "Die {stelle} bittet im Namen {kgen} um Klärung.>"
    ),
    "email": (
        "<Die {stelle} schreibt für {kacc}:|E-Mail der {stelle_d}, Vollmacht liegt bei.|"
        "Anfrage der {stelle_d} per E-Mail:|"
        "Die {stelle} wendet sich mit Schweigepflichtentbindung an die Ombudsstelle.>"
    ),
    "in_person": (
        "<{K} kommt gemeinsam mit der {stelle_d} in die Sprechstunde.|Gespräch in der Ombudsstelle, "
        "begleitet von der {stelle_d}.|Sprechstunde der Ombudsstelle vor Ort bei der {stelle_d}:>"
    ),
    "letter": "<Schreiben der {stelle_d} vom {vor:1-4}.|Brief der {stelle_d} mit Vollmacht:>",
    "online_portal": (
        "<Nachricht der {stelle_d} über das Kontaktformular:|Über das Portal, verfasst mit Hilfe der {stelle_d}.>"
    ),
}
OMBUDS_ALONE = (
    "<{K} wendet sich ohne Begleitung an die Ombudsstelle.|"
    "{K} hat die Nummer der Ombudsstelle aus einem Aushang.|Direkt an die Ombudsstelle gerichtet, "
    "ohne Beratungsstelle.>"
)
OMBUDS_NOTES = (
    "<Die Beratungsstelle bittet um Rückruf noch in der Sprechzeit.|Vollmacht liegt vor.|"
    "Ein gemeinsames Telefonat mit dem Team wurde vereinbart.|"
    "Die Beraterin hat die Unterlagen gesichtet und hält den Anspruch für gegeben.|"
    "Sofortklärung im Gespräch gewünscht.|Nächster Beratungstermin ist der {in:2-9}.>"
)

REVIEW_ENDS = (
    "<Nie wieder ohne Begleitung.|Mehr möchte ich dazu nicht schreiben.|Schade, früher war es besser.|"
    "Kann ich nicht empfehlen.|Bin gespannt, ob jemand antwortet.|Besserung dringend nötig.|"
    "Einzig der Wachmann war nett.>"
)
REVIEW_PRAISE_ENDS = (
    "<Gerne wieder, wenn es sein muss.|Bitte weiter so!|Hätte ich nicht erwartet.|Absolut empfehlenswert.>"
)

DISPOSITIONS = (
    "<An {team}: {auftrag}. Rückmeldung an KRM bis {frist}, cc Bereichsleitung.|{auftrag}. "
    "Bitte bis {frist} klären und Gesprächsvermerk an das KRM-Postfach senden.|"
    "Teamleitung {team} zur weiteren Veranlassung: {auftrag}. Frist {frist}.|Mit der Bitte um Übernahme: "
    "{auftrag}. Antwort {weg}, Vermerk bis {frist}.|Zuständigkeitshalber an {team}. {auftrag}. Termin: "
    "{frist}. BL nachrichtlich.|{auftrag}. Sollte die Frist {frist} nicht zu halten sein, "
    "bitte vorher melden.>"
)
ANSWER_WAYS = "<telefonisch|möglichst telefonisch|schriftlich im Entwurf|per E-Mail|im persönlichen Gespräch>"
DISCIPLINARY = (
    "<Stellungnahme der genannten Person über die Bereichsleitung einholen, "
    "Datenschutzbeauftragte ist beteiligt. Zusammenfassung und Textbeitrag bis {frist}.|"
    "Dienstaufsichtsbeschwerde: Stellungnahme bis {frist}, Entwurf der Antwort an KRM. "
    "Datenschutzbeauftragte nachrichtlich.>"
)

HOW_CLEARED: dict[str | None, str] = {
    "telephone": (
        "<Telefonat mit {kdat} am {geklaert}.|Am {geklaert} telefonisch geklärt.|"
        "Rückruf der Teamleitung am {geklaert}.|{K} wurde am {geklaert} erreicht und informiert.>"
    ),
    "in_person": (
        "<Persönliches Gespräch am {geklaert}.|Am {geklaert} im Beratungsraum besprochen.|"
        "Vorsprache am {geklaert}, Sache geklärt.>"
    ),
    "email": (
        "<E-Mail an {kacc} vom {geklaert}.|Antwort per E-Mail am {geklaert}.|Am {geklaert} per E-Mail beantwortet.>"
    ),
    "letter": (
        "<Antwortschreiben vom {geklaert}, unterzeichnet durch KRM.|Schriftlich beantwortet am {geklaert}.|"
        "Brief vom {geklaert}.>"
    ),
    None: (
        "<Zur Kenntnis genommen und ausgewertet.|Keine Antwort möglich, im Team besprochen am {geklaert}.|"
        "An die Teamleitung gegeben am {geklaert}.|Im Team ausgewertet am {geklaert}.>"
    ),
}
NOTE_ENDS = (
    "<VerBIS-Vermerk ist gesetzt.|{K} ist damit einverstanden.|{K} bedankt sich.|"
    "{K} bleibt bei {sein}er Auffassung.|Hinweis in VerBIS eingetragen.|Keine weiteren Fragen.|"
    "Akte vermerkt.>"
)
OMBUDS_NOTE_ENDS = (
    "<Die Beratungsstelle ist informiert.|Gemeinsam mit der Beratungsstelle geklärt.|VerBIS-Vermerk ist gesetzt.>"
)
WITHDRAWN = (
    "<{K} hat die Beschwerde zurückgenommen, die Sache hatte sich erledigt.|"
    "Trotz zweier Schreiben keine Rückmeldung {kgen}, daher ohne Ergebnis abgeschlossen.|"
    "Als Widerspruch weitergeführt; hier abgeschlossen.>"
)

EXTENSIONS = (
    "<Stellungnahme des ärztlichen Dienstes steht aus.|Teamleitung bis {frist} im Urlaub, "
    "Vertretung eingearbeitet.|Nachweise des Vermieters fehlen noch, angefordert am {seit}.|"
    "Rückmeldung der Familienkasse wird abgewartet.|Berechnung mehrerer Zeiträume nötig, "
    "Zwischennachricht am {seit} versandt.|Gesprächstermin erst am {frist} möglich, "
    "so mit {kdat} vereinbart.|Klärung mit der Stadt zur Zuständigkeit läuft.|Akte beim Sozialgericht, "
    "Rückgabe angekündigt.|Dolmetscher erst in der nächsten Woche verfügbar.|{K} hat um Aufschub gebeten.|"
    "Stellungnahme der genannten Person liegt wegen Krankheit noch nicht vor.>"
)

SUBJECT_ENDS = {
    "telephone": "<, Anruf vom {tag}|, Anruf {uhr}|, Rückruf erbeten bis {in:1-5}|, Anruf vom {tag} um {uhr}>",
    "in_person": "<, Vorsprache vom {tag}|, Vorsprache um {uhr}|, vorgetragen am {tag}>",
    "letter": "<, Schreiben vom {vor:1-4}|, Brief vom {vor:1-4}|, schriftliche Beschwerde vom {vor:1-4}>",
    "email": "<, E-Mail vom {tag}|, Bitte um Prüfung bis {in:6-14}|, Antwort bis {in:6-14} erbeten|, Mail vom {tag}>",
    "online_portal": "<, Nachricht vom {tag}|, Portalnachricht von {uhr}>",
}
FOLLOW_UP_STARTS = "<Erneut: |Nochmals: |Weiterhin: |Folgereaktion: |Immer noch: >"
REVIEW_OPENINGS = (
    "<Bewertung mit <einem Stern|zwei Sternen>:|Öffentliche Bewertung, <ein Stern|zwei Sterne>:|Rezension:>"
)
REVIEW_PRAISE_OPENINGS = "<Bewertung mit <vier|fünf> Sternen:|Öffentliche Bewertung, fünf Sterne:>"
OUTCOME_OF_SECOND = "<Zum zweiten Punkt:|Weiteres Anliegen:|Außerdem:>"

PRAISE_ENDS = (
    "<[Bitte geben Sie das weiter.|Um Weitergabe an das Team wird gebeten.]|So etwas liest man selten, "
    "deshalb diese Zeilen.|Das ganze Team darf es wissen.|Ein kleiner Dank, aber von Herzen.|Das hat [mir|"
    "{kdat}] sehr geholfen.|Auf eine Antwort kommt es dabei nicht an.|Ein Vorbild für andere Ämter.>"
)
SUGGESTION_ENDS = (
    "<Das würde vielen den Weg erleichtern.|Beschweren [möchte ich mich|möchte {k} sich] ausdrücklich nicht.|"
    "Ob sich das machen lässt?|Teuer wäre das sicher nicht.|"
    "Aufgefallen ist das beim letzten Besuch am {vor:2-15}.|Über eine Rückmeldung wäre die Freude groß.|"
    "Andere Häuser haben damit gute Erfahrungen.|Auch den Mitarbeitenden käme das zugute.>"
)

MATTER_ENDS = {"praise": PRAISE_ENDS, "suggestion": SUGGESTION_ENDS}

NAMELESS_RESULTS = {
    "upheld": (
        "<Die Kritik ist berechtigt, mit den Beteiligten besprochen.|Der Hinweis trifft zu, "
        "Abhilfe ist veranlasst.|Berechtigt; kommt in der Dienstbesprechung zur Sprache.>"
    ),
    "partly_upheld": (
        "<Die Kritik trifft zum Teil zu.|Ein Punkt wird geändert, der andere ist so vorgesehen.|"
        "Zum Teil nachvollziehbar, Team ist informiert.>"
    ),
    "not_upheld": (
        "<Der Vorgang ließ sich nicht zuordnen.|Nach Rückfrage im Team nicht zu bestätigen.|"
        "Die Regelung ist so vorgesehen, ein Aushang erklärt sie jetzt.>"
    ),
}
NAMELESS_OTHERS = (
    "<Im Team mit Dank bekannt gemacht.|An das Team weitergegeben.|Wird im Jahresbericht erwähnt.|"
    "Für die Auswertung vorgemerkt.>"
)
