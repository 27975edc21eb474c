from __future__ import annotations

import json
import os
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.access import NOBODY, Actor
from services.drafts import KEPT_DAYS, Draft, DraftConcern, DraftStore, drafts_folder
from services.errors import RegisterUnavailable
from services.register.base import Register, new_id
from services.translation import message
from tests.support.cases import COMPLAINT, PRAISE, REACTION, TODAY, record
from tests.support.people import ALICE, BOB

FORM = "cases.new"
DAY_SECONDS = 86_400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


@pytest.fixture
def store(folder: Path) -> DraftStore:
    return DraftStore(folder)


def a_draft(draft_id: str | None = None, form: str = FORM, **values: object) -> Draft:
    concerns = (DraftConcern(2, dict(PRAISE)), DraftConcern(1, dict(COMPLAINT), "c1"))
    return Draft(draft_id or new_id(), form, {**REACTION, **values}, concerns)


def made_older(folder: Path, draft_id: str, days: float) -> None:
    path = folder / f"{draft_id}.json"
    at = path.stat().st_mtime - days * DAY_SECONDS
    os.utime(path, (at, at))


def test_find_returns_what_was_kept_with_its_types_and_the_order_of_the_concerns(store: DraftStore) -> None:
    draft = a_draft(closed_on=TODAY, ombuds=True, subject="")
    store.keep(ALICE, draft)
    found = store.find(ALICE, draft.id)
    assert found == draft
    assert found is not None
    assert isinstance(found.reaction["received_on"], date)
    assert [concern.place for concern in found.concerns] == [2, 1]


def test_find_returns_what_stands_in_a_form_that_is_no_cases(store: DraftStore) -> None:
    typed = {"received_on": TODAY, "1.kind": "praise", "1.text": "ä\n=1", "2.kind": None, "sure": False}
    draft = Draft(new_id(), "cases.cards", typed=typed)
    store.keep(ALICE, draft)
    assert store.find(ALICE, draft.id) == draft


def test_find_returns_the_case_as_it_was_seen(store: DraftStore, register: Register) -> None:
    case = record(register, concerns=[COMPLAINT, PRAISE], acknowledged_on=TODAY)
    concerns = tuple(DraftConcern(row["rank"], row, row["id"]) for row in case.concerns)
    store.keep(ALICE, Draft(draft_id := new_id(), "cases.case", case.reaction, concerns, case.reaction, case.concerns))
    found = store.find(ALICE, draft_id)
    assert found is not None
    assert found.seen_reaction is not None
    left_out = {"changed_at", "changed_by"}
    assert found.seen_reaction == {name: value for name, value in case.reaction.items() if name not in left_out}
    assert [row["version"] for row in found.seen_concerns] == [1, 1]
    assert [row["id"] for row in found.seen_concerns] == [row["id"] for row in case.concerns]


def test_keep_puts_a_later_state_in_place_of_the_earlier_one(store: DraftStore, folder: Path) -> None:
    draft_id = new_id()
    for subject in ("a", "ab", "abc"):
        store.keep(ALICE, a_draft(draft_id, subject=subject))
    found = store.find(ALICE, draft_id)
    assert found is not None
    assert found.reaction["subject"] == "abc"
    assert [path.name for path in folder.iterdir()] == [f"{draft_id}.json"]


@pytest.mark.parametrize("other", [BOB, NOBODY], ids=["somebody else", "signed out"])
def test_a_draft_is_its_owners_only(store: DraftStore, other: Actor) -> None:
    draft = a_draft()
    store.keep(ALICE, draft)
    assert store.find(other, draft.id) is None
    assert store.list_drafts(other, FORM) == []
    store.remove(other, draft.id)
    assert store.find(ALICE, draft.id) == draft


def test_a_draft_is_readable_by_this_machines_user_only(store: DraftStore, folder: Path) -> None:
    draft = a_draft()
    store.keep(ALICE, draft)
    assert stat.S_IMODE((folder / f"{draft.id}.json").stat().st_mode) == 0o600


TRAVERSALS = [
    "../secret",
    "..%2fsecret",
    "/etc/passwd",
    "secret\x00secret",
    "..",
    "",
    "a" * 61,
    "short",
    "aaaaaaaaaa/b",
]


@pytest.mark.parametrize("draft_id", TRAVERSALS)
def test_no_id_leads_out_of_the_folder(store: DraftStore, folder: Path, tmp_path: Path, draft_id: str) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text(json.dumps({"owner": ALICE.id, "id": "x", "form": FORM}), encoding="utf-8")
    folder.mkdir()
    assert store.find(ALICE, draft_id) is None
    store.remove(ALICE, draft_id)
    with pytest.raises(AssertionError):
        store.keep(ALICE, a_draft(draft_id or "/"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["drafts", "secret.json"]
    assert list(folder.iterdir()) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft_id=st.text(max_size=70))
def test_find_never_fails_whatever_the_address_says(store: DraftStore, draft_id: str) -> None:
    assert store.find(ALICE, draft_id) is None


BROKEN = {
    "empty": b"",
    "cut off": b'{"owner": "alice@amt.exa',
    "no text": b"\xff\xfe\x00",
    "a list": b"[]",
    "nobody's": b"{}",
    "without its parts": b'{"owner": "alice@amt.example"}',
    "with a wrong date": (
        b'{"owner": "alice@amt.example", "id": "x", "form": "cases.new", "reaction": {"received_on": "gestern"}, '
        b'"concerns": [], "seen_reaction": null, "seen_concerns": []}'
    ),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_no_draft(store: DraftStore, folder: Path, content: bytes) -> None:
    draft, broken = a_draft(), new_id()
    store.keep(ALICE, draft)
    (folder / f"{broken}.json").write_bytes(content)
    assert store.find(ALICE, broken) is None
    assert store.list_drafts(ALICE, FORM) == [draft]


def test_list_drafts_names_those_of_the_form_newest_first(store: DraftStore, folder: Path) -> None:
    drafts = [a_draft(), a_draft(), a_draft(form="cases.case")]
    for age, draft in enumerate(drafts):
        store.keep(ALICE, draft)
        made_older(folder, draft.id, age)
    assert store.list_drafts(ALICE, FORM) == drafts[:2]
    assert store.list_drafts(ALICE, "cases.case") == drafts[2:]


def test_a_draft_is_let_go_after_thirty_days(store: DraftStore, folder: Path) -> None:
    fresh, old = a_draft(), a_draft()
    for draft, days in ((fresh, KEPT_DAYS - 0.01), (old, KEPT_DAYS + 0.01)):
        store.keep(ALICE, draft)
        made_older(folder, draft.id, days)
    assert KEPT_DAYS == 30
    assert store.find(ALICE, old.id) is None
    assert store.list_drafts(BOB, FORM) == []  # whoever looks: what is too old goes
    assert [path.stem for path in folder.iterdir()] == [fresh.id]
    assert store.list_drafts(ALICE, FORM) == [fresh]


def test_what_a_killed_portal_left_half_written_is_let_go_too(store: DraftStore, folder: Path) -> None:
    store.keep(ALICE, a_draft())
    half = folder / "01M7ZZPHQXP2TZ8P1WC5Q70HED-1.unfinished"
    half.write_text("{", encoding="utf-8")
    assert len(store.list_drafts(ALICE, FORM)) == 1
    assert half.exists()
    at = half.stat().st_mtime - 31 * DAY_SECONDS
    os.utime(half, (at, at))
    assert len(store.list_drafts(ALICE, FORM)) == 1
    assert not half.exists()


def test_keep_leaves_the_former_state_where_it_cannot_write(store: DraftStore, folder: Path) -> None:
    draft = a_draft(subject="vorher")
    store.keep(ALICE, draft)
    folder.rename(folder.with_name("away"))
    folder.write_text("no folder", encoding="utf-8")
    with pytest.raises(RegisterUnavailable) as refused:
        store.keep(ALICE, a_draft(draft.id, subject="nachher"))
    assert message(refused.value, "de").startswith(f"Ihr Entwurf kann in {folder} nicht aufbewahrt werden: ")
    folder.unlink()
    folder.with_name("away").rename(folder)
    assert store.find(ALICE, draft.id) == draft


def test_remove_lets_go_of_it_and_is_no_error_twice(store: DraftStore) -> None:
    draft = a_draft()
    store.keep(ALICE, draft)
    for _ in range(2):
        store.remove(ALICE, draft.id)
        assert store.find(ALICE, draft.id) is None


def test_nothing_is_there_before_the_first_draft(store: DraftStore, folder: Path) -> None:
    assert store.list_drafts(ALICE, FORM) == []
    assert store.find(ALICE, new_id()) is None
    assert not folder.exists()


def test_a_field_that_is_not_declared_any_more_is_left_out(store: DraftStore) -> None:
    draft = a_draft(colour="red")
    store.keep(ALICE, draft)
    found = store.find(ALICE, draft.id)
    assert found is not None
    assert "colour" not in found.reaction
    assert found.reaction["subject"] == REACTION["subject"]


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("sqlite:///data/register.db", "data/register-drafts"),
        ("sqlite:////srv/krm/amt.db", "/srv/krm/amt-drafts"),
        ("postgresql+psycopg://portal:secret@db/krm", "data/drafts"),
    ],
)
def test_drafts_folder_lies_beside_a_sqlite_file(url: str, folder: str) -> None:
    assert drafts_folder(url) == Path(folder)
