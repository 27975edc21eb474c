"""The office's colours and logo: real pictures, and everything that only looks like one."""

from __future__ import annotations

import io
import os
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from services.access import Action, Actor
from services.branding import (
    KEY,
    LARGEST_FILE_MB,
    LONGEST_SIDE,
    branding_of,
    find_logo,
    is_logo_damaged,
    prepare_logo,
    remove_logo,
    store_logo,
)
from services.errors import AccessDenied, InputRejected
from services.register.base import ChangeSet, Register, RowChange
from services.settings import settings_of
from services.stored_files import MOST_STORED
from tests.services.figures.registers import snapshot_of
from tests.support.people import ADA, KAREN, those_without

CLEAR, RED, BLUE = (0, 0, 0, 0), (200, 0, 0, 255), (0, 0, 200, 255)
ORIENTATION = 0x0112
TURNED = 6  # a camera held upright: the picture lies on its side, and EXIF says so
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def saved(picture: Image.Image, name: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, name, **options)
    return out.getvalue()


def png(width: int = 300, height: int = 100) -> bytes:
    """Return a red mark on a clear ground."""
    picture = Image.new("RGBA", (width, height), CLEAR)
    picture.paste(RED, (width // 4, height // 4, width // 2, height // 2))
    return saved(picture)


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture that hardly packs."""
    return Image.frombytes(mode, (width, height), os.urandom(width * height * len(mode)))


def claims(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is so large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


def opened(content: bytes | None) -> Image.Image:
    assert content is not None
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def refusal(content: bytes, name: str = "Logo.png") -> str:
    with pytest.raises(InputRejected) as raised:
        prepare_logo(name, content)
    return str(raised.value)


def test_branding_of_a_new_register_has_the_colours_of_the_start_and_no_logo() -> None:
    branding = branding_of(snapshot_of([]))
    assert (branding.colour, branding.second_colour) == ("#0B6B7A", "#33474D")
    assert (branding.logo, branding.logo_kind, branding.logo_alt, branding.office_name) == (None, None, "Logo", "")
    assert not is_logo_damaged(snapshot_of([]))


def test_store_logo_is_what_reports_carry(register: Register) -> None:
    logo = store_logo(register, KAREN, r"Haus Logo.png", png(), operation_id="op1")
    store_logo(register, KAREN, "Haus Logo.png", png(), operation_id="op1")
    branding = branding_of(register.refresh())
    assert (branding.logo, branding.logo_kind) == (logo.content, "png")
    stored = find_logo(register.snapshot())
    assert stored is not None
    assert (stored.file, stored.size) == ("Haus Logo.png", len(logo.content))
    kept = opened(branding.logo)
    assert (kept.size, kept.mode) == ((300, 100), "RGBA")
    assert [kept.getpixel(place) for place in ((0, 0), (100, 40))] == [CLEAR, RED]
    assert settings_of(register.snapshot()).damaged == ()
    assert [row.actor for row in register.history(KEY)] == [KAREN.id]


def test_a_large_picture_is_drawn_smaller_and_stays_clear() -> None:
    logo = prepare_logo("gross.png", png(2400, 600))
    assert (logo.width, logo.height, logo.is_smaller) == (LONGEST_SIDE, 500, True)
    assert (logo.width_before, logo.height_before) == (2400, 600)
    kept = opened(logo.content).convert("RGBA")
    assert (kept.size, kept.getpixel((0, 0))) == ((2000, 500), CLEAR)
    assert not prepare_logo("klein.png", png()).is_smaller


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_picture_that_hardly_packs_fits_all_the_same(mode: str) -> None:
    logo = prepare_logo("foto.png", saved(noise(450, 300, mode), compress_level=1))
    assert len(logo.content) <= MOST_STORED
    assert logo.kind == "png"
    assert logo.width / logo.height == pytest.approx(1.5, abs=0.02)
    assert logo.width > 150
    assert opened(logo.content).has_transparency_data == (mode == "RGBA")


def test_a_jpeg_stays_one_and_fits() -> None:
    logo = prepare_logo("foto.jpg", saved(noise(900, 600), "JPEG", quality=95))
    assert (logo.kind, opened(logo.content).format) == ("jpeg", "JPEG")
    assert len(logo.content) <= MOST_STORED


def test_a_turned_jpeg_is_kept_upright_without_what_the_camera_wrote() -> None:
    picture = Image.new("RGB", (400, 200), RED[:3])
    picture.paste(BLUE[:3], (0, 0, 400, 100))  # the upper half, which is on the right once the picture stands
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED
    logo = prepare_logo("foto.jpeg", saved(picture, "JPEG", exif=exif, quality=95))
    assert (logo.width, logo.height, logo.width_before, logo.height_before) == (200, 400, 200, 400)
    assert not logo.is_smaller
    kept = opened(logo.content)
    assert dict(kept.getexif()) == {}
    left, right = kept.getpixel((20, 200)), kept.getpixel((180, 200))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 150 > 50 > left[2]
    assert right[2] > 150 > 50 > right[0]


@pytest.mark.parametrize(
    ("picture", "name", "mode"),
    [
        (Image.new("CMYK", (100, 100)), "JPEG", "RGB"),
        (Image.new("L", (100, 100), 128), "JPEG", "RGB"),
        (Image.new("1", (100, 100)), "PNG", "RGB"),
        (Image.new("I;16", (100, 100), 32_768), "PNG", "RGB"),
        (Image.new("LA", (100, 100), (0, 7)), "PNG", "RGBA"),
        (Image.new("RGBA", (100, 100), RED), "PNG", "RGB"),
        (Image.new("P", (100, 100)), "PNG", "RGB"),
    ],
    ids=lambda one: getattr(one, "mode", ""),
)
def test_every_kind_of_colours_becomes_what_files_show(picture: Image.Image, name: str, mode: str) -> None:
    kept = opened(prepare_logo("x", saved(picture, name)).content)
    assert kept.mode == mode
    if picture.mode == "I;16":
        assert kept.getpixel((0, 0)) == (128, 128, 128)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no picture"),
        (b"Sehr geehrte Damen und Herren", "is no picture"),
        (SVG, "is an SVG"),
        (b"  <svg/>", "is an SVG"),
        (b"<?xml version='1.0'?><page/>", "is no picture"),
        (b"%PDF-1.7", "is no picture"),
        (saved(Image.new("RGB", (100, 100)), "GIF"), "neither PNG nor JPEG"),
        (saved(Image.new("RGB", (100, 100)), "WEBP"), "neither PNG nor JPEG"),
        (png()[:200], "is damaged"),
        (saved(noise(100, 100), "JPEG")[:2000], "is damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "is damaged"),
        (b"\xff\xd8\xff" + bytes(50), "is damaged"),
        (claims(60_000, 60_000), "million pixels"),
        (claims(10_000, 10_000), "million pixels"),
        (claims(6_000, 5_000), "million pixels"),
        (png() + bytes(LARGEST_FILE_MB * 1_000_000), "larger than 5 MB"),
        (png(15, 15), "15 pixels wide and 15 high"),
        (png(2000, 100), "too narrow"),
    ],
)
def test_what_is_no_logo_is_refused_by_name(content: bytes, said: str) -> None:
    sentence = refusal(content, "mein/Ordner/Haus.png")
    assert said in sentence
    assert sentence.startswith("“Haus.png” ")


def test_what_counts_is_the_content_not_the_name() -> None:
    assert prepare_logo("logo.txt", png()).kind == "png"
    assert prepare_logo("logo.png", saved(Image.new("RGB", (100, 50)), "JPEG")).kind == "jpeg"


def test_a_refused_logo_leaves_the_one_before(register: Register) -> None:
    kept = store_logo(register, KAREN, "eins.png", png(), operation_id="op1")
    before = register.snapshot().revision
    with pytest.raises(InputRejected):
        store_logo(register, KAREN, "zwei.png", SVG, operation_id="op2")
    assert register.refresh().revision == before
    assert branding_of(register.snapshot()).logo == kept.content


def test_remove_logo_and_bring_another(register: Register) -> None:
    remove_logo(register, KAREN, operation_id="op0")
    assert register.refresh().frames["settings"].empty
    long = saved(noise(200, 200), compress_level=1)
    store_logo(register, KAREN, "lang.png", long, operation_id="op1")
    remove_logo(register, ADA, operation_id="op2")
    assert branding_of(register.refresh()).logo is None
    assert find_logo(register.snapshot()) is None
    assert not is_logo_damaged(register.snapshot())
    second = store_logo(register, KAREN, "zwei.png", png(), operation_id="op3")
    assert branding_of(register.refresh()).logo == second.content


def test_a_logo_damaged_in_the_register_is_none_and_said(register: Register) -> None:
    store_logo(register, KAREN, "eins.png", png(), operation_id="op1")
    row = register.snapshot().row("settings", f"{KEY}.01")
    change = RowChange("settings", row["id"], {"value": "*" + row["value"]}, seen=row)
    register.commit(ChangeSet.of([change], actor="sheet", operation_id="op2"))
    assert is_logo_damaged(register.snapshot())
    assert (branding_of(register.snapshot()).logo, branding_of(register.snapshot()).logo_kind) == (None, None)


@pytest.mark.parametrize("actor", those_without(Action.SET_UP), ids=lambda one: one.id or "signed out")
def test_the_logo_is_for_those_who_set_the_portal_up(register: Register, actor: Actor) -> None:
    before = register.snapshot().revision
    with pytest.raises(AccessDenied):
        store_logo(register, actor, "x.png", png(), operation_id="op1")
    with pytest.raises(AccessDenied):
        remove_logo(register, actor, operation_id="op2")
    assert register.refresh().revision == before
