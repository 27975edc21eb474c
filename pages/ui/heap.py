"""Spares the garbage collector what stays anyway: Streamlit collects everything after every run, for everybody."""

import gc
import sys

_settled_with = 0


def settle() -> None:
    """Take what is loaded out of the garbage collection, again each time that more modules were loaded.

    The modules are most of what the collector would look at: half of the time that a page takes.
    """
    global _settled_with
    if len(sys.modules) != _settled_with:
        gc.unfreeze()  # what was in use at the last time and was let go of since is collected after all
        gc.collect()
        gc.freeze()
        _settled_with = len(sys.modules)
