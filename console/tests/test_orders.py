"""The order on screen: written with its preview, served in each mode, taken back, verified."""

from datetime import timedelta

import pytest
import time_machine

from cases.models import Case, Order
from cases.procedure.states import State
from cases.tests import factories as cases
from console.tests.desk import NOON, Desk, Screen, act_url, fresh, pdf
from documents.models import Paper, StoredFile
from workflow.models import Clock

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
WORDS = {"findings": "拖欠2名劳动者工资10000.00元。", "requirement": "足额支付。", "period_days": 5}
HANDED = {"mode": "direct", "handed_on": TODAY, "place": "建设路18号", "receiver": "周海"}


@pytest.fixture
def determined(desk: Desk) -> Case:
    return cases.determined(desk.bureau)


@pytest.fixture
def ordered(desk: Desk) -> Case:
    return cases.ordered(desk.bureau)


@pytest.fixture
def paid(desk: Desk) -> Case:
    case = cases.served(desk.bureau)
    cases.pay_all(desk.bureau, case)
    return case


# -- 发出 --


def test_the_order_is_shown_as_it_is_written(desk: Desk, determined: Case) -> None:
    page = desk.lead.open(act_url(determined, "order"))
    assert "10,000.00" in page and "责令" in page
    sheet = desk.lead.preview(determined, "order", **WORDS | {"findings": "未足额支付九月工资。"})
    assert "未足额支付九月工资。" in sheet
    assert not Paper.objects.filter(title="限期改正指令书").exists()


def test_an_order_ends_the_investigation_and_starts_service(desk: Desk, determined: Case) -> None:
    desk.lead.take(determined, "order", **WORDS)
    order = Order.objects.get()
    assert (order.amount, order.workers, order.period_days) == (10000, 2, 5)
    assert order.paper.number
    running = Clock.objects.of(determined.subject(None)).open().values_list("code", flat=True)
    assert list(running) == ["order_service"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"period_days": 0}, "大于或等于"),
        ({"period_days": 31}, "改正期限须在1至30个工作日之间"),
        ({"period_days": 10**12}, "改正期限"),
        ({"period_days": "五"}, "整数"),
        ({"findings": " "}, "必填"),
        ({"findings": "长" * 5001}, "5000"),
    ],
)
def test_an_order_is_refused_in_a_sentence(
    desk: Desk, determined: Case, change: dict[str, object], said: str
) -> None:
    assert said in desk.lead.refused(determined, "order", **WORDS | change)
    desk.lead.preview(determined, "order", **WORDS | change)
    assert not Order.objects.exists()


def test_no_order_before_everything_is_determined(desk: Desk) -> None:
    case = cases.filed(desk.bureau)
    assert "没有核定" in desk.lead.open(act_url(case, "order"))
    assert "没有核定" in desk.lead.refused(case, "order", **WORDS)


# -- 送达 --


def test_an_order_is_served_with_its_proof(desk: Desk, ordered: Case) -> None:
    desk.lead.take(ordered, "serve", **HANDED, proof=pdf("送达照片.pdf"))
    order = Order.objects.get()
    assert (order.served_on, order.due_on) == (TODAY, TODAY + timedelta(days=7))
    proof = ordered.deliveries.get().proof
    assert proof is not None
    assert (proof.name, proof.subject_id) == ("送达照片.pdf", ordered.pk)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"receiver": " "}, "须填写签收人"),
        ({"handed_on": TODAY + timedelta(days=1)}, "不得晚于今天"),
        ({"handed_on": TODAY - timedelta(days=1)}, "不得早于文书制作日期"),
        ({"mode": "left"}, "须记明拒收事由"),
        ({"mode": "left", "refusal": "拒绝签收"}, "须有见证人签名"),
        ({"mode": "mail"}, "须上传送达凭证"),
        ({"mode": "electronic"}, "送达地址确认书"),
        ({"mode": "pigeon"}, "有效"),
        ({"handed_on": "昨天"}, "日期"),
    ],
)
def test_service_is_refused_for_what_it_lacks(
    desk: Desk, ordered: Case, change: dict[str, object], said: str
) -> None:
    assert said in desk.lead.refused(ordered, "serve", **HANDED | change)
    assert not ordered.deliveries.exists()


def test_a_proof_that_is_not_what_its_name_says_is_refused_and_not_kept(
    desk: Desk, ordered: Case
) -> None:
    assert desk.lead.refused(ordered, "serve", **HANDED, proof=pdf("照片.jpg"))
    late = {**HANDED, "receiver": ""}
    assert desk.lead.refused(ordered, "serve", **late, proof=pdf())
    assert not StoredFile.objects.exists()


def test_left_at_the_door_with_a_witness_is_served(desk: Desk, ordered: Case) -> None:
    left = {"mode": "left", "refusal": "负责人拒绝签收", "witness": "社区干部孙丽"}
    desk.lead.take(ordered, "serve", **HANDED | left)
    assert fresh(ordered).orders.get().served_on == TODAY


def test_an_order_is_served_once(desk: Desk, ordered: Case) -> None:
    desk.lead.take(ordered, "serve", **HANDED)
    assert "已经送达" in desk.lead.refused(ordered, "serve", **HANDED)
    assert ordered.deliveries.count() == 1


# -- 撤回、核查、恢复 --


def test_the_head_takes_an_order_back_and_the_investigation_goes_on(
    desk: Desk, ordered: Case
) -> None:
    desk.head.take(ordered, "withdraw-order", reason="当事人主体认定有误。")
    assert fresh(ordered).state == State.INVESTIGATING
    assert Order.objects.get().status == Order.Status.WITHDRAWN
    running = Clock.objects.of(ordered.subject(None)).open().values_list("code", flat=True)
    assert list(running) == ["investigation"]
    assert "没有生效" in desk.head.refused(ordered, "withdraw-order", reason="再撤一次。")


def test_a_correction_is_verified(desk: Desk, paid: Case) -> None:
    desk.lead.take(paid, "verify", note="银行流水与名册核对一致。")
    assert (fresh(paid).state, fresh(paid).corrected_on) == (State.CORRECTED, TODAY)


def test_a_correction_is_not_verified_while_money_is_owed(desk: Desk) -> None:
    case = cases.served(desk.bureau)
    said = desk.lead.refused(case, "verify", note="已改正。")
    assert "10,000.00" in said or "尚欠" in said or "付清" in said
    assert fresh(case).state == State.ORDERED


def test_a_correction_that_did_not_hold_resumes_the_investigation(desk: Desk, paid: Case) -> None:
    desk.lead.take(paid, "verify", note="核对一致。")
    assert "必填" in desk.lead.refused(paid, "resume", reason="")
    desk.lead.take(paid, "resume", reason="银行退票。")
    assert fresh(paid).state == State.INVESTIGATING


def test_a_form_opened_before_midnight_is_dated_when_it_is_sent(
    desk: Desk, determined: Case
) -> None:
    desk.lead.open(act_url(determined, "order"))
    with time_machine.travel(NOON + timedelta(hours=13), tick=False):
        Screen(desk.bureau.lead).take(determined, "order", **WORDS)
    assert Order.objects.get().issued_on == TODAY + timedelta(days=1)
