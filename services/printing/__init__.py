"""Files for paper: a case as PDF, and what every PDF of the portal has in common."""
