"""My work: what needs a person now, declared in `parts.py`, theirs by `plan.py`, looked up in `sections.py`."""

from services.agenda.parts import PART_RULES, ROLE_PARTS, SHOWN, Part, Scope
from services.agenda.plan import Task, plan_of
from services.agenda.remarks import Remark, RemarkKind
from services.agenda.sections import Group, Item, Section, list_sections

__all__ = [
    "PART_RULES",
    "ROLE_PARTS",
    "SHOWN",
    "Group",
    "Item",
    "Part",
    "Remark",
    "RemarkKind",
    "Scope",
    "Section",
    "Task",
    "list_sections",
    "plan_of",
]
