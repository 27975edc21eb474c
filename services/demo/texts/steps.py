"""What the steps of the procedure leave in writing: call notes, drafts, summaries, and why a case moves up."""

CALLS: dict[str, str] = {
    "telephone": (
        "<Telefonat mit {kdat} am {geklaert} um {uhr}, Dauer {n:5-25} Minuten.|{K} wurde am {geklaert} gegen {uhr} "
        "angerufen.|Am {geklaert} mit {kdat} telefoniert, {n:6-30} Minuten.|Rückruf am {geklaert}, "
        "im <zweiten|dritten> Versuch erreicht.>"
    ),
    "in_person": (
        "<Gespräch mit {kdat} am {geklaert} um {uhr} im Beratungsraum {n:1-9}.|{K} war am {geklaert} im Haus, "
        "Gespräch von {n:10-45} Minuten unter vier Augen.|"
        "Am {geklaert} persönlich besprochen, auf Wunsch mit Begleitung.>"
    ),
    "email": (
        "<Antwort per E-Mail am {geklaert} um {uhr}, liegt in der E-Akte.|E-Mail vom {geklaert} an {kacc}, "
        "Kopie an das KRM-Postfach.|Am {geklaert} ausführlich per E-Mail geantwortet, Bereichsleitung in Kopie.>"
    ),
}
NAMELESS_CALLS = (
    "<Am {geklaert} in der Dienstberatung besprochen.|Mit den Beteiligten am {geklaert} ausgewertet.|"
    "Teamrunde am {geklaert}, Ergebnis an KRM gegeben.>"
)
RESULTS: dict[str | None, str] = {
    "upheld": (
        "<Die Kritik ist berechtigt; das wurde offen gesagt und Abhilfe zugesagt.|Wir haben uns entschuldigt, "
        "die Korrektur ist veranlasst.|Der Fehler liegt bei uns und ist behoben.>"
    ),
    "partly_upheld": (
        "<Ein Teil der Kritik trifft zu, dazu ist Abhilfe veranlasst; das Übrige wurde erklärt.|"
        "Zum Teil nachvollziehbar; der andere Punkt wurde anhand der Unterlagen erläutert.>"
    ),
    "not_upheld": (
        "<Der Vorgang wurde Schritt für Schritt durchgegangen und erläutert.|Die Gründe wurden erklärt "
        "und an Beispielen gezeigt.|Die Regelung wurde erläutert, auch was möglich gewesen wäre.>"
    ),
    None: "<Das Anliegen wurde besprochen und aufgenommen.|Der Hinweis wird im Team ausgewertet.>",
}
CALL_ENDS = (
    "<Weitere Fragen gab es nicht.|Ein Ansprechpartner für Rückfragen ist benannt.|Vermerk an KRM, cc Bereichsleitung.|"
    "Vereinbart ist eine Rückmeldung, falls noch etwas offen bleibt.>"
)

DRAFT_STARTS = (
    "vielen Dank für Ihre Nachricht vom {tag}. <Ich habe mich mit Ihrem Anliegen ausführlich befasst.|"
    "Das zuständige Team hat Ihr Anliegen geprüft.|Gern nehme ich dazu Stellung.>"
)
DRAFT_RESULTS: dict[str | None, str] = {
    "upheld": (
        "<Ihre Kritik ist berechtigt. Für den Fehler bitte ich Sie um Entschuldigung; er ist inzwischen behoben.|"
        "Sie haben recht: Hier ist uns ein Fehler unterlaufen. Wir haben ihn berichtigt.>"
    ),
    "partly_upheld": (
        "<In einem Punkt haben Sie recht, dafür bitte ich um Entschuldigung. Im Übrigen war das Vorgehen richtig.|"
        "Ihr Anliegen konnte ich zum Teil nachvollziehen. Was wir ändern konnten, haben wir geändert.>"
    ),
    "not_upheld": (
        "<Nach Prüfung aller Unterlagen war das Vorgehen richtig. Die Gründe erläutere ich Ihnen im Folgenden.|"
        "Ich verstehe Ihren Ärger. Ein Fehler lässt sich jedoch nicht feststellen.>"
    ),
    None: (
        "<Ihre Anregung haben wir aufgenommen und mit den Beteiligten besprochen.|"
        "Zu den einzelnen Punkten Ihres Schreibens teile ich Ihnen den Stand mit.>"
    ),
}
DRAFT_ENDS = (
    "<Für Rückfragen erreichen Sie uns unter der bekannten Nummer.|Wenn Sie das Gespräch wünschen, "
    "melden Sie sich bitte bei uns.|Ich hoffe, dass die Sache damit für Sie geklärt ist.>"
)
DRAFTS_ELSEWHERE = (
    "<Entwurf liegt in der E-Akte, Schreiben vom {geklaert}.|Entwurf im KRM-Postfach, Nachricht der Teamleitung vom "
    "{geklaert}.>"
)

SUMMARIES: dict[str | None, str] = {
    "upheld": (
        "Die Stellungnahme vom {stellung} liegt vor. <Die Schilderung wird im Wesentlichen bestätigt.|Der Ablauf ist "
        "unstrittig.> <Mit der genannten Person wurde gesprochen, eine Entschuldigung ist angeboten.|Das Verhalten "
        "entsprach nicht den Standards des Hauses; das Gespräch dazu ist geführt.>"
    ),
    "partly_upheld": (
        "Die Stellungnahme vom {stellung} liegt vor. <Die Darstellungen weichen in Einzelheiten ab.|Unstrittig ist, "
        "dass das Gespräch abgebrochen wurde.> <Ein Teil der Kritik trifft zu und wurde im Team besprochen.|Für den "
        "Ton wird um Entschuldigung gebeten, der Inhalt der Auskunft war richtig.>"
    ),
    "not_upheld": (
        "Die Stellungnahme vom {stellung} liegt vor. <Die Schilderungen gehen auseinander, Zeugen gibt es nicht.|"
        "Nach der Stellungnahme verlief das Gespräch anders.> Ein Fehlverhalten lässt sich nicht feststellen."
    ),
    None: "Die Stellungnahme vom {stellung} liegt vor. Der Ablauf wurde mit der genannten Person besprochen.",
}

# Why a case moves up: under the cause that its note is called by.
REASONS: dict[str, str] = {
    "ran_out": (
        "<Die Frist des Teams ist ohne Rückmeldung verstrichen.|Zwei Erinnerungen an das Team blieben ohne Antwort.|"
        "Die Klärung ist überfällig, ein Zwischenstand liegt nicht vor.>"
    ),
    "superior": (
        "<{K} verlangt ausdrücklich ein Gespräch mit der nächsten Ebene: Die bisherige Antwort gehe auf die Belege "
        "nicht ein.|{K} möchte die Leitung sprechen, weil derselbe Fehler zum zweiten Mal vorgekommen sei.|"
        "{K} bittet mit Begründung um die vorgesetzte Person, die Auskünfte widersprächen sich.>"
    ),
    "not_to_clear": (
        "<Im Team nicht zu klären, die Teams sehen die Zuständigkeit verschieden.|Die Entscheidung liegt nicht beim "
        "Team, sie braucht die nächste Ebene.|Der Sachverhalt bleibt strittig, eine Einigung ist nicht gelungen.>"
    ),
}
OFFERED = (
    "<{K} wurde angeboten, die Regionaldirektion einzuschalten.|Das Einschalten der Regionaldirektion ist {kdat} "
    "angeboten worden, die Antwort steht aus.>"
)

SCOPES = (
    "<nur der Bescheid vom {vor:5-60}|nur der laufende Bewilligungszeitraum|nur Leistungsakte, nicht die Vermittlung|"
    "nur Schriftwechsel zur Unterkunft|nur für dieses Anliegen>"
)
