from __future__ import annotations

import email
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.errors import AccessDenied
from services.papers.drafting import make_mail
from services.papers.mails import build_mail
from services.papers.recipients import Recipient
from services.register.base import Register
from tests.services.papers.office import customer_case, draft, open_office
from tests.support.people import ALICE, BOB, DORA

MIA = Recipient("Mia Müller-Groß", "mia@post.example")
BOSS = Recipient("Chef, Dr. Über", "boss@amt.example")


def read(mail: bytes) -> EmailMessage:
    return cast("EmailMessage", email.message_from_bytes(mail, policy=default))


def people(message: EmailMessage, head: str) -> list[tuple[str, str]]:
    return [(one.display_name, one.addr_spec) for one in message[head].addresses]


def test_build_mail_is_a_draft_with_its_recipients_subject_and_text() -> None:
    mail = build_mail([MIA], [BOSS], "Größe: „fünf“ – prüfen", "Guten Tag,\n\nschöne Grüße – ß €\n.\nEnde")
    message = read(mail)
    assert message["X-Unsent"] == "1"
    assert people(message, "To") == [("Mia Müller-Groß", "mia@post.example")]
    assert people(message, "Cc") == [("Chef, Dr. Über", "boss@amt.example")]
    assert message["Subject"] == "Größe: „fünf“ – prüfen"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == "Guten Tag,\n\nschöne Grüße – ß €\n.\nEnde\n"
    assert message["From"] is None
    assert message["Bcc"] is None


def test_build_mail_has_lines_of_mail_only() -> None:
    mail = build_mail([MIA], [], "x" * 300, "ä" * 5000 + "\r\nzwei\rdrei\nvier")
    lines = mail.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 998
    assert all(byte < 128 for byte in mail)
    assert read(mail).get_content().replace("\r\n", "\n") == "ä" * 5000 + "\nzwei\ndrei\nvier\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028"])
def test_build_mail_lets_nobody_write_lines_of_its_head(end: str) -> None:
    bad = f"Hallo{end}Bcc: opfer@post.example{end}{end}Text"
    message = read(build_mail([Recipient(bad, "mia@post.example")], [], bad, "Text"))
    assert set(message.keys()) == {
        "X-Unsent",
        "To",
        "Subject",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert people(message, "To") == [("Hallo Bcc: opfer@post.example Text", "mia@post.example")]
    assert message["Subject"] == "Hallo Bcc: opfer@post.example Text"
    assert message.get_content().strip() == "Text"


@pytest.mark.parametrize(
    "address",
    ["", "mia@post.example\nBcc: x@y.example", "a b@c.example", "mia@", "@x", "mia,b@x.example", "müller@post.example"],
)
def test_build_mail_leaves_out_what_is_no_address(address: str) -> None:
    message = read(build_mail([Recipient("Mia", address), MIA], [Recipient("Mia", address)], "x", "y"))
    assert people(message, "To") == [("Mia Müller-Groß", "mia@post.example")]
    assert message["Cc"] is None
    assert "Bcc" not in message


def decoded(value: str) -> str:
    return str(make_header(decode_header(value))) if value else ""


def named(mail: bytes, head: str) -> list[tuple[str, str]]:
    """Return the recipients as the older of Python's two readers sees them: it puts encoded words together rightly."""
    value = str(email.message_from_bytes(mail)[head]).replace("\r\n", "").replace("\n", "")
    return [(decoded(name), address) for name, address in getaddresses([value])]


def test_build_mail_keeps_three_people_with_umlauts_apart() -> None:
    """Python 3.11's own writer loses the comma before the third."""
    people_ = [Recipient(f"Jörg Müller-Lüdenscheidt {place}", f"j{place}@amt.example") for place in range(4)]
    mail = build_mail(people_, people_, "x", "y")
    for head in ("To", "Cc"):
        assert named(mail, head) == [(one.name, one.address) for one in people_]
        assert people(read(mail), head) == [(one.name, one.address) for one in people_]


@settings(max_examples=150, deadline=None)
@given(
    name=st.text(
        st.one_of(st.sampled_from("aäß ,.;:<>@\"'()[]\\=?_-–€"), st.characters(exclude_categories=("C",))), max_size=100
    ),
    subject=st.text(st.characters(exclude_categories=("C",)), max_size=250),
    count=st.integers(1, 5),
)
def test_build_mail_holds_whatever_somebody_is_called(name: str, subject: str, count: int) -> None:
    people_ = [Recipient(name, f"p{place}@amt.example") for place in range(count)]
    mail = build_mail(people_, [], subject, "y")
    assert named(mail, "To") == [(" ".join(name.split()), one.address) for one in people_]
    assert decoded(str(email.message_from_bytes(mail)["Subject"])) == " ".join(subject.split())
    assert max(map(len, mail.split(b"\r\n"))) <= 120


def test_build_mail_without_anybody_has_no_recipient() -> None:
    assert read(build_mail([], [], "x", "y"))["To"] is None


def test_make_mail_holds_what_was_typed(register: Register) -> None:
    case = customer_case(open_office(register))
    found = draft(register, case, "acknowledgement")
    message = read(make_mail(ALICE, case.reaction, found, "Mein Betreff", "Mein Text {{ nummer }}"))
    assert message["Subject"] == "Mein Betreff"
    assert message.get_content().strip() == "Mein Text {{ nummer }}"


def test_make_mail_refuses_who_may_not(register: Register) -> None:
    case = customer_case(open_office(register))
    found = draft(register, case, "acknowledgement")
    for actor in (BOB, DORA):
        with pytest.raises(AccessDenied):
            make_mail(actor, case.reaction, found, "x", "y")


def test_a_text_of_twenty_thousand_characters_comes_out_whole(register: Register) -> None:
    text = ("Zeile mit <b>&amp; {{ name }} = +-\n" * 600)[:20_000].strip()
    case = customer_case(open_office(register), text=text, unit="nord")
    found = draft(register, case, "disposition")
    content = read(make_mail(ALICE, case.reaction, found, found.subject, found.text)).get_content()
    assert text in content.replace("\r\n", "\n")
