"""A fixed person for each role, as the journal names them."""

from __future__ import annotations

from services.access import NOBODY, ROLE_ACTIONS, Action, Actor

STELLA = Actor("stella@amt.example", "Stella Empfang", frozenset({"staff"}))
ALICE = Actor("alice@amt.example", "Alice Büro", frozenset({"office"}))
KAREN = Actor("karen@amt.example", "Karen KRM", frozenset({"krm_officer"}))
BOB = Actor("bob@amt.example", "Bob Teamleitung", frozenset({"team_lead"}))
ARTHUR = Actor("arthur@amt.example", "Arthur Bereich", frozenset({"area_lead"}))
OLIVIA = Actor("olivia@amt.example", "Olivia Ombud", frozenset({"ombudsperson"}))
GRETA = Actor("greta@amt.example", "Greta Führung", frozenset({"management"}))
DORA = Actor("dora@amt.example", "Dora Datenschutz", frozenset({"data_protection"}))
ADA = Actor("ada@amt.example", "Ada Verwaltung", frozenset({"admin"}))

EVERYBODY = (STELLA, ALICE, KAREN, BOB, ARTHUR, OLIVIA, GRETA, DORA, ADA)
MALLORY = Actor("mallory@amt.example", "Mallory", frozenset({"boss"}))  # a role nobody declared
assert {role for person in EVERYBODY for role in person.roles} == set(ROLE_ACTIONS)


def those_without(action: Action) -> list[Actor]:
    """Return everybody who may not do this: signed out, of an unknown role, and each of the other roles."""
    return [NOBODY, MALLORY, *(person for person in EVERYBODY if action not in person.actions)]
