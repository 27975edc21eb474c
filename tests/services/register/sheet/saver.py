"""A process that saves cases in a sheet and is killed in the middle of it; see `tests/services/register/saver.py`.

The first line it reads says how the sheet is reached. Each order behind it runs in a fork: a kill costs no start.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from typing import Any, NoReturn

from services.register.sheet.adapter import SheetRegister
from services.register.sheet.connection import Connection
from tests.services.register.saves import case, change_set, changed

CONCERNS = 3


def main() -> None:
    connection = Connection(**json.loads(sys.stdin.readline()))
    for line in sys.stdin:
        print(json.dumps(_carry_out(connection, json.loads(line))), flush=True)


def _carry_out(connection: Connection, order: dict[str, Any]) -> dict[str, Any]:
    """Run the order in a fork; `stored` counts the saves of which it said that they were stored."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _save(connection, order, writing)
    os.close(writing)
    with os.fdopen(reading) as said:
        stored = len(said.read().split())
    _, status = os.waitpid(child, 0)
    return {"stored": stored, "killed": os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL}


def _save(connection: Connection, order: dict[str, Any], writing: int) -> NoReturn:
    with contextlib.suppress(BaseException):
        name = order["case"]
        register = SheetRegister(connection, watch_seconds=3600)
        register.snapshot()
        _kill_at(order["step"])
        snapshot = register.commit(change_set(*case(name, CONCERNS, text=name * 500), operation_id=f"make-{name}"))
        os.write(writing, b"made\n")
        seen, part = snapshot.row("reactions", name), snapshot.row("concerns", f"{name}-1")
        edit = (changed(seen, subject="Neu"), changed(part, "concerns", area="hotline"))
        register.commit(change_set(*edit, operation_id=f"edit-{name}"))
        os.write(writing, b"edited\n")
    os._exit(0)


def _kill_at(step: int) -> None:
    """Kill this process before the step-th piece that it sends to Google from now on: a request's head, or its body."""
    steps = iter(range(1, 10_000))

    def on_event(name: str, _: object) -> None:
        if name == "http.client.send" and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(on_event)


if __name__ == "__main__":
    main()
