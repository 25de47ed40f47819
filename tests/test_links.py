"""Nobody is offered a link that the house then refuses them."""

from collections.abc import Iterator
from html import unescape
from re import findall
from urllib.parse import urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.people import (
    ADMINISTRATOR,
    ANONYMOUS,
    AUDITOR,
    BUREAU_HEAD,
    EMPLOYER,
    GRID,
    HEAD,
    INSPECTOR,
    REVIEWER,
    House,
)

pytestmark = pytest.mark.django_db
ENOUGH = 800  # pages: a list that links to itself anew each time would never end


def leads_to(page: str, response: HttpResponse) -> Iterator[str]:
    """The addresses of this site that an answer links or redirects to."""
    hrefs = [response["Location"]] if 300 <= response.status_code < 400 else []
    if response.get("Content-Type", "").startswith("text/html"):
        hrefs += findall(r'<a\b[^>]*?\bhref="([^"#]+)', response.content.decode())
    for href in hrefs:
        found = urlsplit(urljoin(page, unescape(href)))
        in_admin = found.path.startswith(reverse("admin:index"))
        if not found.netloc:  # the admin's lists can be sorted in every way; once is enough
            yield found._replace(fragment="", query="" if in_admin else found.query).geturl()


@pytest.mark.parametrize(
    "persona",
    [
        ANONYMOUS,
        EMPLOYER,
        GRID,
        INSPECTOR,
        HEAD,
        REVIEWER,
        BUREAU_HEAD,
        AUDITOR,
        ADMINISTRATOR,
    ],
)
def test_every_page_that_a_person_can_reach_opens(house: House, persona: str) -> None:
    reached = {reverse("portal:home"): "", reverse("accounts:login"): ""}
    waiting, refused = list(reached), []
    while waiting:
        page = waiting.pop()
        response = house.ask(persona, "GET", page)
        if response.status_code >= 400:
            refused.append(f"{page}, offered on {reached[page]}: {response.status_code}")
        new = {link: page for link in leads_to(page, response) if link not in reached}
        waiting += new
        reached |= new
        assert len(reached) < ENOUGH
    assert refused == []
