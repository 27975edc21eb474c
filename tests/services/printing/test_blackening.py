"""Names are found however they are written, and what is no name stays."""

from __future__ import annotations

import pytest

from services.printing.blackening import BAR, Blackout, lines_of

MIA = Blackout(names=("Mia Müller-Schmidt",))


def blackened(text: str, *names: str, others: tuple[str, ...] = (), words: tuple[str, ...] = ()) -> str:
    return Blackout(names or ("Mia Müller-Schmidt",), others, words).without_names(text).replace(BAR, "█")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Frau Müller-Schmidt ruft an.", "Frau █ ruft an."),
        ("MIA MÜLLER-SCHMIDT, mia müller schmidt", "█, █"),
        ("Müller-Schmidt, Mia", "█, █"),
        ("Frau Mueller wartet auf Mias Bescheid", "Frau █ wartet auf █ Bescheid"),
        ("Mia's und Mia’s und Schmidts' Akte", "█ und █ und █ Akte"),
        ("Mu\u0308ller und Mül\u00adler und M\u200bia", "█ und █ und █"),
        ("Frau Mül-\nler", "Frau █"),
        ("Die Mühle, Miami, Schmidtstraße und Amia bleiben", "Die Mühle, Miami, Schmidtstraße und Amia bleiben"),
        ("Mia\nMüller", "█\n█"),
        ("(Mia) „Schmidt“ /Mia/", "(█) „█“ /█/"),
        ("", ""),
    ],
)
def test_without_names_finds_a_name_however_it_is_written(text: str, shown: str) -> None:
    assert blackened(text).replace("█ \n", "█\n") in (shown, shown.replace("█\n█", "█\n█"))


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Bo Li", "Li sagt: Herr Li und Bo Li, aber liegt und Bogen", "Li sagt: █ und █, aber liegt und Bogen"),
        ("Dr. von der Größe", "Herr Grösse, GROESSE und von der Leistung", "Herr █, █ und von der Leistung"),
        ("Yılmaz Çelik", "Yilmaz Celik und YILMAZ", "█ und █"),
        ("Łukasz Nowák", "lukasz nowak", "█"),
        ("", "Frau Muster", "Frau Muster"),
        ("...", "Ein Satz. Noch einer.", "Ein Satz. Noch einer."),
        ("a.*b(c", "a.*b(c und axxb", "a.*b(c und axxb"),
    ],
)
def test_without_names_takes_every_kind_of_name(name: str, text: str, shown: str) -> None:
    assert blackened(text, name) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mail an x.y+z@post.example.", "Mail an █"),
        ("Tel. 0351/475-67 00, mobil 0171 2345678 oder +49 351 4756", "Tel. █, mobil █ oder █"),
        ("(0351) 123456", "█"),
        ("DE89 3704 0044 0532 0130 00 und DE89370400440532013000", "█ und █"),
        ("BG 07502//0012345 und 07502BG0012345", "BG █ und █"),
        ("geb. 12.03.1980, geboren am 1.2.80", "█, █"),
        ("Am 01.02.2023 und 05.03.2023, 2023-02-01 um 08:30", "Am 01.02.2023 und 05.03.2023, 2023-02-01 um 08:30"),
        (
            "1.041,50 Euro, 0,50 Euro, 14 Tage, § 31 SGB II, 2022",
            "1.041,50 Euro, 0,50 Euro, 14 Tage, § 31 SGB II, 2022",
        ),
        ("KR-2026-0001 vom 01.02.2023", "KR-2026-0001 vom 01.02.2023"),
    ],
)
def test_without_names_takes_out_numbers_that_lead_to_a_person(text: str, shown: str) -> None:
    assert blackened(text) == shown


def test_without_names_takes_out_the_customer_number_and_the_address() -> None:
    words = ("123A456789", *lines_of("Weg 3\n01234 Ort am See, Hinterhaus\nHauptstraße 12a; klingeln"))
    assert words[1:] == ("Weg 3", "01234 Ort am See", "Hauptstraße 12a")
    text = "Kundennummer 123 A 456789, 123a456789; wohnt Hauptstrasse 12 a in 01234 Ort am See, nicht in Ort."
    assert blackened(text, words=words) == "Kundennummer █, █; wohnt █ in █, nicht in Ort."


def test_without_names_takes_out_others_only_where_they_are_meant() -> None:
    others = ("Bernd Sommer", "bernd@amt.example")
    text = "Im Sommer sagt Bernd Sommer, Herr Sommer sei im Urlaub (Sommer, Bernd). bernd@amt.example"
    assert blackened(text, others=others) == "Im Sommer sagt █, █ sei im Urlaub (█). █"


def test_without_names_leaves_nothing_of_what_it_takes_out() -> None:
    text = "Mia Müller-Schmidt, mia@post.example, 0171 2345678"
    assert set(MIA.without_names(text)) <= {BAR, ",", " "}
    assert MIA.without_names(f"{BAR}a") == "a"


def test_without_names_is_quick_with_a_text_without_end() -> None:
    for sign in ("x", "1", "0 ", "a@", "-\n", "ä"):
        assert Blackout(("Mia Muster",), words=("123A456",)).without_names(sign * 20_000)
