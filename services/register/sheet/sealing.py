"""The personal parts of records and journal rows, sealed before they leave for Google.

A text is compressed together with the place it belongs to, encrypted and signed (Fernet) with the newest key, and cut
into cells. Whoever copies the cells to another row, or changes one, does not get it opened there.
"""

import base64
import hashlib
import zlib
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken

from schema.words import N_
from services.errors import PortalError, RegisterUnavailable
from services.register.sheet.layout import CELL_LIMIT

KEY_BYTES = 32
_ALPHABET = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
_BETWEEN = b"\0"  # no place holds it
_VERSION = 0x80  # the first byte of everything Fernet makes
_SMALLEST = 1 + 8 + 16 + 16 + 32  # version, time, vector, one block, signature


class SealBroken(PortalError):
    """Sealed cells cannot be opened: another key sealed them, they are damaged, or they belong elsewhere."""


class Sealer:
    """Seals with the newest key and opens with each of them."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take the keys, newest first.

        Raises:
            RegisterUnavailable: there is no key, or one is none; its place is named, never what stands there.
        """
        if not keys:
            raise RegisterUnavailable(
                N_("The secrets hold no key for sealing. Make one with “python -m services key new”.")
            )
        self._fernets = [Fernet(_plain_key(key, number)) for number, key in enumerate(keys, start=1)]
        self.fingerprints = tuple(fingerprint(key) for key in keys)

    def seal(self, text: str, place: str) -> list[str]:
        """Return the sealed cells of a text that belongs to `place`; none for an empty one."""
        if not text:
            return []
        packed = zlib.compress(place.encode() + _BETWEEN + text.encode("utf-8", "surrogatepass"), level=9)
        token = self._fernets[0].encrypt(packed).decode("ascii")
        return [token[start : start + CELL_LIMIT] for start in range(0, len(token), CELL_LIMIT)]

    def open(self, cells: Sequence[str], place: str) -> str:
        """Return the text that was sealed for `place`; empty where there are no cells. Empty cells count for nothing.

        Raises:
            SealBroken: no key fits, the cells are damaged, or they were sealed for another place.
        """
        token = _token(cells)
        if not token:
            return ""
        for fernet in self._fernets:
            packed = _opened(fernet, token)
            if packed is not None:
                return _unpacked(packed, place)
        if _is_whole(token):
            raise SealBroken(
                N_("The sealed part of {place} fits none of the keys in the secrets, or somebody changed it."),
                place=place,
            )
        raise SealBroken(N_("The sealed part of {place} is damaged: a cell is missing or was changed."), place=place)

    def is_newest(self, cells: Sequence[str]) -> bool:
        """Return whether the newest key sealed these cells, or nothing is sealed there."""
        token = _token(cells)
        return not token or _opened(self._fernets[0], token) is not None


def new_key() -> str:
    """Return a fresh key."""
    return Fernet.generate_key().decode("ascii")


def fingerprint(key: str) -> str:
    """Return by what a key is known without giving it away: twelve characters in groups of four.

    Raises:
        RegisterUnavailable: it is no key.
    """
    secret = base64.urlsafe_b64decode(_plain_key(key, 1))
    digest = hashlib.sha256(b"resonanz.sealing-key\0" + secret).hexdigest()
    return " ".join(digest[start : start + 4] for start in range(0, 12, 4))


def plain_key(key: str) -> str:
    """Return a key as it was made: without the blanks and line ends it was typed with.

    Raises:
        RegisterUnavailable: it is no key.
    """
    return _plain_key(key, 1).decode("ascii")


def _plain_key(key: str, number: int) -> bytes:
    # Fernet itself drops what is no base64 without a word; a mistyped key has to be told from another key.
    typed = "".join(key.split()).rstrip("=").encode("utf-8", "replace")
    if not _ALPHABET.issuperset(typed) or len(typed) != 43:
        raise RegisterUnavailable(
            N_(
                "Key {number} in the secrets, under [register], is no key for sealing. A key has 44 characters, "
                "as “python -m services key new” and the recovery page show it."
            ),
            number=number,
        )
    return base64.urlsafe_b64encode(base64.urlsafe_b64decode(typed + b"="))


def _token(cells: Sequence[str]) -> bytes:
    return "".join(cells).encode("utf-8", "replace")


def _opened(fernet: Fernet, token: bytes) -> bytes | None:
    try:
        return fernet.decrypt(token)
    except InvalidToken:
        return None


def _is_whole(token: bytes) -> bool:
    """Return whether this has the shape of what Fernet makes; its signature alone says more, to who has the key."""
    if not _ALPHABET.issuperset(token.rstrip(b"=")) or len(token) % 4:
        return False
    data = base64.urlsafe_b64decode(token)
    return len(data) >= _SMALLEST and data[0] == _VERSION and (len(data) - _SMALLEST) % 16 == 0


def _unpacked(packed: bytes, place: str) -> str:
    sealed_for, _, text = zlib.decompress(packed).partition(_BETWEEN)
    if sealed_for != place.encode():
        raise SealBroken(
            N_("The sealed part of {place} belongs to another row: somebody copied or moved its cells."), place=place
        )
    return text.decode("utf-8", "surrogatepass")
