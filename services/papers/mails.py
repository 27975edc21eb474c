"""A mail as a file (.eml) that the office's own mail program opens as a draft; the portal sends nothing."""

from collections.abc import Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from services.papers.recipients import Recipient

# Outlook opens a file with this header as a message to be sent, not as one that came in.
DRAFT_MARK = "X-Unsent"


def build_mail(to: Sequence[Recipient], cc: Sequence[Recipient], subject: str, text: str) -> bytes:
    """Return the draft of a mail; who has no e-mail address is left out of its head.

    Lines of a mail end in CR LF. What would begin a new line of the head, in a name or in the subject, is a space.
    """
    mail = EmailMessage(policy=SMTP)
    mail[DRAFT_MARK] = "1"
    for head, people in (("To", to), ("Cc", cc)):
        addresses = [found for found in map(_address, people) if found]
        if addresses:
            mail[head] = addresses
    mail["Subject"] = _one_line(subject)
    mail.set_content(text.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n", cte="quoted-printable")
    return mail.as_bytes()


def _address(person: Recipient) -> Address | None:
    try:
        return Address(_one_line(person.name), addr_spec=person.address) if person.address else None
    except (MessageError, ValueError, IndexError):
        return None  # what no mail program could send to is left to the person to enter


def _one_line(text: str) -> str:
    return " ".join(text.split())
