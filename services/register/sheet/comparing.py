"""What people typed in the sheet: noticed, taken over where it is valid, and said where it is not."""

from collections.abc import Mapping

from services.register.sheet.client import SheetClient
from services.register.sheet.commit import Claim, Saver
from services.register.sheet.connection import Connection
from services.register.sheet.state import Place, Reader, State


class Comparer:
    def __init__(self, client: SheetClient, reader: Reader, saver: Saver, connection: Connection) -> None:
        self._client = client
        self._reader = reader
        self._saver = saver
        self._connection = connection

    def look(self, state: State) -> None:
        self._reader.catch_up(state)

    def take_over(self, state: State, places: Mapping[Place, Claim]) -> None:
        raise NotImplementedError(places)
