"""责令改正: issued once every amount is known, served as the law proves it, its period counted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.models import Case, Delivery, Order
from cases.policy.delivery import Mode
from cases.procedure.states import State
from cases.services import correction, ledger, orders
from cases.services.ledger import Entry
from cases.tests import factories as make
from cases.tests.factories import LODGED, Bureau
from complaints.models import Progress
from documents.models import Paper
from statutes.refusal import Refused
from workflow.models import Clock, Event

pytestmark = pytest.mark.django_db
TODAY = LODGED.date()


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


def clock(case: Case, code: str) -> Clock:
    return Clock.objects.of(case.subject(None)).filter(code=code).latest("pk")


def states(case: Case) -> dict[str, str]:
    return dict(Clock.objects.of(case.subject(None)).order_by("pk").values_list("code", "state"))


def test_an_order_names_each_worker_and_the_sum_in_capitals(bureau):
    case = make.ordered(bureau, workers=3)
    order = Order.objects.get(case=case)
    assert order.paper.number == "江人社监令字〔2026〕1号"
    assert (order.workers, order.amount, order.period_days) == (3, Decimal("15000.00"), 5)
    assert len(order.paper.context["sheet"]["rows"]) == 3
    assert case.state == State.ORDERED.value
    assert states(case) == {"investigation": "met", "order_service": "running"}


def test_only_what_is_still_owed_is_ordered(bureau):
    case = make.determined(bureau, workers=3)
    a, b, _ = case.claims.order_by("row")
    make.pay(bureau, case, {a.pk: a.claimed, b.pk: Decimal("1000.00")})
    make.issue(bureau, case)
    order = Order.objects.get()
    assert (order.workers, order.amount) == (2, Decimal("9000.00"))
    rows = order.paper.context["sheet"]["rows"]
    assert [row["due"] for row in rows] == ["4000.00", "5000.00"]


def test_no_order_while_a_line_is_open_or_the_period_is_unusual(bureau):
    case = make.filed(bureau)
    with pytest.raises(Refused, match="没有核定"):
        make.issue(bureau, case)
    make.determine_as_claimed(bureau, case)
    with pytest.raises(Refused, match="1至30个工作日"):
        make.issue(bureau, case, period_days=31)
    assert not Paper.objects.filter(kind="correction_order").exists()


def test_a_blank_finding_is_refused_by_name(bureau):
    case = make.determined(bureau)
    with pytest.raises(Refused, match="认定事实"):
        make.issue(bureau, case, findings=" ")


def test_the_period_runs_in_working_days_from_the_day_of_service(bureau):
    case = make.ordered(bureau)
    handed = TODAY + timedelta(days=2)
    make.serve(bureau, case, at=LODGED + timedelta(days=3), handed_on=handed)
    order = Order.objects.get()
    # Wednesday 25 November, then 26, 27, 30, 1, 2 December.
    assert (order.served_on, order.due_on) == (handed, date(2026, 12, 2))
    assert timezone.localdate(clock(case, "order_compliance").due_at) == date(2026, 12, 2)
    assert states(case)["order_service"] == "met"
    assert order.paper.served_on == handed
    event = Event.objects.of(case.subject(None)).get(act="serve_order")
    assert timezone.localdate(event.occurred_at) == handed
    assert timezone.localdate(event.recorded_at) == handed + timedelta(days=1)


def test_a_receipt_says_how_the_order_was_served(bureau):
    case = make.ordered(bureau)
    make.serve(
        bureau,
        case,
        mode=Mode.LEFT,
        receiver="",
        refusal="负责人拒绝签字",
        witness="建设路社区 刘芳",
    )
    delivery = Delivery.objects.get()
    said = delivery.receipt.context
    assert (said["mode"], said["refusal"]) == ("留置送达", "负责人拒绝签字")
    assert said["served_number"] == "江人社监令字〔2026〕1号"
    assert [officer["name"] for officer in said["officers"]] == ["陈志强", "李敏"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.update(place="别处")


def test_service_without_its_proof_is_refused(bureau):
    case = make.ordered(bureau)
    with pytest.raises(Refused, match="送达凭证"):
        make.serve(bureau, case, mode=Mode.MAIL)
    with pytest.raises(Refused, match="不得早于"):
        make.serve(bureau, case, handed_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="送达地点"):
        make.serve(bureau, case, place=" ")
    assert Order.objects.get().served_on is None


def test_an_order_is_served_once(bureau):
    case = make.served(bureau)
    with pytest.raises(Refused, match="已经送达"):
        make.serve(bureau, case)


def test_what_an_order_says_is_never_changed(bureau):
    make.served(bureau)
    for change in ({"amount": Decimal("1.00")}, {"due_on": date(2027, 1, 1)}, {"findings": "别"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Order.objects.update(**change)


def test_amounts_stand_still_while_an_order_is_out(bureau):
    case = make.ordered(bureau)
    line = case.claims.order_by("row")[0]
    with pytest.raises(Refused, match="当前状态不能办理"):
        ledger.determine(
            case.pk,
            {line.pk: Entry(line.claimed)},
            version=case.ledger_version,
            actor=bureau.lead,
            at=LODGED,
        )


def test_a_withdrawn_order_stays_on_file_and_the_sixty_days_go_on(bureau):
    case = make.served(bureau)
    later = LODGED + timedelta(days=4)
    with pytest.raises(Refused, match="须写明理由"):
        correction.withdraw_order(case.pk, reason=" ", actor=bureau.head, at=later)
    case = correction.withdraw_order(case.pk, reason="名单有误", actor=bureau.head, at=later)
    order = Order.objects.get()
    assert (order.status, order.paper.status) == ("withdrawn", "withdrawn")
    assert case.state == State.INVESTIGATING.value
    assert states(case) == {
        "order_service": "met",
        "order_compliance": "cancelled",
        "investigation": "running",
    }
    first = Clock.objects.of(case.subject(None)).filter(code="investigation").earliest("pk")
    assert clock(case, "investigation").due_at == first.due_at
    again = make.issue(bureau, case, at=later)
    assert again.state == State.ORDERED.value
    assert Order.objects.standing().get().paper.number == "江人社监令字〔2026〕2号"


def test_correction_is_verified_only_when_the_last_fen_has_arrived(bureau):
    case = make.served(bureau)
    with pytest.raises(Refused, match="尚欠10,000.00元"):
        correction.verify_correction(case.pk, note="", actor=bureau.lead, at=LODGED)
    make.pay_all(bureau, case)
    case = correction.verify_correction(case.pk, note="核对一致", actor=bureau.assistant, at=LODGED)
    assert (case.state, case.corrected_on) == (State.CORRECTED.value, TODAY)
    assert Order.objects.get().status == Order.Status.FULFILLED
    assert states(case)["order_compliance"] == "met"


def test_a_late_correction_leaves_the_breach_visible(bureau):
    case = make.served(bureau)
    late = LODGED + timedelta(days=30)
    make.pay_all(bureau, case, at=late)
    correction.verify_correction(case.pk, note="", actor=bureau.lead, at=late)
    ended = clock(case, "order_compliance")
    assert ended.ended_at is not None
    assert ended.ended_at > ended.breached_at


def test_the_employers_own_correction_needs_no_order(bureau):
    case = make.determined(bureau)
    make.pay_all(bureau, case)
    with pytest.raises(Refused, match="无须责令支付"):
        make.issue(bureau, case)
    case = correction.verify_correction(case.pk, note="自行支付", actor=bureau.lead, at=LODGED)
    assert case.state == State.CORRECTED.value
    assert states(case) == {"investigation": "met"}


def test_a_correction_that_did_not_hold_reopens_the_case(bureau):
    case = make.verified(bureau)
    case = correction.resume_investigation(
        case.pk, reason="银行退票", actor=bureau.lead, at=LODGED + timedelta(days=2)
    )
    assert (case.state, case.corrected_on) == (State.INVESTIGATING.value, None)
    assert Order.objects.get().status == Order.Status.IN_FORCE
    assert states(case)["investigation"] == "running"


def test_the_complainants_page_follows_the_case(bureau):
    case = make.filed(bureau)
    told = Progress.objects.get()
    assert (told.case_no, told.label, told.next_step) == (case.case_no, "调查", "调查")
    make.determine_as_claimed(bureau, case)
    make.serve(bureau, make.issue(bureau, case))
    told.refresh_from_db()
    assert (told.label, told.next_due_on) == ("责令改正", date(2026, 11, 30))


def test_the_draft_reads_as_the_ledger_stands(bureau):
    case = make.determined(bureau, workers=2)
    drafted = orders.default_draft(case, on=TODAY)
    first = case.claims.order_by("row")[0]
    assert (
        drafted.findings
        == f"经查，你单位拖欠{first.worker}等2名劳动者2026年7月至10月工资，事实清楚，证据确凿。"
    )
    assert drafted.due_if_served_today == date(2026, 11, 30)


def test_an_order_is_found_disobeyed_only_when_its_period_is_over_and_the_breach_stays(bureau):
    case = make.served(bureau)
    last_day = LODGED + timedelta(days=7)
    with pytest.raises(Refused, match="改正期限至2026-11-30届满"):
        correction.find_disobeyed(case.pk, note="分文未付。", actor=bureau.lead, at=last_day)
    over = LODGED + timedelta(days=8)
    with pytest.raises(Refused, match="须写明逾期未改正的情况"):
        correction.find_disobeyed(case.pk, note=" ", actor=bureau.lead, at=over)
    case = correction.find_disobeyed(case.pk, note="分文未付。", actor=bureau.lead, at=over)
    assert case.state == State.INVESTIGATING.value
    assert Order.objects.standing().get().status == Order.Status.DISOBEYED
    ended = clock(case, "order_compliance")
    assert ended.ended_at is not None and ended.ended_at > ended.breached_at
    assert states(case)["investigation"] == "running"
