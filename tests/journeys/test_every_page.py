"""Every page that a link leads to opens, fits a phone, bars nobody and raises no complaint of the
browser: followed from the first page on, in Chinese and in English.

Whether a page bars anybody does not depend on its language: axe, which takes longer than all else,
judges each kind of page once.
"""

from collections import deque
from collections.abc import Collection, Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

from accounts.tests.factories import staff_client
from cases.tests import factories as cases
from complaints.tests import factories as complaints
from console.demo import outcomes
from console.demo.deciding import hold_hearing
from console.demo.outcomes import until
from console.demo.walk import carry
from documents.models import Paper
from tests.journeys.browsing import DESK, PHONE, Visitor
from tests.outcomes import filed
from tests.records import Records
from tests.running_site import RunningSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
}
Key = tuple[str, ...]  # what kind of page this is
RECORDS = ("console:complaint", "console:case")
FILES = (
    "documents:paper_file",
    "documents:stored_file",
    "console:ledger_export",
    "console:evidence_view",
    "console:recording",
    "console:review_material",
    "console:employers_export",
    "console:employer_import_errors",
    "console:grid_counts_export",
    "console:what_if_export",
    "console:facts_import_errors",
    "console:penalty_exchange",
    "console:referral_link",
    "portal:publications_feed",
    "portal:draw_inputs",
    "portal:draw_results",
    "portal:kiosk_roster_blank",
)


@pytest.fixture
def a_day_at_the_bureau(site: RunningSite, it_is) -> cases.Bureau:
    """Something for every act: received, determined, ordered, heard, decided, to be closed."""
    it_is("2026-11-23 14:00")
    bureau = cases.make_bureau()
    Records.of(bureau, "410102000000")
    complaints.make_complaint()
    cases.propose(bureau, cases.lodge(3))
    cases.determined(bureau)
    cases.ordered(bureau, 12)
    cases.verified(bureau)
    cases.propose_closing(bureau, cases.verified(bureau))
    for way in (until(outcomes.PENALTY_AFTER_HEARING, hold_hearing), outcomes.TAKEN_TO_COURT):
        carry(filed(bureau), way)
    return bureau


def test_every_page_of_the_desk(a_day_at_the_bureau, visitor):
    bureau = a_day_at_the_bureau
    inspector = with_session(visitor(), staff_client(bureau.lead), "zh-hans")
    head = with_session(visitor(), staff_client(bureau.head), "en")
    judged = follow(inspector, "/desk/", least=50)
    follow(head, "/desk/", least=40, judged=judged)


def test_every_page_of_the_public_site(a_day_at_the_bureau, visitor):
    paper = Paper.objects.issued().exclude(number="").first()
    assert paper
    judged: set[Key] = set()
    for language in ("zh-hans", "en"):
        passer_by = with_session(visitor(), Client(), language)
        judged |= follow(passer_by, "/", f"/v/{paper.verification_code}/", least=6, judged=judged)


def with_session(person: Visitor, client: Client, language: str) -> Visitor:
    """Give the browser the session of a person who is logged in already."""
    cookies = {settings.LANGUAGE_COOKIE_NAME: language}
    if settings.SESSION_COOKIE_NAME in client.cookies:
        cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    for name, value in cookies.items():
        person.context.add_cookies([{"name": name, "value": value, "url": person.address}])
    return person


def follow(person: Visitor, *starts: str, least: int, judged: Collection[Key] = ()) -> set[Key]:
    """Visit each kind of page once: same view, same act, same tab; returns the kinds."""
    waiting, seen, found = deque(starts), set(map(key_of, starts)), list[str]()
    while waiting:
        here = waiting.popleft()
        person.open(here)
        found += overhangs(person, here)
        found += [] if key_of(here) in judged else bars(person, here)
        for address in links(person):
            key = key_of(address)
            if key and key not in seen:
                seen.add(key)
                waiting.append(address)
    assert found == []
    assert len(seen) >= least, sorted(seen)
    return seen


def key_of(address: str) -> Key:
    """What kind of page this is; nothing for files and for what lies elsewhere."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ()
    if match.view_name in FILES or match.app_name == "admin":
        return ()
    query = parse_qs(parts.query)
    shown = [query[name][0] for name in ("tab", "lens", "state") if name in query]
    if match.view_name in RECORDS and not shown:
        shown = [parts.path]  # each record offers other acts
    return (match.view_name, str(match.kwargs.get("act", "")), *shown)


def links(person: Visitor) -> Iterator[str]:
    hrefs = person.page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    here = urlsplit(person.page.url)
    for href in hrefs:
        address = urlsplit(urljoin(person.page.url, href))
        if address.netloc == here.netloc:
            yield address._replace(scheme="", netloc="", fragment="").geturl()


def overhangs(person: Visitor, address: str) -> list[str]:
    """On which screens the page is read by scrolling sideways."""
    found = []
    for width, height in (PHONE, DESK):
        person.page.set_viewport_size({"width": width, "height": height})
        if overhang := person.overhang():
            found.append(f"{address} is {overhang} px wider than a screen of {width} px")
    return found


def bars(person: Visitor, address: str) -> list[str]:
    """What axe holds against the page by WCAG 2.1 AA."""
    rules = Axe().run(person.page, options=WCAG).response["violations"]
    return [f"{address} {rule['id']}: {n['html']}" for rule in rules for n in rule["nodes"]]
