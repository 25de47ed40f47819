"""Publications on the desk: drafted, decided, corrected, withdrawn, taken down with proof."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.tests.factories import Bureau
from console.publication_acts import ACTS
from console.tests.desk import NOON, Desk, Screen, errors
from documents.tests.sample_files import small_pdf
from publications.models import Gazette, Publication
from publications.procedure import STEPS, State
from publications.services import ending, publishing
from publications.tests import factories as publications
from publications.tests.factories import PLATFORM

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
LIST = reverse("console:publications")


class Room(publications.Desk):
    """The publications' room, with the people of the bureau at the desks."""

    def __init__(self, bureau: Bureau) -> None:
        self.office, self.officer = bureau.office, bureau.lead
        self.other, self.head = bureau.assistant, bureau.bureau_head

    def listed(self, n: int = 1, **changes: Any) -> Publication:
        return self.published(n, at=NOON, starts_on=TODAY, targets=(PLATFORM,), **changes)


@pytest.fixture
def room(bureau: Bureau) -> Room:
    return Room(bureau)


def url_of(entry: Publication, act: str) -> str:
    return reverse("console:publication_act", args=[entry.pk, act])


def take(screen: Screen, entry: Publication, act: str, **data: Any) -> Publication:
    response = screen.client.post(url_of(entry, act), data)
    assert response.status_code == 302, errors(response)
    return Publication.objects.get(pk=entry.pk)


def copy(entry: Publication) -> dict[str, Any]:
    page = {f"copy_{name}": value for name, value in entry.content.items()}
    return {**page, "copy_responsible_persons": "李四\n王五"}


def test_every_step_has_its_screen() -> None:
    assert {name for act in ACTS.values() for name in act.steps} == set(STEPS)


def test_the_list_says_what_is_public_until_when_and_what_should_be_gone(
    desk: Desk, room: Room
) -> None:
    entry = room.listed()
    text = desk.lead.open(LIST)
    assert entry.heading in text and "2029-11-22" in text and "没有超过期限仍未撤下" in text
    ending.withdraw(entry.pk, reason="撤回", actor=room.head, at=NOON)
    with time_machine.travel(NOON + timedelta(days=30), tick=False):
        text = Screen(room.officer).open(LIST)
    assert "应撤未撤 1" in text and "2026-12-07" in text
    assert entry.heading not in desk.lead.open(f"{LIST}?state=published&kind=blacklist")


def test_a_bulletin_is_drafted_by_an_officer_and_released_by_the_head(
    desk: Desk, room: Room
) -> None:
    kinds = desk.lead.open(reverse("console:new_publication"))
    assert "统计公报" in kinds
    url = reverse("console:draft_publication", args=["statistics"])
    given = {
        "copy_title": "三季度情况",
        "copy_period": "2026年三季度",
        "copy_figures": "结案|86|件",
        "starts_on": "2026-11-23",
    }
    response = desk.lead.client.post(url, given)
    assert response.status_code == 302, errors(response)
    entry = Publication.objects.get()
    assert "审定公开" not in desk.lead.open(entry.get_absolute_url()).partition("下一步")[2]
    bad = desk.bureau_head.client.post(url_of(entry, "release"), {"sent_to": "江城日报"})
    assert "不是“渠道|名称”" in errors(bad)
    entry = take(desk.bureau_head, entry, "release", sent_to="新闻媒体|江城日报")
    assert entry.status is State.PUBLISHED
    assert [t.name for t in entry.targets.all()][1:] == ["江城日报"]


def test_the_penalties_go_to_the_platform_as_a_workbook(desk: Desk, room: Room) -> None:
    entry = room.drafted(at=NOON, starts_on=TODAY)
    publishing.release(entry.pk, actor=room.head, at=NOON)
    room.listed(2)
    answer = desk.lead.client.get(reverse("console:penalty_exchange"))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    codes, _labels, told, *rest = book.active.iter_rows(values_only=True)
    line = dict(zip(codes, told, strict=True))
    assert not rest and line["cf_nr_fk"] == "2.000000"
    assert line["cf_xdr_mc"] == entry.heading and line["cf_cfjg"] == room.office.name


def test_a_draft_with_a_personal_number_is_refused_on_the_form(desk: Desk, room: Room) -> None:
    url = reverse("console:draft_publication", args=["plan"])
    given = {
        "copy_title": "计划",
        "copy_period": "2027年",
        "copy_scope": "联系人13800001234",
        "starts_on": "2026-11-23",
    }
    assert "手机号码" in desk.lead.refused_at(url, **given)
    desk.lead.client.post(f"{url}", {**given, "phone": "1"})
    assert not Publication.objects.exists()


def test_a_draft_is_revised_or_declined(desk: Desk, room: Room) -> None:
    entry = room.drafted(at=NOON, starts_on=TODAY)
    given = {**copy(entry), "starts_on": "2026-11-23", "ends_on": "2027-05-23"}
    del given["copy_responsible_persons"]
    entry = take(desk.lead, entry, "revise", **{**given, "copy_handling": "处以罚款贰万元"})
    assert entry.content["handling"] == "处以罚款贰万元"
    entry = take(desk.bureau_head, entry, "decline", reason="轻微，不予公示")
    assert entry.status is State.DECLINED


def test_a_correction_is_made_by_the_head(desk: Desk, room: Room) -> None:
    entry = room.listed()
    given = {**copy(entry), "ends_on": "2029-11-22", "reason": "名称有误", "since": ""}
    old = take(desk.bureau_head, entry, "correct", **{**given, "copy_name": "江城宏远公司"})
    new = Publication.objects.get(corrects=old)
    assert (old.status, new.heading) == (State.CORRECTED, "江城宏远公司")
    assert new.public_id in desk.lead.open(old.get_absolute_url())
    assert desk.lead.client.get(url_of(new, "correct")).status_code == 403


def test_a_withdrawn_entry_is_taken_down_with_its_proof(desk: Desk, room: Room) -> None:
    entry = room.listed()
    entry = take(
        desk.bureau_head, entry, "withdraw", how="annulled", reason="决定被撤销",
        since="2026-11-23",
    )  # fmt: skip
    assert entry.status is State.ANNULLED
    target = entry.targets.get(means="credit_platform")
    proof = SimpleUploadedFile("截图.pdf", small_pdf(), content_type="application/pdf")
    given = {"target": target.pk, "on": "2026-11-23", "confirmed_by": "李科长"}
    assert "撤下证明" in errors(desk.lead.client.post(url_of(entry, "takedown"), given))
    entry = take(desk.lead, entry, "takedown", **given, file=proof)
    assert entry.removed_on == TODAY
    page = desk.lead.open(entry.get_absolute_url())
    assert "李科长" in page and "证明" in page


def test_sendings_and_receipts_are_written_down(desk: Desk, room: Room) -> None:
    entry = room.listed()
    take(
        desk.lead, entry, "send", means="news_media", name="江城日报", on="2026-11-23",
        address="https://example.org/1",
    )  # fmt: skip
    target = entry.targets.get(means="news_media")
    take(desk.lead, entry, "receipt", target=target.pk, on="2026-11-23", number="A1")
    target.refresh_from_db()
    assert target.receipt_no == "A1"
    again = {"target": target.pk, "on": "2026-11-23", "number": "A2"}
    assert desk.lead.client.post(url_of(entry, "receipt"), again).status_code == 200


def test_the_target_of_another_entry_is_not_offered(desk: Desk, room: Room) -> None:
    one, two = room.listed(1), room.listed(2)
    given = {"target": two.targets.all()[0].pk, "on": "2026-11-23", "number": ""}
    assert desk.lead.client.post(url_of(one, "receipt"), given).status_code == 200


def test_the_head_announces_what_stands(desk: Desk, room: Room) -> None:
    room.listed()
    url = reverse("console:new_gazette")
    given = {"kind": "blacklist", "quarter": "2026Q4", "title": "四季度公告"}
    assert desk.lead.client.get(url).status_code == 403
    assert "没有可以公告" in desk.bureau_head.refused_at(url, **{**given, "kind": "rating"})
    assert desk.bureau_head.client.post(url, given).status_code == 302
    gazette = Gazette.objects.get()
    page = desk.lead.open(gazette.get_absolute_url())
    assert "四季度公告" in page and "江人社监公字" in page and "新闻通稿" in page
    assert "四季度公告" in desk.lead.open(LIST)


@pytest.mark.parametrize("act", ACTS)
def test_hostile_values_are_refused_and_never_break_a_form(
    desk: Desk, room: Room, act: str
) -> None:
    entry = room.drafted(at=NOON, starts_on=TODAY)
    if act not in {"revise", "release", "decline"}:
        entry = publishing.release(entry.pk, actor=room.head, at=NOON, targets=(PLATFORM,))
    if act == "takedown":
        ending.withdraw(entry.pk, reason="撤回", actor=room.head, at=NOON)
    names = ("sent_to", "reason", "since", "ends_on", "starts_on", "how", "means", "name", "target",
             "on", "confirmed_by", "note", "number", "address", "copy_name", "copy_uscc",
             "copy_fine", "copy_decided_on", "copy_gravity")  # fmt: skip
    screen = desk.bureau_head if act in {"release", "decline", "correct", "withdraw"} else desk.lead
    before = Publication.objects.get(pk=entry.pk).state
    for value in ("\x00", "9" * 400, "<script>", "0001-01-01", "1e999", "\ud83d\ude00" * 90, "-1"):
        value = value.encode("utf-16", "surrogatepass").decode("utf-16")
        response = screen.client.post(url_of(entry, act), dict.fromkeys(names, value))
        assert response.status_code in {200, 302}
        if act not in {"decline", "release"}:
            assert response.status_code == 200, (act, value)
    assert act in {"decline", "release"} or Publication.objects.get(pk=entry.pk).state == before
