"""A GET cannot write: PostgreSQL itself refuses, in pages and in streamed exports alike."""

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from django.db import InternalError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts.models import Division, LoginRecord
from labor_inspection.middleware import ReadOnlyGetMiddleware

View = Callable[[HttpRequest], HttpResponse]
REFUSED = "read-only transaction"


def write() -> LoginRecord:
    return LoginRecord.objects.create(outcome="success", at="2026-11-02T09:00:00+08:00")


def page(_: HttpRequest) -> HttpResponse:
    write()
    return HttpResponse("written")


def export(_: HttpRequest) -> HttpResponse:
    def lines() -> Iterator[bytes]:
        yield b"head\n"
        write()
        yield b"never\n"

    return cast(HttpResponse, StreamingHttpResponse(lines()))


def reading_export(_: HttpRequest) -> HttpResponse:
    rows = (f"{division.code}\n" for division in Division.objects.iterator(chunk_size=100))
    return cast(HttpResponse, StreamingHttpResponse(rows))


def asked(view: View, method: str = "get") -> HttpResponse:
    request = getattr(RequestFactory(), method)("/")
    return ReadOnlyGetMiddleware(view)(request)


def body(response: HttpResponse) -> bytes:
    return b"".join(cast(StreamingHttpResponse, response))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_page_that_writes_is_refused(method: str) -> None:
    with pytest.raises(InternalError, match=REFUSED), transaction.atomic():
        asked(page, method)
    assert not LoginRecord.objects.exists()


@pytest.mark.django_db
def test_an_export_that_writes_while_it_streams_is_refused() -> None:
    with pytest.raises(InternalError, match=REFUSED), transaction.atomic():
        body(asked(export))
    assert not LoginRecord.objects.exists()


@pytest.mark.django_db
def test_a_post_writes_and_so_does_whatever_follows_a_get() -> None:
    assert asked(page, "post").content == b"written"
    asked(lambda _: HttpResponse(str(LoginRecord.objects.count())))
    write()
    assert LoginRecord.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_outside_a_test_transaction_too() -> None:
    """The way it runs in production: the read-only transaction is the outermost."""
    with pytest.raises(InternalError, match=REFUSED):
        asked(page)
    with pytest.raises(InternalError, match=REFUSED):
        body(asked(export))
    assert not connection.in_atomic_block
    assert asked(page, "post").content == b"written"
    assert body(asked(reading_export)) == b""


@pytest.mark.django_db(transaction=True)
def test_an_export_that_the_reader_breaks_off_leaves_the_connection_clean() -> None:
    response = asked(export)
    assert next(iter(cast(StreamingHttpResponse, response))) == b"head\n"
    assert connection.in_atomic_block
    response.close()
    assert not connection.in_atomic_block
    write()


@pytest.mark.django_db(transaction=True)
def test_the_refusal_costs_no_statement_of_its_own() -> None:
    with CaptureQueriesContext(connection) as sent:
        asked(lambda _: HttpResponse(str(LoginRecord.objects.count())))
    first, question, last = (query["sql"] for query in sent)
    assert (first, last) == ("BEGIN", "COMMIT")
    assert question.startswith("SELECT")


@pytest.mark.django_db(transaction=True)
def test_a_server_that_goes_away_meanwhile_leaves_no_connection_that_refuses_writes() -> None:
    def ending(_: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return HttpResponse()

    with pytest.raises(OperationalError):
        asked(ending)
    connection.close_if_unusable_or_obsolete()  # as after every request
    write()
    assert LoginRecord.objects.count() == 1
