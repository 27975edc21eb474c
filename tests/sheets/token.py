"""The token endpoint of a service account: a signed JWT against an access token."""

from __future__ import annotations

import base64
import functools
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.sheets.clock import Clock
from tests.sheets.errors import credentials_error, grant_error
from tests.sheets.wire import Json
from tests.sheets.wording import say

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFETIME_SECONDS = 3600
SKEW_SECONDS = 300
DEFAULT_EMAIL = "service-account@example.iam.gserviceaccount.com"
SHEETS_SCOPE = "https://www.googleapis.com/auth/spreadsheets"
DRIVE_SCOPE = "https://www.googleapis.com/auth/drive"


@functools.cache
def _make_key(email: str) -> rsa.RSAPrivateKey:
    """Make an account's key, once in a process: it takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Account:
    """A service account and its key; one that signs in unknown has no key here, and its signature is not checked."""

    email: str
    key: rsa.RSAPrivateKey | None = None
    key_id: str = field(default_factory=lambda: secrets.token_hex(20))
    is_revoked: bool = False
    is_deleted: bool = False
    has_storage: bool = True


@dataclass(frozen=True)
class Grant:
    """What an access token stands for."""

    email: str
    scopes: frozenset[str]
    expires_at: float

    def allows(self, api: str, *, writes: bool) -> bool:
        """Say whether the scopes are enough."""
        wanted = {DRIVE_SCOPE} | ({SHEETS_SCOPE} if api == "sheets" else {f"{DRIVE_SCOPE}.file"})
        if not writes:
            wanted |= {f"{scope}.readonly" for scope in wanted}
        return bool(wanted & self.scopes)


class Accounts:
    """The service accounts, and the tokens they were given."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.known: dict[str, Account] = {}
        self._grants: dict[str, Grant] = {}

    def create(self, email: str = DEFAULT_EMAIL) -> Account:
        """Create an account with a key, or give a known one its key."""
        account = self.known.setdefault(email, Account(email))
        if account.key is None:
            account.key = _make_key(email)
        return account

    def key_file(self, email: str, token_uri: str) -> Json:
        """Write the JSON file that Google's console offers."""
        account = self.create(email)
        assert account.key is not None
        pem = account.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return {
            "type": "service_account",
            "project_id": "emulated",
            "private_key_id": account.key_id,
            "private_key": pem.decode(),
            "client_email": email,
            "client_id": "100000000000000000000",
            "auth_uri": token_uri.replace("/token", "/o/oauth2/auth"),
            "token_uri": token_uri,
        }

    def grant(self, form: dict[str, str]) -> Json:
        """Answer a request for a token.

        Raises:
            ApiError: the grant is not valid: shape, signature, time, or account.
        """
        if form.get("grant_type") != GRANT:
            message = say("grant_type", grant_type=form.get("grant_type"))
            raise grant_error("unsupported_grant_type", message)
        claims = self._check(form.get("assertion") or "")
        scopes = frozenset(str(claims.get("scope") or "").split())
        token = "ya29." + secrets.token_urlsafe(32)
        self._grants[token] = Grant(claims["iss"], scopes, self.clock.now() + LIFETIME_SECONDS)
        return {"access_token": token, "expires_in": LIFETIME_SECONDS - 1, "token_type": "Bearer"}

    def _check(self, assertion: str) -> Json:
        parts = assertion.split(".")
        if len(parts) != 3:
            raise grant_error("invalid_grant", say("jwt_shape"))
        try:
            header, claims = (json.loads(_decoded(part)) for part in parts[:2])
            issued, expires = float(claims["iat"]), float(claims["exp"])
            is_shaped = header["alg"] == "RS256" and bool(claims["iss"]) and bool(claims["aud"])
            signature = _decoded(parts[2])
        except (ValueError, KeyError, TypeError):
            raise grant_error("invalid_grant", say("jwt_shape")) from None
        if not is_shaped:
            raise grant_error("invalid_grant", say("jwt_shape"))
        now = self.clock.now()
        is_timely = issued <= now + SKEW_SECONDS and now - SKEW_SECONDS < expires <= issued + LIFETIME_SECONDS
        if not is_timely:
            raise grant_error("invalid_grant", say("jwt_time"))
        account = self.known.setdefault(claims["iss"], Account(claims["iss"]))
        self._check_signature(account, ".".join(parts[:2]).encode(), signature)
        checked: Json = claims
        return checked

    def _check_signature(self, account: Account, signed: bytes, signature: bytes) -> None:
        if account.is_deleted:
            raise grant_error("invalid_grant", say("jwt_account"))
        if account.is_revoked:
            raise grant_error("invalid_grant", say("jwt_signature"))
        if account.key is not None:
            try:
                account.key.public_key().verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
            except InvalidSignature:
                raise grant_error("invalid_grant", say("jwt_signature")) from None

    def caller(self, authorization: str | None) -> Grant:
        """Return whose token a request carries.

        Raises:
            ApiError: 401, there is none, or it is not valid any more.
        """
        if not authorization:
            raise credentials_error("no_credentials", "CREDENTIALS_MISSING")
        grant = self._grants.get(authorization.removeprefix("Bearer "))
        if grant is None or grant.expires_at <= self.clock.now():
            raise credentials_error("bad_credentials", "ACCESS_TOKEN_INVALID")
        return grant

    def revoke(self, email: str) -> None:
        """Delete an account's key, and end the tokens it was used for."""
        self.known.setdefault(email, Account(email)).is_revoked = True
        self._end_tokens(email)

    def delete(self, email: str) -> None:
        """Delete an account, and end its tokens."""
        self.known.setdefault(email, Account(email)).is_deleted = True
        self._end_tokens(email)

    def _end_tokens(self, email: str) -> None:
        self._grants = {token: grant for token, grant in self._grants.items() if grant.email != email}

    def expire_tokens(self) -> None:
        """End all tokens; clients fetch new ones."""
        self._grants.clear()


def _decoded(part: str) -> Any:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
