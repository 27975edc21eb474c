import gc
import sys
import weakref
from collections.abc import Iterator
from types import ModuleType

import pytest

from pages.ui import heap


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


class Ring:
    """Something that only the garbage collector frees: it holds itself."""

    def __init__(self) -> None:
        self.own = self


def test_settle_takes_what_is_loaded_out_of_the_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "_settled_with", 0)

    heap.settle()

    assert gc.get_freeze_count() > 10_000


def test_settle_looks_again_only_when_more_modules_were_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "_settled_with", 0)
    heap.settle()
    gc.unfreeze()

    heap.settle()
    assert gc.get_freeze_count() == 0

    monkeypatch.setitem(sys.modules, "a_module_loaded_later", ModuleType("a_module_loaded_later"))
    heap.settle()
    assert gc.get_freeze_count() > 10_000


def test_settle_leaves_what_comes_later_and_what_is_let_go_of_to_the_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "_settled_with", 0)
    before = weakref.ref(Ring())  # garbage already when it settles

    heap.settle()
    after = weakref.ref(Ring())
    gc.collect()

    assert before() is None
    assert after() is None


def test_settle_frees_what_was_in_use_at_the_last_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "_settled_with", 0)
    ring = Ring()
    in_use = weakref.ref(ring)
    heap.settle()
    del ring
    gc.collect()
    assert in_use() is not None  # this is what freezing costs

    monkeypatch.setitem(sys.modules, "a_module_loaded_later", ModuleType("a_module_loaded_later"))
    heap.settle()

    assert in_use() is None
