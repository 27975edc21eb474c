from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from schema.fields import Field, FieldType
from schema.tables import TABLES
from schema.words import Words
from services.access import NOBODY, Actor
from services.errors import AccessDenied
from services.exporting import Format, export_flat
from services.flatfile.columns import CONTRACT
from services.register.frames import empty_frames, frame_of
from services.register.snapshot import Snapshot

OFFICER = Actor("olga", "Olga", frozenset({"krm_officer"}))
REACTION = {"id": "r1", "number": "A-1", "received_on": date(2022, 3, 1), "channel": "email", "ombuds": True}
CONCERN = {"id": "c1", "reaction_id": "r1", "rank": 1, "kind": "complaint", "area": "benefits", "employee": "Frau K."}


def snapshot_of(reactions: Sequence[dict[str, Any]], concerns: Sequence[dict[str, Any]], **more: Any) -> Snapshot:
    tables = {"reactions": reactions, "concerns": concerns, **more}
    return Snapshot(1, {**empty_frames(), **{table: frame_of(table, rows) for table, rows in tables.items()}})


SMALL = snapshot_of(
    [{**REACTION, "subject": "=1+1", "text": "a\nb; c"}, {**REACTION, "id": "r2", "number": "A-2", "ombuds": None}],
    [
        {**CONCERN, "id": "c2", "rank": 2, "kind": "praise"},
        CONCERN,
        {**CONCERN, "id": "c3", "reaction_id": "r2", "kind": "petition"},
    ],
)


def read_csv(data: bytes, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=separator))


def test_export_flat_writes_a_row_per_concern_in_the_order_of_the_contract() -> None:
    rows = read_csv(export_flat(SMALL, OFFICER))
    assert tuple(rows[0])[: len(CONTRACT)] == CONTRACT
    names = ("reaction", "received_on", "channel", "ombuds", "subject", "text", "rank", "kind")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("A-1", "2022-03-01", "email", "yes", "'=1+1", "a\nb; c", "1", "complaint"),
        ("A-1", "2022-03-01", "email", "yes", "'=1+1", "a\nb; c", "2", "praise"),
        ("A-2", "2022-03-01", "email", "", "", "", "1", "petition"),
    ]


def test_export_flat_writes_german_labels_as_a_german_excel_reads_them() -> None:
    data = export_flat(
        SMALL, OFFICER, ["r1"], labels="de", names=("reaction", "received_on", "channel", "ombuds", "kind")
    )
    assert data.decode("utf-8") == (
        "\ufeffNummer;Eingegangen am;Eingangsweg;An die Ombudsstelle;Art\r\n"
        "A-1;01.03.2022;E-Mail;ja;Beschwerde\r\n"
        "A-1;01.03.2022;E-Mail;ja;Lob\r\n"
    )


def test_export_flat_writes_true_strings_and_true_dates_to_a_workbook() -> None:
    names = ("reaction", "received_on", "subject", "rank")
    page = load_workbook(io.BytesIO(export_flat(SMALL, OFFICER, ["r1"], fmt=Format.XLSX, names=names))).worksheets[0]
    assert [[(cell.value, cell.data_type) for cell in row] for row in page.iter_rows(min_row=2, max_row=2)] == [
        [("A-1", "s"), (datetime(2022, 3, 1), "d"), ("=1+1", "s"), (1, "n")]
    ]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:D3")


def test_export_flat_writes_the_code_where_a_label_would_lead_elsewhere() -> None:
    lists = [
        {"id": "l1", "list": "theme", "parent": "benefits", "code": "x", "label": "Bearbeitungsdauer"},
        {"id": "l2", "list": "theme", "parent": "benefits", "code": "strom", "label": "Strom"},
    ]
    concerns = [{**CONCERN, "theme": "x"}, {**CONCERN, "id": "c2", "rank": 2, "theme": "strom"}]
    data = export_flat(snapshot_of([REACTION], concerns, lists=lists), OFFICER, labels="en", names=("theme",))
    assert data.decode() == "Theme\r\nx\r\nStrom\r\n"


def test_export_flat_leaves_out_what_the_actor_may_not_see(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = Field("secret", FieldType.LINE, Words("Geheim", "Secret"), see=frozenset({"admin"}))
    table = TABLES["concerns"]
    monkeypatch.setitem(TABLES, "concerns", replace(table, fields=(*table.fields, secret)))
    assert "secret" not in read_csv(export_flat(SMALL, OFFICER))[0]
    assert read_csv(export_flat(SMALL, OFFICER))[0]["employee"] == "Frau K."


def test_export_flat_leaves_out_a_reaction_that_is_gone() -> None:
    assert [row["reaction"] for row in read_csv(export_flat(SMALL, OFFICER, ["gone", "r2"]))] == ["A-2"]


@pytest.mark.parametrize("actor", [NOBODY, Actor("tina", "Tina", frozenset({"team_lead"}))])
def test_export_flat_refuses_who_may_not(actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        export_flat(SMALL, actor)
