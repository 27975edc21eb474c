from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from services import keys, starting
from services.access import Action, Actor
from services.errors import AccessDenied, InputRejected, RegisterUnavailable, StaleRecord
from services.keys import Fit
from services.register.base import ChangeSet, Register, RowChange
from services.register.opening import open_register
from services.register.snapshot import Snapshot
from services.register.sql import SqlRegister
from tests.support.people import ADA, KAREN, those_without

KEY, OLD, OTHER = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (250, 2, 3))
TODAY = date(2026, 3, 4)
SEED = "draft-1"


def typed(key: str, seed: str = SEED) -> list[str]:
    return [keys.groups(key)[number - 1] for number in keys.asked_groups(key, seed)]


def settings_of(snapshot: Snapshot) -> dict[str, str]:
    return {row["key"]: row["value"] for row in snapshot.frames["settings"].to_dict("records")}


def confirm(register: Register, actor: Actor, answer: list[str], **changed: str) -> Snapshot:
    given = {"seed": SEED, "operation_id": "confirm"} | changed
    return keys.confirm_kept(register, actor, [KEY], answer, today=TODAY, **given)


class SealedRegister(SqlRegister):
    """A SQLite register that seals nothing, but counts how often it is asked to seal anew."""

    asked = 0
    error: Exception | None = None

    def reseal(self, progress: Callable[[float], None]) -> int:
        self.asked += 1
        progress(0.5)
        if self.error is not None:
            raise self.error
        progress(1.0)
        return 7


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[SealedRegister]:
    opened = SealedRegister(f"sqlite:///{tmp_path / 'sealed.db'}")
    yield opened
    opened.close()


def rotate(register: Register, actor: Actor, known: list[str], shares: list[float] | None = None) -> int:
    progress = (shares if shares is not None else []).append
    return keys.rotate_key(register, actor, known, progress=progress, operation_id="rotate")


def test_groups_are_the_key_in_fours() -> None:
    found = keys.groups(KEY)
    assert "".join(found) == KEY
    assert [len(group) for group in found] == [4] * 11
    assert keys.groups(" ".join(found)) == found


def test_asked_groups_are_two_of_them_and_the_same_for_a_seed() -> None:
    asked = [keys.asked_groups(KEY, str(seed)) for seed in range(200)]
    assert asked == [keys.asked_groups(KEY, str(seed)) for seed in range(200)]
    assert {number for pair in asked for number in pair} == set(range(1, 12))
    assert all(first < second for first, second in asked)
    assert asked != [keys.asked_groups(OLD, str(seed)) for seed in range(200)]


@pytest.mark.parametrize("actor", [KAREN, ADA])
def test_record_key_notes_the_fingerprint_once_and_never_the_key(register: Register, actor: Actor) -> None:
    assert keys.fit(register.snapshot(), [KEY]) is Fit.NOT_RECORDED
    keys.record_key(register, actor, [KEY], operation_id="one")
    snapshot = keys.record_key(register, actor, [KEY, OLD], operation_id="two")
    assert keys.fit(snapshot, [KEY]) is Fit.FITS
    assert settings_of(register.refresh()) == {"sealing_key": keys.fingerprint(KEY)}
    assert [entry.plain for entry in register.journal() if KEY in entry.plain or KEY[:8] in entry.plain] == []
    assert len(list(register.journal())) == 1


def test_record_key_of_two_portals_at_once_leaves_one_row(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'register.db'}"
    first, second = open_register(url), open_register(url)
    second.snapshot()
    keys.record_key(first, KAREN, [KEY], operation_id="one")
    keys.record_key(second, ADA, [KEY], operation_id="two")
    assert settings_of(second.refresh()) == {"sealing_key": keys.fingerprint(KEY)}
    first.close()
    second.close()


def test_record_key_refuses_another_key_and_leaves_the_first(register: Register) -> None:
    keys.record_key(register, KAREN, [KEY], operation_id="one")
    with pytest.raises(RegisterUnavailable, match="another key") as caught:
        keys.record_key(register, KAREN, [OTHER], operation_id="two")
    assert caught.value.params == {"recorded": keys.fingerprint(KEY), "found": keys.fingerprint(OTHER)}
    assert settings_of(register.refresh()) == {"sealing_key": keys.fingerprint(KEY)}


def test_fit_tells_a_change_that_is_not_finished_from_a_wrong_key(register: Register) -> None:
    snapshot = keys.record_key(register, KAREN, [OLD], operation_id="one")
    assert keys.fit(snapshot, [KEY, OLD]) is Fit.CHANGING
    assert keys.fit(snapshot, [OLD, KEY]) is Fit.FITS
    assert keys.fit(snapshot, [KEY]) is Fit.OTHER
    keys.require_fit(snapshot, [KEY, OLD])
    with pytest.raises(RegisterUnavailable, match="Key 2"):
        keys.fit(snapshot, [KEY, "no key"])
    with pytest.raises(RegisterUnavailable, match="no key for sealing"):
        keys.fit(snapshot, [])


@pytest.mark.parametrize("actor", [KAREN, ADA])
def test_confirm_kept_notes_who_when_and_which_key(register: Register, actor: Actor) -> None:
    keys.record_key(register, actor, [KEY], operation_id="one")
    assert not keys.is_kept(register.snapshot(), KEY)
    answer = [f" {group[:2]} {group[2:]}" for group in typed(KEY)]
    for _ in range(2):
        snapshot = confirm(register, actor, answer)
        assert keys.find_kept(snapshot, KEY) == keys.Kept(keys.fingerprint(KEY), TODAY, actor.id)
    assert keys.is_kept(register.refresh(), KEY)
    assert not keys.is_kept(register.snapshot(), OTHER)
    assert len(list(register.journal())) == 2
    written = " ".join(entry.plain for entry in register.journal())
    assert [group for group in keys.groups(KEY) if group in written] == []


def test_confirm_kept_takes_the_last_group_without_its_sign(register: Register) -> None:
    seed = next(str(seed) for seed in range(100) if 11 in keys.asked_groups(KEY, str(seed)))
    answer = [group.rstrip("=") for group in typed(KEY, seed)]
    assert keys.is_kept(confirm(register, KAREN, answer, seed=seed), KEY)


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        pytest.param(lambda right: [right[0], right[1].swapcase()], "second", id="capital and small letters"),
        pytest.param(lambda right: [right[0][:-1], right[1]], "first", id="a character missing"),
        pytest.param(lambda right: right[::-1], "both", id="the wrong way round"),
        pytest.param(lambda right: right[:1], "second", id="one only"),
        pytest.param(lambda right: [], "both", id="nothing"),
        pytest.param(lambda right: ["====", ""], "both", id="signs"),
    ],
)
def test_confirm_kept_refuses_what_does_not_stand_on_the_page(
    register: Register, answer: Callable[[list[str]], list[str]], numbers: str
) -> None:
    key = "6Hq-0OIl1_4cR8Zt2WmVbYxKjQdA5sEuN7gPfT3hLoM="
    asked = keys.asked_groups(key, SEED)
    wanted = {"first": asked[:1], "second": asked[1:], "both": asked}[numbers]
    given = answer(typed(key))
    with pytest.raises(InputRejected) as caught:
        keys.confirm_kept(register, KAREN, [key], given, seed=SEED, today=TODAY, operation_id="x")
    assert caught.value.params == {"numbers": ", ".join(map(str, wanted))}
    assert [group for group in (*typed(key), *given) if group and group in str(caught.value)] == []
    assert not keys.is_kept(register.refresh(), key)
    assert list(register.journal()) == []


def test_confirm_kept_refuses_a_key_that_is_not_the_registers(register: Register) -> None:
    keys.record_key(register, KAREN, [OTHER], operation_id="one")
    with pytest.raises(RegisterUnavailable, match="another key"):
        confirm(register, KAREN, typed(KEY))
    assert not keys.is_kept(register.refresh(), KEY)


def test_confirm_kept_is_stored_over_what_somebody_else_confirmed_meanwhile(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'register.db'}"
    first, second = open_register(url), open_register(url)
    keys.confirm_kept(first, KAREN, [OLD], typed(OLD), seed=SEED, today=TODAY, operation_id="old")
    second.refresh()
    keys.confirm_kept(first, KAREN, [OTHER], typed(OTHER), seed=SEED, today=TODAY, operation_id="other")
    assert keys.is_kept(confirm(second, ADA, typed(KEY)), KEY)
    first.close()
    second.close()


@pytest.mark.parametrize("value", ["", "yes", "[]", "null", '{"fingerprint": 1}', '{"on": 5}', "{}"])
def test_is_kept_believes_nothing_that_the_portal_did_not_write(register: Register, value: str) -> None:
    row = RowChange("settings", keys.KEPT, {"key": keys.KEPT, "value": value or None})
    snapshot = register.commit(ChangeSet.of([row], actor="sheet", operation_id="typed", source="sheet"))
    assert keys.find_kept(snapshot, KEY) is None
    assert keys.is_kept(confirm(register, KAREN, typed(KEY)), KEY)


@pytest.mark.parametrize("actor", those_without(Action.SET_UP), ids=lambda actor: actor.id or "signed out")
def test_the_key_is_the_business_of_those_who_set_the_register_up(sealed: SealedRegister, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        keys.record_key(sealed, actor, [KEY], operation_id="x")
    with pytest.raises(AccessDenied):
        confirm(sealed, actor, typed(KEY))
    with pytest.raises(AccessDenied):
        rotate(sealed, actor, [KEY, OLD])
    assert (list(sealed.journal()), sealed.asked) == ([], 0)


def test_rotate_key_seals_anew_and_then_notes_the_new_key(sealed: SealedRegister) -> None:
    keys.confirm_kept(sealed, KAREN, [OLD], typed(OLD), seed=SEED, today=TODAY, operation_id="kept")
    keys.record_key(sealed, KAREN, [OLD], operation_id="one")
    shares: list[float] = []
    assert rotate(sealed, KAREN, [KEY, OLD], shares) == 7
    assert shares == [0.5, 1.0]
    snapshot = sealed.refresh()
    assert keys.fit(snapshot, [KEY]) is Fit.FITS
    assert keys.fit(snapshot, [OLD]) is Fit.OTHER
    assert not keys.is_kept(snapshot, KEY)  # the new page is another one


def test_rotate_key_stopped_half_way_still_names_the_older_key_and_is_run_again(sealed: SealedRegister) -> None:
    keys.record_key(sealed, KAREN, [OLD], operation_id="one")
    sealed.error = RegisterUnavailable("Google is down.", retryable=True)
    with pytest.raises(RegisterUnavailable, match="Google is down"):
        rotate(sealed, KAREN, [KEY, OLD])
    assert keys.fit(sealed.refresh(), [KEY, OLD]) is Fit.CHANGING
    sealed.error = None
    rotate(sealed, KAREN, [KEY, OLD])
    assert keys.fit(sealed.refresh(), [KEY, OLD]) is Fit.FITS
    assert (rotate(sealed, KAREN, [KEY, OLD]), sealed.asked) == (7, 3)


@pytest.mark.parametrize("known", [[KEY], [KEY, KEY], [KEY, f" {KEY}"]])
def test_rotate_key_wants_an_older_key_beside_the_newest(sealed: SealedRegister, known: list[str]) -> None:
    keys.record_key(sealed, KAREN, [KEY], operation_id="one")
    with pytest.raises(InputRejected, match="one key in the secrets only"):
        rotate(sealed, KAREN, known)
    assert sealed.asked == 0


def test_rotate_key_refuses_keys_that_do_not_open_the_register(sealed: SealedRegister) -> None:
    keys.record_key(sealed, KAREN, [OTHER], operation_id="one")
    with pytest.raises(RegisterUnavailable, match="another key"):
        rotate(sealed, KAREN, [KEY, OLD])
    assert sealed.asked == 0


def test_rotate_key_says_that_another_store_seals_nothing(register: Register) -> None:
    with pytest.raises(InputRejected, match="seals nothing"):
        rotate(register, KAREN, [KEY, OLD])
    assert list(register.journal()) == []


def test_notes_on_the_key_do_not_start_a_register(register: Register) -> None:
    keys.record_key(register, ADA, [KEY], operation_id="one")
    snapshot = confirm(register, ADA, typed(KEY))
    assert not starting.is_started(snapshot)
    assert starting.is_started(starting.start_empty(register, ADA, today=TODAY, operation_id="start"))


def test_stale_notes_are_given_up_at_some_time(tmp_path: Path) -> None:
    class Busy(SqlRegister):
        """Somebody else is always quicker."""

        tries = 0

        def commit(self, change: ChangeSet) -> Snapshot:
            self.tries += 1
            raise StaleRecord("Somebody else changed this record.")

    register = Busy(f"sqlite:///{tmp_path / 'busy.db'}")
    with pytest.raises(StaleRecord):
        keys.record_key(register, KAREN, [KEY], operation_id="x")
    assert register.tries == keys.STORE_ATTEMPTS
    register.close()
