"""The language a person chose; and a read-only transaction around every safe request."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# A health check must answer while the database is away, not fail in opening a transaction.
WITHOUT_DATABASE = frozenset({"/healthz", "/readyz"})


class ChosenLanguageMiddleware:
    """Chinese, unless the person switched: the browser's own language decides nothing here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response


class ReadOnlyGetMiddleware:
    """A GET cannot write, exports included.

    Must be the innermost middleware: sessions and log-in records are saved outside it.

    A streamed body is produced after the view has returned, so it gets a read-only
    transaction of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS or request.path in WITHOUT_DATABASE:
            return self.get_response(request)
        with read_only():
            response = self.get_response(request)
        if response.streaming and not hasattr(response, "file_to_stream"):
            response.streaming_content = _read_only_body(response.streaming_content)  # type: ignore[attr-defined]
        return response


class read_only(transaction.Atomic):  # noqa: N801 - reads as a statement, like `atomic`
    """A transaction in which PostgreSQL itself refuses every write."""

    _driver: Any = None  # the driver's own connection, where this transaction is the outermost

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __enter__(self) -> None:
        outermost = not connection.in_atomic_block
        super().__enter__()
        if outermost:
            # The driver says BEGIN READ ONLY before the first query: no statement of its own, and
            # none at all for a page that reads nothing.
            self._driver = connection.connection
            self._driver.readonly = True
        else:  # tests: a sub-transaction can be made read-only too
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL transaction_read_only = on")

    def __exit__(self, *error: Any) -> None:
        if self._driver is not None:
            # Between two transactions the mode is forgotten without a statement. Where the server
            # is gone, Django meets the same failure below and drops the connection.
            with suppress(psycopg2.Error):
                self._driver.rollback()
                self._driver.readonly = None
        super().__exit__(*error)


def _read_only_body(body: Any) -> Iterator[bytes]:
    with read_only():
        yield from body
