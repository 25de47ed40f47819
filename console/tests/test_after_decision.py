"""After the decision, on screen: served, paid, put off, demanded, taken to court, contested."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine

from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case, Decision, Delivery, FinePayment, Instalment, Recusal, Remedy
from cases.procedure.states import State
from cases.tests import after_decision as after
from cases.tests import factories as cases
from cases.tests.after_decision import decision_of, moment
from console.tests.desk import NOON, Desk, Screen, act_url, fresh, pdf
from documents.models import Paper, StoredFile

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
HANDED = {"mode": "direct", "handed_on": TODAY, "place": "建设路18号", "receiver": "周海"}
APPROVED = {"decision": "approve", "opinion": "同意。"}


@pytest.fixture
def served(desk: Desk) -> Case:
    return after.served(desk.bureau)


def paying(amount: str = "20000.00", **changes: object) -> dict[str, object]:
    return {
        "token": uuid4(),
        "item": "fine",
        "amount": amount,
        "paid_on": TODAY,
        "receipt_number": "财票0001",
        **changes,
    }


# -- 送达 --


def test_notice_decision_and_any_other_paper_are_served_by_one_form(desk: Desk) -> None:
    notified = after.notified(desk.bureau)
    desk.lead.take(notified, "serve-notice", **HANDED)
    assert notified.notices.get().served_on == TODAY
    decided = after.decided(desk.bureau)
    assert "送达地点" in desk.lead.open(act_url(decided, "serve-decision"))
    desk.lead.take(decided, "serve-decision", **HANDED, proof=pdf())
    assert fresh(decided).state == State.PERFORMING
    assert Delivery.objects.get(paper=decision_of(decided).paper).proof is not None
    other = after._paper(decided, after.NOTICE, desk.bureau.lead, cases.LODGED)
    desk.lead.take(decided, "serve-paper", paper=other.pk, **HANDED)
    assert Paper.objects.get(pk=other.pk).served_on == TODAY


def test_what_was_typed_is_kept_when_a_service_is_refused(desk: Desk) -> None:
    decided = after.decided(desk.bureau)
    early = HANDED | {"handed_on": TODAY - timedelta(days=1)}
    assert "不得早于文书制作日期" in desk.lead.refused(decided, "serve-decision", **early)
    assert not StoredFile.objects.exists()


# -- 缴款 --


def test_the_form_knows_what_is_owed_and_a_payment_sent_twice_is_one(
    desk: Desk, served: Case
) -> None:
    page = desk.lead.open(act_url(served, "fine"))
    assert "登记缴款" in page
    given = paying()
    desk.lead.take(served, "fine", **given, proof=pdf())
    desk.lead.take(served, "fine", **given, proof=pdf())
    assert FinePayment.objects.count() == 1
    assert StoredFile.objects.count() == 1
    assert decision_of(served).settled_on == TODAY


def test_more_than_is_owed_is_refused_and_a_mistake_reversed(desk: Desk, served: Case) -> None:
    said = desk.lead.refused(served, "fine", **paying("20000.01"))
    assert "罚款尚欠20,000.00元，不得多收" in said
    desk.lead.take(served, "fine", **paying("500.00"))
    payment = FinePayment.objects.get()
    desk.lead.take(served, "reverse-fine", payment=payment.pk, reason="银行退票。")
    assert sum(p.amount for p in FinePayment.objects.all()) == 0


def test_a_plan_is_written_line_by_line_and_granted_by_the_bureau_head(
    desk: Desk, served: Case
) -> None:
    said = desk.lead.refused(served, "instalments", parts="2027-01-29", reason="停产。")
    assert "第1行" in said
    plan = "2027-01-29 10000\n2027-02-26 1万"
    sheet = desk.lead.preview(served, "instalments", parts=plan, reason="停产。")
    assert "2027年2月26日前缴纳10,000.00元" in sheet
    desk.lead.take(served, "instalments", parts=plan, reason="停产。")
    assert "停产。" in desk.bureau_head.open(act_url(served, "decide-instalments"))
    desk.bureau_head.take(served, "decide-instalments", **APPROVED)
    assert [part.amount for part in Instalment.objects.all()] == [Decimal("10000.00")] * 2


def test_performance_is_verified_once_everything_is_paid(desk: Desk, served: Case) -> None:
    assert "尚未履行完毕" in desk.lead.refused(served, "verify-performance", note="核对。")
    desk.lead.take(served, "fine", **paying())
    desk.lead.take(served, "verify-performance", note="票据核对一致。")
    assert fresh(served).state == State.PERFORMED


# -- 催告、法院 --


def test_from_the_demand_to_the_courts_ruling(desk: Desk, served: Case) -> None:
    sent = moment(decision_of(served).remedies_until) + timedelta(days=1)
    with time_machine.travel(sent, tick=False):
        assert "催告书" in desk.lead.open(act_url(served, "demand"))
        desk.lead.take(served, "demand", method="缴至代收银行")
        desk.lead.take(served, "serve-demand", **HANDED | {"handed_on": sent.date()})
    asked = moment(decision_of(served).demand.ends_on) + timedelta(days=1)
    with time_machine.travel(asked, tick=False):
        later = Desk(desk.bureau)  # nobody stays logged in for half a year
        words = {"court": "江城市中原区人民法院", "reply": "没有意见。", "opinion": "建议申请。"}
        assert "江城市中原区人民法院" in later.lead.preview(served, "application", **words)
        later.lead.take(served, "application", **words)
        assert "强制执行申请书" in later.bureau_head.open(act_url(served, "decide-application"))
        later.bureau_head.take(served, "decide-application", **APPROVED)
        assert fresh(served).state == State.ENFORCING
        answer = {"on": asked.date(), "note": "（2027）行审1号"}
        later.lead.take(served, "court-answer", answer="accepted", **answer)
        said = later.lead.refused(served, "court-answer", answer="review_asked", **answer)
        assert "没有不予受理" in said
        later.head.take(served, "end-enforcement", ended_on=asked.date(), reason="无财产可供执行。")
    assert fresh(served).state == State.PERFORMED


# -- 复议、诉讼 --


@pytest.fixture
def reviewer(desk: Desk) -> Screen:
    return Screen(make_user(role=Role.LEGAL_REVIEWER, office=desk.bureau.office))


FILED = {"kind": "reconsideration", "body": "江城市人民政府", "received_on": TODAY}


def test_an_annulment_calls_down_its_consequences(
    desk: Desk, served: Case, reviewer: Screen
) -> None:
    reviewer.take(served, "remedy", **FILED, file=pdf())
    remedy = Remedy.objects.get()
    reviewer.take(served, "answer-remedy", remedy=remedy.pk, answered_on=TODAY, note="已提交证据。")
    ended = {"remedy": remedy.pk, "result": "annulled_anew", "result_on": TODAY}
    reviewer.take(served, "remedy-result", **ended, note="主要证据不足。")
    assert decision_of(served).status == Decision.Status.ANNULLED
    desk.lead.take(served, "publication-withdrawn", withdrawn_on=TODAY, note="从未公开。")
    desk.head.take(served, "decide-anew", reason="按复议决定重新调查。")
    assert fresh(served).state == State.INVESTIGATING


def test_a_changed_fine_must_be_named(desk: Desk, served: Case, reviewer: Screen) -> None:
    reviewer.take(served, "remedy", **FILED)
    changed = {"remedy": Remedy.objects.get().pk, "result": "changed", "result_on": TODAY}
    assert "须填写变更后的罚款" in reviewer.refused(served, "remedy-result", **changed)
    reviewer.take(served, "remedy-result", **changed, new_fine="5000.00")
    desk.lead.take(served, "fine", **paying("5000.00"))
    assert decision_of(served).settled_on == TODAY


# -- 回避、中止 --


def test_a_recusal_is_asked_decided_and_relieves_the_officer(desk: Desk) -> None:
    filed = cases.filed(desk.bureau)
    asked = {
        "officer": desk.bureau.assistant.pk,
        "requested_by": "江城宏达建筑劳务有限公司",
        "ground": "relative",
        "reason": "系法定代表人之弟。",
        "received_on": TODAY,
    }
    desk.lead.take(filed, "recusal", **asked)
    recusal = Recusal.objects.get()
    assert "回避决定书" in desk.bureau_head.open(act_url(filed, "decide-recusal"))
    desk.bureau_head.take(filed, "decide-recusal", recusal=recusal.pk, **APPROVED)
    assert [o.user for o in fresh(filed).serving_officers()] == [desk.bureau.lead]


@pytest.mark.parametrize("act", ["fine", "reverse-fine", "instalments", "verify-performance"])
def test_an_act_that_needs_a_decision_says_so_where_there_is_none(desk: Desk, act: str) -> None:
    filed = cases.filed(desk.bureau)
    assert desk.lead.client.post(act_url(filed, act), {}).status_code == 200
    given = paying() | {"note": "核对。", "parts": "2027-01-29 1", "reason": "停产。"}
    assert desk.lead.refused(filed, act, **given)


# -- 履行与救济 --


def test_the_tab_shows_what_is_owed_day_by_day_and_every_delivery(
    desk: Desk, served: Case, reviewer: Screen
) -> None:
    url = f"{served.get_absolute_url()}?tab=performance"
    reviewer.take(served, "remedy", **FILED)
    upheld = {"remedy": Remedy.objects.get().pk, "result": "upheld"}
    with time_machine.travel(moment(date(2026, 12, 10)), tick=False):
        later = Screen(reviewer.user)
        later.take(served, "remedy-result", **upheld, result_on=date(2026, 12, 10))
    with time_machine.travel(moment(date(2026, 12, 15)), tick=False):
        lead = Screen(desk.bureau.lead)
        lead.take(served, "fine", **paying("100.00", paid_on=date(2026, 12, 12)))
        page = lead.open(url)
    assert "江城市人民政府" in page and "维持" in page
    assert "复议、诉讼期间不计" in page
    # Two days on the whole fine after the remedy's end, three on what was left of it.
    assert "自2026-12-11起计5日" in page and "2,991.00" in page
    assert "送达回证" in page and "直接送达" in page


def test_before_a_decision_the_tab_lists_deliveries_alone(desk: Desk) -> None:
    ordered = cases.served(desk.bureau)
    page = desk.lead.open(f"{ordered.get_absolute_url()}?tab=performance")
    assert "限期改正指令书" in page and "应缴与已缴" not in page
    filed = cases.filed(desk.bureau)
    assert "还没有送达记录" in desk.lead.open(f"{filed.get_absolute_url()}?tab=performance")
