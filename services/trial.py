"""The sample register for trying out, loaded in the portal."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date

from schema.words import N_
from services import access, starting
from services.access import Action, Actor
from services.demo.loading import load_sample
from services.errors import InputRejected
from services.register.base import Register
from services.register.snapshot import Snapshot

SHOWN_EVERY_SECONDS = 0.2


def start_with_sample(
    register: Register, actor: Actor, *, today: date, progress: Callable[[float], None] | None = None
) -> Snapshot:
    """Begin with made-up cases from 2021 up to `today`; `progress` is told which share is done.

    Raises:
        AccessDenied: the actor may not set the register up.
        InputRejected: the register is started already; made-up cases are never mixed with real ones.
    """
    access.require(actor, Action.SET_UP)
    if starting.is_started(register.snapshot()):
        raise InputRejected(N_("The register is in use already. Made-up cases are loaded into an empty register only."))
    shares = [0.0]
    # Showing progress is where Streamlit interrupts a page that is closed or clicked on; half a sample would be left.
    # The pool is left only when all of it is loaded.
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(load_sample, register, actor.id, today=today, progress=shares.append)
        while not loading.done():
            wait([loading], SHOWN_EVERY_SECONDS)
            if progress:
                progress(shares[-1])
        return loading.result()
