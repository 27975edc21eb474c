"""`demo`: the sample register."""

from argparse import ArgumentParser, Namespace

from schema.words import N_
from services import clock
from services.cli import registers
from services.cli.console import Console
from services.demo.loading import SEED, load_sample
from services.errors import InputRejected

SUMMARY = N_("fill an empty register with made-up reactions")
DESCRIPTION = N_(
    "A plausible German register that reproduces the figures of the Dresden report for 2021 and 2022 and goes on to "
    "today. The same seed makes the same register."
)
KEPT = ("users", "settings")  # what may be in a register to which the sample is written


def add_arguments(parser: ArgumentParser, console: Console) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--seed", type=int, default=SEED, help=console.text(N_("another number makes another register"))
    )
    parser.add_argument(
        "--reactions",
        type=count,
        metavar="N",
        help=console.text(N_("exactly so many reactions over ten years, for load tests; without Dresden's figures")),
    )


def count(text: str) -> int:
    """Return the count that is written; argparse names a wrong one by this function's name."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def run(args: Namespace, console: Console) -> int:
    """Carry the command out.

    Raises:
        InputRejected: the register holds something already; made-up cases are never mixed with real ones.
    """
    with registers.opened(args) as register:
        frames = register.snapshot().frames
        if any(not frame.empty for table, frame in frames.items() if table not in KEPT):
            raise InputRejected(
                N_(
                    "The register {place} is not empty. The sample is written to an empty register only; "
                    "choose another one with --register."
                ),
                place=register.label,
            )
        frames = load_sample(
            register,
            registers.operator().id,
            seed=args.seed,
            today=clock.today(),
            reactions=args.reactions,
            progress=console.share,
        ).frames
        console.say(
            N_("Stored in {place}: {reactions} made-up reactions with {concerns} concerns."),
            place=register.label,
            reactions=console.number(len(frames["reactions"])),
            concerns=console.number(len(frames["concerns"])),
        )
    return 0
