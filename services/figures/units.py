"""What figures count, in words."""

from schema.words import N_

UNITS = {
    "reactions": N_("reactions"),
    "concerns": N_("concerns"),
    "matters": N_("matters"),
    "days": N_("days"),
    "working_days": N_("working days"),
}
