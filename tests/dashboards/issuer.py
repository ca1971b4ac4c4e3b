"""A small OpenID Connect issuer on this machine: it signs in whoever it is told to, unasked."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "veta-test"


@dataclass
class Issuer:
    """What it says of the person that signs in next."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    nonces: dict[str, str] = field(default_factory=dict)  # of each code given out
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))

    def metadata(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def token(self, code: str) -> dict[str, Any]:
        """What a code is exchanged for."""
        now = int(time.time())
        said = {"iss": self.address, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 600,
                "nonce": self.nonces.pop(code), **self.claims}  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, said, self.key)
        return {"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": signed}


@contextmanager
def issuing() -> Iterator[Issuer]:
    """An issuer that answers until the block ends."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path == "/authorize":
                query = {name: values[0] for name, values in parse_qs(asked.query).items()}
                code = secrets.token_urlsafe(8)
                issuer.nonces[code] = query.get("nonce", "")
                back = urlencode({"code": code, "state": query["state"]})
                self.send_response(302)
                self.send_header("Location", f"{query['redirect_uri']}?{back}")
                self.end_headers()
            elif asked.path == "/jwks":
                self._json({"keys": [issuer.key.as_dict(private=False)]})
            else:
                self._json(issuer.metadata())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._json(issuer.token(parse_qs(body)["code"][0]))

        def _json(self, told: dict[str, Any]) -> None:
            data = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
