"""The page for a new reaction: nothing typed is lost, nothing wrong is stored, nothing is stored twice."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.i18n import plain
from services.access import Action
from services.register.base import Register
from tests.support.apptest import click, errors, has, held, on_both_stores, open_page, put, texts
from tests.support.cases import RECEIVED, TODAY, all_reactions, record
from tests.support.people import those_without

FORM = "cases.new"
NOT_STORED = (
    "Der Eintrag wurde nicht gespeichert. Bitte berichtigen Sie, was markiert ist; alles Eingegebene ist noch da."
)


def fill(at: AppTest, **values: Any) -> AppTest:
    """Type what a reaction needs at least, and more."""
    return put(at, FORM, **{"channel": "email", "kind__1": "complaint", **values})


def reload(at: AppTest, role: str = "office") -> AppTest:
    """Open the address of a page in a new session, as a reload of the browser does."""
    return open_page("cases/new", role, **{name: str(value) for name, value in at.query_params.items()})


def stored(register: Register, number: str = "KR-2026-0001") -> dict[str, Any]:
    snapshot = register.refresh()
    row_id = snapshot.find_reaction_id(number)
    assert row_id is not None
    return snapshot.row("reactions", row_id)


def concerns(register: Register) -> list[dict[str, Any]]:
    snapshot = register.refresh()
    return snapshot.concern_rows(str(snapshot.find_reaction_id("KR-2026-0001")))


@on_both_stores
def test_new_stores_what_was_typed_and_shows_the_case(started: Register) -> None:
    at = fill(open_page("cases/new"), received_on=RECEIVED, subject="Bescheid", text="Zeile\nZeile", ombuds=True)
    assert held(at, f"{FORM}.received_on") == RECEIVED
    click(at, f"{FORM}.save")
    assert not at.exception
    assert (at.title[0].value, at.query_params) == ("KR-2026-0001", {"number": "KR-2026-0001"})
    row = stored(started)
    values = ("received_on", "channel", "subject", "text", "ombuds", "changed_by")
    assert [row[name] for name in values] == [RECEIVED, "email", "Bescheid", "Zeile\nZeile", True, "tryout:office"]
    assert [(one["rank"], one["kind"], one["area"]) for one in concerns(started)] == [(1, "complaint", None)]


def test_new_starts_with_today_and_one_empty_concern(started: Register) -> None:
    at = open_page("cases/new")
    assert held(at, f"{FORM}.received_on") == TODAY
    assert held(at, f"{FORM}.kind.1") is None
    assert has(at, f"{FORM}.remove.1")
    assert at.button(key=f"{FORM}.remove.1").disabled
    assert not has(at, f"{FORM}.kind.2")
    assert errors(at) == []


@pytest.mark.parametrize(
    ("role", "shown", "left_out"),
    [
        ("office", ("acknowledged_on", "cleared_on", "closed_on", "consent"), ()),
        ("team_lead", ("cleared_on", "cleared_by"), ("acknowledged_on", "disposition_on", "closed_on", "consent")),
        ("staff", ("unit",), ("acknowledged_on", "disposition_on", "cleared_on", "closed_on", "consent")),
    ],
)
def test_new_asks_nobody_for_the_day_of_a_step_that_is_never_theirs(
    started: Register, role: str, shown: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    at = open_page("cases/new", role)
    assert [name for name in shown if not has(at, f"{FORM}.{name}")] == []
    assert [name for name in left_out if has(at, f"{FORM}.{name}")] == []


@on_both_stores
def test_new_stores_one_on_a_double_click(started: Register) -> None:
    """The browser sends the second click before it has seen what the first one did."""
    at = fill(open_page("cases/new"))
    draft = at.query_params["draft"]
    second = reload(at)
    click(at, f"{FORM}.save")
    click(second, f"{FORM}.save")
    assert second.title[0].value == "KR-2026-0001"
    assert all_reactions(started.refresh()) == ["KR-2026-0001"]
    assert stored(started)["id"] == draft


@on_both_stores
def test_new_keeps_what_a_second_window_of_the_same_draft_has_typed(started: Register) -> None:
    at = fill(open_page("cases/new"), subject="Beide")
    second = put(reload(at), FORM, customer_name="Nur im zweiten")
    click(at, f"{FORM}.save")
    click(second, f"{FORM}.save")
    assert second.title[0].value == "Neue Reaktion"
    assert second.query_params["draft"] != stored(started)["id"]
    assert [said for said in errors(second) if "als KR-2026-0001 gespeichert" in said] == errors(second) != []
    assert stored(started)["customer_name"] is None
    assert all_reactions(started.refresh()) == ["KR-2026-0001"]
    assert held(reload(second), f"{FORM}.customer_name") == "Nur im zweiten"
    click(second, f"{FORM}.save")
    assert stored(started, "KR-2026-0002")["customer_name"] == "Nur im zweiten"


def test_new_starts_afresh_after_storing(started: Register) -> None:
    at = click(fill(open_page("cases/new"), subject="Eins"), f"{FORM}.save")
    at.switch_page("pages/cases/new.py")
    at.query_params = {}
    at.run()
    assert held(at, f"{FORM}.subject") == ""
    click(fill(at, subject="Zwei"), f"{FORM}.save")
    assert [stored(started, f"KR-2026-000{place}")["subject"] for place in (1, 2)] == ["Eins", "Zwei"]


# ---- refused, and nothing lost


def test_new_shows_each_problem_at_its_field_and_keeps_what_was_typed(started: Register) -> None:
    at = put(open_page("cases/new"), FORM, received_on=TODAY.replace(day=5), subject="Bleibt", customer_ref="035A1")
    click(at, f"{FORM}.save")
    assert errors(at) == [
        NOT_STORED,
        "„Eingegangen am“ ist der 05.03.2026 und liegt in der Zukunft (heute ist der 04.03.2026). "
        "Bitte berichtigen Sie das Datum.",
        "„Eingangsweg“ fehlt. Bitte ausfüllen.",
        "„Art“ fehlt. Bitte ausfüllen.",
    ]
    assert (held(at, f"{FORM}.subject"), held(at, f"{FORM}.customer_ref")) == ("Bleibt", "035A1")
    assert all_reactions(started.refresh()) == []
    click(fill(at, received_on=TODAY), f"{FORM}.save")
    assert (at.title[0].value, stored(started)["subject"]) == ("KR-2026-0001", "Bleibt")


def test_new_shows_a_problem_beside_the_field_it_is_about(started: Register) -> None:
    at = click(open_page("cases/new"), f"{FORM}.save")
    column = next(column for column in at.columns if any(box.key == f"{FORM}.channel" for box in column.selectbox))
    assert [element.value for element in column.error] == ["„Eingangsweg“ fehlt. Bitte ausfüllen."]


def test_new_names_the_concern_that_has_a_problem(started: Register) -> None:
    at = click(fill(open_page("cases/new")), f"{FORM}.add_concern")
    click(at, f"{FORM}.save")
    assert errors(at) == [NOT_STORED, "„Art“ fehlt. Bitte ausfüllen."]
    put(at, FORM, kind__2="praise")
    click(at, f"{FORM}.save")
    assert [one["kind"] for one in concerns(started)] == ["complaint", "praise"]


def test_new_says_beside_the_button_what_is_to_be_corrected(started: Register) -> None:
    at = click(open_page("cases/new"), f"{FORM}.add_concern")
    assert not any("Zu berichtigen" in element.value for element in at.markdown)
    click(put(at, FORM, kind__1="praise"), f"{FORM}.save")
    said = [element.value for element in at.markdown if "Zu berichtigen" in element.value]
    assert said == [
        ":red[:material/error: " + plain("Nicht gespeichert. Zu berichtigen: Eingangsweg, Anliegen 2: Art") + "]"
    ]
    click(fill(at, kind__2="praise"), f"{FORM}.save")
    assert not any("Zu berichtigen" in element.value for element in at.markdown)


@on_both_stores
def test_new_refuses_a_text_of_25000_characters_and_keeps_it(started: Register) -> None:
    text = "ä" * 25_000
    at = click(fill(open_page("cases/new"), text=text), f"{FORM}.save")
    assert errors(at) == [
        NOT_STORED,
        "„Schilderung“ fasst höchstens 20000 Zeichen, hier sind es 25000. Bitte kürzen Sie den Text.",
    ]
    assert held(at, f"{FORM}.text") == text
    assert held(reload(at), f"{FORM}.text") == text
    assert all_reactions(started.refresh()) == []


def test_new_refuses_a_closing_date_before_the_receipt_and_opens_its_section(started: Register) -> None:
    at = click(fill(open_page("cases/new"), closed_on=RECEIVED), f"{FORM}.save")
    assert errors(at)[1:] == [
        "„Abgeschlossen am“ ist der 02.03.2026 und liegt vor „Eingegangen am“ (04.03.2026). "
        "Bitte berichtigen Sie eines der beiden Daten."
    ]
    opened = {box.label: box.proto.expanded for box in at.expander}
    assert opened["Abschluss"]
    assert not opened["Einverständnis und Information"]


@pytest.mark.parametrize("typed", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "# x $y$ :material/home:"])
def test_new_stores_text_as_it_was_typed(started: Register, typed: str) -> None:
    click(fill(open_page("cases/new"), subject=typed, text=typed), f"{FORM}.save")
    assert (stored(started)["subject"], stored(started)["text"]) == (typed, typed)


# ---- drafts


def test_new_goes_on_after_a_reload_with_the_concerns_in_their_order(started: Register) -> None:
    at = fill(
        open_page("cases/new"), subject="Entwurf", received_on=RECEIVED, area__1="reception", theme__1="wartezeit"
    )
    click(at, f"{FORM}.add_concern")
    put(at, FORM, kind__2="praise")
    click(at, f"{FORM}.up.2")
    again = reload(at)
    assert again.query_params == at.query_params
    names = ("received_on", "channel", "subject", "kind.1", "area.1", "theme.1", "kind.2")
    assert [held(again, f"{FORM}.{name}") for name in names] == [
        *(RECEIVED, "email", "Entwurf", "complaint", "reception", "wartezeit", "praise")
    ]
    click(again, f"{FORM}.save")
    assert [(one["rank"], one["kind"]) for one in concerns(started)] == [(1, "praise"), (2, "complaint")]


def test_new_keeps_a_refused_entry_over_a_reload(started: Register) -> None:
    at = click(put(open_page("cases/new"), FORM, subject="Bleibt"), f"{FORM}.save")
    again = reload(at)
    assert held(again, f"{FORM}.subject") == "Bleibt"
    click(fill(again), f"{FORM}.save")
    assert stored(started)["subject"] == "Bleibt"


@pytest.mark.parametrize("draft", ["01M7ZZPHQXP2TZ8P1WC5Q70HED", "../../etc/passwd", "", "x", "ä" * 40])
def test_new_starts_afresh_where_the_address_names_no_draft(started: Register, draft: str) -> None:
    at = open_page("cases/new", draft=draft)
    assert not at.exception
    assert held(at, f"{FORM}.subject") == ""
    assert at.query_params["draft"] not in (draft, None)


def test_new_gives_nobody_the_draft_of_somebody_else(started: Register) -> None:
    at = fill(open_page("cases/new"), subject="Geheim")
    other = reload(at, role="team_lead")
    assert held(other, f"{FORM}.subject") == ""
    assert other.query_params["draft"] != at.query_params["draft"]
    put(other, FORM, subject="Eigenes")
    assert held(reload(at), f"{FORM}.subject") == "Geheim"
    assert "Geheim" not in texts(other)


def test_new_offers_other_drafts_and_goes_on_with_one(started: Register) -> None:
    first = fill(open_page("cases/new"), subject="Der *erste* Entwurf")
    at = open_page("cases/new")
    assert r"Der \*erste\* Entwurf" in texts(at)
    click(at, f"{FORM}.continue.{first.query_params['draft']}")
    assert (held(at, f"{FORM}.subject"), at.query_params) == ("Der *erste* Entwurf", first.query_params)
    click(at, f"{FORM}.save")
    assert stored(started)["subject"] == "Der *erste* Entwurf"


def test_new_throws_a_draft_away_when_asked_and_no_other(started: Register) -> None:
    first = fill(open_page("cases/new"), subject="Erster")
    second = fill(open_page("cases/new"), subject="Zweiter")
    click(second, f"{FORM}.throw.{first.query_params['draft']}")
    assert held(second, f"{FORM}.subject") == "Zweiter"
    assert held(reload(first), f"{FORM}.subject") == ""
    click(second, f"{FORM}.discard")
    assert held(second, f"{FORM}.subject") == ""
    assert all_reactions(started.refresh()) == []


def test_new_leaves_no_draft_behind_once_it_is_stored(started: Register) -> None:
    click(fill(open_page("cases/new"), subject="Fertig"), f"{FORM}.save")
    at = open_page("cases/new")
    assert "Fertig" not in texts(at)
    assert not [box for box in at.expander if "Entw" in box.label]


def test_new_shows_the_case_at_the_address_of_a_draft_that_was_stored(started: Register) -> None:
    at = fill(open_page("cases/new"))
    address = dict(at.query_params)
    click(at, f"{FORM}.save")
    again = open_page("cases/new", **address)
    assert again.title[0].value == "KR-2026-0001"
    assert all_reactions(started.refresh()) == ["KR-2026-0001"]


# ---- concerns and what depends on what


def test_new_narrows_themes_by_the_area_and_lets_go_of_them_with_it(started: Register) -> None:
    at = fill(open_page("cases/new"), area__1="reception")
    assert at.selectbox(key=f"{FORM}.theme.1").options == ["Wartezeit", "Auskunft"]
    assert at.selectbox(key=f"{FORM}.detail.1").disabled
    put(at, FORM, theme__1="wartezeit", area__1="hotline")
    assert held(at, f"{FORM}.theme.1") is None
    assert at.selectbox(key=f"{FORM}.theme.1").options == ["Erreichbarkeit", "Gesprächsführung"]
    click(at, f"{FORM}.save")
    assert [(one["area"], one["theme"]) for one in concerns(started)] == [("hotline", None)]


def test_new_keeps_a_theme_that_another_area_has_too_only_where_it_was_chosen(started: Register) -> None:
    at = fill(open_page("cases/new"), area__1="municipal", theme__1="beratung")
    put(at, FORM, area__1="reception")
    assert held(at, f"{FORM}.theme.1") is None


def test_new_does_not_store_what_does_not_apply(started: Register) -> None:
    at = fill(open_page("cases/new"), outcome__1="upheld", complaint_type__1="general")
    put(at, FORM, kind__1="praise")
    assert not has(at, f"{FORM}.outcome.1")
    click(at, f"{FORM}.save")
    (concern,) = concerns(started)
    assert (concern["kind"], concern["outcome"], concern["complaint_type"]) == ("praise", None, None)


def test_new_adds_moves_and_removes_concerns(started: Register) -> None:
    at = fill(open_page("cases/new"))
    for place, kind in ((2, "praise"), (3, "suggestion"), (4, "petition")):
        click(at, f"{FORM}.add_concern")
        put(at, FORM, **{f"kind__{place}": kind})
    assert (at.button(key=f"{FORM}.up.1").disabled, at.button(key=f"{FORM}.down.4").disabled) == (True, True)
    click(at, f"{FORM}.up.4")
    click(at, f"{FORM}.up.4")
    click(at, f"{FORM}.remove.2")
    click(at, f"{FORM}.down.1")
    assert [held(at, f"{FORM}.kind.{place}") for place in (1, 3, 4)] == ["complaint", "suggestion", "petition"]
    assert not has(at, f"{FORM}.kind.2")
    click(at, f"{FORM}.save")
    assert [(one["rank"], one["kind"]) for one in concerns(started)] == [
        (1, "petition"),
        (2, "complaint"),
        (3, "suggestion"),
    ]


def test_new_marks_the_first_three_concerns(started: Register) -> None:
    at = open_page("cases/new")
    for _ in range(3):
        click(at, f"{FORM}.add_concern")
    assert texts(at).count("wird gemeldet") == 3
    assert "**Anliegen 4**" in texts(at)


# ---- follow-ups


def test_new_suggests_an_earlier_reaction_and_links_it(started: Register) -> None:
    record(started, customer_ref="035A1", subject="Wohnung *zu* klein")
    at = put(open_page("cases/new"), FORM, customer_ref="035A1")
    assert r"Wohnung \*zu\* klein" in texts(at)
    click(at, f"{FORM}.follow.KR-2026-0001")
    assert held(at, f"{FORM}.follow_up_of") == "KR-2026-0001"
    assert at.button(key=f"{FORM}.follow.KR-2026-0001").disabled
    click(fill(at), f"{FORM}.save")
    assert stored(started, "KR-2026-0002")["follow_up_of"] == "KR-2026-0001"


def test_new_suggests_nothing_to_those_who_may_not_see_cases(started: Register) -> None:
    record(started, customer_ref="035A1", subject="Geheime Sache")
    at = put(open_page("cases/new", "staff"), FORM, customer_ref="035A1", subject="Geheime Sache hier")
    assert not has(at, f"{FORM}.follow.KR-2026-0001")
    assert "Sache" not in texts(at)


# ---- who may


def test_new_lets_the_reception_record_and_tells_it_the_number_only(started: Register) -> None:
    at = click(fill(open_page("cases/new", "staff"), subject="Am Empfang"), f"{FORM}.save")
    assert not at.exception
    assert at.title[0].value == "Neue Reaktion"
    assert "KR-2026-0001 ist gespeichert." in [element.value for element in at.success]
    assert held(at, f"{FORM}.subject") == ""
    row = stored(started)
    assert (row["subject"], row["changed_by"]) == ("Am Empfang", "tryout:staff")


@pytest.mark.parametrize("role", ["office", "staff", "ombudsperson"])
def test_new_offers_the_employee_only_to_roles_that_may_name_one(started: Register, role: str) -> None:
    assert has(open_page("cases/new", role), f"{FORM}.employee.1") is (role == "office")


ROLES_WITHOUT = [role for person in those_without(Action.RECORD_REACTION) for role in person.roles if role != "boss"]


@pytest.mark.parametrize("role", ROLES_WITHOUT)
def test_new_is_not_for_other_roles(started: Register, role: str) -> None:
    at = open_page_as(role)
    assert errors(at) == [
        "Diese Seite ist für Ihre Rolle nicht vorgesehen. "
        "Bitte wenden Sie sich an die Verwaltung des Portals, wenn Sie sie brauchen."
    ]
    assert not has(at, f"{FORM}.save")


def open_page_as(role: str) -> AppTest:
    """Open the page with everybody's rights first, then change the role: the menu no longer has it."""
    at = open_page("cases/new")
    at.session_state["portal.role"] = role
    return at.run()


# ---- language


def test_new_speaks_english(started: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESONANZ_LANG", "en")
    at = click(open_page("cases/new"), f"{FORM}.save")
    assert at.title[0].value == "New reaction"
    assert at.selectbox(key=f"{FORM}.channel").label.startswith("Channel")
    assert errors(at)[1:] == ["“Channel” is missing. Please fill it in.", "“Kind” is missing. Please fill it in."]
    assert "E-mail" in at.selectbox(key=f"{FORM}.channel").options
