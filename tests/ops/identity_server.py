"""A small identity provider that speaks OpenID Connect over real HTTP, and says whom its ``claims`` say."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Handler(BaseHTTPRequestHandler):
    claims: dict[str, Any]

    def do_GET(self) -> None:
        match urlsplit(self.path).path:
            case "/.well-known/openid-configuration":
                self._json(self._configuration())
            case "/jwks":
                self._json({"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "1"}]})
            case "/userinfo":
                self._json(self.claims)
            case "/authorize":
                asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
                assert asked["code_challenge_method"] == "S256"
                answer = {"error": "access_denied"} if self.claims.get("refuse") else {"code": "code"}
                self.send_response(302)
                self.send_header(
                    "Location", f"{asked['redirect_uri']}?{urlencode({**answer, 'state': asked['state']})}"
                )
                self.end_headers()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        token = {"iss": self._issuer, "aud": "gongkai", "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode(token, KEY, algorithm="RS256", headers={"kid": "1"})
        self._json({"access_token": "t", "token_type": "Bearer", "expires_in": 60, "id_token": signed})

    @property
    def _issuer(self) -> str:
        return f"http://{self.headers['Host']}"

    def _configuration(self) -> dict[str, Any]:
        names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        ends = {f"{name}_endpoint": f"{self._issuer}/{path}" for name, path in names.items()}
        return {"issuer": self._issuer, "jwks_uri": f"{self._issuer}/jwks", **ends}

    def _json(self, value: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def identity_server() -> Iterator[tuple[str, dict[str, Any]]]:
    """The issuer's address, and the claims that it makes, to be changed by the test."""
    handler = type("Identity", (Handler,), {"claims": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", handler.claims
        server.shutdown()
