"""python -m tests.sheets --port N"""

from __future__ import annotations

import argparse
import signal
import threading

from tests.sheets.server import EmulatorServer
from tests.sheets.world import World


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m tests.sheets", description="The Sheets API, emulated.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--quota", action="store_true", help="60 reads and 60 writes a minute and account")
    parser.add_argument("--open", action="store_true", help="serve requests without a token, too")
    arguments = parser.parse_args()
    world = World(checks_tokens=not arguments.open)
    world.is_quota_on = world.quota.is_on = arguments.quota
    server = EmulatorServer(world, arguments.host, arguments.port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"ready {server.url}", flush=True)
    server.serve_forever(poll_interval=0.1)
    server.server_close()


if __name__ == "__main__":
    main()
