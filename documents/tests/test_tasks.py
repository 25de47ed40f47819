"""No issued paper is lost: worker or broker may be down when it is due."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from celery import current_app
from celery.contrib.testing.worker import start_worker
from celery.signals import task_success
from django.conf import settings
from django.core.files.storage import default_storage
from kombu.exceptions import OperationalError

from accounts.tests.factories import make_office, make_user, staff_client
from documents import jobs, services, tasks
from documents.models import Paper
from documents.tests.factories import issue_letter

pytestmark = pytest.mark.django_db


@contextmanager
def receiving(signal: Any, receiver: Callable[..., None]) -> Iterator[None]:
    signal.connect(receiver, weak=False)
    yield
    signal.disconnect(receiver)


@pytest.fixture
def dead_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """A broker that refuses every message until the list is emptied."""
    refusals = [1]
    send = tasks.render_paper.apply_async

    def refuse(*args: Any, **options: Any) -> Any:
        if refusals:
            raise OperationalError("connection refused")
        return send(*args, **options)

    monkeypatch.setattr(tasks.render_paper, "apply_async", refuse)
    yield refusals


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    sent: list[int] = []
    monkeypatch.setattr(tasks.render_paper, "delay", sent.append)
    return sent


def test_a_paper_is_queued_only_when_the_act_is_committed(
    queued: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        paper = issue_letter()
        assert queued == []
    assert queued == [paper.pk]


def test_a_dead_broker_does_not_fail_the_act(
    dead_broker: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        paper = issue_letter()
    assert list(Paper.objects.unrendered()) == [paper]
    assert jobs.requeue_unrendered() == 0
    dead_broker.clear()
    assert jobs.requeue_unrendered() == 1


def test_drafts_and_printed_papers_are_not_queued_again(queued: list[int]) -> None:
    paper = issue_letter()
    Paper.objects.update(file="papers/a.pdf", file_sha256="a" * 64)
    assert jobs.requeue_unrendered() == 0
    issue_letter()
    assert jobs.requeue_unrendered() == 1
    assert paper.pk not in queued


def test_the_every_minute_job_is_scheduled_and_papers_have_their_queue() -> None:
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert jobs.requeue_unrendered.name in scheduled
    assert settings.CELERY_TASK_ROUTES[tasks.render_paper.name] == {"queue": "papers"}


@pytest.mark.slow
def test_printing_twice_prints_once() -> None:
    paper = issue_letter()
    tasks.render_paper(paper.pk)
    paper.refresh_from_db()
    name, sha256 = paper.file.name, paper.file_sha256
    tasks.render_paper(paper.pk)
    paper.refresh_from_db()
    assert (paper.file.name, paper.file_sha256) == (name, sha256)
    assert services.read_file(paper).startswith(b"%PDF-1.7")


@pytest.mark.slow
def test_a_print_lost_before_the_row_was_written_gives_the_same_bytes_again() -> None:
    paper = issue_letter()
    tasks.render_paper(paper.pk)
    paper.refresh_from_db()
    first = services.read_file(paper)
    assert paper.file.name
    default_storage.delete(paper.file.name)
    from documents.printing import pdf_of

    assert pdf_of(paper) == first


@pytest.mark.slow
def test_the_paper_is_printed_from_the_frozen_row_alone(django_assert_num_queries: Any) -> None:
    paper = issue_letter()
    with django_assert_num_queries(2):  # the row, and the file written to it
        tasks.render_paper(paper.pk)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_comes_late_prints_what_waited(dead_broker: list[int]) -> None:
    office = make_office()
    paper = issue_letter(office)
    client = staff_client(make_user(office=office))
    assert client.get(paper.get_absolute_url()).status_code == 202
    dead_broker.clear()
    current_app.control.purge()  # the memory broker outlives the tests that filled it
    printed = Event()
    with receiving(task_success, lambda **_: printed.set()):
        assert jobs.requeue_unrendered() == 1
        with start_worker(current_app, perform_ping_check=False, pool="solo", queues=["papers"]):
            assert printed.wait(30)
    response = client.get(paper.get_absolute_url())
    assert response.status_code == 200
    assert response.content.startswith(b"%PDF-1.7")
