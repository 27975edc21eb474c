from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date

import pytest

from services.demo.loading import SEED
from services.demo.planning import plan_cases
from services.demo.sample import SampleRegister, sample_rows
from services.demo.targets import DRESDEN
from services.demo.templates import Voice, euros, parsed
from services.demo.texts import benefits, house, municipal, other, work
from services.demo.texts.blocks import Story, Theme
from services.demo.wording import theme_of

TODAY = date(2026, 11, 21)
WRITTEN = (
    *("subject", "text", "disposition", "extension_reason", "completion_note"),
    *("call_note", "answer_draft", "summary", "consent_scope"),
)


@pytest.fixture(scope="module")
def sample() -> SampleRegister:
    return sample_rows(SEED, TODAY)


def all_themes() -> Iterator[Theme]:
    for module in (benefits, municipal, work, house):
        yield from module.THEMES.values()
    for themes in (other.PRAISES, other.SUGGESTIONS, other.PETITIONS, other.SUBMISSIONS):
        yield from themes.values()


def all_stories() -> list[Story]:
    return list(dict.fromkeys(story for theme in all_themes() for story in theme.stories))


@pytest.mark.parametrize("own_words", [True, False])
@pytest.mark.parametrize("is_woman", [True, False])
def test_every_story_can_be_told_in_every_voice(own_words: bool, is_woman: bool) -> None:
    for seed in range(5):
        voice = Voice(random.Random(seed), date(2022, 3, 1), own_words, is_woman, closed_on=date(2022, 3, 9))
        for story in all_stories():
            sentences = [voice.say(part) for part in (story.lead, *story.more, story.wish, *(story.ends or ())) if part]
            assert all(re.match(r"[A-ZÄÖÜ0-9].*[.!?]$", sentence) for sentence in sentences), sentences
            assert not re.search(r"[<>{}\[\]|~#]", " ".join([voice.say(story.subject), *sentences]))


def test_every_theme_of_the_plans_has_building_blocks() -> None:
    for year in (2021, 2022):
        for case in plan_cases(random.Random(1), DRESDEN[year]):
            for matter in case.matters:
                theme = theme_of(matter)
                assert theme.task
                assert theme.rejected
                assert (theme.upheld and theme.partly) or matter.kind != "complaint"


def test_texts_and_subjects_hardly_repeat(sample: SampleRegister) -> None:
    texts = [row["text"] for row in sample.reactions]
    subjects = [row["subject"] for row in sample.reactions]
    notes = [row["completion_note"] for row in sample.reactions if row["completion_note"]]

    assert len(set(texts)) / len(texts) > 0.97
    assert len(set(subjects)) / len(subjects) > 0.65
    assert len(set(notes)) / len(notes) > 0.97


def test_no_thirty_texts_in_a_row_repeat_a_subject_more_than_once(sample: SampleRegister) -> None:
    subjects = [row["subject"] for row in sample.reactions]
    repeated = [30 - len(set(subjects[start : start + 30])) for start in range(0, len(subjects) - 30, 30)]

    assert max(repeated) <= 4
    assert sum(repeated) / len(repeated) < 0.7


@pytest.mark.parametrize("field", WRITTEN)
def test_nothing_of_the_templates_is_left_over(field: str, sample: SampleRegister) -> None:
    for row in sample.reactions:
        written = row[field]
        if written is not None:
            assert not re.search(r"[<>{}\[\]|~#]|  |\bder Kund\b|Kliente\b|Patiente\b| ,| \.", written), written
            assert written == written.strip()


def test_a_text_has_one_to_a_dozen_sentences_and_a_subject_one_line(sample: SampleRegister) -> None:
    for row in sample.reactions:
        assert 25 <= len(row["text"]) <= 1200
        assert 5 <= len(row["subject"]) <= 160
        assert "\n" not in row["subject"]


def test_own_words_do_not_speak_of_the_customer_and_notes_never_say_i(sample: SampleRegister) -> None:
    for row in sample.reactions:
        if row["channel"] in ("telephone", "in_person") or row["ombuds"]:
            assert not re.search(r"\b(ich|mich|mir|mein|meine[mnrs]?)\b", row["text"], re.IGNORECASE), row["text"]
        elif row["channel"] == "review_site":
            assert not re.search(r"\b(Kundin|Kunde)\b", row["text"]), row["text"]


def test_nobody_is_labelled(sample: SampleRegister) -> None:
    labels = re.compile(r"querulant|dauerkund|dauerbeschwerde|renitent|notorisch|uneinsichtig|nörgl", re.IGNORECASE)

    assert not [row for row in sample.reactions if any(labels.search(row[field] or "") for field in WRITTEN)]


def test_people_are_reachable_only_at_numbers_and_addresses_of_nobody(sample: SampleRegister) -> None:
    contacts = [row["customer_contact"] for row in sample.reactions if row["customer_contact"]]
    numbers = {number for contact in contacts for number in re.findall(r"Tel\. (.+)", contact)}
    mails = {mail for contact in contacts for mail in re.findall(r"\S+@\S+", contact)}

    assert all(re.fullmatch(r"0171 39200\d\d|0176 040690\d\d|030 23125 \d{3}", number) for number in numbers)
    assert all(mail.endswith("@example.org") for mail in mails)
    assert len(mails) > 500


def test_own_or_unknown_names_are_kept_out_of_the_subject(sample: SampleRegister) -> None:
    for row in sample.reactions:
        if row["customer_name"]:
            assert row["customer_name"] not in row["subject"]


def test_linked_wordings_agree_between_subject_and_text() -> None:
    story = Story("<#Aufzug|Tür>", "<#Der Aufzug steht.|Die Tür klemmt.>")
    voice = Voice(random.Random(1), date(2022, 3, 1), False, True, link=1)

    assert (voice.say(story.subject), voice.say(story.lead)) == ("Tür", "Die Tür klemmt.")


def test_the_person_is_called_by_pronoun_only_right_after_being_named() -> None:
    voice = Voice(random.Random(1), date(2022, 3, 1), False, False, "Klient")

    assert voice.say("{K} ruft an.") == "Der Klient ruft an."
    assert voice.say("{Er} bittet um Antwort.") == "Er bittet um Antwort."
    assert voice.say("Der Antrag fehlt.") == "Der Antrag fehlt."
    assert voice.say("{Er} bittet, dass {k} Post bekommt.") == "Der Klient bittet, dass er Post bekommt."


@pytest.mark.parametrize("broken", ["<a|b", "[nur eine]", "a>b"])
def test_parsed_refuses_a_broken_template(broken: str) -> None:
    with pytest.raises(ValueError, match=r"broken|closed"):
        parsed(broken)


def test_euros_are_written_the_german_way() -> None:
    assert [euros(1240), euros(87, 4), euros(15)] == ["1.240 Euro", "87,04 Euro", "15 Euro"]
