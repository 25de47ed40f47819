"""A browser small enough to run eight of: cookies, forms' hidden tokens, one kept connection."""

import re
from collections.abc import Iterable
from http.client import HTTPConnection
from urllib.parse import urlencode

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


class Browser:
    """Counts its requests; `page` is the last page that was read."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self.page = ""
        self.requests = 0

    def get(self, path: str) -> str:
        self._send("GET", path, expected=200)
        return self.page

    def post(self, path: str, **data: str) -> str:
        """Send the form of the present page and return where it leads."""
        token = CSRF.search(self.page)
        assert token, path
        body = urlencode({"csrfmiddlewaretoken": token[1], **data})
        return self._send("POST", path, expected=302, body=body) or ""

    def _send(
        self, method: str, path: str, *, expected: int, body: str | None = None
    ) -> str | None:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = FORM
        self._connection.request(method, path, body=body, headers=headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        self.requests += 1
        if response.status != expected:
            raise RuntimeError(f"{method} {path} answered {response.status}")
        self._keep(response.headers.get_all("Set-Cookie") or ())
        if method == "GET":
            self.page = text
        return response.headers["Location"]

    def _keep(self, cookies: Iterable[str]) -> None:
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
