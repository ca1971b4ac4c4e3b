"""Moderation by sign-in: an OIDC issuer names the person, and only those listed get in."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.dashboards.browser import MARKS, chromium, free_port, serving
from tests.dashboards.issuer import CLIENT, issuing

PATIENCE_MS = 30_000

pytestmark = MARKS


def test_only_listed_accounts_come_in_and_a_visitor_sees_nothing(
    edition_data: Path, tmp_path: Path
) -> None:
    shutil.copytree(edition_data / "published", tmp_path / "data" / "published")
    port, secrets = free_port(), tmp_path / "secrets.toml"
    with issuing() as issuer, chromium() as browser:
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
            f'cookie_secret = "{"k" * 40}"\nclient_id = "{CLIENT}"\nclient_secret = "s"\n'
            f'server_metadata_url = "{issuer.address}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        with serving(
            tmp_path / "data",
            PORT=port,
            VETA_OBSERVATIONS="on",
            VETA_MODERATORS="ana@ejemplo.pe",
            STREAMLIT_SECRETS_FILES=str(secrets),
        ) as address:

            def signed_in(email: str) -> Any:
                issuer.claims = {"email": email, "email_verified": True}
                page = browser.new_context(locale="es-PE").new_page()
                page.set_default_timeout(PATIENCE_MS)
                page.goto(f"{address}/moderacion")
                page.get_by_role("button", name="Iniciar sesión").wait_for()
                assert "Esperan revisión" not in page.locator("body").inner_text()
                page.get_by_role("button", name="Iniciar sesión").click()
                # Streamlit comes back to the front page, which shows the way on.
                page.get_by_role("link", name="Moderación").click()
                page.get_by_role("button", name="Cerrar la sesión").wait_for()
                return page

            page = signed_in("otra@ejemplo.pe")
            page.get_by_text("no está entre las de quienes moderan").wait_for()
            assert "Esperan revisión" not in page.locator("body").inner_text()
            page = signed_in("ana@ejemplo.pe")
            page.get_by_text("Esperan revisión: 0").wait_for()
