from enum import StrEnum

from services.errors import RegisterUnavailable


class Cause(StrEnum):
    """What keeps the portal from its sheet; the set-up asks which of its checks that fails."""

    SECRETS = "secrets"  # something is missing in the secrets, or is wrong there
    KEY = "key"  # the account's key is none, or Google does not accept it
    CLOCK = "clock"  # this machine's clock is wrong
    NETWORK = "network"  # Google is not reached
    API_OFF = "api_off"  # the account's project does not use the Sheets API
    NOT_FOUND = "not_found"  # there is no such sheet
    NOT_SHARED = "not_shared"  # the account may not see it
    VIEW_ONLY = "view_only"  # the account may not change it
    QUOTA = "quota"  # too many requests in the last minute
    GOOGLE = "google"  # Google has a fault, or says what the portal does not know
    RANGE = "range"  # a tab, or a part of it, is not there


class SheetUnavailable(RegisterUnavailable):
    """The sheet cannot be used now; `cause` says which kind of reason it has."""

    def __init__(self, msgid: str, /, *, cause: Cause, retryable: bool = False, **params: object) -> None:
        super().__init__(msgid, retryable=retryable, **params)
        self.cause = cause
