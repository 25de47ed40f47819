"""The public lists: what stands, with its last day; what ended, without its name."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from publications.policy.kinds import Kind
from publications.services import ending
from publications.tests.factories import AT, TODAY, Desk, listing, make_uscc, statistics

HOME = reverse("portal:published")
LISTED = reverse("portal:published_kind", args=["blacklist"])
MAJOR = reverse("portal:published_kind", args=["major_violation"])
DAY = timedelta(days=1)


@pytest.fixture
def room(db: None) -> Desk:
    return Desk()


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


def read(client: Client, url: str, status: int = 200, **asked: Any) -> str:
    answer = client.get(url, asked)
    assert answer.status_code == status
    return answer.content.decode()


def entry_url(public_id: str) -> str:
    return reverse("portal:published_entry", args=[public_id])


def major(**changes: Any) -> dict[str, Any]:
    content = listing(legal_representative="张三", responsible_persons=None, **changes)
    return {**content, "violation_class": "wages", "handling": "处以罚款。"}


def test_a_list_names_the_entry_its_code_and_its_last_day(room: Desk, client: Client) -> None:
    entry = room.published()
    text = read(client, LISTED)
    assert entry.heading in text and make_uscc() in text and "2029-11-22" in text
    assert entry_url(entry.public_id) in text
    assert "拖欠农民工工资失信名单" in read(client, HOME)


def test_an_entry_is_read_in_full_with_the_office_to_turn_to(room: Desk, client: Client) -> None:
    entry = room.published()
    text = read(client, entry_url(entry.public_id))
    for part in ("张三", "李四、王五", "拖欠72名", "江城市东风路8号", "2029-11-22", "0371-12345"):
        assert part in text
    assert "监督电话" in text


def test_an_ended_entry_is_gone_and_not_named_again(room: Desk, client: Client) -> None:
    entry = room.published()
    ending.withdraw(entry.pk, reason="撤销", actor=room.head, at=AT)
    text = read(client, entry_url(entry.public_id), status=410)
    assert entry.public_id in text and "2026-11-23" in text
    for url in (HOME, LISTED, entry_url(entry.public_id)):
        assert entry.heading not in client.get(url, {"q": "没有"}).content.decode()
    assert entry.heading not in read(client, LISTED, q="宏达")


def test_an_entry_is_gone_with_its_last_day_before_any_job(
    room: Desk, client: Client, on_the_day: time_machine.Traveller
) -> None:
    entry = room.published(ends_on=TODAY)
    assert entry.heading in read(client, LISTED)
    on_the_day.move_to(AT + DAY)
    assert entry.heading not in read(client, LISTED)
    assert entry.heading not in read(client, entry_url(entry.public_id), status=410)


def test_drafts_and_later_entries_do_not_exist(room: Desk, client: Client) -> None:
    for entry in (room.drafted(1), room.published(2, starts_on=TODAY + DAY)):
        read(client, entry_url(entry.public_id), status=404)
        assert entry.heading not in read(client, HOME, q="江城")


def test_search_finds_by_name_and_by_code_in_every_kind(room: Desk, client: Client) -> None:
    one = room.published(1)
    two = room.published(2, kind=Kind.STATISTICS, content=statistics(), ends_on=None)
    assert one.heading in read(client, HOME, q="宏达")
    assert one.heading in read(client, HOME, q=make_uscc().lower())
    text = read(client, HOME, q="三季度")
    assert two.heading in text and "长期" in text and one.heading not in text


def test_major_violations_are_listed_by_the_quarter(room: Desk, client: Client) -> None:
    now = room.published(1, kind=Kind.MAJOR_VIOLATION, content=major(name="甲公司"),
                         ends_on=TODAY.replace(year=2028))  # fmt: skip
    earlier = AT.replace(month=8, day=3)
    then = room.published(
        2, kind=Kind.MAJOR_VIOLATION, content=major(name="乙公司"), at=earlier,
        starts_on=earlier.date(), ends_on=TODAY.replace(year=2028, day=1),
    )  # fmt: skip
    text = read(client, MAJOR, quarter="2026Q3")
    assert then.heading in text and now.heading not in text and "2026Q4" in text
    both = read(client, MAJOR, quarter="2026Q9")
    assert then.heading in both and now.heading in both


def test_figures_are_a_table(room: Desk, client: Client) -> None:
    entry = room.published(kind=Kind.STATISTICS, content=statistics(), ends_on=None)
    text = read(client, entry_url(entry.public_id))
    assert "1,200,000.00" in text and "追发工资" in text


def test_pages_go_on_by_key(room: Desk, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.views.published.PAGE", 2)
    entries = [room.published(n) for n in range(1, 4)]
    first = read(client, LISTED)
    assert f">{entries[0].heading}<" not in first and 'rel="next"' in first
    last = read(client, LISTED, before=entries[1].pk)
    assert f">{entries[0].heading}<" in last and 'rel="next"' not in last


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "\x00"},
        {"q": "%_\\'\";--"},
        {"q": "<script>alert(1)</script>"},
        {"q": "长" * 5000},
        {"before": "9" * 60},
        {"before": "-1"},
        {"before": "١٢"},
        {"quarter": "' or 1=1"},
    ],
    ids=str,
)
def test_hostile_addresses_are_read_as_text(room: Desk, client: Client, asked: dict) -> None:
    for url in (HOME, LISTED, MAJOR):
        assert "<script>alert" not in read(client, url, **asked)


NOWHERE = ("secrets/", "entry/none/", "gazette/none/", "gazette/none/gazette.pdf")


@pytest.mark.parametrize("path", NOWHERE)
@pytest.mark.django_db
def test_what_does_not_exist_is_not_found(client: Client, path: str) -> None:
    read(client, f"{HOME}{path}", status=404)


def test_markup_in_a_name_is_shown_as_text(room: Desk, client: Client) -> None:
    entry = room.published(content=listing(name="<img src=x onerror=alert(1)>公司"))
    assert "<img src=x" not in read(client, entry_url(entry.public_id)) + read(client, LISTED)


def test_a_list_takes_few_queries(
    room: Desk, client: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(1, 9):
        room.published(n)
    with django_assert_max_num_queries(8):
        read(client, LISTED)
