"""The feed: entries and tombstones in the order of their changes, and never a name twice."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from publications import feed
from publications.models import Publication
from publications.policy.kinds import KIND_LABELS, Kind
from publications.policy.whitelist import WHITELIST
from publications.services import ending
from publications.tests.factories import AT, TODAY, Desk, listing, statistics

DAY = timedelta(days=1)


@pytest.fixture
def room(db: None) -> Desk:
    return Desk()


def read(client: Client, **asked: Any) -> dict[str, Any]:
    with time_machine.travel(AT, tick=False):
        answer = client.get(reverse("portal:publications_feed"), asked)
    assert answer.status_code == 200
    told: dict[str, Any] = json.loads(answer.content)
    return told


def test_an_entry_is_told_with_its_copy_and_its_end(room: Desk, client: Client) -> None:
    entry = room.published()
    told = read(client)
    assert told["version"] == 1 and told["after"] == 1 and told["more"] is False
    (row,) = told["entries"]
    assert row["id"] == entry.public_id and row["status"] == "public"
    assert row["content"]["name"] == listing()["name"]
    assert (row["starts_on"], row["ends_on"]) == ("2026-11-23", "2029-11-22")
    assert row["url"].endswith(f"/published/entry/{entry.public_id}/")


def test_a_removed_entry_is_told_once_more_without_its_name(room: Desk, client: Client) -> None:
    entry = room.published()
    ending.withdraw(entry.pk, reason=f"撤销{listing()['name']}的列入", actor=None, at=AT)
    told = read(client, after=1)
    assert told["entries"] == [
        {
            "id": entry.public_id,
            "revision": 2,
            "status": "removed",
            "removed_on": "2026-11-23",
            "replaced_by": None,
        }
    ]
    assert "宏达" not in json.dumps(read(client), ensure_ascii=False)


def test_a_correction_is_found_from_the_tombstone(room: Desk, client: Client) -> None:
    old = room.published()
    new = ending.correct(old.pk, content=listing(name="江城宏远公司"), reason="名称有误",
                         actor=None, at=AT)  # fmt: skip
    gone, stands = read(client)["entries"]
    assert (gone["id"], gone["replaced_by"]) == (old.public_id, new.public_id)
    assert stands["corrects"] == old.public_id


def test_what_lapsed_is_a_tombstone_before_the_job_has_run(room: Desk) -> None:
    entry = room.published(ends_on=TODAY)
    (row,) = feed.page(feed.Place(), TODAY + DAY)["entries"]
    assert row["status"] == "removed" and row["removed_on"] == "2026-11-24"
    assert feed.state(TODAY).tag(feed.Place()) != feed.state(TODAY + DAY).tag(feed.Place())
    assert entry.heading not in str(row)


def test_drafts_and_scheduled_entries_are_not_in_it(room: Desk, client: Client) -> None:
    room.drafted(1)
    room.published(2, starts_on=TODAY + DAY)
    assert read(client)["entries"] == []


def test_pages_follow_one_another_by_key(
    room: Desk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "PAGE", 2)
    entries = [room.published(n) for n in range(1, 6)]
    seen, after, more = [], 0, True
    while more:
        told = read(client, after=after)
        seen += [row["id"] for row in told["entries"]]
        after, more = told["after"], told["more"]
    assert seen == [entry.public_id for entry in entries]
    assert read(client, after=after)["entries"] == []


def test_one_kind_may_be_asked_for(room: Desk, client: Client) -> None:
    room.published(1)
    room.published(2, kind=Kind.STATISTICS, content=statistics(), ends_on=None)
    (row,) = read(client, kind="statistics")["entries"]
    assert row["kind"] == "statistics" and row["ends_on"] is None


@pytest.mark.parametrize(
    "asked",
    ["after=-1", "after=x", "after=١", "after=" + "9" * 19, "after=", "kind=<b>", "kind=%00"],
)
@pytest.mark.django_db
def test_an_address_that_makes_no_sense_is_not_found(client: Client, asked: str) -> None:
    assert client.get(f"{reverse('portal:publications_feed')}?{asked}").status_code == 404


def test_a_reader_that_has_it_is_told_so(room: Desk, client: Client) -> None:
    room.published()
    url = reverse("portal:publications_feed")
    with time_machine.travel(AT, tick=False):
        first = client.get(url)
        again = client.get(url, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        ending.withdraw(Publication.objects.get().pk, reason="撤回", actor=None, at=AT)
        assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 200
    assert first["Last-Modified"] and "no-cache" in first["Cache-Control"]


def test_the_feed_takes_few_queries(
    room: Desk, client: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(1, 12):
        room.published(n)
    with django_assert_max_num_queries(8):
        read(client)


def test_the_document_names_every_kind_and_every_field() -> None:
    text = (Path(settings.BASE_DIR) / "docs/open-data.md").read_text()
    assert "/open-data/publications.json" in text
    for kind, fields in WHITELIST.items():
        section = re.split(rf"^### `{kind.value}` ", text, flags=re.MULTILINE)[1]
        section = re.split(r"^##", section, flags=re.MULTILINE)[0]
        assert KIND_LABELS[kind] in section
        named = re.findall(r"^\| `(\w+)` \| (.+?) \|", section, flags=re.MULTILINE)
        assert named == [(field.name, field.label) for field in fields]
