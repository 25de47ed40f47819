"""Published, corrected, withdrawn, expired: what stands, what is told, and what must be gone."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from documents.models import StoredFile
from publications.jobs import turn_the_day
from publications.models import Publication
from publications.policy.kinds import Kind
from publications.procedure import State
from publications.services import desk, ending, publishing, targets
from publications.services.desk import Draft
from publications.services.targets import Proof
from publications.tests.factories import (
    AT,
    PAPER,
    PLATFORM,
    TODAY,
    UNTIL,
    Desk,
    fresh,
    listing,
    penalty,
    statistics,
)
from statutes.refusal import Refused
from workflow.models import Clock, Event

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = AT + DAY
SEEN = Proof("信用平台李科长", TODAY, note="经登录核实，已无此条。")


@pytest.fixture
def room() -> Desk:
    return Desk()


def open_clocks(entry: Publication) -> dict[str, date]:
    rows = Clock.objects.of(entry.own_subject).open()
    return {clock.code: timezone.localdate(clock.due_at) for clock in rows}


def acts(entry: Publication) -> list[str]:
    rows = Event.objects.of(entry.own_subject).order_by("sequence")
    return list(rows.values_list("act", flat=True))


def test_an_entry_is_public_on_the_portal_and_where_it_was_sent(room: Desk) -> None:
    entry = room.published()
    assert entry.status is State.PUBLISHED and entry.is_public(TODAY)
    assert [t.means for t in entry.targets.all()] == ["portal", "credit_platform", "news_media"]
    assert {t.sent_on for t in entry.targets.all()} == {TODAY}
    assert (entry.quarter, entry.revision, len(entry.public_id)) == ("2026Q4", 1, 16)
    assert acts(entry) == ["publish"]


def test_one_record_has_one_live_entry_of_a_kind(room: Desk) -> None:
    room.published()
    with pytest.raises(Refused, match="已有公开信息"):
        room.published()


def test_an_entry_about_somebody_has_an_end(room: Desk) -> None:
    with pytest.raises(Refused, match="截止日期"):
        room.published(ends_on=None)


def test_an_entry_of_a_later_day_waits_for_it(room: Desk) -> None:
    entry = room.published(starts_on=TODAY + DAY)
    assert entry.status is State.SCHEDULED and not entry.is_public(TODAY)
    assert entry.revision is None and not entry.targets.standing().exists()
    assert publishing.begin_due(AT) == 0
    assert publishing.begin_due(LATER) == 1 and publishing.begin_due(LATER) == 0
    entry = fresh(entry)
    assert entry.is_public(TODAY + DAY)
    assert {t.sent_on for t in entry.targets.all()} == {TODAY + DAY}


def test_the_last_day_still_counts_and_the_next_does_not(room: Desk) -> None:
    entry = room.published()
    assert entry.is_public(UNTIL) and not entry.is_public(UNTIL + DAY)
    assert Publication.objects.public(UNTIL).get() == entry
    assert not Publication.objects.public(UNTIL + DAY).exists()


def test_expiry_ends_it_once_and_starts_ten_working_days(room: Desk) -> None:
    entry = room.published(ends_on=TODAY)
    assert ending.expire_due(AT) == 0
    assert ending.expire_due(LATER) == 1 and ending.expire_due(LATER) == 0
    entry = fresh(entry)
    assert (entry.status, entry.ended_on) == (State.EXPIRED, TODAY + DAY)
    assert entry.removal_due_on == date(2026, 12, 7)
    assert open_clocks(entry) == {"delisting": date(2026, 12, 7)}
    assert entry.targets.get(means="portal").taken_down_on == TODAY + DAY


def test_the_job_turns_the_day_and_may_run_again(room: Desk) -> None:
    room.published(1, starts_on=TODAY + DAY)
    room.published(2, ends_on=TODAY)
    at = LATER.isoformat()
    assert turn_the_day(at) == {"begun": 1, "ended": 1}
    assert turn_the_day(at) == {"begun": 0, "ended": 0}


def test_overdue_to_remove_counts_from_the_day_after_the_limit(room: Desk) -> None:
    entry = room.published()
    ending.withdraw(entry.pk, reason="责令支付文书被撤销", actor=room.head, at=AT)
    due = fresh(entry).removal_due_on
    assert due == date(2026, 12, 7)
    overdue = Publication.objects.overdue_to_remove
    assert not overdue(due).exists() and overdue(due + DAY).get() == entry
    for target in entry.targets.standing():
        targets.record_takedown(target.pk, SEEN, actor=room.officer, at=AT)
    assert not overdue(due + DAY).exists()
    entry = fresh(entry)
    assert entry.removed_on == TODAY and open_clocks(entry) == {}


def test_a_penalty_that_falls_is_gone_in_three_working_days_of_its_fall(room: Desk) -> None:
    entry = room.published(kind=Kind.PENALTY, content=penalty(), ends_on=date(2027, 6, 1))
    at = AT + timedelta(days=4)
    ending.withdraw(
        entry.pk, reason="决定被撤销", actor=None, at=at, since=TODAY, ending=State.ANNULLED
    )
    entry = fresh(entry)
    assert entry.status is State.ANNULLED
    assert entry.removal_due_on == date(2026, 11, 26)
    assert entry.is_overdue_to_remove(date(2026, 11, 27))


def test_an_entry_that_went_nowhere_else_is_gone_at_once(room: Desk) -> None:
    entry = room.published(targets=())
    ending.withdraw(entry.pk, reason="撤回", actor=room.head, at=AT)
    entry = fresh(entry)
    assert entry.removed_on == TODAY and open_clocks(entry) == {}
    assert not Clock.objects.of(entry.own_subject).exists()


def test_everything_copied_from_a_fallen_record_goes_with_it(room: Desk) -> None:
    standing = room.published()
    waiting = room.drafted()
    assert ending.withdraw_all(room.subject(), reason="决定被撤销", actor=None, at=AT) == 2
    assert fresh(standing).status is State.ANNULLED
    assert fresh(waiting).status is State.DECLINED and open_clocks(waiting) == {}
    assert ending.withdraw_all(room.subject(), reason="决定被撤销", actor=None, at=AT) == 0


def test_a_correction_is_a_new_entry_that_names_the_old(room: Desk) -> None:
    old = room.published()
    new = ending.correct(
        old.pk, content=listing(facts="拖欠71名农民工工资。"), reason="人数有误",
        actor=room.head, at=LATER,
    )  # fmt: skip
    old = fresh(old)
    assert (old.status, old.correction, new.corrects) == (State.CORRECTED, new, old)
    assert old.content["facts"] != new.content["facts"]
    assert (new.starts_on, new.ends_on) == (TODAY + DAY, UNTIL)
    assert [t.name for t in new.targets.all()][1:] == [PLATFORM.name, PAPER.name]
    assert open_clocks(old) == {"delisting": date(2026, 12, 8)}
    assert Publication.objects.public(TODAY + DAY).get() == new
    assert (old.revision, new.revision) == (2, 3)


def test_a_wrong_correction_leaves_the_old_entry_standing(room: Desk) -> None:
    old = room.published()
    with pytest.raises(Refused), transaction.atomic():
        ending.correct(old.pk, content=listing(name=None), reason="改", actor=room.head, at=LATER)
    assert fresh(old).status is State.PUBLISHED


def test_a_removal_needs_someone_who_confirms_it_and_something_to_show(room: Desk) -> None:
    entry = room.published()
    target = entry.targets.get(means="credit_platform")
    with pytest.raises(Refused, match="公开期内"):
        targets.record_takedown(target.pk, SEEN, actor=room.officer, at=AT)
    ending.withdraw(entry.pk, reason="撤回", actor=room.head, at=AT)
    for proof in (
        Proof(" ", TODAY, note="已核实"),
        Proof("李科长", TODAY),
        Proof("李科长", TODAY + DAY, note="已核实"),
        Proof("李科长", TODAY - DAY, note="已核实"),
    ):
        with pytest.raises(Refused):
            targets.record_takedown(target.pk, proof, actor=room.officer, at=AT)
    file = StoredFile.objects.create(
        sha256="0" * 64, size=1, content_type="image/png", name="截图.png", file="x",
        uploaded_at=AT,
    )  # fmt: skip
    with_file = Proof("李科长", TODAY, file=file)
    done = targets.record_takedown(target.pk, with_file, actor=room.officer, at=AT)
    assert (done.proof, done.confirmed_by, done.taken_down_by) == (file, "李科长", room.officer)
    with pytest.raises(Refused, match="已经登记"):
        targets.record_takedown(target.pk, with_file, actor=room.officer, at=AT)


def test_a_receipt_is_written_down_once(room: Desk) -> None:
    target = room.published().targets.get(means="credit_platform")
    targets.record_receipt(target.pk, on=TODAY, number="XY-1", actor=room.officer, at=AT)
    with pytest.raises(Refused, match="已经登记"):
        targets.record_receipt(target.pk, on=TODAY, number="XY-2", actor=room.officer, at=AT)


def test_a_draft_waits_for_the_head_within_seven_working_days(room: Desk) -> None:
    entry = room.drafted()
    assert entry.status is State.DRAFT
    assert open_clocks(entry) == {"double_publicity": date(2026, 12, 1)}
    released = publishing.release(entry.pk, actor=room.head, at=LATER, targets=(PLATFORM,))
    assert released.is_public(TODAY + DAY) and released.starts_on == TODAY + DAY
    assert open_clocks(entry) == {}
    assert Clock.objects.of(entry.own_subject).get().state == Clock.State.MET


def test_who_wrote_the_draft_last_does_not_release_it(room: Desk) -> None:
    entry = room.drafted(actor=room.head)
    with pytest.raises(Refused, match="自己拟稿"):
        publishing.release(entry.pk, actor=room.head, at=AT)
    publishing.revise(
        entry.pk, content=penalty(handling="处以罚款二万元"), starts_on=TODAY,
        ends_on=date(2027, 5, 23), actor=room.officer, at=AT,
    )  # fmt: skip
    entry = publishing.release(entry.pk, actor=room.head, at=AT)
    assert entry.content["handling"] == "处以罚款二万元"


def test_a_draft_may_stay_unpublished_for_a_reason(room: Desk) -> None:
    entry = room.drafted()
    with pytest.raises(Refused):
        publishing.decline(entry.pk, reason=" ", actor=room.head, at=AT)
    entry = publishing.decline(entry.pk, reason="轻微，不予公示", actor=room.head, at=AT)
    assert entry.status is State.DECLINED and entry.revision is None
    assert Clock.objects.of(entry.own_subject).get().state == Clock.State.CANCELLED


def test_a_draft_decided_late_keeps_its_shortest_term(room: Desk) -> None:
    entry = room.drafted(ends_on=date(2027, 2, 23))
    released = publishing.release(entry.pk, actor=room.head, at=LATER)
    assert (released.starts_on, released.ends_on) == (TODAY + DAY, date(2027, 2, 24))


def test_an_entry_written_by_hand_is_its_own_subject(room: Desk) -> None:
    given = Draft(Kind.STATISTICS, statistics(), TODAY, None)
    entry = desk.draft(given, actor=room.officer, at=AT)
    assert entry.subject_id == entry.pk
    with pytest.raises(Refused, match="监察员"):
        desk.draft(given, actor=room.head, at=AT)
    second = desk.draft(given, actor=room.officer, at=AT)
    assert second.pk != entry.pk


@pytest.mark.parametrize("name", ["correct", "withdraw"])
def test_only_the_head_changes_what_is_public(room: Desk, name: str) -> None:
    entry = room.published()
    given: dict[str, dict[str, Any]] = {
        "correct": {"content": listing(), "ends_on": None},
        "withdraw": {"how": State.WITHDRAWN},
    }
    act, more = getattr(desk, name), given[name]
    with pytest.raises(Refused, match="部门负责人"):
        act(entry.pk, reason="有误", since=None, actor=room.officer, at=AT, **more)
    act(entry.pk, reason="有误", since=None, actor=room.head, at=AT, **more)
    assert fresh(entry).has_ended


def test_the_receipt_of_another_entry_is_refused(room: Desk) -> None:
    one, two = room.published(1), room.published(2)
    with pytest.raises(Refused, match="不属于"):
        desk.record_receipt(
            one.pk, target=two.targets.all()[0], on=TODAY, number="", file=None,
            actor=room.officer, at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    "columns",
    [
        {"content": {"name": "别的公司"}},
        {"heading": "别的公司"},
        {"public_id": "X" * 16},
        {"starts_on": TODAY - DAY},
        {"ends_on": UNTIL + DAY},
        {"state": "draft"},
        {"kind": "penalty"},
    ],
    ids=str,
)
def test_the_database_keeps_what_was_published(room: Desk, columns: dict[str, object]) -> None:
    entry = room.published()
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=entry.pk).update(**columns)


def test_the_database_keeps_entries_their_ends_and_their_proofs(room: Desk) -> None:
    entry = room.published()
    ending.withdraw(entry.pk, reason="撤回", actor=room.head, at=AT)
    portal = entry.targets.get(means="portal")
    rows = Publication.objects.filter(pk=entry.pk)
    for change in ({"reason": "别的"}, {"removal_due_on": UNTIL}, {"state": "published"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.targets.filter(pk=portal.pk).update(confirmed_by="别人")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.targets.filter(means="news_media").update(taken_down_on=TODAY)


def test_every_change_the_public_sees_has_the_next_number(room: Desk) -> None:
    one, two = room.published(1), room.published(2)
    ending.withdraw(one.pk, reason="撤回", actor=room.head, at=AT)
    assert (fresh(one).revision, fresh(two).revision) == (3, 2)


def test_a_removal_due_date_follows_the_holidays(room: Desk) -> None:
    at = datetime(2026, 9, 30, 10, tzinfo=AT.tzinfo)
    entry = room.published(
        kind=Kind.PENALTY, content=penalty(decided_on=date(2026, 9, 1)), starts_on=at.date(),
        ends_on=date(2027, 3, 30), at=at,
    )  # fmt: skip
    ending.withdraw(entry.pk, reason="变更", actor=room.head, at=at)
    assert fresh(entry).removal_due_on == date(2026, 10, 10)
