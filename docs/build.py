"""The generated pages of the handbook: `python -m docs.build` writes them anew from the code they describe."""

from collections.abc import Callable
from pathlib import Path

from docs.pages import fields, figures, lists, roles, steps

HANDBOOK = Path(__file__).parent / "handbuch"
GENERATED: dict[Path, Callable[[], str]] = {
    HANDBOOK / "felder.md": fields.build,
    HANDBOOK / "auswahllisten.md": lists.build,
    HANDBOOK / "kennzahlen.md": figures.build,
    HANDBOOK / "rollen.md": roles.build,
    HANDBOOK / "ablauf.md": steps.build,
}


if __name__ == "__main__":
    for path, build in GENERATED.items():
        path.write_text(build(), encoding="utf-8")
        print(path.relative_to(HANDBOOK.parent.parent))
