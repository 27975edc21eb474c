"""A mail as a file (.eml) that the office's own mail program opens as a draft; the portal sends nothing.

The lines of the head are written here: Python 3.11 takes the comma between two recipients for a part of a name where it
folds a line between names with umlauts.
"""

import re
from collections.abc import Sequence
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

from services.papers.recipients import Recipient, is_sendable

# Outlook opens a file with this header as a message to be sent, not as one that came in.
DRAFT_MARK = "X-Unsent"
LINE_END = "\r\n"
LINE_LENGTH, SHORT = 76, 60
_PLAIN = re.compile(r"[A-Za-z0-9 -]*")  # what needs neither quotes nor encoding, in a name or a subject


def build_mail(to: Sequence[Recipient], cc: Sequence[Recipient], subject: str, text: str) -> bytes:
    """Return the draft of a mail; who has no e-mail address is left out of its head.

    Lines of a mail end in CR LF. What would begin a new line of the head, in a name or in the subject, is a space.
    """
    mail = EmailMessage(policy=SMTP)
    mail.set_content(text.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n", cte="quoted-printable")
    head = [f"{DRAFT_MARK}: 1"]
    for name, people in (("To", to), ("Cc", cc)):
        written = [_written(person) for person in people if is_sendable(person.address)]
        if written:
            head.append(f"{name}: " + f",{LINE_END} ".join(written))
    head.append(f"Subject: {_encoded(subject)}")
    return (LINE_END.join(head) + LINE_END).encode("ascii") + mail.as_bytes()


def _written(person: Recipient) -> str:
    """Return a recipient as the head of a mail names them; a name in encoded words, which need no quotes."""
    name = _encoded(person.name)
    return f"{name} <{person.address}>" if name else person.address


def _encoded(text: str) -> str:
    """Return a text for the head: short and plain as it is, else in encoded words that end where a character does."""
    line = " ".join(text.split())
    if len(line) <= SHORT and _PLAIN.fullmatch(line):
        return line
    return Header(line, "utf-8", LINE_LENGTH, continuation_ws=" ").encode(linesep=LINE_END)
