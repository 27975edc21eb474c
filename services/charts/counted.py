"""What is counted, in words: complaints, praise, suggestions and so on, right for nothing, one and many."""

from schema.words import N_
from services.charts.wording import Wording

COMPLAINT, PRAISE, SUGGESTION = "complaint", "praise", "suggestion"
HEADINGS = {COMPLAINT: N_("Complaints"), PRAISE: N_("Praises"), SUGGESTION: N_("Suggestions")}
NOTHING = {
    COMPLAINT: N_("No complaint came in"),
    PRAISE: N_("No praise came in"),
    SUGGESTION: N_("No suggestion came in"),
}


def heading_of(kind: str | None, wording: Wording) -> str:
    """Return what stands above a column of numbers: concerns, or those of one kind."""
    return wording.text(HEADINGS.get(kind or "", N_("Concerns")))


def counted(kind: str | None, count: int, wording: Wording) -> str:
    """Return so many: 902 complaints."""
    match kind:
        case "complaint":
            return wording.count("{count} complaint", "{count} complaints", count)
        case "praise":
            return wording.count("{count} praise", "{count} praises", count)
        case "suggestion":
            return wording.count("{count} suggestion", "{count} suggestions", count)
    return wording.count("{count} concern", "{count} concerns", count)


def out_of(kind: str | None, base: int, wording: Wording) -> str:
    """Return the whole that a part is of: of 902 complaints."""
    match kind:
        case "complaint":
            return wording.count("of {count} complaint", "of {count} complaints", base)
        case "praise":
            return wording.count("of {count} praise", "of {count} praises", base)
        case "suggestion":
            return wording.count("of {count} suggestion", "of {count} suggestions", base)
        case "reactions":
            return wording.count("of {count} reaction", "of {count} reactions", base)
    return wording.count("of {count} concern", "of {count} concerns", base)


def nothing_of(kind: str | None, wording: Wording) -> str:
    """Return that there is nothing to count."""
    return wording.text(NOTHING.get(kind or "", N_("No concern came in")))


def part_of(
    count: int, kind: str | None, base: int, share: float | None, wording: Wording, *, each: bool = False
) -> str:
    """Return a part of a whole: 205 of 902 complaints (22.7%); `each` where several have as many."""
    msgid = N_("{count} each {of_all} ({percent})") if each else N_("{count} {of_all} ({percent})")
    return wording.text(
        msgid, count=wording.number(count), of_all=out_of(kind, base, wording), percent=wording.percent(share)
    )
