"""A person at the desk, calling the application in this process: server time and nothing else."""

import io
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest
from django_otp import login as verify
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User

BACKEND = "accounts.backends.PeopleBackend"


class Visitor:
    """Somebody with a session; `get` returns a page's bytes."""

    def __init__(self, user: User | None = None) -> None:
        self.application = get_wsgi_application()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={_session_of(user)}" if user else ""

    def get(self, address: str) -> bytes:
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": quote(query, safe="=&"),
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": self.cookie,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        told: list[Any] = []
        response: Any = self.application(environ, lambda *said: told.append(said))  # type: ignore[arg-type]
        body = b"".join(response)
        response.close()
        if told[0][0] != "200 OK":
            raise RuntimeError(f"{address} answered {told}")
        return body


def _session_of(user: User) -> str:
    """Log in with password and second factor proved."""
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    request.session, request.user = SessionStore(), user
    login(request, user, backend=BACKEND)
    device, _ = TOTPDevice.objects.get_or_create(user=user, name="bench", confirmed=True)
    verify(request, device)
    request.session.save()
    return str(request.session.session_key)


def queries_of(act: Callable[[], object]) -> int:
    """How many statements an act sends to the database."""
    sent: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Iterable[Any]:
        sent.append(sql)
        return execute(sql, params, many, context)  # type: ignore[no-any-return]

    with connection.execute_wrapper(count):
        act()
    return len(sent)
