"""Made-up people: names, references, and numbers and addresses that belong to nobody.

Telephone numbers are from the ranges the Bundesnetzagentur keeps for films and books; e-mail is at example.org.
"""

import random
from dataclasses import dataclass

from schema.lists import code_for


def _words(text: str, separator: str | None = None) -> list[str]:
    return text.split(separator)


_WOMEN = _words(
    "Anna Maria Sabine Petra Julia Katrin Nicole Stefanie Claudia Heike Susanne Birgit Lena Laura Sophie Emma Jana "
    "Franziska Mandy Anja Doreen Kerstin Ramona Cornelia Gabriele Ingrid Ute Silke Antje Peggy Aylin Fatma Elif Zeynep "
    "Amira Layla Nour Samira Yasmin Olena Oksana Natalia Iryna Tetiana Svitlana Ewa Agnieszka Milena Jelena Ivana Thi "
    "Linh Mai Blessing Abena Hawa Fariba Shirin Parwana Rojin Carmen Giulia Elena Daniela Ioana Mirela Vesna"
)
_MEN = _words(
    "Thomas Michael Andreas Stefan Christian Daniel Frank Jens Uwe Torsten Steffen Matthias Sven Marco Ronny René "
    "Tobias Felix Lukas Paul Max Jonas Tim Florian Robert Holger Jürgen Bernd Dieter Günter Wolfgang Klaus Ralf Maik "
    "Mehmet Ali Mustafa Emre Hassan Omar Khaled Yusuf Ahmad Mahmoud Reza Farid Dmytro Oleksandr Serhij Andrij Piotr "
    "Tomasz Marek Goran Dragan Milan Van Minh Duc Kwame Samuel Ibrahim Rohullah Azad Luis Antonio Marian Radu Nikolaj"
)
_LAST = _words(
    "Albrecht Bergmann Böttcher Brandt Dietze Eichhorn Engelmann Fiedler Förster Franke Friedrich Gärtner Graf Günther "
    "Haase Hartmann Heinze Herrmann Hofmann Jahn Kaiser Keller Kirchner Köhler Krause Kretzschmar Kühn Lange Lehmann "
    "Lindner Lorenz Ludwig Mehnert Michel Möbius Naumann Neubert Noack Otto Petzold Pfeiffer Pohl Reichelt Richter "
    "Rößler Sauer Schubert Seidel Simon Sommer Stein Thiele Uhlig Ulbricht Voigt Wagner Weigel Winkler Wolf Zimmermann "
    "Yilmaz Demir Kaya Şahin Öztürk Haddad Khalil Nasser Mansour Saleh Rahimi Ahmadi Hosseini Nazari Kovalenko "
    "Bondarenko Shevchuk Melnyk Tkachenko Kravets Nowak Kowalczyk Wiśniewska Petrović Jovanović Nguyen Tran Pham Le "
    "Mensah Diallo Okafor Ionescu Popa Dumitru Rossi Moreno Silva Ivanova Petrov Hoxha Berisha Tesfaye Haile"
)
_STREETS = _words(
    "Ahornweg,Lindenstraße,Gartenstraße,Bahnhofstraße,Schulstraße,Bergstraße,Feldweg,Birkenallee,Am Anger,Mühlenweg,"
    "Am Stadtpark,Kirchplatz,Rosenweg,Wiesenstraße,Amselgrund,Kastanienallee,Ringstraße,Talstraße,Waldstraße,Kiesweg",
    ",",
)
_PLACES = ("00101 Musterstadt", "00102 Musterstadt", "00107 Musterstadt", "00145 Beispielhausen")  # no code begins 00


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up customer."""

    name: str
    is_woman: bool
    reference: str
    contact: str


def full_name(rng: random.Random, is_woman: bool) -> str:
    """Return a made-up first and last name."""
    return f"{rng.choice(_WOMEN if is_woman else _MEN)} {rng.choice(_LAST)}"


def draw_person(rng: random.Random, channel: str) -> Person:
    """Return a made-up customer, reachable by what the channel tells of them."""
    is_woman = rng.randrange(100) < 54
    name = full_name(rng, is_woman)
    reference = f"BG-{rng.randrange(100, 1000)} {rng.randrange(100, 1000)}-{'ABCDEFGHKLMNPRSTUVWX'[rng.randrange(20)]}"
    return Person(name, is_woman, reference, _contact(rng, name, channel))


def _contact(rng: random.Random, name: str, channel: str) -> str:
    telephone = _telephone(rng)
    mail = f"{code_for(name).replace('_', '.')}{rng.choice(('', '', '', rng.randrange(60, 99)))}@example.org"
    street = f"{rng.choice(_STREETS)} {rng.randrange(1, 120)}{rng.choice(('', '', '', 'a', 'b'))}"
    address = f"{street}, {rng.choice(_PLACES)}"
    if channel in ("email", "online_portal"):
        return mail if rng.randrange(100) < 55 else f"{mail}\nTel. {telephone}"
    if channel == "telephone":
        return f"Tel. {telephone}" if rng.randrange(100) < 75 else f"Tel. {telephone}\n{address}"
    if channel == "letter":
        return address if rng.randrange(100) < 60 else f"{address}\nTel. {telephone}"
    return f"Tel. {telephone}\n{address}" if rng.randrange(100) < 60 else f"Tel. {telephone}\n{mail}"


def _telephone(rng: random.Random) -> str:
    if rng.randrange(100) < 62:
        return f"{rng.choice(('0171 39200', '0176 040690'))}{rng.randrange(100):02d}"
    return f"030 23125 {rng.randrange(1000):03d}"


def employee_name(rng: random.Random) -> str:
    """Return how an employee is named in a case: with the form of address and the last name."""
    return f"{'Frau' if rng.randrange(100) < 66 else 'Herr'} {rng.choice(_LAST)}"
