"""What is written in a case: subject, text, disposition, reasons and notes."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from services.demo import office
from services.demo.cases import Case, Matter, Note
from services.demo.notes import notes_on, written_steps
from services.demo.office import Row
from services.demo.staging import TEAM_DAYS
from services.demo.templates import Voice
from services.demo.texts import benefits, frames, house, municipal, other, work
from services.demo.texts.blocks import Story, Theme

_COMPLAINTS = {**benefits.THEMES, **municipal.THEMES, **work.THEMES, **house.THEMES}
_OTHERS = {
    "praise": other.PRAISES,
    "suggestion": other.SUGGESTIONS,
    "petition": other.PETITIONS,
    "submission": other.SUBMISSIONS,
}
_OWN_WORDS = {"email": 58, "letter": 34, "online_portal": 88, "review_site": 100, "opinion_card": 75}  # percent
_NOUNS = {"hospital": "Patient"}
_AT_HOME = frozenset({"benefits", "municipal", "placement", "self_employed"})


@dataclass(frozen=True, slots=True)
class Told:
    """A story as one case tells it: its linked wordings are all the same one, its numbers the same throughout."""

    story: Story
    link: int
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)

    def say(self, voice: Voice, template: str) -> str:
        """Return one of the story's templates in that voice."""
        outside = voice.numbers
        voice.link, voice.numbers = self.link, self.numbers
        said = voice.say(template)
        voice.numbers = outside
        return said


def write_case(case: Case, today: date, seed: int) -> tuple[Row, list[Note]]:
    """Return the written fields of a case and the notes on it; its first report does not change as the case goes on."""
    rng = random.Random(seed)
    stories = _choose_stories(rng, case)
    voice = _voice(rng, case)
    written: Row = {
        "subject": _subject(voice, case, stories),
        "text": _text(voice, case, stories),
        "disposition": None,
        "extension_reason": None,
        "completion_note": None,
        "file_ref": None,
    }
    later = _voice(random.Random(seed + 1), case, own_words=False)
    if case.disposition_on is not None:
        written["disposition"] = _disposition(later, case, case.disposition_on)
    if case.extended_until is not None:
        since = later.day(case.extended_for or case.received_on)
        later.given.update(frist=later.day(case.extended_until), seit=since)
        written["extension_reason"] = later.say(frames.EXTENSIONS)
    if case.closed_on is not None:
        written["completion_note"] = _completion_note(later, case, stories)
    if case.consent == "given":
        written["file_ref"] = f"II-6000/{case.number[3:].replace('-', '/')}"
    written |= written_steps(later, case)
    return written, notes_on(later, case, today)


def theme_of(matter: Matter) -> Theme:
    """Return the building blocks for a concern."""
    if matter.kind == "complaint":
        return _COMPLAINTS[matter.area, matter.theme]
    return _OTHERS[matter.kind][matter.area]


def _choose_stories(rng: random.Random, case: Case) -> list[Told]:
    chosen: list[Story] = []
    for matter in case.matters:
        fitting = [
            story
            for story in theme_of(matter).stories
            if story.since <= case.received_on <= story.until and story not in chosen
        ]
        chosen.append(rng.choice(fitting or theme_of(matter).stories[:1]))
    return [Told(story, rng.randrange(12)) for story in chosen]


def _voice(rng: random.Random, case: Case, own_words: bool | None = None) -> Voice:
    roll = rng.randrange(100)
    is_own = not case.ombuds and case.first.kind not in ("petition", "submission")
    is_own = is_own and roll < _OWN_WORDS.get(case.channel, 0)
    kind = office.PARTNER_KINDS.get(case.partner or "", "")
    noun = _NOUNS.get(kind, "Klient") if case.ombuds else "Kund"
    return Voice(
        rng,
        case.received_on,
        is_own if own_words is None else own_words,
        case.person is not None and case.person.is_woman,
        noun,
        short_dates=rng.randrange(100) < 35,
        closed_on=case.cleared_on or case.closed_on,
        given=_given(rng, case, kind),
    )


def _given(rng: random.Random, case: Case, partner_kind: str) -> dict[str, str]:
    given: dict[str, str] = {}
    if partner_kind:
        place = frames.OMBUDS_PARTNER[partner_kind]
        declined = place.replace("liche ", "lichen ")
        given.update(stelle=place, stelle_d=declined)
    if case.follows is not None and case.follows.closed_on is not None:
        given.update(nummer=case.follows.number, frueher=f"{case.follows.closed_on:%d.%m.%Y}")
    return given


def _subject(voice: Voice, case: Case, stories: list[Told]) -> str:
    rng = voice.rng
    subject = stories[0].say(voice, stories[0].story.subject)
    if case.follows is not None and rng.randrange(100) < 60:
        subject = voice.say(frames.FOLLOW_UP_STARTS) + subject
    elif len(stories) > 1 and rng.randrange(100) < 80:
        subject = f"{subject}; {stories[1].say(voice, stories[1].story.subject)}"
    elif case.has_complaint and case.channel in frames.SUBJECT_ENDS and "," not in subject and rng.randrange(100) < 66:
        subject += voice.say(frames.SUBJECT_ENDS[case.channel])
    return subject


def _text(voice: Voice, case: Case, stories: list[Told]) -> str:
    if case.channel == "review_site":
        sentences = _review(voice, case, stories[0])
    elif case.channel == "opinion_card":
        sentences = _card(voice, stories)
    else:
        sentences = _report(voice, case, stories)
    return " ".join(sentence.strip() for sentence in sentences if sentence).replace("  ", " ")


def _review(voice: Voice, case: Case, told: Told) -> list[str]:
    is_praise = case.first.kind == "praise"
    sentences = [
        voice.say(frames.REVIEW_PRAISE_OPENINGS if is_praise else frames.REVIEW_OPENINGS),
        told.say(voice, told.story.lead),
    ]
    sentences += [told.say(voice, more) for more in told.story.more[:1]]
    sentences.append(voice.say(frames.REVIEW_PRAISE_ENDS if is_praise else frames.REVIEW_ENDS))
    return sentences


def _card(voice: Voice, stories: list[Told]) -> list[str]:
    opening = voice.say(frames.OPENINGS["opinion_card"]) if voice.rng.randrange(100) < 55 else ""
    sentences = [opening, *(told.say(voice, told.story.lead) for told in stories)]
    if stories[0].story.more and voice.rng.randrange(100) < 40:
        sentences.append(stories[0].say(voice, stories[0].story.more[-1]))
    return sentences


def _report(voice: Voice, case: Case, stories: list[Told]) -> list[str]:
    rng, first = voice.rng, stories[0]
    sentences = [_opening(voice, case), first.say(voice, first.story.lead)]
    chance = 72 if len(stories) == 1 else 50
    sentences += [first.say(voice, more) for more in first.story.more if rng.randrange(100) < chance]
    is_complaint = case.first.kind == "complaint"
    if is_complaint and case.first.area in _AT_HOME and rng.randrange(100) < 16:
        sentences.append(voice.say(frames.CIRCUMSTANCES))
    for place, (matter, told) in enumerate(zip(case.matters[1:], stories[1:], strict=True)):
        link = frames.SUGGESTED if matter.kind == "suggestion" else frames.SECOND if place == 0 else frames.THIRD
        lead = told.say(voice, told.story.lead)
        sentences.append(f"{voice.say(link)} {lead}" if place < 2 or matter.kind == "suggestion" else lead)
    if is_complaint and rng.randrange(100) < 74:
        wish = first.story.wish if rng.randrange(100) < 72 else ""
        sentences.append(first.say(voice, wish or frames.WISHES))
    if case.first.kind in frames.MATTER_ENDS and rng.randrange(100) < 60:
        sentences.append(voice.say(frames.MATTER_ENDS[case.first.kind]))
    sentences.append(_ending(voice, case))
    return sentences


def _opening(voice: Voice, case: Case) -> str:
    rng = voice.rng
    if case.follows is not None:
        return voice.say(frames.FOLLOW_UPS)
    if case.first.kind in ("petition", "submission"):
        return ""
    if case.ombuds:
        return voice.say(frames.OMBUDS_OPENINGS[case.channel] if case.partner else frames.OMBUDS_ALONE)
    if voice.is_own_words:
        is_complaint = case.first.kind == "complaint"
        return voice.say(frames.GREETINGS) if is_complaint and rng.randrange(100) < 28 else ""
    likely = 88 if case.channel in ("telephone", "in_person") else 50
    return voice.say(frames.OPENINGS[case.channel]) if rng.randrange(100) < likely else ""


def _ending(voice: Voice, case: Case) -> str:
    roll = voice.rng.randrange(100)
    if case.first.kind in ("petition", "submission"):
        return ""
    if case.ombuds and case.partner:
        return voice.say(frames.OMBUDS_NOTES) if roll < 38 else ""
    if voice.is_own_words:
        return voice.say(frames.FAREWELLS) if roll < 22 and case.has_complaint else ""
    return voice.say(frames.NOTES[case.channel]) if roll < 30 and case.has_complaint else ""


def _disposition(voice: Voice, case: Case, day: date) -> str:
    task = voice.say(theme_of(case.first).task)
    team = office.UNIT_LABELS.get(case.unit or "", "das Team")
    voice.given.update(
        auftrag=task, team=team, frist=voice.day(day + timedelta(days=TEAM_DAYS)), weg=voice.say(frames.ANSWER_WAYS)
    )
    if case.first.complaint_type == "disciplinary":
        return voice.say(frames.DISCIPLINARY)
    return voice.say(frames.DISPOSITIONS)


def _completion_note(voice: Voice, case: Case, stories: list[Told]) -> str:
    if case.first.kind == "complaint" and case.first.outcome is None:
        return voice.say(frames.WITHDRAWN)
    voice.given["geklaert"] = voice.day(case.cleared_on or case.closed_on or case.received_on)
    if not case.is_answerable:
        judged = frames.NAMELESS_RESULTS.get(case.first.outcome or "", frames.NAMELESS_OTHERS)
        return f"{voice.say(frames.HOW_CLEARED[None])} {voice.say(judged)}"
    sentences = [voice.say(frames.HOW_CLEARED[case.cleared_by]), _result(voice, case.first, stories[0])]
    if len(case.matters) > 1 and voice.rng.randrange(100) < 60 and case.matters[1].outcome:
        sentences.append(f"{voice.say(frames.OUTCOME_OF_SECOND)} {_result(voice, case.matters[1], stories[1])}")
    if case.has_complaint and voice.rng.randrange(100) < 45:
        sentences.append(voice.say(frames.OMBUDS_NOTE_ENDS if case.partner else frames.NOTE_ENDS))
    return " ".join(sentence for sentence in sentences if sentence)


def _result(voice: Voice, matter: Matter, told: Told) -> str:
    place = ("upheld", "partly_upheld", "not_upheld").index(matter.outcome) if matter.outcome else 2
    theme = theme_of(matter)
    general = (theme.upheld, theme.partly, theme.rejected)[place]
    return told.say(voice, told.story.ends[place] if told.story.ends else general)
