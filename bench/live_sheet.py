"""Measure on a real Google Sheet what no emulator can show: `python -m bench.live_sheet --spreadsheet ADDRESS`.

Needs an empty spreadsheet of its own, shared with the service account as an editor, and the account's key: in the
secrets under [connections.gsheets], or in a file (`--key`). It refuses a spreadsheet that holds anything. What it makes
there it takes away at its end. The report names neither account nor spreadsheet: it can be pasted into an issue.

With the usual 200 rounds it takes about ten minutes, because Google takes 60 writes a minute.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import live_cells
from bench.live_cells import Ask
from bench.live_place import Measured, clean_up, made_tab, prepare
from bench.live_race import race
from services.errors import PortalError
from services.register.secrets import secrets
from services.register.sheet.client import SheetClient, WriteRefused, WriteUnknown
from services.register.sheet.connection import Connection, account_of, spreadsheet_id_of

PATIENCE_SECONDS = 150.0
ROUNDS, SAMPLES, PACE_SECONDS = 200, 30, 2.5  # two writes a round: 48 a minute


def main(argv: Sequence[str] | None = None, ask: Ask = input) -> int:
    """Measure, print, keep, and tidy up; 1 where the spreadsheet cannot be used."""
    args = build_parser().parse_args(argv)
    try:
        measured = measure(
            connection_of(args.spreadsheet, args.key),
            rounds=args.rounds,
            samples=args.samples,
            pace_seconds=args.pace,
            ask=ask if args.by_hand else None,
        )
    except PortalError as err:
        print(err, file=sys.stderr)
        return 1
    except (WriteUnknown, WriteRefused) as err:
        print(f"It was broken off: {err}\nPlease run it again; what it has made is taken away first.", file=sys.stderr)
        return 1
    print(text_of(measured))
    if args.json:
        args.json.write_text(json.dumps(data_of(measured), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.live_sheet",
        description="Measure what Google does: saves at the same moment, times, sorting, values, refusals.",
    )
    parser.add_argument("--spreadsheet", required=True, metavar="ADDRESS", help="an EMPTY spreadsheet, or its id")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the account's JSON file; else [connections.gsheets]")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="in each of which two saves race")
    parser.add_argument("--samples", type=int, default=SAMPLES, help="reads and writes that are timed")
    parser.add_argument("--pace", type=float, default=PACE_SECONDS, metavar="SECONDS", help="between two rounds")
    parser.add_argument("--by-hand", action="store_true", help="ask for a sort in the browser as well")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure here")
    return parser


def connection_of(spreadsheet: str, key: Path | None) -> Connection:
    """Return the connection to the spreadsheet, with the key in a file or in the secrets.

    Raises:
        RegisterUnavailable: the address or the key is none.
    """
    found: Any
    if key is not None:
        found = json.loads(key.read_text(encoding="utf-8"))
    else:
        found = secrets().get("connections", {}).get("gsheets", {})
    account: Mapping[str, Any] = account_of(found)
    endpoint = os.environ.get("RESONANZ_SHEETS_ENDPOINT") or None
    if endpoint is not None:
        account = {**account, "token_uri": f"{endpoint}/token"}
    return Connection(spreadsheet_id_of(spreadsheet), account, (), endpoint)


def measure(
    connection: Connection, *, rounds: int, samples: int, pace_seconds: float, ask: Ask | None = None
) -> list[Measured]:
    """Measure everything on an empty spreadsheet, and leave it empty.

    Raises:
        InputRejected: it is not empty; nothing was done.
        RegisterUnavailable: Google cannot be asked.
    """
    patient, other = (SheetClient(connection, patience_seconds=PATIENCE_SECONDS) for _ in range(2))
    racers = [SheetClient(connection, patience_seconds=0.0) for _ in range(2)]
    try:
        prepare(patient)
        try:
            found = [race(racers, rounds, pace_seconds)]
            found.append(live_cells.speed(patient, other, samples, pace_seconds))
            found.append(live_cells.values(patient))
            found.append(live_cells.rows(patient, connection.email, ask))
            clean_up(patient)
            found.append(live_cells.refusals(patient, made_tab(patient, "race", ("seq", "operation_id"))))
            return found
        finally:
            clean_up(patient)
    finally:
        for client in (patient, other, *racers):
            client.close()


def text_of(measured: Sequence[Measured]) -> str:
    """Return the report for people."""
    lines = [f"Measured on a Google Sheet, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"]
    for part in measured:
        width = max(len(name) for name, _ in part.lines)
        lines += ["", part.title, *(f"  {name.ljust(width)}  {said}" for name, said in part.lines)]
    return "\n".join(lines)


def data_of(measured: Sequence[Measured]) -> dict[str, Any]:
    """Return the report as data."""
    return {"at": datetime.now(UTC).isoformat(timespec="seconds")} | {part.name: part.figures for part in measured}


if __name__ == "__main__":
    sys.exit(main())
