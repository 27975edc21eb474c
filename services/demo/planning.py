"""From the whole numbers of a year to its cases: what each is about, its channel, its outcome, the ombuds office."""

import random
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from services.demo.cases import Case, Matter
from services.demo.targets import Targets

Item = TypeVar("Item")

_SUBSTANTIVE = ("benefits", "municipal", "placement", "self_employed")
_AT_THE_COUNTER = ("conduct", "reception", "hotline", "organisation")
_OMBUDS_FOCUS = {
    ("benefits", "auszahlung_des_regelbedarfs"),
    ("benefits", "hoehe_des_regelbedarfs"),
    ("benefits", "anrechnung_von_einkommen"),
    ("municipal", "hoehe"),
    ("municipal", "mietkaution"),
}
_OMBUDS_AREAS = {"benefits": 20, "municipal": 26, "self_employed": 8, "placement": 5, None: 8}
_OMBUDS_CHANNELS = {"telephone": 18, "email": 11, "in_person": 9, "letter": 5, "online_portal": 1}
_SUGGESTION_AREAS = (
    ["organisation"] * 9 + ["reception"] * 4 + ["benefits"] * 4 + ["hotline"] * 3 + ["placement"] * 3 + ["municipal"]
)


def plan_cases(rng: random.Random, targets: Targets) -> list[Case]:
    """Return the cases of a year, without dates and people."""
    cases = _complaint_cases(rng, targets)
    cases += _praise_cases(rng, targets)
    cases += _lone_cases(rng, targets)
    rng.shuffle(cases)
    _choose_channels(rng, cases, targets)
    _choose_ombuds(rng, cases, targets)
    _choose_outcomes(rng, cases, targets)
    _choose_types(rng, cases, targets)
    return cases


def ranked(rng: random.Random, items: Iterable[Item], weight: Callable[[Item], int]) -> list[Item]:
    """Return the items in an order in which those of more weight tend to come first; weight 0 is left out."""
    keyed = [(rng.random() / weight(item), place, item) for place, item in enumerate(items) if weight(item)]
    return [item for _, _, item in sorted(keyed, key=lambda entry: entry[:2])]


def _praise_pairs(targets: Targets) -> int:
    return min(sum(targets.praises.values()) // 8, targets.sizes[1])


def _lone_suggestions(targets: Targets) -> int:
    return targets.suggestions * 5 // 9


def _complaint_cases(rng: random.Random, targets: Targets) -> list[Case]:
    pairs, alone = _praise_pairs(targets), _lone_suggestions(targets)
    praises = sum(targets.praises.values())
    sizes = list(targets.sizes)
    sizes[0] -= targets.petitions + targets.submissions + praises - 2 * pairs + alone
    sizes[1] -= pairs
    pool = [theme for theme, count in targets.complaints.items() for _ in range(count)]
    rng.shuffle(pool)
    weighty = [theme for theme in pool if theme[0] in _SUBSTANTIVE]
    other = [theme for theme in pool if theme[0] not in _SUBSTANTIVE]
    hints = targets.suggestions - alone
    several = [size for size, count in enumerate(sizes, 1) for _ in range(count) if size > 1]
    rng.shuffle(several)
    cases = []
    for place, size in enumerate(several):
        with_hint = place < hints
        chosen = [_take(rng, weighty, other, 15)]
        while len(chosen) < size - with_hint:
            chosen.append(_take_another(rng, other, weighty, chosen))
        matters = [Matter("complaint", *theme) for theme in chosen]
        if with_hint:
            matters.append(Matter("suggestion", rng.choice(_SUGGESTION_AREAS)))
        cases.append(Case(matters))
    rest = weighty + other
    rng.shuffle(rest)
    return cases + [Case([Matter("complaint", *theme)]) for theme in rest]


def _take(rng: random.Random, first: list[Item], second: list[Item], percent_second: int) -> Item:
    use_second = not first or (second and rng.randrange(100) < percent_second)
    return second.pop() if use_second else first.pop()


def _take_another(rng: random.Random, first: list[Item], second: list[Item], taken: Sequence[Item]) -> Item:
    """Take a theme that is not in `taken`, if a few tries find one."""
    put_back = []
    found = _take(rng, first, second, 45)
    for _ in range(8):
        if found not in taken or not (first or second):
            break
        put_back.append(found)
        found = _take(rng, first, second, 45)
    for theme in put_back:
        first.insert(rng.randrange(len(first) + 1), theme)
    return found


def _praise_cases(rng: random.Random, targets: Targets) -> list[Case]:
    areas = [area for area, count in targets.praises.items() for _ in range(count)]
    rng.shuffle(areas)
    for place in range(_praise_pairs(targets)):  # a pair is of two different areas, where that is possible
        partner = next((i for i in range(2 * place + 1, len(areas)) if areas[i] != areas[2 * place]), 2 * place + 1)
        areas[2 * place + 1], areas[partner] = areas[partner], areas[2 * place + 1]
    bounds = list(range(0, 2 * _praise_pairs(targets), 2)) + list(range(2 * _praise_pairs(targets), len(areas) + 1))
    return [Case([Matter("praise", area) for area in areas[start:end]]) for start, end in pairwise(bounds)]


def _lone_cases(rng: random.Random, targets: Targets) -> list[Case]:
    areas = [rng.choice(_SUGGESTION_AREAS) for _ in range(_lone_suggestions(targets))]
    cases = [Case([Matter("suggestion", area)]) for area in areas]
    for kind, count in (("petition", targets.petitions), ("submission", targets.submissions)):
        cases += [Case([Matter(kind, rng.choice(("benefits", "municipal", "self_employed")))]) for _ in range(count)]
    return cases


def _is_short(case: Case) -> bool:
    return len(case.matters) == 1 and (
        case.first.kind in ("praise", "suggestion")
        or (case.first.area in _AT_THE_COUNTER and case.first.theme is not None)
    )


def _choose_channels(rng: random.Random, cases: list[Case], targets: Targets) -> None:
    left = dict(targets.channels)
    free = []
    for case in cases:
        if case.first.kind in ("petition", "submission"):
            case.channel = "letter" if left["letter"] else "email"
            left[case.channel] -= 1
        else:
            free.append(case)
    short = [case for case in free if _is_short(case)]
    for case in short:
        public = case.first.kind != "suggestion" and left["review_site"] > 0
        channel = "review_site" if public else "opinion_card"
        if left[channel] > 0:
            case.channel = channel
            left[channel] -= 1
        else:
            case.channel = ""
    rest = [case for case in free if case.channel not in ("review_site", "opinion_card")]
    tokens = [channel for channel, count in left.items() for _ in range(count)]
    rng.shuffle(tokens)
    for case, channel in zip(rest, tokens, strict=True):
        case.channel = channel


def _ombuds_weight(case: Case) -> int:
    theme = (case.first.area, case.first.theme)
    if case.first.kind in ("petition", "submission"):
        return 0
    by_theme = 110 if theme in _OMBUDS_FOCUS else _OMBUDS_AREAS.get(case.first.area, 1)
    return by_theme * _OMBUDS_CHANNELS.get(case.channel, 0)


def _choose_ombuds(rng: random.Random, cases: list[Case], targets: Targets) -> None:
    with_complaint = targets.ombuds - targets.ombuds_without_complaint
    for wanted, count in ((True, with_complaint), (False, targets.ombuds_without_complaint)):
        for case in ranked(rng, (case for case in cases if case.has_complaint is wanted), _ombuds_weight)[:count]:
            case.ombuds = True


def _upheld_weight(matter: Matter) -> int:
    if matter.theme == "bearbeitungsdauer":
        return 9
    if matter.theme in ("erreichbarkeit", "auszahlung", "auszahlung_des_regelbedarfs"):
        return 6
    return 2 if matter.area in ("conduct", "placement") else 3


def _choose_outcomes(rng: random.Random, cases: list[Case], targets: Targets) -> None:
    complaints = [matter for case in cases for matter in case.matters if matter.kind == "complaint"]
    order = ranked(rng, complaints, _upheld_weight)
    partly_end = targets.upheld + targets.partly
    for place, matter in enumerate(order):
        if place < targets.upheld:
            matter.outcome = "upheld"
            matter.clearing_kind = "own_error" if rng.randrange(100) < 64 else "new_facts"
        elif place < partly_end:
            matter.outcome = "partly_upheld"
            matter.clearing_kind = rng.choice(("own_error", "new_facts", "explained", "explained"))
        elif place < len(order) - targets.without_outcome:
            matter.outcome = "not_upheld"
            matter.clearing_kind = "explained"


def _choose_types(rng: random.Random, cases: list[Case], targets: Targets) -> None:
    left = targets.disciplinary
    for case in cases:
        for matter in case.matters:
            if matter.kind != "complaint":
                continue
            serious = matter.area == "conduct" and matter is case.first and not case.ombuds
            if serious and left and case.channel not in ("review_site", "opinion_card"):
                matter.complaint_type, left = "disciplinary", left - 1
            technical = 78 if matter.area in _SUBSTANTIVE else 6
            if matter.complaint_type is None:
                matter.complaint_type = "technical_supervision" if rng.randrange(100) < technical else "general"
            matter.named_as = _named_as(rng, matter.complaint_type)


def _named_as(rng: random.Random, treated_as: str) -> str | None:
    roll = rng.randrange(100)
    if treated_as == "disciplinary":
        return "disciplinary" if roll < 90 else "general"
    if treated_as == "technical_supervision":
        return (
            "disciplinary" if roll < 14 else "technical_supervision" if roll < 30 else "general" if roll < 75 else None
        )
    return "disciplinary" if roll < 6 else "general" if roll < 80 else None
