"""No accepted complaint and no decision is lost or doubled, whatever is cut off in the middle.

The product really runs here, and its processes are really killed. Which hazard is shown by which
test is listed in docs/nothing-lost.md.
"""

import html
import http.client
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office
from accounts.policy.roles import Role
from accounts.tests.factories import make_divisions, make_office, make_user, staff_client
from cases.models import Case
from cases.tests import factories as cases
from complaints.models import Complaint, NumberSeries
from complaints.tests import factories as complaints
from documents.models import Paper
from documents.services import check_numbers
from documents.tests.factories import issue_letter
from portal.tests import walking
from portal.tests.walking import page_url
from tests.running_site import RunningSite
from tests.wire import Wire
from workflow.clock import today
from workflow.models import Approval, Clock

pytestmark = pytest.mark.slow
RECEIPT = "/kiosk/receipt/"
HANGING = 15  # seconds; a client that keeps trying its broker holds a request up for longer
PRINT, REQUEUE = "documents.tasks.render_paper", "documents.jobs.requeue_unrendered"


WAITING = """
    SELECT array_agg(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@contextmanager
def holding(rows: Any) -> Iterator[None]:
    """Keep these rows locked: whoever is about to write or refer to them stands still in the
    middle of the act."""
    with transaction.atomic():
        assert list(rows.select_for_update())
        yield


def waiting() -> list[int]:
    """The sessions of the database that stand still, by process number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else one transaction, one picture
        cursor.execute(WAITING)
        return list(cursor.fetchone()[0] or ())


def cut_off(kill: Callable[[], None]) -> None:
    """Kill whoever stands still, and let the database notice: a single statement that has reached
    it is otherwise finished for the dead as soon as the row is free."""
    sessions = waiting()
    kill()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid, 60000) FROM unnest(%s) pid", [sessions])
        assert all(ended for (ended,) in cursor.fetchall())


# -- the kiosk --


@pytest.fixture
def worker(site: RunningSite) -> Client:
    """A person with everything said, on the page 核对."""
    make_divisions()
    make_office("4101")
    client = Client()
    walking.one_worker(client, today())
    return client


def token_of(client: Client) -> str:
    return walking.draft_of(client).token


def codes_on(page: str) -> list[str]:
    return re.findall(r"\d{4} \d{4} \d{4} \d{4}", page)


def test_eight_submissions_of_one_page_at_once_are_one_complaint(site, worker):
    wire, token = Wire(site, worker), token_of(worker)
    with holding(Office.objects.all()):
        lines = [wire.send(page_url("check"), token=token) for _ in range(8)]
        site.until(waiting)
    answers = [wire.answer(line) for line in lines]
    assert {(answer.status, answer.location) for answer in answers} == {(302, RECEIPT)}
    assert Complaint.objects.count() == 1
    assert len(codes_on(wire.get(RECEIPT).page)) == 1


def test_power_cut_before_the_commit_lodges_nothing_and_leaves_no_gap(site, worker):
    """The number has been asked for when the web machine goes dark."""
    first = complaints.make_complaint()
    wire, token = Wire(site, worker), token_of(worker)
    with holding(NumberSeries.objects.all()):
        line = wire.send(page_url("check"), token=token)
        site.until(waiting)
        cut_off(partial(site.kill, site.web))
    line.close()
    assert Complaint.objects.get() == first

    site.mend()
    assert wire.post(page_url("check"), token=token).location == RECEIPT
    second = Complaint.objects.exclude(pk=first.pk).get()
    assert (first.number[-4:], second.number[-4:]) == ("0001", "0002")


def test_power_cut_after_the_commit_gives_the_same_receipt_afterwards(site, worker):
    """The complaint is in the books, the answer never arrived, the machine comes up again."""
    wire, token = Wire(site, worker), token_of(worker)
    line = wire.send(page_url("check"), token=token)
    complaint = site.until(Complaint.objects.first)
    site.kill(site.web)
    line.close()  # unread: what was on its way is lost

    site.mend()
    assert wire.post(page_url("check"), token=token).location == RECEIPT
    page = wire.get(RECEIPT).page
    assert Complaint.objects.get() == complaint
    assert complaint.number in page
    (code,) = codes_on(page)
    shown = wire.post("/progress/", code=code, phone_tail="1234").page
    assert complaint.number in shown


# -- decisions --


@pytest.fixture
def proposed(site: RunningSite) -> tuple[cases.Bureau, Case]:
    """A filing that waits for a unit head."""
    bureau = cases.make_bureau()
    return bureau, cases.propose(bureau, cases.lodge())


def approval_page(case: Case) -> str:
    return reverse("console:case_act", args=[case.pk, "decide-filing"])


def approve(wire: Wire, case: Case) -> http.client.HTTPConnection:
    return wire.send(approval_page(case), decision="approve", opinion="同意立案。")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh-hans", "您打开本页以后，%(first)s于%(when)s办理了“批准立案”。"),
        ("en", "Since you opened this page, %(first)s did “Approve filing” at %(when)s."),
    ],
    ids=["zh-hans", "en"],
)
def test_two_supervisors_approve_at_once_and_the_second_is_told(site, proposed, language, sentence):
    bureau, case = proposed
    other = make_user(role=Role.UNIT_HEAD, office=bureau.office)
    heads = [Wire(site, staff_client(user), language) for user in (bureau.head, other)]
    with holding(Case.objects.all()):
        lines = [approve(head, case) for head in heads]
        site.until(lambda: len(waiting()) == 2)
    first, second = sorted(
        (head.answer(line) for head, line in zip(heads, lines, strict=True)),
        key=lambda answer: answer.status != 302,
    )
    assert (first.status, first.location) == (302, case.get_absolute_url())
    assert second.status == 200
    decided = Approval.objects.get(outcome="approved")
    assert decided.decider
    when = f"{timezone.localtime(decided.decided_at):%m-%d %H:%M}"
    told = sentence % {"first": decided.decider.name, "when": when}
    assert told in html.unescape(second.page)
    assert Approval.objects.filter(outcome="approved").count() == 1
    assert Case.objects.get().state == "investigating"
    assert Clock.objects.filter(code="investigation").count() == 1
    assert Paper.objects.filter(kind="filing_approval").count() == 1


def test_the_broker_is_down_while_a_filing_is_approved(site, proposed):
    """The decision is given and answered as ever; its papers are printed when the broker is up."""
    bureau, case = proposed
    head = Wire(site, staff_client(bureau.head))
    assert head.get(approval_page(case)).status == 200
    site.redis.stop()
    begun = time.monotonic()
    answer = head.answer(approve(head, case))
    assert (answer.status, answer.location) == (302, case.get_absolute_url())
    assert time.monotonic() - begun < HANGING
    assert Case.objects.get().state == "investigating"
    owed = list(Paper.objects.unrendered().order_by("pk").values_list("kind", "number"))
    assert [kind for kind, _ in owed] == [
        "complaint_register",
        "acceptance_notice",
        "filing_approval",
    ]

    site.mend()
    site.send(REQUEUE)
    site.until(lambda: not Paper.objects.unrendered().exists())
    assert list(Paper.objects.order_by("pk").values_list("kind", "number")) == owed


def test_the_printer_is_down_while_a_paper_is_due(site, proposed):
    bureau, case = proposed
    site.kill(site.worker)
    head = Wire(site, staff_client(bureau.head))
    head.answer(approve(head, case))
    paper = Paper.objects.get(kind="filing_approval")
    waiting_page = head.get(paper.get_absolute_url())
    assert waiting_page.status == 202
    assert "正在排版打印件" in waiting_page.page

    site.mend()  # the queue was lost with the machine
    site.send(REQUEUE)
    site.until(lambda: not Paper.objects.unrendered().exists())
    assert head.get(paper.get_absolute_url()).status == 200


# -- a printer killed in the middle --


@contextmanager
def printing_in_the_middle(site: RunningSite) -> Iterator[Paper]:
    """A paper whose sheet is set and stored, and whose row its printer is about to write."""
    paper = issue_letter()
    with holding(Paper.objects.all()):
        site.send(PRINT, paper.pk, queue="papers")
        site.until(waiting)
        yield paper


def printing_process(site: RunningSite) -> int:
    assert site.worker.process is not None
    pid = site.worker.process.pid
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)


def assert_printed_once(site: RunningSite, paper: Paper) -> None:
    """The paper that was issued, one file of it, and a number series without gap or repetition."""
    site.until(lambda: not Paper.objects.unrendered().exists())
    printed = Paper.objects.get()
    assert printed.issued_on == paper.issued_on
    assert (printed.number, printed.content_sha256) == (paper.number, paper.content_sha256)
    files = [path.name for path in (site.home / "files").rglob("*.pdf")]
    assert f"{printed.file_sha256}.pdf" in files
    assert list(check_numbers()) == [""]


def test_a_killed_print_is_taken_up_again_by_itself(site):
    """Kill -9 of the process that prints: its message goes back, and another process begins."""
    with printing_in_the_middle(site) as paper:
        cut_off(partial(os.kill, printing_process(site), signal.SIGKILL))
        site.until(waiting)
    assert_printed_once(site, paper)


def test_a_printer_switched_off_in_the_middle_prints_after_the_next_start(site):
    """The whole worker goes; the job of every minute finds what is owed."""
    with printing_in_the_middle(site) as paper:
        cut_off(partial(site.kill, site.worker))
    assert Paper.objects.unrendered().exists()
    site.mend()
    site.send(REQUEUE)
    assert_printed_once(site, paper)
