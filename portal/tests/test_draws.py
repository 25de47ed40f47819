"""The public pages of the draws: every run by key, a page of a list, files that may be kept."""

import re

import pytest
from django.urls import reverse

from grids.models import PatrolPlan, RandomDraw
from grids.tests.factories import Room, firms
from portal.views import inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def draw():
    """Two runs of one plan; the second came to nothing."""
    room = Room(inspectors=3)
    firms(5)
    plan = room.approved(targets=PatrolPlan.Targets.ALL, kind=PatrolPlan.Kind.CAMPAIGN)
    first = room.drawn(plan, 5)
    room.drawn(plan, 5, seed="乙", reason="再抽。")
    return first


def test_every_run_is_listed_and_counted_a_page_by_key(client, draw, monkeypatch):
    monkeypatch.setattr(inspection, "PAGE", 1)
    newest = client.get(reverse("portal:draws")).content.decode()
    assert "第2次，共2次" in newest and "未抽成" in newest
    assert "第1次" not in newest
    following = re.search(r'href="(\?before=\d+)"', newest)
    assert following
    older = client.get(reverse("portal:draws") + following[1]).content.decode()
    assert "第1次，共2次" in older and 'href="?before=' not in older


@pytest.mark.parametrize("key", ["x", "²", "9" * 40, "-1", "999999", "\x00"])
def test_a_key_that_is_none_opens_the_beginning_or_nothing(client, draw, key):
    assert client.get(reverse("portal:draws"), {"before": key}).status_code in (200, 404)
    assert client.get(reverse("portal:draw", args=[draw.pk]), {"after": key}).status_code == 200


def test_a_page_shows_so_many_rows_of_a_draw_and_the_file_all(client, draw, monkeypatch):
    monkeypatch.setattr(inspection, "ROWS", 2)
    url = reverse("portal:draw", args=[draw.pk])
    names = list(draw.rows.values_list("name", flat=True))
    seen, address = [], url
    while address:
        page = client.get(address).content.decode()
        on_page = [name for name in names if name in page]
        assert len(on_page) <= 2
        seen += on_page
        following = re.search(r'href="(\?after=\d+)"', page)
        address = url + following[1] if following else ""
    assert seen == names
    whole = client.get(reverse("portal:draw_results", args=[draw.pk])).content.decode()
    assert [line.split()[0] for line in whole.splitlines()] == [draw.digest, *names]


def test_a_draw_names_the_machines_number_and_the_other_runs(client, draw):
    page = client.get(reverse("portal:draw", args=[draw.pk])).content.decode()
    failed = RandomDraw.objects.get(sequence=2)
    assert draw.nonce in page and draw.seed in page and "共抽2次" in page
    assert reverse("portal:draw", args=[failed.pk]) in page
    told = client.get(reverse("portal:draw", args=[failed.pk])).content.decode()
    assert failed.failure in told and failed.nonce in told


def test_the_files_of_a_draw_are_kept_by_anyone_and_its_pages_by_the_browser(client, draw):
    for name in ("draw_inputs", "draw_results"):
        url = reverse(f"portal:{name}", args=[draw.pk])
        answer = client.get(url)
        assert answer["Cache-Control"] == "public, max-age=3600"
        again = client.get(url, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(reverse(f"portal:{name}", args=[999_999])).status_code == 404
    for url in (reverse("portal:draws"), reverse("portal:draw", args=[draw.pk])):
        assert client.get(url)["Cache-Control"] == "private, max-age=60"


def test_two_plans_with_the_same_inputs_have_a_page_each(client):
    room = Room()
    firms(2)
    plans = [room.approved(title=title) for title in ("甲计划", "乙计划")]
    for number, plan in enumerate(plans):
        RandomDraw.objects.create(
            plan=plan, sequence=1, seed="0418", nonce=f"{number}" * 32, inputs="size 1\n",
            digest="ab" * 32, size=1, pool=2, officers=4, drawn_by=room.head,
            drawn_at=plan.proposed_at,
        )  # fmt: skip
    for made in RandomDraw.objects.all():
        page = client.get(reverse("portal:draw", args=[made.pk])).content.decode()
        assert made.plan.title in page and made.nonce in page


def test_the_pages_read_the_same_few_rows_however_large_the_inputs(
    client, draw, django_assert_max_num_queries
):
    for url in (reverse("portal:draws"), reverse("portal:draw", args=[draw.pk])):
        with django_assert_max_num_queries(8) as read:
            client.get(url)
        assert not any('"inputs"' in query["sql"] for query in read.captured_queries)
