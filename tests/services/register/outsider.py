"""A process that opens a register under a limit and says how that went: `… outsider LIMIT URL`.

LIMIT is `nobody` (without any rights, where this process had all of them) or `full` (the disk takes no more).
"""

from __future__ import annotations

import json
import os
import pwd
import resource
import sys
import tempfile
import traceback

from services.errors import PortalError
from services.register.sql import SqlRegister
from tests.services.register.saves import case, change_set

ROOM = 4096


def main() -> None:
    limit, url = sys.argv[1:]
    if limit == "nobody":
        _become_nobody()
        answer = _outcome(url)
    else:
        register = SqlRegister(url)
        register.commit(change_set(*case("before")))
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, resource.RLIM_INFINITY))
        try:
            register.commit(change_set(*case("too-much", text="x" * 20_000)))
            answer = {"error": ""}
        except PortalError as err:
            answer = {"error": type(err).__name__, "said": str(err)}
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        register.commit(change_set(*case("after")))
        register.close()
    print(json.dumps(answer))


def _become_nobody() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _outcome(f"sqlite:///{folder}/warm.db")  # all code is read before the right to read it is gone
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)


def _outcome(url: str) -> dict[str, str]:
    try:
        register = SqlRegister(url)
        register.commit(change_set(*case("r")))
        register.close()
    except PortalError as err:
        return {"error": type(err).__name__, "said": str(err)}
    except BaseException:
        return {"error": "crash", "said": traceback.format_exc()}
    return {"error": ""}


if __name__ == "__main__":
    main()
