"""How the office shows itself in reports, charts and presentations: two colours, and a logo kept in the register.

A logo is a PNG or a JPEG. What is kept is the picture alone, drawn anew: upright, without the place and time a camera
writes into it, no larger than a page needs, and in the colours that Word and PowerPoint show. Pictures of other kinds
are refused; an SVG is a program for whoever opens it, and not every file could show it.
"""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

from PIL import Image, ImageOps, UnidentifiedImageError

from schema.words import N_
from services import access, stored_files
from services.access import Action, Actor
from services.errors import InputRejected
from services.register.base import ChangeSet, Register
from services.register.snapshot import Snapshot
from services.settings import settings_of
from services.stored_files import MOST_STORED, StoredFile

KEY: Final = "logo"
LARGEST_FILE_MB: Final = 5
MOST_PIXELS: Final = 25_000_000  # what unpacks to 100 MB
LONGEST_SIDE: Final = 2000  # pixels; 16 cm on paper at 300 dpi
SHORTEST_SIDE: Final = 16  # pixels
MOST_TIMES_LONGER: Final = 12  # the long side, of the short one
QUALITIES: Final = (90, 80, 70)  # of a JPEG
SMALLER: Final = 0.9  # a picture that is still too large is drawn at so much of its sides at most, again and again
PALETTE: Final = 256  # colours

TOO_MANY_PIXELS: Final = N_("“{name}” has more than {limit} million pixels. Please save the logo smaller.")

LogoKind = Literal["png", "jpeg"]


@dataclass(frozen=True, slots=True)
class Branding:
    """What every report carries; colours as #RRGGBB, and white text can be read on both."""

    colour: str
    second_colour: str
    logo: bytes | None
    logo_kind: LogoKind | None
    logo_alt: str
    office_name: str


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as it would be kept, and how many pixels wide and high it was brought and is now."""

    content: bytes
    kind: LogoKind
    width: int
    height: int
    width_before: int
    height_before: int

    @property
    def is_smaller(self) -> bool:
        """Whether it is drawn with fewer pixels than it came with."""
        return max(self.width, self.height) < max(self.width_before, self.height_before)


def branding_of(snapshot: Snapshot) -> Branding:
    """Return the office's colours, name and logo; no logo where there is none, or where it was damaged."""
    return snapshot.derived(_branding_of)


def find_logo(snapshot: Snapshot) -> StoredFile | None:
    """Return what is known of the logo; None where there is none."""
    return stored_files.find_file(snapshot, KEY)


def is_logo_damaged(snapshot: Snapshot) -> bool:
    """Return whether there is a logo that cannot be read in the register any more."""
    return find_logo(snapshot) is not None and branding_of(snapshot).logo is None


def store_logo(register: Register, actor: Actor, file_name: str, content: bytes, *, operation_id: str) -> Logo:
    """Store the office's logo and return what is kept of it; the same operation twice stores it once.

    Raises:
        AccessDenied: the actor may not set the portal up.
        InputRejected: it is no picture that reports can carry; what to do is said.
        StaleRecord: somebody else put in a logo at the same moment.
    """
    access.require(actor, Action.SET_UP)
    logo = prepare_logo(file_name, content)
    changes = stored_files.file_changes(register.snapshot(), KEY, file_name, logo.content)
    register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))
    return logo


def remove_logo(register: Register, actor: Actor, *, operation_id: str) -> None:
    """Let reports go without a logo.

    Raises:
        AccessDenied: the actor may not set the portal up.
        StaleRecord: somebody else put in a logo at the same moment.
    """
    access.require(actor, Action.SET_UP)
    snapshot = register.snapshot()
    if find_logo(snapshot) is not None:
        changes = stored_files.removal_changes(snapshot, KEY)
        register.commit(ChangeSet.of(changes, actor=actor.id, operation_id=operation_id))


def prepare_logo(file_name: str, content: bytes) -> Logo:
    """Return the picture as it would be kept.

    Raises:
        InputRejected: it is no picture, one of another kind, damaged, too large or too narrow; what to do is said.
    """
    name = PurePath(file_name).name
    if len(content) > LARGEST_FILE_MB * 1_000_000:
        msgid = N_("“{name}” is larger than {limit} MB. Please save the logo smaller.")
        raise InputRejected(msgid, name=name, limit=LARGEST_FILE_MB)
    kind = _kind_of(content)
    if kind is None:
        raise InputRejected(_why_no_logo(content), name=name)
    try:
        picture, before = _opened(name, content, kind)
        upright = _plain(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as err:
        raise InputRejected(TOO_MANY_PIXELS, name=name, limit=MOST_PIXELS // 1_000_000) from err
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as err:
        msgid = N_("“{name}” is damaged: only a part of the picture can be read. Please bring it once more.")
        raise InputRejected(msgid, name=name) from err
    packed, width, height = _packed(upright, kind)
    if (upright.width > upright.height) != (before[0] > before[1]):
        before = before[::-1]
    return Logo(packed, kind, width, height, *before)


def _branding_of(snapshot: Snapshot) -> Branding:
    settings = settings_of(snapshot)
    content = stored_files.find_content(snapshot, KEY)
    kind = _kind_of(content) if content is not None else None
    return Branding(
        settings.report_colour,
        settings.report_second_colour,
        content if kind else None,
        kind,
        f"Logo {settings.office_name}".strip(),
        settings.office_name,
    )


def _kind_of(content: bytes) -> LogoKind | None:
    """Return which of the two kinds a file is, by how it begins."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "jpeg" if content.startswith(b"\xff\xd8\xff") else None


def _why_no_logo(content: bytes) -> str:
    start = content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<svg", b"<?xml", b"<!doctype svg")) and b"<svg" in content[:100_000].lower():
        return N_("“{name}” is an SVG, which not every file can carry. Please save the logo as PNG.")
    try:
        with Image.open(io.BytesIO(content)):
            return N_("“{name}” is a picture, but neither PNG nor JPEG. Please save the logo as PNG.")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, SyntaxError, ValueError):
        return N_("“{name}” is no picture. Please choose the logo as a PNG or JPEG file.")


def _opened(name: str, content: bytes, kind: LogoKind) -> tuple[Image.Image, tuple[int, int]]:
    """Return the picture with all its pixels read, and how large it came; that is looked at before they are read."""
    picture = Image.open(io.BytesIO(content), formats=(kind,))
    size = picture.size
    short, long = sorted(size)
    if short * long > MOST_PIXELS:
        raise InputRejected(TOO_MANY_PIXELS, name=name, limit=MOST_PIXELS // 1_000_000)
    if short < SHORTEST_SIDE or long > short * MOST_TIMES_LONGER:
        msgid = N_(
            "“{name}” is {width} pixels wide and {height} high: too small or too narrow for a logo. Please choose a "
            "larger picture."
        )
        raise InputRejected(msgid, name=name, width=picture.width, height=picture.height)
    if kind == "jpeg":
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.load()
    return picture, size


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture as RGB, or as RGBA where something of it is transparent."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        picture = picture.point(lambda value: value / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    lowest, _ = clear.getchannel("A").getextrema()
    return clear if lowest != 255 else clear.convert("RGB")


def _packed(picture: Image.Image, kind: LogoKind) -> tuple[bytes, int, int]:
    """Return the picture as a file that fits, with its width and height: drawn smaller as far as that takes."""
    drawn = picture.copy()
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    while True:
        size = 0
        for content in _files(drawn, kind):
            size = len(content)
            if size <= MOST_STORED:
                return content, drawn.width, drawn.height
        share = min(SMALLER, math.sqrt(MOST_STORED / size))
        drawn = drawn.resize((max(1, int(drawn.width * share)), max(1, int(drawn.height * share))))


def _files(picture: Image.Image, kind: LogoKind) -> Iterator[bytes]:
    """Yield the picture as a file, from the best to the smallest."""
    if kind == "jpeg":
        for quality in QUALITIES:
            yield _file(picture, "JPEG", quality=quality)
    else:
        yield _file(picture, "PNG")
        few = picture.quantize(PALETTE, method=Image.Quantize.FASTOCTREE)
        yield _file(few, "PNG")


def _file(picture: Image.Image, name: str, **options: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, name, optimize=True, **options)
    return out.getvalue()
