"""The portal's pages without a browser, worked on by the keys of their widgets."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.portal import ROOT

APP = ROOT / "app.py"

# How long one run of a page may take. Most take a tenth of a second; the first of a process loads half of the portal,
# and a busy machine takes many times as long over everything.
PATIENCE_SECONDS = 300

# For a test that saves: it runs on a SQLite file and on a Google Sheet. What only looks reads the same snapshot.
on_both_stores = pytest.mark.parametrize("register_url", ["sqlite", "sheet"], indirect=True)


def open_page(page: str, role: str = "office", **params: str) -> AppTest:
    """Open a page of the portal in a new session, in a role being tried out, with these parameters in the address."""
    at = AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.role"] = role
    at.run()
    at.switch_page(f"pages/{page}.py")
    at.query_params = dict(params)
    return at.run()


def put(at: AppTest, form: str, **values: Any) -> AppTest:
    """Put values into widgets of a form, as if each field were left in turn; a `__` in a name is a dot of the key."""
    for name, value in values.items():
        at.get_by_key(f"{form}.{name.replace('__', '.')}").set_value(value)  # type: ignore[attr-defined]  # a widget
        _run(at)
    return at


def click(at: AppTest, key: str) -> AppTest:
    """Click a button."""
    at.button(key=key).click()
    return _run(at)


def come_back(at: AppTest, page: str) -> AppTest:
    """Look at another page, and come back to this one."""
    _run(at.switch_page("pages/dashboards/quality.py"))
    return _run(at.switch_page(f"pages/{page}.py"))


def _run(at: AppTest) -> AppTest:
    at.run()
    assert not at.exception, [f"{element.message}\n{element.stack_trace}" for element in at.exception]
    return at


def has(at: AppTest, key: str) -> bool:
    """Return whether there is an element of that key on the page."""
    try:
        at.get_by_key(key)
    except KeyError:
        return False
    return True


def held(at: AppTest, key: str) -> Any:
    """Return what stands in a widget."""
    return at.get_by_key(key).value  # type: ignore[attr-defined]  # a widget


def errors(at: AppTest) -> list[str]:
    """Return the error sentences on the page."""
    return [element.value for element in at.error]


def texts(at: AppTest) -> str:
    """Return all that the main part of the page says, without its widgets."""
    kinds = ("title", "header", "markdown", "caption", "info", "warning", "success", "error")
    return "\n".join(str(element.value) for kind in kinds for element in at.main.get(kind))  # type: ignore[attr-defined]
