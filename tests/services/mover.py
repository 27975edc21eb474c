"""A process that copies a register and is killed in the middle: `python -m tests.services.mover FROM TO`.

It reads the number of a step a line, kills itself before that step, counted in what it asks of both stores, and answers
with a line: `killed` or `done`. Each copy runs in a fork, so that a kill costs no start.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import NoReturn

from sqlalchemy import Engine, event

from services.copying import copy_register, find_origin
from services.register.opening import open_register


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _copy(*sys.argv[1:], step=int(line))
        _, status = os.waitpid(child, 0)
        answers = {0: "done", signal.SIGKILL: "killed"}
        print(answers.get(status, f"failed: {status}"), flush=True)


def _copy(source_url: str, target_url: str, *, step: int) -> NoReturn:
    with contextlib.suppress(BaseException):
        source = open_register(source_url)
        origin = find_origin(source)
        target = open_register(target_url, for_adoption=True)
        _kill_at(step)
        copy_register(source, target, origin)
        os._exit(0)
    os._exit(1)


def _kill_at(step: int) -> None:
    steps = iter(range(1, 1_000_000))

    def on_step(*_: object) -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", on_step)
    event.listen(Engine, "commit", on_step)


if __name__ == "__main__":
    main()
