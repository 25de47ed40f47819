"""A browser without a screen: a test client's session, spoken to the running web processes."""

import http.client
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from tests.running_site import RunningSite

TOKEN = "journeys" * 4  # CSRF compares the cookie with the form, and both are the visitor's own


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    page: str


class Wire:
    def __init__(self, site: RunningSite, client: Any, language: str = "zh-hans") -> None:
        self.host = urlsplit(site.address).netloc
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.CSRF_COOKIE_NAME: TOKEN,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        self.cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def get(self, path: str) -> Answer:
        return self.answer(self.ask("GET", path))

    def post(self, path: str, **data: str) -> Answer:
        return self.answer(self.send(path, **data))

    def send(self, path: str, **data: str) -> http.client.HTTPConnection:
        """Post without waiting for the answer."""
        return self.ask("POST", path, urlencode({**data, "csrfmiddlewaretoken": TOKEN}))

    def ask(self, method: str, path: str, body: str | None = None) -> http.client.HTTPConnection:
        line = http.client.HTTPConnection(self.host, timeout=60)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, path, body, headers)
        return line

    def answer(self, line: http.client.HTTPConnection) -> Answer:
        response = line.getresponse()
        page = response.read().decode(errors="replace")
        line.close()
        return Answer(response.status, response.getheader("Location", ""), page)
