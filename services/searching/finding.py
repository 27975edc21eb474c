"""Which reactions a query finds, and in which order.

All words of a search have to occur, anywhere in the fields searched or in the labels of one of the concerns. Filters by
concerns have to fit one and the same concern. What is not given comes last in every order; ties are newest first.
"""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from schema.fields import FieldType
from schema.lists import LIST_WORDS
from schema.tables import TABLES
from services.figures.filters import has_code
from services.register.snapshot import Snapshot
from services.searching.columns import DUE_DAY_OFF, NEXT_DUE, OF_CONCERNS, STATE, SUMMARY, summary_fields
from services.searching.concerns import belonging, of_reactions
from services.searching.days_off import days_off
from services.searching.query import Query
from services.searching.spelling import has_word, joined_texts, plain, plain_texts, plain_words
from services.searching.states import grid_codes, is_in_state, next_due

Array = np.ndarray[Any, Any]

YES, NO = "yes", "no"
_LAST = np.iinfo("int64").max


def count_found(snapshot: Snapshot, today: date, query: Query) -> int:
    """Return how many reactions a query finds."""
    return len(snapshot.derived(_matching, today, query.unordered))


def find_places(snapshot: Snapshot, today: date, query: Query) -> Array:
    """Return the places of the rows that a query finds, in its order."""
    return snapshot.derived(_ordered, today, query)


def _ordered(snapshot: Snapshot, today: date, query: Query) -> Array:
    places = snapshot.derived(_matching, today, query.unordered)
    newest_first = snapshot.derived(_newest_first)
    if query.sort in ("", "received_on") and query.is_descending:
        return places[np.argsort(newest_first[places], kind="stable")]
    keys = snapshot.derived(_sort_keys, today, query.sort)[places]
    if query.is_descending:
        keys = np.where(keys == _LAST, _LAST, -keys)
    return places[np.lexsort((newest_first[places], keys))]


def _matching(snapshot: Snapshot, today: date, query: Query) -> Array:
    reactions = snapshot.frames["reactions"]
    keep = np.ones(len(reactions), dtype=bool)
    if query.state:
        keep &= is_in_state(snapshot, today, query.state)
    received = reactions["received_on"].to_numpy(dtype="datetime64[D]")
    if query.received_from:
        keep &= received >= np.datetime64(query.received_from, "D")
    if query.received_to:
        keep &= received <= np.datetime64(query.received_to, "D")
    keep &= _has_codes(snapshot, query)
    if query.text:
        keep &= _has_words(snapshot, query)
    return np.flatnonzero(keep)


def _has_codes(snapshot: Snapshot, query: Query) -> Array:
    reactions, concerns = snapshot.frames["reactions"], snapshot.frames["concerns"]
    keep = np.ones(len(reactions), dtype=bool)
    wanted = np.ones(len(concerns), dtype=bool)
    of_concerns = False
    for name, codes in query.codes:
        if name.startswith(OF_CONCERNS):
            wanted &= _chosen(concerns[name.removeprefix(OF_CONCERNS)], codes)
            of_concerns = True
        else:
            keep &= _chosen(reactions[name], codes)
    return keep & of_reactions(snapshot, wanted) if of_concerns else keep


def _chosen(column: "pd.Series[Any]", codes: tuple[str, ...]) -> Array:
    if column.dtype == "boolean":  # what is not given is not so
        is_so = column.fillna(False).to_numpy(dtype=bool)
        return np.where(is_so, YES in codes, NO in codes)
    return has_code(column, codes)


def _has_words(snapshot: Snapshot, query: Query) -> Array:
    reactions = snapshot.frames["reactions"]
    is_number: Array = snapshot.derived(_plain_numbers) == plain(query.text)
    if is_number.any():
        return is_number
    keep = np.ones(len(reactions), dtype=bool)
    texts = snapshot.derived(_texts, query.fields)
    for word in plain_words(query.text):
        keep &= has_word(texts, word) | _has_label(snapshot, word)
    return keep


def _plain_numbers(snapshot: Snapshot) -> Array:
    """Return the number of each reaction as it is compared."""
    return np.asarray(plain_texts(snapshot.frames["reactions"]["number"]), dtype=object)


def _texts(snapshot: Snapshot, fields: tuple[str, ...]) -> Any:
    return joined_texts([snapshot.frames["reactions"][name] for name in fields])


def _has_label(snapshot: Snapshot, word: str) -> Array:
    """Return for each reaction whether one of its concerns has an entry of a list with that word in its label."""
    concerns, lists = snapshot.frames["concerns"], snapshot.lists
    wanted = np.zeros(len(concerns), dtype=bool)
    for field in TABLES["concerns"].fields:
        if field.type is FieldType.CODE and field.list in LIST_WORDS and field.is_filter:
            codes = [code for code in concerns[field.name].cat.categories if _says(lists, field.list, code, word)]
            if codes:
                wanted |= has_code(concerns[field.name], codes)
    if not wanted.any():
        return np.zeros(len(snapshot.frames["reactions"]), dtype=bool)
    return of_reactions(snapshot, wanted)


def _says(lists: Any, name: str, code: str, word: str) -> bool:
    return any(word in plain(lists.label(name, code, language)) for language in ("de", "en"))


def _newest_first(snapshot: Snapshot) -> Array:
    """Return for each reaction its place in the usual order: by receipt, then by number, the newest first."""
    reactions = snapshot.frames["reactions"]
    numbers = _ranks(snapshot.derived(_plain_numbers))
    received = reactions["received_on"].to_numpy(dtype="datetime64[D]").astype("int64")
    order = np.lexsort((-numbers, -received))
    places = np.empty(len(order), dtype="int64")
    places[order] = np.arange(len(order))
    return places


def _sort_keys(snapshot: Snapshot, today: date, name: str) -> Array:
    """Return for each reaction a whole number to sort by; _LAST where nothing is given."""
    if name == STATE.name:
        return _coded(grid_codes(snapshot, today).astype("int64"))
    if name == NEXT_DUE.name:
        return _dated(next_due(snapshot, today))
    if name == DUE_DAY_OFF.name:
        names = np.array(days_off(snapshot, next_due(snapshot, today)), dtype=object)
        return np.where(names == "", _LAST, _ranks(names))
    if name == SUMMARY.name:
        keys = np.column_stack([_concern_keys(snapshot, field.name) for field in summary_fields()])
        ranks: Array = np.unique(keys, axis=0, return_inverse=True)[1].reshape(-1)
        return np.where((keys == _LAST).all(axis=1), _LAST, ranks)
    if name.startswith(OF_CONCERNS):
        return _concern_keys(snapshot, name.removeprefix(OF_CONCERNS))
    return _keys_of(snapshot, snapshot.frames["reactions"][name], TABLES["reactions"].field(name).list)


def _concern_keys(snapshot: Snapshot, name: str) -> Array:
    concerns = snapshot.frames["concerns"]
    first = belonging(snapshot).first(np.arange(len(snapshot.frames["reactions"])))
    keys = np.append(_keys_of(snapshot, concerns[name], TABLES["concerns"].field(name).list), _LAST)
    return keys[first]


def _keys_of(snapshot: Snapshot, column: "pd.Series[Any]", list_name: str | None) -> Array:
    if isinstance(column.dtype, pd.CategoricalDtype):
        known = {code: place for place, code in enumerate(snapshot.lists.codes(list_name or ""))}
        places = [known.get(code, len(known) + extra) for extra, code in enumerate(column.cat.categories)]
        return np.append(np.array(places, dtype="int64"), _LAST)[column.cat.codes.to_numpy()]
    if column.dtype.kind == "M":
        return _dated(column.to_numpy(dtype="datetime64[D]"))
    if column.dtype == "boolean":
        return column.fillna(False).to_numpy(dtype="int64")
    if column.dtype == "Int64":
        return column.to_numpy(dtype="int64", na_value=_LAST)
    ranks = _ranks(plain_texts(column))
    return np.where(column.isna() | (column == ""), _LAST, ranks)


def _coded(codes: Array) -> Array:
    return np.where(codes < 0, _LAST, codes)


def _dated(days: Array) -> Array:
    return np.where(np.isnat(days), _LAST, days.astype("int64"))


def _ranks(texts: list[str] | Array) -> Array:
    codes, known = pd.factorize(np.asarray(texts, dtype=object))
    order = np.argsort(known, kind="stable")
    ranks = np.empty(len(known), dtype="int64")
    ranks[order] = np.arange(len(known))
    return ranks[codes]
