"""A visitor who fills in the kiosk, page by page, as plain functions."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import reverse
from PIL import Image

from portal.draft import Draft
from portal.months import next_month
from statutes.identity import resident_id_check_character

TOWNSHIP = {"code": "410102001000", "address": "建设路与桐柏路口"}
EMPLOYER = {"name": "鑫达劳务公司", "manager": "李老板", "phone": "", "address": ""}


def test_identity(serial: int, born: str = "19800101") -> str:
    """A number that was never issued: sequence 000, told apart by the place."""
    head = f"{410000 + serial:06d}{born}000"
    return head + resident_id_check_character(head)


test_identity.__test__ = False  # type: ignore[attr-defined]


def month(back: int, today: date) -> str:
    first = today.replace(day=1)
    for _ in range(back):
        first = (first - timedelta(days=1)).replace(day=1)
    return f"{first:%Y-%m}"


def a_browser() -> Any:
    """Another browser, with no session of its own yet."""
    return Client()


def draft_of(client: Any) -> Draft:
    draft = Draft.load(client.session)
    assert draft is not None
    return draft


def page_url(name: str) -> str:
    return reverse("portal:kiosk_page", args=[name])


def start(client: Any, **data: Any) -> None:
    response = client.post(reverse("portal:kiosk_start"), data)
    assert response.url == page_url("purpose")


def answer(client: Any, page: str, **data: Any) -> Any:
    """Post a page; it must be accepted and lead on."""
    response = client.post(page_url(page), data)
    assert response.status_code == 302, (page, errors(response))
    return response.url


def refused(client: Any, page: str, **data: Any) -> list[str]:
    """Post a page that must not be accepted, and return what it says."""
    response = client.post(page_url(page), data)
    assert response.status_code == 200, f"{page} went on to {response.get('Location')}"
    return errors(response)


def errors(response: Any) -> list[str]:
    form = response.context["form"]
    told = [error for field in form.errors.values() for error in field]
    problems = response.context.get("problems") or ()
    return told + [problem["remedy"] for problem in problems]


def up_to_others(client: Any, today: date, *, site: str = "no", **choices: Any) -> None:
    start(client)
    answer(client, "purpose", choice="complain")
    answer(client, "prior", choice=choices.get("prior", "no"))
    answer(client, "employment", choice="no")
    answer(client, "site", choice=site)
    if site == "yes":
        answer(client, "project", project="幸福家园3号楼", general_contractor="建工总公司")
    answer(client, "employer", **EMPLOYER)
    answer(client, "county", choice="410102000000")
    answer(client, "township", **TOWNSHIP)
    answer(client, "period", first=month(4, today), last=month(1, today))


def one_worker(client: Any, today: date) -> None:
    """Everything of a single complaint up to the page 核对."""
    up_to_others(client, today)
    answer(client, "others", choice="one")
    answer(client, "wages", agreed="1.2万", paid="3,000")
    answer(client, "evidence", kinds=["chat"], note="老板一直推")
    answer(client, "identity", name="王五", identity=test_identity(102), phone="13800001234")
    assert answer(client, "privacy", choice="open") == page_url("check")


def person(serial: int, today: date, **changed: Any) -> dict[str, Any]:
    return {
        "name": "工友" + "甲乙丙丁戊己庚辛壬"[serial],
        "identity": test_identity(200 + serial),
        "phone": f"1380000{serial:04d}",
        "period_from": month(4, today),
        "period_to": month(1, today),
        "agreed": "9000",
        "paid": "1000",
        **changed,
    }


def add_person(client: Any, data: dict[str, Any]) -> Any:
    client.post(page_url("people"), {"act": "add"})
    return client.post(reverse("portal:kiosk_person"), data)


def submit(client: Any) -> Any:
    page = client.get(page_url("check"))
    return client.post(page_url("check"), {"token": page.context["token"]})


def later(first: str) -> str:
    year, number = first.split("-")
    return f"{next_month(date(int(year), int(number), 1)):%Y-%m}"


def picture() -> bytes:
    """A small real photograph."""
    held = BytesIO()
    Image.new("RGB", (8, 8), "white").save(held, "PNG")
    return held.getvalue()
