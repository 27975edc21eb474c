"""The page to print and keep: the key in groups that can be typed back, and what is lost without it."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from schema.words import N_
from services import access, keys, translation
from services.access import Action, Actor

TEMPLATE = Path(__file__).with_suffix(".html")
USUAL_NAME = N_("Register of customer reactions")

_LEAD = N_(
    "This page belongs in a safe. With the key on it, and access to the sheet, everything that is sealed in the "
    "register can be read."
)
_ON_SCREEN = N_(
    "Please print this page, two copies, and then delete the file: whoever has it has the key. "
    "Not by e-mail, and not onto a shared drive."
)
_KEY_HINT = N_(
    "44 characters in {count} numbered groups. Below each character stands what it is: a capital letter (A–Z), a small "
    "letter, a digit, a hyphen, an underscore, or the sign = at the end."
)
_LOST = (
    N_(
        "With this key, the portal seals every customer's name, address and telephone number, the text of every "
        "reaction and what was noted on it before they leave for Google, in the journal as well. Without the key, "
        "nobody ever reads them again: the portal cannot, whoever installed or wrote it cannot, and Google cannot "
        "either. No copy of the sheet and no older version of it helps."
    ),
    N_(
        "What is counted stays readable without it, and so do the subject lines: dates, channels, areas, themes, "
        "deadlines and outcomes. So the figures remain; who wrote, and what, is gone."
    ),
)
_WHERE = (
    N_("On paper, in two places that do not burn together: in the office's safe and, say, with the management."),
    N_("Where only people get at it who may read every case."),
    N_("Never in the sheet or beside it in Google Drive, never by e-mail or chat, never as a photograph."),
    N_("When the key has been changed: keep this page until the last old copy of the sheet is gone."),
)
_BACK = (
    N_(
        "Open the secrets of the portal: the file .streamlit/secrets.toml in its folder, or, on Streamlit's Community "
        "Cloud, the app's settings under “Secrets”."
    ),
    N_(
        'Below the line [register] write: key = "…", and between the quotation marks the groups in their order. '
        "Blanks between the groups may stay. If there is no line [register], write it first, at the end of the file."
    ),
    N_("Save, and start the portal again."),
    N_(
        "Let the portal check it: “python -m services key check” names the fingerprint of the key. It has to be the "
        "one on this page. If it is not, compare capital and small letters, 0 and O, 1 and l."
    ),
)
_KEEPING = (
    N_("First copy: where, since when"),
    N_("Second copy: where, since when"),
    N_("Kept by (name, signature)"),
    N_("Confirmed in the portal on"),
)


def build_recovery_page(
    actor: Actor, key: str, *, name: str = "", address: str = "", today: date, language: str = "de"
) -> str:
    """Return the page as HTML that needs nothing else; without a name or an address, there is a line to write it on.

    Raises:
        AccessDenied: the actor may not set the register up.
        RegisterUnavailable: it is no key.
    """
    access.require(actor, Action.SET_UP)

    def said(msgid: str, **params: object) -> str:
        return escape(translation.text(msgid, language, params))

    facts = {
        N_("Register"): name or translation.text(USUAL_NAME, language),
        N_("Address of the sheet"): address,
        N_("Fingerprint of the key"): keys.fingerprint(key),
        N_("Printed on"): translation.day(today, language),
    }
    groups = keys.groups(key)
    return _template().substitute(
        language=escape(language),
        title=said(N_("Recovery page: the key of the register")),
        on_screen=said(_ON_SCREEN),
        lead=said(_LEAD),
        facts="\n".join(f"<dt>{said(label)}</dt><dd>{escape(value)}</dd>" for label, value in facts.items()),
        key_heading=said(N_("The key")),
        key_hint=said(_KEY_HINT, count=len(groups)),
        groups="\n".join(_group(number, group, language) for number, group in enumerate(groups, start=1)),
        lost_heading=said(N_("What is lost without it")),
        lost=_each("p", map(said, _LOST)),
        where_heading=said(N_("Where to keep it")),
        where=_each("li", map(said, _WHERE)),
        back_heading=said(N_("How to put it back")),
        back=_each("li", map(said, _BACK)),
        keeping=_each("div", map(said, _KEEPING)),
    )


@cache
def _template() -> Template:
    return Template(TEMPLATE.read_text(encoding="utf-8"))


def _each(tag: str, texts: Iterable[str]) -> str:
    return "\n".join(f"<{tag}>{text}</{tag}>" for text in texts)


def _group(number: int, group: str, language: str) -> str:
    characters = "".join(
        f'<span data-kind="{escape(translation.text(_kind(character), language))}">{escape(character)}</span>'
        for character in group
    )
    return f'<li><span class="number">{number}</span><span class="group">{characters}</span></li>'


def _kind(character: str) -> str:
    if character.isdigit():
        return N_("digit")
    if character.isalpha():
        return N_("capital") if character.isupper() else N_("small")
    return {"-": N_("hyphen"), "_": N_("underscore")}.get(character, N_("equals"))
