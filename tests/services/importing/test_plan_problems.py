from __future__ import annotations

import pytest

from tests.support.flatfiles import csv_bytes, planned, problem_lines, raw_csv, xlsx_bytes

CHANNELS = (
    "E-Mail (email), Telefon (telephone), Schriftlich (letter), Persönlich (in_person), Onlineportal (online_portal), "
    "Bewertungsportal (review_site), Meinungskarte (opinion_card)"
)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"received_on": "22.11.2026"},
            "daten.csv, Zeile 2, Spalte „received_on“, Wert „22.11.2026“: „Eingegangen am“ ist der 22.11.2026 "
            "und liegt in der Zukunft (heute ist der 21.11.2026). Bitte berichtigen Sie das Datum.",
        ),
        (
            {"received_on": "31.02.2022"},
            "daten.csv, Zeile 2, Spalte „received_on“, Wert „31.02.2022“: „31.02.2022“ ist kein Datum für „Eingegangen "
            "am“. Bitte wie 21.11.2026 oder 2026-11-21 schreiben.",
        ),
        (
            {"received_on": ""},
            "daten.csv, Zeile 2, Spalte „received_on“: „Eingegangen am“ fehlt. Bitte ausfüllen.",
        ),
        (
            {"closed_on": "2022-02-28"},
            "daten.csv, Zeile 2, Spalte „closed_on“, Wert „2022-02-28“: „Abgeschlossen am“ ist der 28.02.2022 "
            "und liegt vor „Eingegangen am“ (01.03.2022). Bitte berichtigen Sie eines der beiden Daten.",
        ),
        (
            {"channel": "Brieftaube"},
            "daten.csv, Zeile 2, Spalte „channel“, Wert „Brieftaube“: „Brieftaube“ steht nicht in der Liste "
            f"„Eingangsweg“. Bekannt sind: {CHANNELS}.",
        ),
        ({"kind": ""}, "daten.csv, Zeile 2, Spalte „kind“: „Art“ fehlt. Bitte ausfüllen."),
        (
            {"ombuds": "vielleicht"},
            "daten.csv, Zeile 2, Spalte „ombuds“, Wert „vielleicht“: „vielleicht“ ist weder Ja noch Nein für „An die "
            "Ombudsstelle“. Bitte ja oder nein schreiben.",
        ),
        (
            {"rank": "eins"},
            "daten.csv, Zeile 2, Spalte „rank“, Wert „eins“: „eins“ ist keine ganze Zahl für „Rang“. Bitte nur Ziffern "
            "schreiben, zum Beispiel 12.",
        ),
        ({"rank": "0"}, "daten.csv, Zeile 2, Spalte „rank“, Wert „0“: „Rang“ muss mindestens 1 sein."),
        (
            {"text": "x" * 25_000},
            f"daten.csv, Zeile 2, Spalte „text“, Wert „{'x' * 79}…“: „Schilderung“ fasst höchstens 20000 Zeichen, hier "
            "sind es 25000. Bitte kürzen Sie den Text.",
        ),
        (
            {"subject": "a\x07b"},
            "daten.csv, Zeile 2, Spalte „subject“, Wert „a�b“: „Betreff“ enthält ein Steuerzeichen, das nicht "
            "gespeichert werden kann. Bitte geben Sie den Text neu ein.",
        ),
        (
            {"theme": "Mietkaution"},
            "daten.csv, Zeile 2, Spalte „theme“, Wert „Mietkaution“: „Thema“ ist ohne „Bereich“ angegeben. "
            "Bitte füllen Sie „Bereich“ aus oder lassen Sie „Thema“ leer.",
        ),
        (
            {"reaction": "A-1", "follow_up_of": "A-1"},
            "daten.csv, Zeile 2, Spalte „follow_up_of“, Wert „A-1“: Eine Reaktion kann nicht Folgereaktion zu "
            "sich selbst sein. Bitte nennen Sie die frühere Reaktion.",
        ),
    ],
)
def test_plan_import_names_file_row_column_value_and_remedy(row: dict[str, str], said: str) -> None:
    data = csv_bytes(row)
    assert problem_lines(data) == [said]
    plan = planned(data)
    assert (plan.new, plan.refused, plan.changes) == (0, 1, ())


def test_plan_import_says_nothing_of_what_follows_from_another_problem() -> None:
    lines = problem_lines(csv_bytes({"area": "xyz", "theme": "Mietkaution", "detail": "Höhe"}))
    assert [line.partition(": ")[0] for line in lines] == ["daten.csv, Zeile 2, Spalte „area“, Wert „xyz“"]


def test_plan_import_names_the_heading_as_the_file_writes_it() -> None:
    heading = ("Eingegangen am", "Eingangsweg", "ART")
    assert problem_lines(xlsx_bytes(heading, ("1.3.2022", "E-Mail", "Beschimpfung")), name="alt.xlsx") == [
        "alt.xlsx, Zeile 2, Spalte „ART“, Wert „Beschimpfung“: „Beschimpfung“ steht nicht in der Liste „Art“. "
        "Bekannt sind: Beschwerde (complaint), Lob (praise), Idee oder Anregung (suggestion), Petition (petition), "
        "Eingabe (submission)."
    ]


def test_plan_import_speaks_english_too() -> None:
    plan = planned(csv_bytes({"closed_on": "2022-02-28"}))
    assert [problem.line("en") for problem in plan.problems] == [
        "daten.csv, row 2, column “closed_on”, value “2022-02-28”: “Closed on” is 28 Feb 2022, before “Received on” "
        "(1 Mar 2022). Please correct one of the two dates."
    ]


def test_plan_import_refuses_different_values_of_one_reaction() -> None:
    lines = problem_lines(
        csv_bytes(
            {"reaction": "A-1", "channel": "E-Mail", "closed_on": "", "unit": "T1", "ombuds": "ja"},
            {"reaction": "A-1", "channel": "email", "closed_on": "2022-03-02", "unit": "T1", "ombuds": "yes"},
            {"reaction": "A-1", "channel": "telephone", "closed_on": "", "unit": "", "ombuds": "nein"},
        )
    )
    assert lines == [
        "daten.csv, Zeile 3, Spalte „closed_on“, Wert „2022-03-02“: Hier steht „2022-03-02“, in Zeile 2 derselben "
        "Reaktion aber nichts. Alle Zeilen einer Reaktion müssen hier denselben Wert haben.",
        "daten.csv, Zeile 4, Spalte „channel“, Wert „telephone“: „telephone“ weicht von Zeile 2 derselben Reaktion ab "
        "(„email“). Alle Zeilen einer Reaktion müssen hier denselben Wert haben.",
        "daten.csv, Zeile 4, Spalte „unit“: Die Zelle ist leer, in Zeile 2 derselben Reaktion steht aber „t1“. "
        "Alle Zeilen einer Reaktion müssen hier denselben Wert haben.",
        "daten.csv, Zeile 4, Spalte „ombuds“, Wert „nein“: „nein“ weicht von Zeile 2 derselben Reaktion ab („ja“). "
        "Alle Zeilen einer Reaktion müssen hier denselben Wert haben.",
    ]


def test_plan_import_refuses_a_rank_given_twice() -> None:
    assert problem_lines(csv_bytes({"reaction": "A", "rank": "1"}, {"reaction": "A", "rank": "1"})) == [
        "daten.csv, Zeile 3, Spalte „rank“, Wert „1“: Der Rang 1 steht schon in Zeile 2 derselben Reaktion. "
        "Bitte nummerieren Sie neu."
    ]


def test_plan_import_refuses_the_reaction_of_a_ragged_row_and_no_other() -> None:
    data = b"reaction,received_on,channel,kind\r\nA,2022-03-01,email,praise\r\nB,2022-03-01,email\r\n"
    plan = planned(data)
    assert [(problem.row, problem.column) for problem in plan.problems] == [(3, None), (3, "kind")]
    assert (plan.new, plan.refused) == (1, 1)


def test_plan_import_lists_the_problems_in_the_order_of_the_file() -> None:
    rows = [["reaction", "received_on", "channel", "kind"], ["A", "x", "email", "y"], ["B", "x", "z", "praise"]]
    plan = planned(raw_csv([*rows, ["A", "x", "email", "praise"]]))
    assert [problem.row for problem in plan.problems] == [2, 2, 3, 3, 4]


def test_plan_import_tells_an_unreadable_file_from_bad_rows() -> None:
    plan = planned(b"", name="leer.csv")
    assert (plan.is_readable, plan.lines, plan.taken) == (False, 0, 0)
    assert planned(csv_bytes({"kind": ""})).is_readable


def test_plan_import_refuses_an_entry_that_no_list_holds() -> None:
    assert problem_lines(csv_bytes({"unit": "T" * 201})) == [
        f"daten.csv, Zeile 2, Spalte „unit“, Wert „{'T' * 79}…“: „Name“ fasst höchstens 200 Zeichen, hier sind es 201. "
        "Bitte kürzen Sie den Text."
    ]
