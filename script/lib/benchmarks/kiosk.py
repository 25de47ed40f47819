"""The kiosk's whole path, eight people at once, against a form that does one INSERT a request."""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from benchmarks import city
from benchmarks.browser import Browser
from benchmarks.data import data_set, database_url
from benchmarks.frame import Row, Sizes, figure, readable
from benchmarks.models import Note
from complaints.models import Complaint
from launch.supervisor import die_with
from statutes.identity import resident_id_check_character

CLIENTS, WEB_WORKERS, THREADS = 8, 2, 4
SUBMISSIONS, NOTES = 4, 100  # of each client in each turn
TURNS = 3
AT_LEAST = 0.4
SAME = 0.77  # of the small set's share: the growth of 1.3 that the desk is allowed
NUMBER = re.compile(r"投诉\d{4}-\d+")
FORM = "/baseline/note/"
_serial = count(1)


@figure("kiosk")
def kiosk(sizes: Sizes) -> Iterator[Row]:
    rates = []
    for size in sorted({sizes[0], sizes[-1]}):
        with data_set("city", size, city.fill), web_server() as port:
            rate, kept = _measure(port, readable(size))
        rates.append(rate)
        yield from (rate, kept)
    if len(rates) > 1:
        small, large = rates
        growth = f"{small.size} → {large.size}"
        shares = large.ratio, small.ratio
        yield Row("kiosk, the same", growth, *shares, "", bar=SAME, more_is_better=True)


def _measure(port: int, size: str) -> tuple[Row, Row]:
    """The rate of requests, and that every complaint was kept once."""
    _rate(lambda: complain(port, 1)), _rate(lambda: note(port, 1))  # every worker warms up
    lodged, noted = Complaint.objects.count(), Note.objects.count()
    ours, baseline, numbers = [], [], []
    for _ in range(TURNS):
        baseline.append(_rate(lambda: note(port, NOTES))[0])
        rate, receipts = _rate(lambda: complain(port, SUBMISSIONS))
        ours.append(rate)
        numbers += receipts
    lodged, noted = Complaint.objects.count() - lodged, Note.objects.count() - noted
    sent = TURNS * CLIENTS * SUBMISSIONS
    if not (lodged == len(set(numbers)) == sent and noted == TURNS * CLIENTS * NOTES):
        raise RuntimeError(f"{sent} complaints sent, {lodged} kept, {len(set(numbers))} receipts")
    rates = statistics.median(ours), statistics.median(baseline)
    return (
        Row("kiosk submission", size, *rates, "requests/s", bar=AT_LEAST, more_is_better=True),
        Row("kiosk, each kept once", size, lodged, sent, "", bar=1, more_is_better=True),
    )


def _rate(visit: Callable[[], tuple[int, list[str]]]) -> tuple[float, list[str]]:
    """Requests a second of all clients together, and what their receipts said."""
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        visits = [clients.submit(visit) for _ in range(CLIENTS)]
        done = [one.result() for one in visits]
    taken = time.perf_counter() - started
    return sum(requests for requests, _ in done) / taken, [n for _, told in done for n in told]


def note(port: int, times: int) -> tuple[int, list[str]]:
    browser = Browser(port)
    browser.get(FORM)
    for _ in range(times):
        browser.post(FORM, name="王五", employer="鑫达劳务公司", statement="老板一直推")
    return browser.requests, []


def complain(port: int, times: int) -> tuple[int, list[str]]:
    browser, numbers = Browser(port), []
    for _ in range(times):
        browser.get("/kiosk/")
        page = browser.post("/kiosk/start/")
        for answer in one_workers_answers(timezone.localdate()):
            browser.get(page)
            page = browser.post(page, **answer)
        token = re.search(r'name="token" value="([^"]+)"', browser.get(page))
        assert token, page
        receipt = browser.get(browser.post(page, token=token[1]))
        numbers += NUMBER.findall(receipt)[:1]
    return browser.requests, numbers


def one_workers_answers(today: date) -> list[dict[str, str]]:
    """Page by page, as one person alone answers."""
    last = today.replace(day=1) - timedelta(days=1)
    first = last.replace(day=1) - timedelta(days=1)
    return [
        {"choice": "complain"},
        {"choice": "no"},
        {"choice": "no"},
        {"choice": "no"},
        {"name": "鑫达劳务公司", "manager": "李老板", "phone": "", "address": ""},
        {"choice": "410102000000"},
        {"code": "410102001000", "address": "建设路与桐柏路口"},
        {"first": f"{first:%Y-%m}", "last": f"{last:%Y-%m}"},
        {"choice": "one"},
        {"agreed": "1.2万", "paid": "3,000"},
        {"kinds": "chat", "note": "老板一直推"},
        {"name": "王五", "identity": _identity(next(_serial)), "phone": "13800001234"},
        {"choice": "open"},
    ]


def _identity(serial: int) -> str:
    """A number that was never issued: sequence 000, told apart by the day of birth."""
    born = date(1960, 1, 1) + timedelta(days=serial % 15_000)
    head = f"410101{born:%Y%m%d}000"
    return head + resident_id_check_character(head)


@contextmanager
def web_server() -> Iterator[int]:
    """As script/server starts it, on a port of its own and the present data set."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "benchmarks.wsgi"]
        command += ["--bind", f"fd://{listening.fileno()}", "--log-level", "warning"]
        command += ["--workers", str(WEB_WORKERS), "--threads", str(THREADS)]
        web = subprocess.Popen(
            command,
            env={**os.environ, "DATABASE_URL": database_url()},
            pass_fds=[listening.fileno()],
            preexec_fn=die_with(os.getpid()),
        )
        try:
            Browser(port).get("/healthz")  # answered as soon as a worker is ready
            yield port
        finally:
            web.terminate()
            web.wait()
