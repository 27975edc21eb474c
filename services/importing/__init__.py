"""Taking a flat file into the register: first a plan that changes nothing, then the plan carried out."""

from services.importing.entries import ADDED, Addition
from services.importing.plan import ImportPlan, Progress, plan_import
from services.importing.run import Mode, run_import

__all__ = ["ADDED", "Addition", "ImportPlan", "Mode", "Progress", "plan_import", "run_import"]
