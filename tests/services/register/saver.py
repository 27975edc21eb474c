"""A process that saves cases and is killed in the middle of it: `python -m tests.services.register.saver URL`.

It reads one order a line and answers with one line, as JSON. Each order runs in a fork, so that a kill costs no start.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
from typing import Any, NoReturn

from sqlalchemy import Engine, event

from services.register.sql import SqlRegister
from tests.services.register.saves import case, change_set, changed

CONCERNS = 3


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(_carry_out(sys.argv[1], json.loads(line))), flush=True)


def _carry_out(url: str, order: dict[str, Any]) -> dict[str, Any]:
    """Run the order in a fork; `stored` names the cases of which it said that they were stored."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _save(url, order, writing)
    os.close(writing)
    with os.fdopen(reading) as said:
        stored = said.read().split()
    _, status = os.waitpid(child, 0)
    return {"stored": stored, "killed": os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL}


def _save(url: str, order: dict[str, Any], writing: int) -> NoReturn:
    with contextlib.suppress(BaseException):
        register = SqlRegister(url, watch_seconds=3600)
        register.snapshot()
        if "seconds" in order:
            threading.Thread(target=_kill_after, args=[order["seconds"]], daemon=True).start()
        else:
            _kill_at(order["step"])
        for name in order["cases"]:
            snapshot = register.commit(change_set(*case(name, CONCERNS, text=name * 500), operation_id=f"make-{name}"))
            seen = snapshot.row("reactions", name)
            part = snapshot.row("concerns", f"{name}-1")
            register.commit(
                change_set(
                    changed(seen, subject="Neu"),
                    changed(part, "concerns", area="hotline"),
                    operation_id=f"edit-{name}",
                )
            )
            os.write(writing, f"{name}\n".encode())
    os._exit(0)


def _kill_after(seconds: float) -> None:
    time.sleep(seconds)
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_at(step: int) -> None:
    """Kill this process before the step-th thing it asks of the store from now on; a commit is one, too."""
    steps = iter(range(1, 10_000))

    def on_step(*_: object) -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", on_step)
    event.listen(Engine, "commit", on_step)


if __name__ == "__main__":
    main()
