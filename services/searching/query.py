"""What somebody looks for in the register: small, hashable, and holding nothing the actor may not see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from services import access
from services.access import Action, Actor
from services.searching.columns import filters_of, list_columns
from services.searching.states import State

NEWEST_FIRST = "received_on"


@dataclass(frozen=True, slots=True)
class Query:
    """A search, filters and an order. `codes` are column names with the codes to keep; `fields` are searched."""

    text: str = ""
    state: State | None = None
    received_from: date | None = None
    received_to: date | None = None
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = NEWEST_FIRST
    is_descending: bool = True
    fields: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.text or self.state or self.received_from or self.received_to or self.codes)

    @property
    def unordered(self) -> Self:
        """The same search in no order, to find the same rows for every order."""
        return replace(self, sort="", is_descending=False)


def query_of(
    actor: Actor,
    *,
    text: str = "",
    state: State | None = None,
    received_from: date | None = None,
    received_to: date | None = None,
    codes: Mapping[str, Sequence[str]] | None = None,
    sort: str = NEWEST_FIRST,
    is_descending: bool = True,
) -> Query:
    """Return the query of that actor: filters and orders by what they may not see are left out.

    Raises:
        AccessDenied: the actor may not see reactions.
    """
    access.require(actor, Action.SEE_REACTIONS)
    allowed = [column.name for column in filters_of(actor)]
    sortable = {column.name for column in list_columns(actor)}
    chosen = codes or {}
    return Query(
        text=" ".join(text.split()),
        state=state,
        received_from=received_from,
        received_to=received_to,
        codes=tuple((name, tuple(sorted(chosen[name]))) for name in allowed if chosen.get(name)),
        sort=sort if sort in sortable else NEWEST_FIRST,
        is_descending=is_descending if sort in sortable else True,
        fields=tuple(field.name for field in access.visible_fields(actor, "reactions") if field.searched),
    )
