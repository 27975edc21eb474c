from __future__ import annotations

import pytest

from services.errors import AccessDenied, InputRejected
from services.people import tryout_visitor
from services.register.base import Register, new_id
from services.report.building import annual_report
from services.report.texts import LONGEST, TextMoved, change_draft, texts_of, write_text
from tests.support.cases import TODAY
from tests.support.reports import OFFICER

YEAR, PART = 2026, "4.a"
OTHER = tryout_visitor("office").actor


def write(register: Register, text: str, *, seen: str = "", operation_id: str = "") -> None:
    write_text(register, OFFICER, YEAR, PART, text, seen=seen, operation_id=operation_id or new_id())


def own(register: Register, year: int = YEAR) -> str:
    return texts_of(register.refresh(), year)[PART].text


def test_a_text_is_kept_for_its_year_and_part(register: Register) -> None:
    write(register, " Zusammenarbeit gut.\n- monatlicher Austausch ")
    assert own(register) == "Zusammenarbeit gut.\n- monatlicher Austausch"
    report = annual_report(register.snapshot(), TODAY, OFFICER, "de", YEAR)
    assert report.part(PART).own.startswith("Zusammenarbeit gut.")
    assert report.part("4.b").own == ""
    after = annual_report(register.snapshot(), TODAY, OFFICER, "de", YEAR + 1)
    assert (after.part(PART).own, after.part(PART).own_before) == ("", report.part(PART).own)


def test_the_same_operation_stores_once_and_a_text_can_be_taken_out(register: Register) -> None:
    write(register, "eins", operation_id="once")
    write(register, "eins", operation_id="once")
    assert len(register.refresh().frames["report_texts"]) == 1
    write(register, "", seen="eins")
    assert own(register) == ""
    assert len(register.refresh().frames["report_texts"]) == 1


def test_what_somebody_else_wrote_meanwhile_is_put_beside(register: Register) -> None:
    write(register, "meins")
    write(register, "meins, weiter", seen="meins")
    with pytest.raises(TextMoved) as moved:
        write(register, "noch von vorhin", seen="meins")
    assert moved.value.theirs == "meins, weiter"
    write(register, "noch von vorhin", seen=moved.value.theirs)
    assert own(register) == "noch von vorhin"


def test_two_who_begin_the_same_text_do_not_store_two(register: Register) -> None:
    write(register, "erster")
    with pytest.raises(TextMoved):
        write(register, "zweiter")
    assert len(register.refresh().frames["report_texts"]) == 1


def test_a_changed_draft_stands_until_it_is_given_back_and_says_when_the_figures_moved_on(register: Register) -> None:
    change_draft(register, OFFICER, YEAR, "3", "Es gab keine.", drafted="Entwurf", seen="", operation_id=new_id())
    written = texts_of(register.refresh(), YEAR)["3:draft"]
    assert (written.text, written.drafted) == ("Es gab keine.", "Entwurf")
    part = annual_report(register.snapshot(), TODAY, OFFICER, "de", YEAR).part("3")
    assert (part.sentence, part.edited, part.is_outdated) == ("Es gab keine.", "Es gab keine.", True)
    change_draft(register, OFFICER, YEAR, "3", "", drafted="", seen="Es gab keine.", operation_id=new_id())
    part = annual_report(register.refresh(), TODAY, OFFICER, "de", YEAR).part("3")
    assert (part.edited, part.is_outdated) == ("", False)


def test_a_text_that_is_too_long_is_refused_with_its_length(register: Register) -> None:
    with pytest.raises(InputRejected) as refused:
        write(register, "x" * (LONGEST + 1))
    assert refused.value.params == {"length": LONGEST + 1, "limit": LONGEST}


def test_only_who_writes_the_report_writes_it(register: Register) -> None:
    with pytest.raises(AccessDenied):
        write_text(register, OTHER, YEAR, PART, "x", seen="", operation_id=new_id())
