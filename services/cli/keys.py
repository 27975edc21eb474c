"""`key`: a new sealing key, whether the present one fits the register, and changing it."""

import os
from argparse import SUPPRESS, ArgumentParser, Namespace
from pathlib import Path

from schema.words import N_
from services import clock, keys, recovery_page, secrets_file
from services.cli import registers
from services.cli.console import Console
from services.errors import ExportFailed, RegisterUnavailable
from services.keys import Fit
from services.register.base import new_id
from services.register.opening import register_url
from services.register.sheet.connection import find_address, sealing_keys
from services.register.snapshot import Snapshot

SUMMARY = N_("make, check or change the key that seals personal data on a Google Sheet")
DESCRIPTION = N_(
    "Customers' names, addresses, telephone numbers and texts are sealed before they leave for Google. The key stands "
    "in the secrets; without it, nobody reads them again."
)
NEW, CHECK, ROTATE = "new", "check", "rotate"
_PAGE_HELP = N_("write the recovery page to print, with the key on it (HTML)")


def add_arguments(parser: ArgumentParser, console: Console) -> None:
    """Declare what the command takes."""
    tasks = parser.add_subparsers(dest="task", metavar="new | check | rotate", required=True)
    new = tasks.add_parser(NEW, help=console.text(N_("print a new key; no file is changed unless --write says so")))
    new.add_argument("--page", metavar="FILE", type=Path, help=console.text(_PAGE_HELP))
    new.add_argument(
        "--write", metavar="FILE", type=Path, help=console.text(N_("put the key first in this secrets file"))
    )
    check = tasks.add_parser(
        CHECK, help=console.text(N_("say whether the key in the secrets fits the register, and who kept its page"))
    )
    check.add_argument("--page", metavar="FILE", type=Path, help=console.text(_PAGE_HELP))
    rotate = tasks.add_parser(ROTATE, help=console.text(N_("seal the register anew with the first key in the secrets")))
    for part in (new, check, rotate):
        part.add_argument("--register", metavar="URL", default=SUPPRESS, help=console.text(N_("the register: gsheets")))


def run(args: Namespace, console: Console) -> int:
    """Carry the command out.

    Raises:
        InputRejected, RegisterUnavailable: as services.keys and services.secrets_file say.
        ExportFailed: the recovery page cannot be written.
    """
    return {NEW: _run_new, CHECK: _run_check, ROTATE: _run_rotate}[args.task](args, console)


def _run_new(args: Namespace, console: Console) -> int:
    has_older = args.write is None and bool(sealing_keys())
    key = keys.new_key()
    _write_page(args, console, key)
    console.say(N_("The new key, with the fingerprint {fingerprint}:"), fingerprint=keys.fingerprint(key))
    for line in ("", key, ""):
        console.line(line)
    if args.write is not None:
        has_older = secrets_file.add_key(args.write, key) > 1
        console.say(N_("It stands in {place} now, the first of the keys there."), place=str(args.write))
    elif has_older:
        console.say(N_("Put it into the secrets, in front of the present one, which stays for now:"))
        _show_entry(console, f'["{key}", "…"]')
    else:
        console.say(
            N_(
                "Put it into the secrets: the file .streamlit/secrets.toml or, on Streamlit's Community Cloud, the "
                "app's settings under “Secrets”:"
            )
        )
        _show_entry(console, f'"{key}"')
    if has_older:
        console.say(
            N_(
                "Put both keys into the secrets of every portal on this sheet and start each again. Then seal the "
                "register anew: python -m services key rotate --register gsheets"
            )
        )
    console.say(
        N_(
            "Without this key, nobody ever reads the customers' names, addresses, telephone numbers and texts again: "
            "not the portal, not Google."
        )
    )
    if args.page is None:
        console.say(
            N_(
                "Print the recovery page before you enter the first case: "
                "python -m services key check --page schluesselseite.html"
            )
        )
    return 0


def _show_entry(console: Console, value: str) -> None:
    for line in ("", "[register]", f"key = {value}", ""):
        console.line(line)


def _run_check(args: Namespace, console: Console) -> int:
    known = sealing_keys()
    fingerprint = keys.fingerprints(known)[0]
    console.say(N_("The key in the secrets has the fingerprint {fingerprint}."), fingerprint=fingerprint)
    _write_page(args, console, known[0])
    with registers.opened(args, must_exist=True) as register:
        snapshot = register.snapshot()
        keys.require_fit(snapshot, known)
        found = keys.fit(snapshot, known)
        if found is Fit.NOT_RECORDED:
            console.complain(
                N_(
                    "The register {place} does not say which key it is sealed with. A Google Sheet does once the page "
                    "“Set-up” has built it; other registers seal nothing."
                ),
                place=register.label,
            )
            return 1
        console.say(N_("It fits the register {place}."), place=register.label)
    if found is Fit.CHANGING:
        console.complain(
            N_(
                "The change of the key is not finished: the register still names the older one. Please run "
                "python -m services key rotate --register gsheets"
            )
        )
    elif len(known) > 1:
        console.say(
            N_("The older key in the secrets is not needed any more, once every portal runs with the newest one.")
        )
    _say_kept(console, snapshot, known[0])
    return 0


def _say_kept(console: Console, snapshot: Snapshot, key: str) -> None:
    kept = keys.find_kept(snapshot, key)
    if kept is None:
        console.complain(
            N_(
                "Nobody has confirmed yet that its recovery page was kept. Print it (--page FILE) and confirm it on "
                "the page “Set-up”."
            )
        )
    else:
        console.say(N_("{person} confirmed on {day} that its recovery page was kept."), person=kept.by, day=kept.on)


def _run_rotate(args: Namespace, console: Console) -> int:
    known = sealing_keys()
    with registers.opened(args, must_exist=True) as register:
        count = keys.rotate_key(register, registers.operator(), known, progress=console.share, operation_id=new_id())
        console.say(
            N_("{place}: {count} rows sealed anew. Everything is sealed with the key {fingerprint} now."),
            place=register.label,
            count=console.number(count),
            fingerprint=keys.fingerprint(known[0]),
        )
    console.say(N_("What is left to do:"))
    for msgid in (
        N_("1. Print the recovery page of the new key and confirm on the page “Set-up” that it was kept."),
        N_("2. Once every portal was started again with both keys, take the older one out of the secrets."),
        N_(
            "3. Keep the old page until the last old copy of the sheet is gone. Google keeps former versions of a "
            "sheet: what stands there is still sealed with the older key."
        ),
    ):
        console.say(msgid)
    return 0


def _write_page(args: Namespace, console: Console, key: str) -> None:
    path: Path | None = args.page
    if path is None:
        return
    if path.exists():  # it may be the only page of an older key
        raise RegisterUnavailable(
            N_("{place} exists already, and may be the page of another key. Choose another name."), place=str(path)
        )
    page = recovery_page.build_recovery_page(
        registers.operator(),
        key,
        address=find_address(register_url(args.register)),
        today=clock.today(),
        language=console.language,
    )
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(page)
    except OSError as err:
        raise ExportFailed(
            N_("The file {place} cannot be written: {said}."), place=str(path), said=err.strerror or str(err)
        ) from err
    console.say(
        N_("Recovery page written to {place}. Open it in a browser, print it twice, and then delete the file."),
        place=str(path),
    )
