"""The stress run: two portals with four writers each on one emulated sheet, a person in it, and everything that fails.

`run(saves)` carries it out and checks it; `make test` does so with 100 saves, `python -m bench stress` with 1,000.
"""

from tests.services.register.sheet.stress.run import PORTALS, WRITERS, Outcome, run

__all__ = ["PORTALS", "WRITERS", "Outcome", "run"]
