"""The typeface of everything that leaves the portal as a picture or PDF: Source Sans, as on the screen.

Its files come with the package font-source-sans-pro (SIL Open Font License); nothing is loaded from outside, and what
happens to be installed on the machine is not used, so that a file looks the same wherever it was made.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

FAMILY: Final = "Source Sans Pro"
PACKAGE: Final = "font_source_sans_pro"


def font_folder() -> Path:
    """Return the folder with the files of the typeface.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(name=PACKAGE)
    return Path(found.submodule_search_locations[0]) / "files"
