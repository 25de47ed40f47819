"""公告: a batch printed as one paper, its file handed out only while every entry stands."""

import io
import resource
from datetime import timedelta

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from documents import joining, rendering
from documents.printing import pdf_of, print_paper, printed
from publications import papers
from publications.models import Gazette, Publication
from publications.policy.kinds import Kind
from publications.services import ending, gazettes
from publications.services.gazettes import Batch
from publications.tests.factories import AT, TODAY, UNTIL, Desk, listing
from statutes.refusal import Refused
from workflow.models import Event

BATCH = Batch(Kind.BLACKLIST, "2026年第四季度失信名单公告", "2026Q4")
DAY = timedelta(days=1)
MEGABYTES = 1024


@pytest.fixture
def room(db: None) -> Desk:
    return Desk()


def announced(room: Desk, entries: int = 2) -> Gazette:
    for n in range(1, entries + 1):
        room.published(n)
    return gazettes.announce(BATCH, actor=room.head, at=AT)


def unsaved(count: int) -> list[Publication]:
    return [
        Publication(
            kind="blacklist", heading=f"江城第{n}建筑劳务有限公司", ends_on=UNTIL,
            content={**listing(), "decided_on": "2026-11-20"},
        )
        for n in range(1, count + 1)
    ]  # fmt: skip


def test_a_gazette_prints_names_facts_and_the_last_day_of_each(room: Desk) -> None:
    gazette = announced(room)
    assert gazette.paper is not None and gazette.media_release is not None
    assert gazette.paper.number.startswith("江人社监公字〔2026〕")
    text = rendering.sheet(gazette.paper.template_name, gazette.paper.context)
    for part in (
        listing()["name"],
        "2029年11月22日",
        "拖欠72名农民工",
        "法定代表人",
        "第九条",
        "信息2条",
    ):
        assert part in text
    told = rendering.sheet(gazette.media_release.template_name, gazette.media_release.context)
    assert listing()["name"] in told and "2条" in told and "一并撤下" in told
    acts = Event.objects.of(gazette.subject).values_list("act", flat=True)
    assert list(acts) == ["announce"]


def test_only_the_head_announces_and_only_what_stands(room: Desk) -> None:
    with pytest.raises(Refused, match="没有可以公告"):
        gazettes.announce(BATCH, actor=room.head, at=AT)
    room.published()
    with pytest.raises(Refused, match="部门负责人"):
        gazettes.announce(BATCH, actor=room.officer, at=AT)
    other = Batch(Kind.BLACKLIST, "三季度", "2026Q3")
    with pytest.raises(Refused, match="没有可以公告"):
        gazettes.announce(other, actor=room.head, at=AT)


def test_the_file_is_handed_out_only_while_every_entry_stands(room: Desk, client: Client) -> None:
    gazette = announced(room)
    assert gazette.paper is not None
    page = reverse("portal:published_gazette", args=[gazette.public_id])
    file = reverse("portal:published_gazette_file", args=[gazette.public_id])
    assert client.get(file)["Location"] == page
    print_paper(gazette.paper.pk)
    assert client.get(file)["Content-Type"] == "application/pdf"
    assert "gazette.pdf" in client.get(page).content.decode()
    gone = Publication.objects.order_by("pk")[0]
    ending.withdraw(gone.pk, reason="撤销", actor=room.head, at=AT)
    assert client.get(file).status_code == 410
    text = client.get(page).content.decode()
    assert "gazette.pdf" not in text and f">{gone.heading}<" not in text
    assert list(gazette.still_public(TODAY)) == list(Publication.objects.public(TODAY))


def test_a_gazette_of_one_sheet_is_printed_as_any_paper(room: Desk) -> None:
    gazette = announced(room)
    assert gazette.paper is not None
    content = pdf_of(gazette.paper)
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert len(reader.pages) == 2
    assert pdf_of(gazette.paper) == content


@pytest.mark.slow
def test_a_gazette_of_a_thousand_rows_is_printed_in_bounded_memory(room: Desk) -> None:
    """Sheet by sheet: fifty rows take as much at the end as at the beginning."""
    context = papers.gazette(
        Kind.BLACKLIST, "失信名单公告", unsaved(1000), office=room.office, on=TODAY
    )
    paper = announced(room).paper
    assert paper is not None
    heading = paper.context["paper"]
    sheets = rendering.sheets("papers/gazette-1.html", {**context, "paper": heading, "on": None})
    parts = printed(sheets, "公告")
    first = [next(parts) for _ in range(3)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rest = [joining.pages_of(part) for part in parts]
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(rest) == 1000 // papers.ROWS_A_SHEET - 3
    assert after - before < 60 * MEGABYTES
    assert sum(rest) + sum(map(joining.pages_of, first)) > 100
