"""A real OpenID Connect provider on this machine, to sign in at."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page

from tests.support import chromium
from tests.support.portal import STARTED_WITHIN_SECONDS, answers, free_port

SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "only for tests, but long enough to sign with"
client_id = "resonanz"
client_secret = "only for tests"
server_metadata_url = "{url}/.well-known/openid-configuration"
client_kwargs = {{ "scope" = "openid email profile" }}
"""


class Provider:
    """A running `oidc-provider-mock`; whoever it knows signs in by typing their name."""

    def __init__(self, log: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + STARTED_WITHIN_SECONDS
        while not answers(f"{self.url}/.well-known/openid-configuration"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The provider did not start:\n{self.log.read_text(errors='replace')}")
            time.sleep(0.05)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def knows(self, subject: str, **claims: object) -> None:
        """Let the provider say this about that person; anybody else has their name as e-mail address."""
        request = urllib.request.Request(
            f"{self.url}/users/{subject}",
            data=json.dumps(claims).encode(),
            headers={"Content-Type": "application/json"},
            method="PUT",
        )
        with urllib.request.urlopen(request, timeout=STARTED_WITHIN_SECONDS) as response:
            assert response.status == 204

    def secrets(self, folder: Path, more: str = "") -> Mapping[str, str]:
        """Write secrets with this provider into a folder, and return the environment that names them."""
        place = folder / "sign-in.toml"
        place.write_text(SECRETS.format(url=self.url) + more, encoding="utf-8")
        return {"RESONANZ_SECRETS": str(place), "STREAMLIT_SECRETS_FILES": str(place)}


def sign_in(page: Page, subject: str) -> None:
    """Go from the portal's door to the provider and come back as that person."""
    page.get_by_role("button", name="Anmelden").click()
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url("http://127.0.0.1:*/**")
    chromium.wait_until_drawn(page)


def sign_out(page: Page) -> None:
    """Leave the portal, and the provider with it."""
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_role("button", name="End session").click()
    chromium.wait_until_drawn(page)
