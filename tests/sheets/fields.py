"""Field masks: `a,b.c`, `a/b`, `a(b,c.d)`, `*`."""

from __future__ import annotations

import re
from typing import Any

Mask = dict[str, "Mask"]  # An empty mask means: all of it.

_TOKEN = re.compile(r"[A-Za-z_*][\w*]*|[(),./]")


class BadMask(ValueError):
    """A mask that cannot be read."""


def parse_mask(text: str) -> Mask:
    """Read a mask.

    Raises:
        BadMask: it is not one.
    """
    compact = re.sub(r"\s+", "", text)
    tokens = _TOKEN.findall(compact)
    if not tokens or "".join(tokens) != compact:
        raise BadMask(text)
    mask, rest = _read_list(tokens, text)
    if rest:
        raise BadMask(text)
    return mask


def _read_list(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while True:
        tokens = _read_path(tokens, mask, text)
        if not tokens or tokens[0] != ",":
            return mask, tokens
        tokens = tokens[1:]


def _read_path(tokens: list[str], mask: Mask, text: str) -> list[str]:
    if not tokens or not re.match(r"[\w*]", tokens[0]):
        raise BadMask(text)
    is_known = tokens[0] in mask
    inner = mask.setdefault(_camel(tokens[0]), {})
    rest = tokens[1:]
    if rest and rest[0] in "./":
        return _read_path(rest[1:], inner, text)
    if rest and rest[0] == "(":
        listed, rest = _read_list(rest[1:], text)
        if not rest or rest[0] != ")":
            raise BadMask(text)
        inner.update(listed)
        return rest[1:]
    if is_known:
        inner.clear()
    return rest


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), name)


def pick(value: Any, mask: Mask) -> Any:
    """Keep of an answer what the mask names; containers stay, even if nothing is left in them."""
    if not mask or ("*" in mask and not mask["*"]):
        return value
    if isinstance(value, list):
        return [pick(entry, mask) for entry in value]
    if not isinstance(value, dict):
        return value
    if "*" in mask:
        return {key: pick(entry, mask["*"]) for key, entry in value.items()}
    return {key: pick(value[key], inner) for key, inner in mask.items() if key in value}


def merge(old: dict[str, Any], new: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """Put into `old` what the mask names of `new`; what `new` lacks of it is taken away."""
    if "*" in mask:
        return dict(new)
    merged = dict(old)
    for key, inner in mask.items():
        if inner and "*" not in inner:
            before, after = old.get(key) or {}, new.get(key) or {}
            merged[key] = merge(before, after, inner)
        elif key in new and new[key] is not None:
            merged[key] = new[key]
        else:
            merged.pop(key, None)
    return merged
