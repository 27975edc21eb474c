"""The errors a page may show; each carries a message id that is translated where it is shown.

PortalError
  AccessDenied          the actor may not do this
  InputRejected         the entry breaks a rule; `problems` names the places
  RecordNotFound        there is no such record
  StaleRecord           the record moved on after it was read
  RegisterShapeError    the store is not a register of this version
  RegisterUnavailable   the store cannot be reached now
  OutcomeUnknown        nobody knows whether the save was stored
  ExportFailed          a file could not be made
"""

from collections.abc import Sequence

from schema.problems import Problem


class PortalError(Exception):
    """Base of every error a page may show: a message id and its parameters, translated where it is shown."""

    def __init__(self, msgid: str, /, **params: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.params = params

    def __str__(self) -> str:
        return self.msgid.format(**self.params)


class AccessDenied(PortalError):
    """The actor may not do this."""


class InputRejected(PortalError):
    """An entry breaks a rule; `problems` names each place, its value and the remedy."""

    def __init__(self, msgid: str, /, *, problems: Sequence[Problem] = (), **params: object) -> None:
        super().__init__(msgid, **params)
        self.problems = tuple(problems)


class RecordNotFound(PortalError):
    """There is no such record."""


class StaleRecord(PortalError):
    """A record changed, or went, after it was read; `row_ids` names which."""

    def __init__(self, msgid: str, /, *, row_ids: Sequence[str] = (), **params: object) -> None:
        super().__init__(msgid, **params)
        self.row_ids = tuple(row_ids)


class RegisterShapeError(PortalError):
    """The store is not a register, or one of a newer version."""


class RegisterUnavailable(PortalError):
    """The store cannot be reached or written; `retryable` says whether waiting may help."""

    def __init__(self, msgid: str, /, *, retryable: bool = False, **params: object) -> None:
        super().__init__(msgid, **params)
        self.retryable = retryable


class OutcomeUnknown(PortalError):
    """Nobody knows whether the save was stored; look before repeating it."""


class ExportFailed(PortalError):
    """A file could not be made."""
