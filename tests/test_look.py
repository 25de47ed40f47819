"""Every shell in a real browser: three widths, two languages, no objection by axe or the CSP.

Pages come from Django's test client through the browser's own request routing: no server thread,
and the test's database stays one transaction.
"""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route

from accounts.tests.factories import staff_client
from cases.tests.factories import determined, make_bureau, served

# A trustworthy origin to the browser; every request is answered by `serve`.
ORIGIN = "http://localhost"
DESK, KIOSK, PHONE = (1440, 1000), (1024, 1366), (390, 844)
PAGES = (
    "accounts:login",
    "portal:home",
    "portal:verify_form",
    "portal:lookup",
    "portal:kiosk_home",
    "/no-such-page/",
)
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Open = Callable[[str, str], Page]


def serve(client: Client) -> Callable[[Route], None]:
    """Answer the browser from the test client and the static finders."""
    ours = connections["default"]

    def answer(route: Route) -> None:
        # Playwright calls back in a context of its own, which would open a second connection
        # and not see the test's transaction.
        connections["default"] = ours
        address = urlsplit(route.request.url)
        if address.path.startswith(settings.STATIC_URL):
            found = finders.find(address.path.removeprefix(settings.STATIC_URL))
            route.fulfill(path=Path(str(found)))
            return
        response = client.get(f"{address.path}?{address.query}")
        route.fulfill(
            status=response.status_code, headers=dict(response.headers), body=response.content
        )

    return answer


def opener(page: Page, client: Client) -> Open:
    """Return what opens an address in a language, and fails on whatever the console has to say."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route(f"{ORIGIN}/**", serve(client))

    def open_page(address: str, language: str) -> Page:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page.goto(ORIGIN + address)
        # A wanted 404 is told by the console too; everything else is a fault.
        assert [text for text in said if "404 (Not Found)" not in text] == []
        return page

    return open_page


@pytest.fixture
def open_page(page: Page, client: Client) -> Open:
    return opener(page, client)


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def assert_at_ease(page: Page) -> None:
    for width, height in (DESK, KIOSK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert overflow(page) <= 0, f"{page.url} scrolls sideways at {width} px"
    assert violations(page) == [], page.url


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_screen_and_bars_nobody(
    open_page: Open, name: str, language: str
) -> None:
    address = name if name.startswith("/") else reverse(name)
    assert_at_ease(open_page(address, language))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_desk_fits_every_screen_and_bars_nobody(page: Page, language: str) -> None:
    """The worklist, a case with money under way, its ledger, a payment, and the complaint."""
    bureau = make_bureau()
    case, open_ledger = served(bureau, workers=12), determined(bureau, workers=12)
    complaint = case.sources.get().complaint
    assert complaint
    open_page = opener(page, staff_client(bureau.lead))
    for address in (
        reverse("console:home") + "?lens=all",
        *(f"{reverse('console:case', args=[case.pk])}?tab={tab}" for tab in ("", "workers")),
        reverse("console:ledger", args=[open_ledger.pk]),
        reverse("console:wage_line", args=[open_ledger.claims.order_by("row")[0].pk]),
        reverse("console:payment", args=[case.pk]),
        reverse("console:payment_plan", args=[case.pk]),
        reverse("console:complaint", args=[complaint.pk]),
    ):
        assert_at_ease(open_page(address, language))


# What a hand touches: a small radio or tick is the handle of the card around it.
SMALL_TARGETS = """() => [...document.querySelectorAll(
        "a, button, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox])")]
    .filter((element) => element.checkVisibility() && !element.matches(".skip-link"))
    .filter((element) => element.getBoundingClientRect().height < 80)
    .map((element) => element.outerHTML)"""
SMALL_TEXT = """() => [...document.querySelectorAll("main *, .kiosk-top *")]
    .filter((element) => element.checkVisibility())
    .filter((element) => [...element.childNodes].some(
        (child) => child.nodeType === Node.TEXT_NODE && child.data.trim()))
    .filter((element) => parseFloat(getComputedStyle(element).fontSize) < 24)
    .map((element) => element.outerHTML)"""


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_kiosk_is_large_enough_for_every_hand_and_eye(
    open_page: Open, page: Page, client: Client, language: str
) -> None:
    page.set_viewport_size({"width": KIOSK[0], "height": KIOSK[1]})
    question = client.post(reverse("portal:kiosk_start")).headers["Location"]
    for address in (reverse("portal:kiosk_home"), question, reverse("portal:lookup")):
        page = open_page(address, language)
        assert page.evaluate(SMALL_TARGETS) == [], address
        assert page.evaluate(SMALL_TEXT) == [], address


def test_chinese_is_the_language_until_someone_switches(client: Client) -> None:
    """A browser set to English does not decide; the person does."""
    page = client.get(reverse("accounts:login"), headers={"accept-language": "en-US,en"})
    assert 'lang="zh-Hans"' in page.content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    page = client.get(reverse("accounts:login"))
    assert 'lang="en"' in page.content.decode()
    assert page.headers["Content-Language"] == "en"


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_error_pages_need_no_request(template: str) -> None:
    """Django renders these two bare: anything they look up would hide the real error."""
    from django.template.loader import render_to_string

    assert "劳动保障监察" in render_to_string(template)
