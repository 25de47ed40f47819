"""事先告知: told, served, heard, answered; nothing is decided before."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cases.models import Case, Defence, Hearing, PriorNotice
from cases.policy.decision import Kind
from cases.policy.discretion import Ground
from cases.procedure.states import State
from cases.services import hearing, notice
from cases.services.hearing import Setting
from cases.tests import deciding as go
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from documents.models import Paper, StoredFile
from statutes.refusal import Refused
from workflow.models import Clock

pytestmark = pytest.mark.django_db
GRAND = Ground("obstruction", proposed=Decimal("12000"))


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def clocks(case: Case) -> dict[str, str]:
    return dict(Clock.objects.of(case.subject(None)).order_by("pk").values_list("code", "state"))


def a_file() -> StoredFile:
    return StoredFile.objects.create(
        sha256="0" * 64, size=1, content_type="application/pdf", name="申辩书.pdf",
        status="clean", uploaded_at=LODGED,
    )  # fmt: skip


def defend(bureau: Bureau, case: Case, **changes) -> Defence:
    given = {
        "form": "oral", "received_on": go.at(2).date(), "speaker": "周海",
        "content": "资金困难，请求从轻。", "actor": bureau.lead, "at": go.at(2), **changes,
    }  # fmt: skip
    return notice.record_defence(case.pk, **given)


def test_the_periods_run_from_the_day_of_service(bureau):
    case = go.notified(bureau)
    told = PriorNotice.objects.get()
    assert told.paper.number == "江人社监罚先告字〔2026〕1号"
    assert (told.served_on, told.defence_until) == (LODGED.date(), date(2026, 11, 30))
    assert (told.offers_hearing, told.hearing_until, told.hearing_paper) == (False, None, None)
    assert clocks(case)["defence"] == "running"
    assert case.state == State.NOTIFIED


def test_a_grand_fine_offers_a_hearing_in_a_paper_of_its_own(bureau):
    go.notified(bureau, go.draft(Kind.PENALTY, GRAND))
    told = PriorNotice.objects.get()
    assert told.offers_hearing and told.hearing_until == date(2026, 11, 30)
    paper = Paper.objects.get(kind="hearing_rights")
    assert (told.hearing_paper, paper.number) == (paper, "江人社监听告字〔2026〕1号")
    assert paper.served_on == LODGED.date()


def test_the_threshold_counts_itself_and_a_person_has_a_lower_one(bureau):
    exact = Ground("obstruction", proposed=Decimal("10000"))
    case = go.notified(bureau, go.draft(Kind.PENALTY, exact))
    assert PriorNotice.objects.get().offers_hearing
    assert notice.threshold(case, on=LODGED.date()).yuan == Decimal("10000.00")
    case.employer.kind = "individual"
    assert notice.threshold(case, on=LODGED.date()).yuan == Decimal("1000.00")


def test_nothing_is_concluded_before_the_period_has_ended(bureau):
    case = go.notified(bureau)
    for day in (0, 7):  # the last day belongs to the party
        with pytest.raises(Refused, match="期限至2026-11-30届满，此前不得作出决定"):
            notice.conclude_notice(case.pk, actor=bureau.lead, at=go.at(day))
    case = notice.conclude_notice(case.pk, actor=bureau.lead, at=go.at(8))
    assert case.state == State.DECIDING
    assert clocks(case)["defence"] == "met"


def test_a_statement_waits_for_its_answer(bureau):
    case = go.notified(bureau)
    defence = defend(bureau, case)
    assert str(defence.paper).startswith("陈述申辩笔录")
    with pytest.raises(Refused, match="还有1份陈述申辩没有复核意见"):
        notice.conclude_notice(case.pk, actor=bureau.lead, at=go.at(8))
    given = {"defence": defence, "answer": "partly", "actor": bureau.lead, "at": go.at(8)}
    with pytest.raises(Refused, match="须写明复核意见"):
        notice.answer_defence(case.pk, review=" ", **given)
    notice.answer_defence(case.pk, review="可以从轻。", **given)
    with pytest.raises(Refused):
        notice.answer_defence(case.pk, review="再改。", **given)
    assert notice.conclude_notice(case.pk, actor=bureau.lead, at=go.at(8)).state == "deciding"


def test_a_statement_is_neither_before_service_nor_after_today_nor_without_its_paper(bureau):
    case = go.notified(bureau)
    with pytest.raises(Refused, match="不得早于告知书送达之日"):
        defend(bureau, case, received_on=LODGED.date() - timedelta(days=1))
    with pytest.raises(Refused, match="不得晚于今天"):
        defend(bureau, case, received_on=go.at(3).date())
    with pytest.raises(Refused, match="书面陈述申辩须上传原件"):
        defend(bureau, case, form="written")
    assert not Defence.objects.exists()


def test_a_statement_that_comes_late_is_still_heard(bureau):
    case = go.notified(bureau)
    defend(bureau, case, received_on=go.at(10).date(), at=go.at(10))
    with pytest.raises(Refused, match="没有复核意见"):
        notice.conclude_notice(case.pk, actor=bureau.lead, at=go.at(11))


def test_a_waiver_in_writing_ends_the_waiting(bureau):
    case = go.notified(bureau)
    given = {"waived_on": go.at(1).date(), "actor": bureau.lead, "at": go.at(1)}
    notice.waive_defence(case.pk, waiver=a_file(), **given)
    assert clocks(case)["defence"] == "met"
    with pytest.raises(Refused, match="已经书面放弃"):
        notice.waive_defence(case.pk, waiver=a_file(), **given)
    assert notice.conclude_notice(case.pk, actor=bureau.lead, at=go.at(1)).state == "deciding"


def test_nobody_answers_or_hears_before_the_notice_is_served(bureau):
    case = go.concluded(bureau)
    notice.issue_notice(case.pk, actor=bureau.lead, at=LODGED)
    with pytest.raises(Refused, match="事先告知书尚未送达"):
        defend(bureau, case)
    with pytest.raises(Refused, match="事先告知书尚未送达"):
        notice.conclude_notice(case.pk, actor=bureau.lead, at=go.at(30))


def test_what_asks_for_no_notice_goes_straight_to_the_deliberations(bureau):
    case = go.concluded(bureau, go.draft(Kind.REVOCATION))
    with pytest.raises(Refused, match="无须事先告知"):
        notice.issue_notice(case.pk, actor=bureau.lead, at=LODGED)
    assert notice.go_to_decision(case.pk, actor=bureau.lead, at=LODGED).state == "deciding"
    fined = go.concluded(bureau)
    with pytest.raises(Refused, match="须先告知当事人并听取陈述申辩"):
        notice.go_to_decision(fined.pk, actor=bureau.lead, at=LODGED)


# -- 听证 --


@pytest.fixture
def grand(bureau) -> Case:
    return go.notified(bureau, go.draft(Kind.PENALTY, GRAND))


def test_a_hearing_is_asked_for_within_five_working_days(bureau, grand):
    with pytest.raises(Refused, match="听证申请期限已于2026-11-30届满"):
        go.ask_for_hearing(bureau, grand, days=8)
    case = go.ask_for_hearing(bureau, grand, days=7)
    assert case.state == State.HEARING
    assert clocks(case)["hearing_request"] == "met"


def test_no_hearing_where_none_was_to_be_offered(bureau):
    with pytest.raises(Refused, match="不属于应当组织听证的范围"):
        go.ask_for_hearing(bureau, go.notified(bureau))


def test_the_hearing_is_noticed_seven_working_days_ahead(bureau, grand):
    case, chair = go.ask_for_hearing(bureau, grand), go.reviewer(bureau)
    with pytest.raises(Refused, match="最早2026-12-04"):
        go.set_hearing(case, chair, go.at(10))
    go.set_hearing(case, chair, go.at(11))
    asked = hearing.asked_for(case)
    assert "江人社监听通字〔2026〕1号" in str(asked.summons)
    with pytest.raises(Refused, match="听证通知书尚未送达"):
        go.hold(case, chair, 11)
    go.summon(bureau, case)
    with pytest.raises(Refused, match="听证定于2026-12-04举行"):
        go.hold(case, chair, 10)
    case = go.hold(case, chair, 11)
    assert case.state == State.NOTIFIED
    held = hearing.asked_for(case)
    assert "听证笔录" in str(held.record) and "听证报告" in str(held.report)


def test_a_summons_that_came_too_late_asks_for_another_day(bureau, grand):
    case, chair = go.ask_for_hearing(bureau, grand), go.reviewer(bureau)
    go.set_hearing(case, chair, go.at(11))
    with pytest.raises(Refused, match="已经确定听证日期"):
        go.set_hearing(case, chair, go.at(14))
    go.summon(bureau, case, days=4)
    with pytest.raises(Refused, match="距听证不足七个工作日，须另定听证日期"):
        go.hold(case, chair, 11)
    go.set_hearing(case, chair, go.at(15), days=4)
    go.summon(bureau, case, days=4)
    assert go.hold(case, chair, 15).state == State.NOTIFIED
    assert Paper.objects.filter(kind="hearing_summons").count() == 2


def test_nobody_who_investigated_sits_on_the_hearing(bureau, grand):
    case, chair = go.ask_for_hearing(bureau, grand), go.reviewer(bureau)
    setting = hearing.Setting(go.at(11), "一楼听证室", bureau.lead, clerk="李敏")
    with pytest.raises(Refused) as caught:
        hearing.set_hearing(case.pk, setting=setting, actor=chair, at=go.at(2))
    assert [str(s) for s in caught.value.sentences] == [
        "听证主持人不得是本案调查人员。",
        "李敏是本案调查人员，不得参加听证组。",
    ]


def test_a_withdrawn_request_ends_the_hearing_with_its_reason(bureau, grand):
    case, chair = go.ask_for_hearing(bureau, grand), go.reviewer(bureau)
    with pytest.raises(Refused, match="终止听证须写明事由"):
        hearing.end_hearing(case.pk, reason=" ", actor=chair, at=go.at(3))
    hearing.end_hearing(case.pk, reason="当事人撤回申请。", actor=chair, at=go.at(3))
    case = make.fresh(case)
    assert case.state == State.NOTIFIED
    with pytest.raises(Refused, match="已经申请过听证"):
        go.ask_for_hearing(bureau, case, days=3)
    assert notice.conclude_notice(case.pk, actor=bureau.lead, at=go.at(8)).state == "deciding"


def test_a_hearing_is_put_off_or_given_another_chair_by_a_new_summons(bureau):
    told, chair = go.notified(bureau, go.draft(Kind.PENALTY, GRAND)), go.reviewer(bureau)
    case = go.ask_for_hearing(bureau, told)
    case = go.summon(bureau, go.set_hearing(case, chair, go.at(11)))
    first, other = Hearing.objects.get().summons, go.reviewer(bureau, "周正")
    setting = Setting(set_for=go.at(18), place="一楼听证室", chair=other, clerk="钱进")

    def reset(reason):
        return hearing.reset_hearing(
            case.pk, setting=setting, reason=reason, actor=other, at=go.at(3)
        )

    with pytest.raises(Refused, match="须写明改期或者更换主持人的理由"):
        reset(" ")
    again = reset("当事人申请主持人回避，理由成立。")
    assert first is not None
    first.refresh_from_db()
    assert first.status == "withdrawn" and again.summons != first
    assert (again.chair, again.noticed_on) == (other, None), "it is served anew"
    with pytest.raises(Refused, match="听证通知书尚未送达"):
        go.hold(case, other, 18)
