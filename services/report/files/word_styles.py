"""Styles, page and settings of a Word report: real styles only, so that whoever changes one changes the whole report.

Word's own styles are used where it has one (headings, caption, table of contents); the others have German names in both
languages, as in the letters.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from services.branding import Branding
from services.report.files import paper
from services.report.files.paper import TYPES, Look, Type

FONT: Final = "Arial"  # every Windows machine has it, and LibreOffice one that is as wide
LOCALES: Final[Mapping[str, str]] = {"de": "de-DE", "en": "en-GB"}
TABLE_STYLE: Final = "Berichtstabelle"
NUMBER, HEAD, HEAD_NUMBER = "Tabellenzahl", "Tabellenkopf", "TabellenkopfZahl"
STRONG: Final = "Strong"
STYLES: Final[Mapping[Look, tuple[str, str]]] = {
    Look.OFFICE: ("Dienststelle", "Dienststelle"),
    Look.TITLE: ("Title", "Title"),
    Look.FACT: ("Subtitle", "Subtitle"),
    Look.CONTENTS: ("TOCHeading", "TOC Heading"),
    Look.CONTENTS_1: ("TOC1", "toc 1"),
    Look.CONTENTS_2: ("TOC2", "toc 2"),
    Look.HEADING_1: ("Heading1", "heading 1"),
    Look.HEADING_2: ("Heading2", "heading 2"),
    Look.HEADING_3: ("Heading3", "heading 3"),
    Look.QUESTION: ("Frage", "Frage"),
    Look.TEXT: ("BodyText", "Body Text"),
    Look.ITEM: ("ListBullet", "List Bullet"),
    Look.BOX: ("Hinweis", "Hinweis"),
    Look.PICTURE: ("Abbildung", "Abbildung"),
    Look.PICTURE_CAPTION: ("Bildunterschrift", "Bildunterschrift"),
    Look.TABLE_CAPTION: ("Caption", "caption"),
    Look.CELL: ("Tabellentext", "Tabellentext"),
    Look.NOTE: ("Anmerkung", "Anmerkung"),
}
"""Id and name of the style of each kind of paragraph."""

_DOTS: Final = ' w:leader="dot"'
_HEADINGS: Final = (Look.HEADING_1, Look.HEADING_2, Look.HEADING_3)
_MORE: Final[Mapping[Look, str]] = {
    Look.TITLE: '<w:pBdr><w:top w:val="single" w:sz="24" w:space="18" w:color="{colour}"/></w:pBdr>',
    Look.CONTENTS_1: "{tab}",
    Look.CONTENTS_2: "{tab}",
    Look.ITEM: '<w:numPr><w:numId w:val="1"/></w:numPr>',
    Look.BOX: (
        '<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{second}"/></w:pBdr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'
    ),
}
_INDENTS: Final[Mapping[Look, str]] = {
    Look.CONTENTS_2: '<w:ind w:left="300"/>',
    Look.BOX: f'<w:ind w:left="{paper.BOX_INDENT_PT * 20}"/>',
}


def dress(document: Document, branding: Branding, language: str) -> None:
    """Give an empty document the report's page, styles, language and settings, and nothing else."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(paper.WIDTH_MM), Mm(paper.HEIGHT_MM)
    section.left_margin, section.right_margin = Mm(paper.LEFT_MM), Mm(paper.RIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(paper.TOP_MM), Mm(paper.BOTTOM_MM)
    section.header_distance = section.footer_distance = Mm(13)
    section.different_first_page_header_footer = True
    _replace(document.styles.element, _styles(branding, LOCALES[language]))
    _replace(document.settings.element, _settings(language))
    _replace(document.part.numbering_part.element, _numbering(branding))
    _drop_unused(document)


def _replace(root: BaseOxmlElement, parts: str) -> None:
    """Put these elements in place of all that a part of the file holds."""
    new = parse_xml(f"<w:new {nsdecls('w')}>{parts}</w:new>")
    for child in list(root):
        root.remove(child)
    for child in list(new):
        root.append(child)


def _drop_unused(document: Document) -> None:
    """Take out what python-docx brings along and no report needs: what somebody else's Word says of an empty page."""
    unused = ("thumbnail", "stylesWithEffects", "customXml", "extended-properties", "webSettings", "fontTable")
    for links in (document.part.package.rels, document.part.rels):
        for name in [name for name, link in links.items() if link.reltype.endswith(unused)]:
            del links[name]


def _styles(branding: Branding, locale: str) -> str:
    return "".join(
        (
            f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" '
            f'w:eastAsia="{FONT}"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{locale}" '
            f'w:eastAsia="{locale}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>',
            *_basic_styles(),
            *(_paragraph_style(look, branding) for look in STYLES),
            *_cell_styles(),
            _table_style(branding),
        )
    )


def _basic_styles() -> Iterator[str]:
    small = TYPES[Look.SMALL]
    yield (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl/></w:pPr><w:rPr><w:color w:val="{_hex(paper.INK)}"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/>'
        "</w:style>"
        f'<w:style w:type="character" w:styleId="{STRONG}"><w:name w:val="Strong"/><w:qFormat/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    )
    for name, edge in (("header", "bottom"), ("footer", "top")):
        yield (
            f'<w:style w:type="paragraph" w:styleId="{name.title()}"><w:name w:val="{name}"/><w:basedOn '
            f'w:val="Normal"/><w:pPr><w:pBdr><w:{edge} w:val="single" w:sz="4" w:space="4" '
            f'w:color="{_hex(paper.RULE)}"/></w:pBdr><w:tabs>{_tab("right")}</w:tabs>{_spacing(small)}</w:pPr>'
            f"<w:rPr>{_letters(small)}</w:rPr></w:style>"
        )


def _paragraph_style(look: Look, branding: Branding) -> str:
    name, shown_name = STYLES[look]
    kind = TYPES[look]
    following = STYLES[Look.TEXT][0] if look in _HEADINGS else name
    level = f'<w:outlineLvl w:val="{_HEADINGS.index(look)}"/>' if look in _HEADINGS else ""
    more = _MORE.get(look, "").format(
        colour=_hex(branding.colour),
        second=_hex(branding.second_colour),
        shade=_hex(paper.SHADE),
        tab=f"<w:tabs>{_tab('right', _DOTS)}</w:tabs>",
    )
    kept = "<w:keepNext/>" if kind.is_kept else ""
    if look in _HEADINGS:
        kept += "<w:keepLines/>"
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown_name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{following}"/><w:qFormat/><w:pPr>{kept}{more}{_spacing(kind)}{_INDENTS.get(look, "")}{level}'
        f"</w:pPr><w:rPr>{_letters(kind, _colour(look, branding))}</w:rPr></w:style>"
    )


def _cell_styles() -> Iterator[str]:
    """Yield the styles of cells that are no plain text: numbers stand on the right, heads are bold and white."""
    white = '<w:b/><w:bCs/><w:color w:val="FFFFFF"/>'
    right = '<w:jc w:val="right"/>'
    cell = STYLES[Look.CELL][0]
    for name, based_on, paragraph, letters in (
        (NUMBER, cell, right, ""),
        (HEAD, cell, "<w:keepNext/>", white),
        (HEAD_NUMBER, HEAD, right, ""),
    ):
        yield (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
        )


def _table_style(branding: Branding) -> str:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{_hex(paper.RULE)}"'
    colour = _hex(branding.colour)
    margins = (
        ("top", paper.CELL_ABOVE_PT),
        ("left", paper.CELL_SIDE_PT),
        ("bottom", paper.CELL_BELOW_PT),
        ("right", paper.CELL_SIDE_PT),
    )
    cells = "".join(f'<w:{side} w:w="{round(points * 20)}" w:type="dxa"/>' for side, points in margins)
    return (
        f'<w:style w:type="table" w:styleId="{TABLE_STYLE}"><w:name w:val="{TABLE_STYLE}"/><w:basedOn '
        f'w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top {rule}/><w:bottom w:val="single" w:sz="8" w:space="0" '
        f'w:color="{colour}"/><w:insideH {rule}/></w:tblBorders><w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" '
        f'w:color="auto" w:fill="{colour}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _colour(look: Look, branding: Branding) -> str:
    if look in (Look.TITLE, Look.CONTENTS, Look.HEADING_1):
        return branding.colour
    return branding.second_colour if look in (Look.HEADING_2, Look.HEADING_3) else TYPES[look].colour


def _spacing(kind: Type) -> str:
    # At least: a letter from another typeface, an emoji, is not cut. The height of a picture's line is the picture's.
    before, after, line = (round(points * 20) for points in (kind.above, kind.below, kind.line))
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="atLeast"/>'


def _letters(kind: Type, colour: str = "") -> str:
    bold = "<w:b/><w:bCs/>" if kind.is_bold else ""
    italic = "<w:i/><w:iCs/>" if kind.is_italic else ""
    size = round(kind.size * 2)
    return (
        f'{bold}{italic}<w:color w:val="{_hex(colour or kind.colour)}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _tab(side: str, more: str = "") -> str:
    return f'<w:tab w:val="{side}"{more} w:pos="{round(paper.points(paper.TEXT_WIDTH_MM) * 20)}"/>'


def _settings(language: str) -> str:
    locale = LOCALES[language]
    decimal, separator = (",", ";") if language == "de" else (".", ",")
    office = 'w:uri="http://schemas.microsoft.com/office/word"'
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        # As Word of today lays it out; without it, it opens in its compatibility mode.
        f'<w:compat><w:compatSetting w:name="compatibilityMode" {office} w:val="15"/>'
        f'<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" {office} w:val="1"/></w:compat>'
        f'<w:themeFontLang w:val="{locale}"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" '
        'w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" '
        'w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        f'<w:decimalSymbol w:val="{decimal}"/><w:listSeparator w:val="{separator}"/>'
    )


def _numbering(branding: Branding) -> str:
    indent = paper.ITEM_INDENT_PT * 20
    return (
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start '
        f'w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{STYLES[Look.ITEM][0]}"/><w:lvlText w:val="•"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr><w:rPr><w:color '
        f'w:val="{_hex(branding.colour)}"/></w:rPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def _hex(colour: str) -> str:
    return colour.removeprefix("#").upper()


def style_name(look: Look) -> str:
    """Return the id of a kind's style."""
    return STYLES[look][0]
