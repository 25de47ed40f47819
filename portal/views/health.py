"""What a load balancer asks: is the process alive, and can it do its work."""

from celery import current_app
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu.exceptions import OperationalError

from portal.doors import public

BROKER_PATIENCE = 2  # seconds


@public("GET", "HEAD")
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@public("GET", "HEAD")
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready when the database is migrated; papers wait for a lost broker, so that only shows."""
    ready = _migrated()
    checks = {"database_migrated": ready, "broker": _broker_answers()}
    return JsonResponse(checks | {"ready": ready}, status=200 if ready else 503)


def _migrated() -> bool:
    """Whether the database answers and has every migration of this code."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _broker_answers() -> bool:
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=BROKER_PATIENCE)
        return True
    except (OSError, OperationalError):
        return False
