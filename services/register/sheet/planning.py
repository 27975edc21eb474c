"""What a portal knows of the sheet, as the planning of a commit asks for it."""

from collections.abc import Collection

from schema.tables import TABLES
from services.register.commits import Place
from services.register.sheet.state import State
from services.register.snapshot import Row


class Known:
    """What the portal knows, for the planning of a commit; see `commits.Stored`."""

    def __init__(self, state: State) -> None:
        self._state = state

    def rows(self, places: Collection[Place]) -> dict[Place, Row]:
        """Return those of the rows that there are."""
        found = {place: self._state.find_row(*place) for place in places}
        return {place: row for place, row in found.items() if row is not None}

    def parts(self, table: str, owner_ids: Collection[str]) -> dict[Place, Row]:
        """Return the rows of `table` that belong to one of these rows."""
        owner = TABLES[table].aggregate_field
        if owner is None:
            return {}
        frame = self._state.snapshot.frames[table]
        ids = frame.index[frame[owner].isin(list(owner_ids)).to_numpy()].tolist()
        return self.rows([(table, row_id) for row_id in ids])

    def numbers_among(self, numbers: Collection[str]) -> set[str]:
        """Return those of `numbers` that reactions have."""
        return {number for number in numbers if self._state.snapshot.find_reaction_id(number) is not None}

    def numbers_starting_with(self, start: str) -> list[str]:
        """Return the numbers that begin with `start`, those of removed reactions too: no number is given twice."""
        numbers = self._state.snapshot.frames["reactions"]["number"]
        found = numbers[numbers.str.startswith(start).fillna(False).to_numpy(dtype=bool)].tolist()
        return found + [number for number in self._state.removed_numbers if number.startswith(start)]
