"""How a message comes in: the questions of triage, hand-overs, the counter, cards, the ombuds office."""
