"""The `papers` queue: one paper a message, and a warm press in every worker."""

import logging
from functools import partial
from typing import Any

from celery import Task, shared_task
from celery.signals import worker_process_init
from django.db import DatabaseError, transaction
from kombu.exceptions import OperationalError

from documents import bindery, printing, scanning
from documents.press import press

log = logging.getLogger(__name__)


@shared_task(
    name="documents.tasks.render_paper",
    autoretry_for=(OSError, DatabaseError),
    retry_backoff=5,
    retry_backoff_max=300,
    max_retries=5,
)
def render_paper(pk: int) -> None:
    printing.print_paper(pk)


@shared_task(
    name="documents.tasks.scan_file",
    autoretry_for=(OSError, DatabaseError),
    retry_backoff=30,
    max_retries=5,
)
def scan_file(pk: int) -> None:
    scanning.scan(pk)


@shared_task(
    name="documents.tasks.bind_bundle",
    autoretry_for=(OSError, DatabaseError),
    retry_backoff=10,
    max_retries=5,
)
def bind_bundle(pk: int) -> None:
    bindery.bind_bundle(pk)


def print_on_commit(pk: int) -> None:
    """Queue the print once the paper is safe; a dead broker must not fail the act."""
    transaction.on_commit(partial(queue, render_paper, pk))


def scan_on_commit(pk: int) -> None:
    transaction.on_commit(partial(queue, scan_file, pk))


def bind_on_commit(pk: int) -> None:
    transaction.on_commit(partial(queue, bind_bundle, pk))


def queue(task: Task, pk: int) -> bool:
    """Send the message; False when the broker is away, and the every-minute job sends it later."""
    try:
        task.delay(pk)
    except (OperationalError, OSError):
        log.warning("broker unreachable, %s(%s) waits for the next requeue", task.name, pk)
        return False
    return True


@worker_process_init.connect
def warm_up(**_: Any) -> None:
    """Load fonts and style sheets before the first paper is waiting for them."""
    press().print('<article class="paper"><p>劳动保障监察</p></article>', title="warm-up")
