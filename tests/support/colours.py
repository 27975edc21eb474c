"""What eyes make of colours: contrast as WCAG 2.1 defines it, and colour vision deficiencies."""

from __future__ import annotations

import math

Triple = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), severity 1.0; they work on linear RGB.
DEFICIENCIES: dict[str, tuple[Triple, Triple, Triple]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def contrast(one: str, other: str) -> float:
    """Compute the contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blended(colour: str, background: str, share: float) -> str:
    """Give the colour that a half-transparent one makes on a background."""
    pairs = ((int(colour[at : at + 2], 16), int(background[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in pairs)


def as_seen_with(deficiency: str, colour: str) -> Triple:
    """Give the linear RGB that a person with this deficiency sees; "none" leaves it as it is."""
    linear = _linear(colour)
    if deficiency == "none":
        return linear
    red, green, blue = (min(1.0, max(0.0, _dot(row, linear))) for row in DEFICIENCIES[deficiency])
    return red, green, blue


def difference(one: Triple, other: Triple) -> float:
    """Compute how far apart two linear RGB colours look (CIE76)."""
    return math.dist(_lab(one), _lab(other))


def _luminance(colour: str) -> float:
    return _dot((0.2126, 0.7152, 0.0722), _linear(colour))


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _unfold(red), _unfold(green), _unfold(blue)


def _unfold(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _lab(linear: Triple) -> Triple:
    x = _dot((0.4124, 0.3576, 0.1805), linear) / 0.95047
    y = _dot((0.2126, 0.7152, 0.0722), linear)
    z = _dot((0.0193, 0.1192, 0.9505), linear) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _dot(one: Triple, other: Triple) -> float:
    return sum(left * right for left, right in zip(one, other, strict=True))
