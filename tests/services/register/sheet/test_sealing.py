from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.errors import RegisterUnavailable
from services.register.sheet.layout import CELL_LIMIT
from services.register.sheet.sealing import SealBroken, Sealer, fingerprint, new_key, plain_key

KEY, OLD, OTHER = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (250, 2, 3))
PLACE = "reactions/01HZX"
TEXT = "Frau Özdemir, Königsbrücker Straße 12, 0351 1234567\n'=1+1' 🙂 01234"


def test_open_returns_what_was_sealed() -> None:
    sealer = Sealer([KEY])
    assert sealer.open(sealer.seal(TEXT, PLACE), PLACE) == TEXT


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300))
def test_open_returns_whatever_was_sealed(text: str) -> None:
    sealer = Sealer([KEY])
    assert sealer.open(sealer.seal(text, PLACE), PLACE) == text


def test_seal_shows_nothing_of_the_text_and_never_the_same_twice() -> None:
    sealer = Sealer([KEY])
    once, again = sealer.seal(TEXT, PLACE), sealer.seal(TEXT, PLACE)
    assert once != again
    assert len(once) == 1
    raw = base64.urlsafe_b64decode(once[0])
    assert [
        word for word in ("Özdemir", "0351 1234567", "reactions", PLACE) if word.encode() in raw or word in once[0]
    ] == []


def test_seal_makes_no_cells_of_an_empty_text() -> None:
    sealer = Sealer([KEY])
    assert sealer.seal("", PLACE) == []
    assert sealer.open([], PLACE) == ""
    assert sealer.open(["", ""], PLACE) == ""


def test_seal_cuts_a_long_text_into_cells_that_fit() -> None:
    text = "".join(chr(0x10000 + number * 7919 % 0xFFFF) for number in range(20_000))
    sealer = Sealer([KEY])
    cells = sealer.seal(text, PLACE)
    assert len(cells) > 1
    assert [len(cell) for cell in cells[:-1]] == [CELL_LIMIT] * (len(cells) - 1)
    assert 0 < len(cells[-1]) <= CELL_LIMIT
    assert sealer.open(cells, PLACE) == text
    assert sealer.open([*cells, "", ""], PLACE) == text


def test_seal_makes_long_plain_words_short() -> None:
    assert sum(map(len, Sealer([KEY]).seal("Der Bescheid kam zu spät. " * 700, PLACE))) < 1_000


def swapped(cells: list[str]) -> list[str]:
    return [cells[1], cells[0], *cells[2:]]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda cells: cells[:-1], id="a cell missing"),
        pytest.param(lambda cells: cells[1:], id="the first cell missing"),
        pytest.param(swapped, id="two cells swapped"),
        pytest.param(lambda cells: [cells[0][:-1], *cells[1:]], id="a character missing"),
        pytest.param(lambda cells: ["Müller", *cells[1:]], id="typed over"),
        pytest.param(
            lambda cells: [cells[0][:100] + ("A" if cells[0][100] != "A" else "B") + cells[0][101:], *cells[1:]],
            id="a character changed",
        ),
        pytest.param(lambda cells: ["12345"], id="a number"),
        pytest.param(lambda cells: ["gAAAAA"], id="a beginning"),
        pytest.param(lambda cells: ["="], id="a sign"),
    ],
)
def test_open_refuses_damaged_cells(damage: Callable[[list[str]], list[str]]) -> None:
    sealer = Sealer([KEY])
    text = "".join(chr(0x10000 + number * 7919 % 0xFFFF) for number in range(20_000))
    with pytest.raises(SealBroken, match=r"damaged|fits none of the keys") as caught:
        sealer.open(damage(sealer.seal(text, PLACE)), PLACE)
    assert caught.value.params == {"place": PLACE}


def test_open_says_whether_cells_are_incomplete_or_the_key_does_not_fit() -> None:
    cells = Sealer([OTHER]).seal(TEXT, PLACE)
    with pytest.raises(SealBroken, match="fits none of the keys"):
        Sealer([KEY, OLD]).open(cells, PLACE)
    with pytest.raises(SealBroken, match="is damaged"):
        Sealer([OTHER]).open([cells[0][:-3]], PLACE)


@pytest.mark.parametrize("place", ["reactions/01HZY", "journal/01HZX", "reactions/01HZ", "reactions/01HZX\0", ""])
def test_open_refuses_the_cells_of_another_place(place: str) -> None:
    sealer = Sealer([KEY])
    with pytest.raises(SealBroken, match="another row"):
        sealer.open(sealer.seal(TEXT, PLACE), place)


def test_open_takes_older_keys_and_seal_the_newest() -> None:
    before, between, after = Sealer([OLD]), Sealer([KEY, OLD]), Sealer([KEY])
    cells = before.seal(TEXT, PLACE)
    assert between.open(cells, PLACE) == TEXT
    renewed = between.seal(between.open(cells, PLACE), PLACE)
    assert after.open(renewed, PLACE) == TEXT
    with pytest.raises(SealBroken):
        before.open(renewed, PLACE)


def test_is_newest_tells_what_is_still_to_be_sealed_anew() -> None:
    both = Sealer([KEY, OLD])
    assert not both.is_newest(Sealer([OLD]).seal(TEXT, PLACE))
    assert not both.is_newest(["damaged"])
    assert both.is_newest(both.seal(TEXT, PLACE))
    assert both.is_newest([])


@pytest.mark.parametrize(
    "wrong", ["", "geheim", KEY[:-2], KEY[1:], KEY + "A", "ä" + KEY[1:], "+" + KEY[1:], KEY.replace("6", "/"), "\ud800"]
)
def test_sealer_names_the_place_of_what_is_no_key_and_never_shows_it(wrong: str) -> None:
    with pytest.raises(RegisterUnavailable, match="Key 2 in the secrets") as caught:
        Sealer([KEY, wrong])
    assert caught.value.params == {"number": 2}
    assert not wrong or wrong not in str(caught.value)
    assert not caught.value.retryable


def test_sealer_wants_a_key() -> None:
    with pytest.raises(RegisterUnavailable, match="key new"):
        Sealer([])


def test_sealer_takes_a_key_as_it_is_typed_from_paper() -> None:
    typed = "\n".join(" ".join(KEY[start : start + 4] for start in range(part, part + 24, 4)) for part in (0, 24))
    assert plain_key(typed) == KEY == plain_key(KEY.rstrip("="))
    assert Sealer([typed]).open(Sealer([KEY]).seal(TEXT, PLACE), PLACE) == TEXT
    assert fingerprint(typed) == fingerprint(KEY)


def test_fingerprint_tells_keys_apart_and_holds_nothing_of_them() -> None:
    keys = [new_key() for _ in range(50)]
    prints = [fingerprint(key) for key in keys]
    assert len(set(keys)) == len(set(prints)) == 50
    assert Sealer([KEY, OLD]).fingerprints == (fingerprint(KEY), fingerprint(OLD))
    assert {(len(one), len(one.split())) for one in prints} == {(14, 3)}
    assert fingerprint(KEY) == fingerprint(KEY)


def test_new_key_is_a_key() -> None:
    key = new_key()
    assert (len(key), plain_key(key)) == (44, key)


def test_sealer_shows_no_key() -> None:
    assert KEY not in repr(vars(Sealer([KEY]))) + repr(Sealer([KEY]))
