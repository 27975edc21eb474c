"""Make the Word templates of the letters anew: `python -m templates.make`.

Letters in the manner of DIN 5008 (form B): address field 45 mm from the top, information block beside it, subject
without the word, then the text. Only what `services/papers/filling.py` names stands in double braces.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Letter
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FOLDER = Path(__file__).parent
MADE_AT = datetime(2026, 11, 22, tzinfo=UTC)
FONT = "Arial"
PRIVACY = "Informationen zum Datenschutz nach Art. 13 und 14 DSGVO"
OFFICER = "KRM-Beauftragte"
SENDER = "{{ amt }}{% if amt_anschrift %} · {{ amt_anschrift }}{% endif %}"
CONTACT = "{% if telefon %}Telefon {{ telefon }} · {% endif %}{% if postfach %}E-Mail {{ postfach }} · {% endif %}"


def new_letter(title: str) -> Letter:
    """Return an empty letter: page, styles and language of a German office."""
    letter = Document()
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(45), Mm(28)
    section.header_distance, section.footer_distance = Mm(15), Mm(10)
    section.different_first_page_header_footer = True
    normal = letter.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(9), 1.15
    _speak_german(letter)
    small = letter.styles.add_style("Klein", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = normal, Pt(8)
    small.paragraph_format.space_after, small.paragraph_format.line_spacing = Pt(0), 1
    field = letter.styles.add_style("Feld", WD_STYLE_TYPE.PARAGRAPH)
    field.base_style, field.font.size = normal, Pt(10)
    field.paragraph_format.space_after, field.paragraph_format.line_spacing = Pt(2), 1
    subject = letter.styles.add_style("Betreff", WD_STYLE_TYPE.PARAGRAPH)
    subject.base_style, subject.font.bold = normal, True
    subject.paragraph_format.space_before, subject.paragraph_format.space_after = Pt(12), Pt(16)
    facts = letter.core_properties
    facts.author, facts.last_modified_by, facts.comments = "Resonanz", "Resonanz", ""
    facts.title, facts.language = title, "de-DE"
    facts.created = facts.modified = MADE_AT
    return letter


def _speak_german(letter: Letter) -> None:
    """Set the language of the whole document: for the spelling check, and for whoever has it read out."""
    defaults = letter.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    for script in ("w:val", "w:eastAsia"):
        language.set(qn(script), "de-DE")


def head(letter: Letter, address: Sequence[str], marks: Sequence[tuple[str, str]]) -> None:
    """Write the letterhead, the address field and the information block beside it."""
    section = letter.sections[0]
    name = section.first_page_header.paragraphs[0]
    run = name.add_run("{{ amt }}")
    run.bold, run.font.size = True, Pt(14)
    following = section.header.paragraphs[0]
    following.style = letter.styles["Klein"]
    following.add_run("{{ amt }}{% if nummer %} · Nummer {{ nummer }}{% endif %}")
    for part in (section.first_page_footer, section.footer):
        foot = part.paragraphs[0]
        foot.style = letter.styles["Klein"]
        foot.add_run(SENDER)
        contact = part.add_paragraph(CONTACT, letter.styles["Klein"])
        contact.add_run("Seite ")
        _page_number(contact)
    table = letter.add_table(rows=1, cols=2)
    table.autofit = False
    row = table.rows[0]
    row.height, row.height_rule = Mm(45), WD_ROW_HEIGHT_RULE.EXACTLY
    for cell, width in zip(row.cells, (Mm(95), Mm(70)), strict=True):
        cell.width = width
    _lines(row.cells[0], letter, "Klein", [SENDER, ""])
    _lines(row.cells[0], letter, "Feld", address, first=False)
    _lines(row.cells[1], letter, "Feld", [_if_given(label, name) for label, name in marks])


def _if_given(label: str, name: str) -> str:
    return f"{{% if {name} %}}{label}: {{{{ {name} }}}}{{% endif %}}"


def _lines(cell: _Cell, letter: Letter, style: str, lines: Sequence[str], *, first: bool = True) -> None:
    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if first and place == 0 else cell.add_paragraph()
        paragraph.style = letter.styles[style]
        paragraph.add_run(line)


def _page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def text(letter: Letter, *paragraphs: str) -> None:
    """Write paragraphs; one that begins with {%p stands for itself."""
    for paragraph in paragraphs:
        letter.add_paragraph(paragraph)


def subject(letter: Letter, line: str) -> None:
    """Write the line that says what the letter is about."""
    letter.add_paragraph(line, letter.styles["Betreff"])


def close(letter: Letter, function: str, *enclosures: str, signed_by: str = "{{ unterschrift }}") -> None:
    """Write the end of a letter, with room for the signature."""
    greeting = letter.add_paragraph("Mit freundlichen Grüßen")
    greeting.paragraph_format.space_after = Pt(36)
    greeting.paragraph_format.keep_with_next = True
    letter.add_paragraph(signed_by).paragraph_format.space_after = Pt(0)
    letter.add_paragraph(function)
    if enclosures:
        letter.add_paragraph("Anlage" if len(enclosures) == 1 else "Anlagen").paragraph_format.space_after = Pt(0)
        for enclosure in enclosures:
            letter.add_paragraph(enclosure, letter.styles["Feld"])


CUSTOMER = ("{{ name }}", "{{ anschrift }}")
MARKS = (
    ("Unser Zeichen", "nummer"),
    ("Ihre Nachricht vom", "eingang"),
    ("Telefon", "telefon"),
    ("E-Mail", "postfach"),
    ("Datum", "datum"),
)
QUESTIONS = (
    "{%p if telefon %}",
    "Haben Sie Fragen? Sie erreichen uns unter der Telefonnummer {{ telefon }}. Bitte nennen Sie die Nummer "
    "{{ nummer }}.",
    "{%p endif %}",
)


def acknowledgement() -> Letter:
    """Confirm receipt and ask for consent, with the form for it on a page of its own."""
    letter = new_letter("Eingangsbestätigung")
    head(letter, CUSTOMER, MARKS)
    subject(letter, "Eingangsbestätigung zu Ihrer Nachricht vom {{ eingang }}")
    text(
        letter,
        "{{ anrede }}",
        "vielen Dank für Ihre Nachricht. Sie ist am {{ eingang }} bei uns eingegangen und hat die Nummer {{ nummer }}.",
        "Wir kümmern uns um Ihr Anliegen. In der Regel hören Sie bis zum {{ frist }} von uns. Dauert es länger, sagen "
        "wir Ihnen vorher Bescheid.",
        "Dazu haben wir eine Bitte: Um Ihr Anliegen gründlich prüfen zu können, möchte die Beauftragte für das "
        "Kundenreaktionsmanagement (KRM-Beauftragte) Ihre elektronische Akte bei uns einsehen. Dafür braucht sie Ihr "
        "Einverständnis. Es ist freiwillig, und Sie können es jederzeit für die Zukunft widerrufen. Wenn Sie nicht "
        "einverstanden sind, bearbeiten wir Ihr Anliegen ohne diese Einsicht; Nachteile entstehen Ihnen daraus nicht.",
        "Bitte füllen Sie die beigefügte Erklärung aus und senden Sie sie uns zurück.",
        *QUESTIONS,
    )
    close(letter, OFFICER, "Erklärung zur Einsicht in die E-Akte", PRIVACY)
    letter.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    subject(letter, "Erklärung zur Einsicht in die E-Akte")
    text(
        letter,
        "Nummer: {{ nummer }}\nName: {{ name }}",
        "{%p if kundennummer %}",
        "Kundennummer: {{ kundennummer }}",
        "{%p endif %}",
        "☐  Ich bin einverstanden, dass die KRM-Beauftragte zur Klärung meines Anliegens meine E-Akte einsieht.",
        "☐  Ich bin einverstanden, aber nur mit der Einsicht in: ________________________________________",
        "☐  Ich bin nicht einverstanden.",
        "Mein Einverständnis ist freiwillig. Ich kann es jederzeit für die Zukunft widerrufen. Wie meine Daten "
        "verarbeitet werden und welche Rechte ich habe, steht in den Informationen zum Datenschutz, die ich erhalten "
        "habe (Art. 13 und 14 DSGVO).",
    )
    sign = letter.add_paragraph("______________________________     ______________________________")
    sign.paragraph_format.space_before, sign.paragraph_format.space_after = Pt(40), Pt(0)
    letter.add_paragraph(
        "Ort, Datum                                                   Unterschrift", letter.styles["Feld"]
    )
    letter.add_paragraph("Wird vom Jobcenter abgelegt unter: {{ aktenzeichen }}", letter.styles["Klein"])
    return letter


def statement() -> Letter:
    """Ask an employee for a statement, through the area lead."""
    letter = new_letter("Aufforderung zur Stellungnahme")
    marks = (*MARKS[:1], ("Eingang", "eingang"), *MARKS[2:])
    head(letter, ("Vertraulich", "{{ mitarbeiter }}", "über die Bereichsleitung"), marks)
    subject(letter, "Stellungnahme zur Kundenreaktion {{ nummer }}")
    text(
        letter,
        "Guten Tag,",
        "zu einer Kundenreaktion vom {{ eingang }} bitten wir Sie um Ihre Stellungnahme. Die Kundin oder der Kunde "
        "trägt vor:",
        "{{ schilderung }}",
        "Bitte schildern Sie den Sachverhalt aus Ihrer Sicht, schriftlich und bis zum {{ stellungnahme_bis }}. Geben "
        "Sie Ihre Stellungnahme Ihrer Führungskraft; sie fasst das Ergebnis zusammen.",
        "Eine Beschwerde sagt noch nichts darüber, ob sie berechtigt ist. Die Datenschutzbeauftragte ist einbezogen. "
        "Der Vorgang wird vertraulich behandelt.",
    )
    close(letter, OFFICER)
    return letter


def handover_notice() -> Letter:
    """Tell the customer to whom the matter was handed."""
    letter = new_letter("Abgabenachricht")
    head(letter, CUSTOMER, (*MARKS[1:],))
    subject(letter, "Ihre Nachricht vom {{ eingang }}")
    text(
        letter,
        "{{ anrede }}",
        "{{ mitteilung }}",
    )
    close(letter, OFFICER, PRIVACY)
    return letter


def interim() -> Letter:
    """Tell the customer that it takes longer."""
    letter = new_letter("Zwischennachricht")
    head(letter, CUSTOMER, MARKS)
    subject(letter, "Zwischennachricht zu Ihrer Nachricht vom {{ eingang }}")
    text(
        letter,
        "{{ anrede }}",
        "zu Ihrem Anliegen können wir Ihnen noch nicht abschließend antworten. Die Klärung dauert länger, als wir es "
        "uns vorgenommen haben. Das tut uns leid.",
        "Wir arbeiten weiter daran. Sie hören spätestens bis zum {{ frist }} von uns.",
        *QUESTIONS,
    )
    close(letter, OFFICER)
    return letter


def answer() -> Letter:
    """Answer the customer; the KRM officer signs (OA 10/2018, procedure 3 b)."""
    letter = new_letter("Antwort")
    head(letter, CUSTOMER, MARKS)
    subject(letter, "Antwort auf Ihre Nachricht vom {{ eingang }}")
    text(
        letter,
        "{{ anrede }}",
        "vielen Dank für Ihre Nachricht vom {{ eingang }}. Wir haben Ihr Anliegen geprüft.",
        "{{ antwort }}",
        *QUESTIONS,
    )
    close(letter, OFFICER)
    return letter


LETTERS = {
    "Eingangsbestaetigung.docx": acknowledgement,
    "Stellungnahme.docx": statement,
    "Abgabenachricht.docx": handover_notice,
    "Zwischennachricht.docx": interim,
    "Antwort.docx": answer,
}


if __name__ == "__main__":
    for name, make in LETTERS.items():
        make().save(str(FOLDER / name))
        print(name)
