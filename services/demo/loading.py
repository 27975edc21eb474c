"""Writing the sample register into a register, in a few big change sets."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from services.demo.ids import encode
from services.demo.office import FOUNDED, Row
from services.demo.sample import SampleRegister, sample_rows
from services.register.base import ChangeSet, Register, RowChange
from services.register.snapshot import Snapshot

SEED = 2022  # the sample register everybody gets who names no other
BATCH = 2_000  # reactions in one change set, with their concerns and notes
_MAKING = 0.3  # the share of the time that goes into making the rows


def load_sample(
    register: Register,
    actor_name: str,
    *,
    seed: int = SEED,
    today: date,
    reactions: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Snapshot:
    """Write the sample register as it stands on `today`; the same one a second time changes nothing.

    `progress` is called with the share done, from 0 to 1. The caller checks whether the actor may set a register up.

    Raises:
        StaleRecord: the register holds the sample of this seed, made for another day.
        InputRejected: a number of the sample is taken.
        RegisterUnavailable: the register cannot be written; what was written before stays.
    """
    say = progress or (lambda share: None)
    rows = sample_rows(seed, today, reactions=reactions, progress=lambda share: say(share * _MAKING))
    batches = list(_batches(rows))
    dice = random.Random(f"resonanz {seed} {today.isoformat()} {reactions} operations")
    snapshot = register.snapshot()
    for place, changes in enumerate(batches, 1):
        operation_id = encode(FOUNDED.toordinal() + place, dice.getrandbits(80))
        snapshot = register.commit(
            ChangeSet.of(changes, actor=actor_name, operation_id=operation_id, reason="", source="demo")
        )
        say(_MAKING + (1 - _MAKING) * place / len(batches))
    return snapshot


def _batches(rows: SampleRegister) -> Iterator[list[RowChange]]:
    tables = rows.tables()
    of_cases = ("reactions", "concerns", "notes")
    yield [_created(table, row) for table in tables if table not in of_cases for row in tables[table]]
    parts = defaultdict(list)
    for table in of_cases[1:]:
        for row in tables[table]:
            parts[row["reaction_id"]].append(_created(table, row))
    for start in range(0, len(rows.reactions), BATCH):
        batch: list[RowChange] = []
        for row in rows.reactions[start : start + BATCH]:
            batch += [_created("reactions", row), *parts[row["id"]]]
        yield batch


def _created(table: str, row: Row) -> RowChange:
    return RowChange(table, row["id"], {name: value for name, value in row.items() if name != "id"})
