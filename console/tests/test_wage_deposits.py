"""A wage deposit on screen: the list, the figure, every act, and what each refuses."""

from datetime import datetime
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.tests.factories import make_office, make_user
from cases.models import Case
from cases.policy.payment import Payer
from cases.services import payments
from cases.tests import factories as cases
from complaints.tests import factories as complaints
from console.deposit_cases import arrears_of, cases_of
from console.tests.desk import NOON, Desk, Screen, fresh
from documents.tests.sample_files import small_pdf
from employers.models import Employer, ProjectParty
from wage_deposits.models import Deposit
from wage_deposits.tests import factories as deposits
from wage_deposits.tests.factories import House
from workflow.models import Clock

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
LIST = reverse("console:wage_deposits")
NEW = reverse("console:new_wage_deposit")
# The day after the order of the case has run out, and a day on which the notice is over.
OVERDUE = datetime(2026, 12, 1, 10, 0, tzinfo=NOON.tzinfo)
AFTER_NOTICE = datetime(2026, 12, 24, 10, 0, tzinfo=NOON.tzinfo)


@pytest.fixture
def house(desk: Desk) -> House:
    people = desk.bureau
    return House(people.office, lead=people.lead, head=people.head)


@pytest.fixture
def opened(house: House) -> Deposit:
    return deposits.opened(house)


CLAIMS = [complaints.a_claim() for _ in range(2)]  # 10,000.00 in all


def ordered(desk: Desk, employer: Employer | None = None) -> Case:
    """Two workers' employer, or the one named, has been ordered to pay 10,000.00."""
    complaint = cases.lodge(claims=CLAIMS)
    if employer is not None:
        complaint.employer = employer
        complaint.save(update_fields=["employer"])
    case = cases.determine_as_claimed(desk.bureau, cases.file(desk.bureau, complaint))
    return cases.serve(desk.bureau, cases.issue(desk.bureau, case))


def disobeyed(desk: Desk, deposit: Deposit) -> Case:
    """The contractor has been ordered to pay 10,000.00 and does not."""
    return ordered(desk, deposit.contractor)


def of_a_subcontractor(desk: Desk, deposit: Deposit) -> Case:
    case = ordered(desk)
    ProjectParty.objects.create(
        project=deposit.project, employer=case.employer, role=ProjectParty.Role.SUBCONTRACTOR
    )
    return case


def page(deposit: Deposit, tab: str = "overview") -> str:
    return f"{deposit.get_absolute_url()}?tab={tab}"


# -- 核定 --


def test_a_project_without_a_deposit_is_offered(desk: Desk) -> None:
    project = deposits.make_project()
    assert project.name in desk.lead.open(NEW)
    assert project.name in desk.lead.open(f"{NEW}?q=商贸城")
    assert "没有待核定的工程" in desk.lead.open(f"{NEW}?q=别处")


def test_the_figure_is_shown_step_by_step_and_fixed(desk: Desk) -> None:
    project = deposits.make_project()
    url = reverse("console:fix_wage_deposit", args=[project.pk])
    shown = desk.lead.open(url)
    assert "本地存储比例为施工合同额的2.00%" in shown and "1,000,000.00" in shown
    given = {
        "contractor": deposits.contractor_of(project).pk,
        "permitted_on": "2026-11-16",
        "years_clean": "0",
        "projects_here": "1",
        "had_arrears_in_two_years": "on",
    }
    assert "请写明依据" in desk.lead.refused_at(url, **given)
    again = desk.lead.client.post(url, {**given, "note": "邻市有案", "reckon": "1"})
    assert "1,500,000.00" in again.content.decode()
    assert not Deposit.objects.exists()
    sent = desk.lead.client.post(url, {**given, "note": "邻市有案"})
    deposit = Deposit.objects.get()
    assert sent["Location"] == deposit.get_absolute_url()
    assert deposit.amount == Decimal("1500000.00")
    assert "前两年内有拖欠，比例提高50%" in desk.lead.open(page(deposit))
    assert project.name not in desk.lead.open(NEW)


def test_what_the_register_knows_of_the_contractor_is_filled_in(desk: Desk) -> None:
    case = cases.determined(desk.bureau)
    project = deposits.make_project(contractor=case.employer)
    html = desk.lead.html(reverse("console:fix_wage_deposit", args=[project.pk]))
    assert 'name="had_arrears_in_two_years"' in html and "比例提高50" in html


def test_a_project_without_an_amount_says_what_is_missing(desk: Desk) -> None:
    project = deposits.make_project(contract_amount=None)
    assert "请先登记施工合同额" in desk.lead.open(
        reverse("console:fix_wage_deposit", args=[project.pk])
    )


# -- 清单和页面 --


def test_lapsing_guarantees_come_first(desk: Desk, house: House) -> None:
    assert "没有符合条件的工资保证金" in desk.lead.open(LIST)
    deposits.guaranteed(house)
    assert "即将到期" not in desk.lead.open(LIST)
    with time_machine.travel(datetime(2028, 6, 20, 10, 0, tzinfo=NOON.tzinfo), tick=False):
        lead = Screen(desk.bureau.lead)
        assert "保函即将到期或者已经到期" in lead.open(LIST)
        shown = lead.open(page(Deposit.objects.get()))
        assert "下一步 更换或者延长保函" in shown and "保函即将到期" in shown
    assert "江城国际商贸城二期" in desk.lead.open(f"{LIST}?state=opened")
    assert "没有符合条件的工资保证金" in desk.lead.open(f"{LIST}?state=due")


def test_the_list_takes_the_same_queries_however_long(
    desk: Desk, house: House, django_assert_max_num_queries
) -> None:
    builder = deposits.make_employer("江城第二建筑有限公司", uscc=deposits.make_uscc(22))
    for number in range(3):
        deposits.due(house, name=f"工程{number}", contractor=builder)
    desk.lead.open(LIST)
    with django_assert_max_num_queries(12):
        desk.lead.open(LIST)


@pytest.mark.parametrize("tab", ["overview", "papers", "approvals", "history", "nonsense"])
def test_every_tab_reads(desk: Desk, opened: Deposit, tab: str) -> None:
    assert "江城国际商贸城二期" in desk.lead.open(page(opened, tab))


def test_a_deposit_of_another_place_does_not_exist(desk: Desk, opened: Deposit) -> None:
    stranger = Screen(make_user(office=make_office("4102"), name="外地"))
    stranger.open(page(opened), status=404)


def test_an_act_of_another_role_is_forbidden(desk: Desk, opened: Deposit) -> None:
    url = reverse("console:wage_deposit_act", args=[opened.pk, "decide-use"])
    assert desk.lead.client.get(url).status_code == 403
    url = reverse("console:wage_deposit_act", args=[opened.pk, "use"])
    assert desk.head.client.get(url).status_code == 403


def test_the_worklist_leads_to_a_deposit_whose_limit_runs(desk: Desk, house: House) -> None:
    deposit = deposits.due(house)
    shown = desk.lead.open(reverse("console:home") + "?lens=all")
    assert deposit.number in shown and "督促存储保证金" in shown


def test_a_deposit_is_given_to_another_officer_whose_clock_it_becomes(
    desk: Desk, house: House
) -> None:
    deposit = deposits.due(house)
    assert "指定承办人" in desk.head.open(page(deposit))
    desk.head.take(deposit, "assign", owner=desk.bureau.assistant.pk)
    assert fresh(deposit).owner == desk.bureau.assistant
    assert Clock.objects.of(deposit.subject).get().owner == desk.bureau.assistant


def test_the_page_takes_few_queries_however_much_moved(
    desk: Desk, house: House, opened: Deposit, django_assert_max_num_queries
) -> None:
    """Eleven of its own; the rest are the session, the roles, the notices and the savepoint."""
    desk.lead.open(page(opened))
    with django_assert_max_num_queries(19):
        desk.lead.open(page(opened))
    with time_machine.travel(OVERDUE, tick=False):
        deposits.paid(house, opened)
        lead = Screen(desk.bureau.lead)
        assert "待补足" in lead.open(page(opened))
        with django_assert_max_num_queries(19):
            lead.open(page(opened))


# -- 存储、保函 --


def test_money_is_paid_in_and_a_fen_less_refused(desk: Desk, house: House) -> None:
    deposit = deposits.due(house)
    given = {"bank": "江城银行", "account": "6200-1", "on": TODAY}
    assert "低于应存" in desk.lead.refused(deposit, "account", amount="999999.99", **given)
    desk.lead.take(deposit, "account", amount="1000000.00", **given)
    assert fresh(deposit).state == "opened"


def guarantee(**changes: object) -> dict[str, object]:
    return {
        "bank": "江城银行",
        "number": "保函1",
        "amount": "1000000.00",
        "valid_from": "2026-11-20",
        "valid_to": "2028-06-30",
        "received_on": TODAY,
        **changes,
    }


def test_a_guarantee_is_received_with_its_scan(desk: Desk, house: House) -> None:
    deposit = deposits.due(house)
    short = guarantee(valid_to="2028-06-29")
    assert "未覆盖工期" in desk.lead.refused(deposit, "guarantee", **short)
    scan = SimpleUploadedFile("保函.pdf", small_pdf())
    desk.lead.take(deposit, "guarantee", **guarantee(file=scan))
    assert "扫描件" in desk.lead.open(page(deposit))
    desk.lead.take(deposit, "renewal", **guarantee(number="保函2", valid_to="2029-06-30"))
    assert "保函2" in desk.lead.open(page(deposit))


def test_a_figure_is_withdrawn(desk: Desk, house: House) -> None:
    deposit = deposits.due(house)
    desk.lead.take(deposit, "cancel", reason="合同额登记有误。")
    assert fresh(deposit).state == "cancelled"


# -- 动用到补足 --


def test_a_deposit_pays_for_an_order_that_ran_out(desk: Desk, opened: Deposit) -> None:
    case = disobeyed(desk, opened)
    given = {"case": case.pk, "means": "cash", "amount": "10000.00", "opinion": "逾期未付。"}
    assert "尚未届满" in desk.lead.refused(opened, "use", **given)
    with time_machine.travel(OVERDUE, tick=False):
        lead, head = Screen(desk.bureau.lead), Screen(desk.bureau.head)
        paper = lead.preview(opened, "use", **given)
        assert case.case_no in paper and "壹万元整" in paper and "5个工作日" in paper
        lead.take(opened, "use", **given)
        assert "报请动用" in lead.open(page(opened, "history"))
        assert "动用保证金审批" in head.open(page(opened))
        head.take(opened, "decide-use", decision="approve", opinion="同意。")
        lead.take(opened, "service", on="2026-12-01")
        assert "2名" in lead.preview(opened, "payment", on="2026-12-01", voucher="付1")
        lead.take(opened, "payment", on="2026-12-01", voucher="付1")
        shown = lead.open(page(opened))
        assert "短缺 10,000.00" in shown and "记入案件台账" in shown
        lead.take(
            opened,
            "refill",
            bank="江城银行",
            account="6200-1",
            amount="10000.00",
            on="2026-12-01",
            voucher="存2",
        )
        assert "请先记入案件台账" in lead.refused(opened, "use", **given)
        booked = cases.means(OVERDUE.date(), payer=Payer.WAGE_DEPOSIT, payer_name="总包")
        whole = {claim.pk: claim.determined for claim in case.claims.all()}
        payments.record_payments(
            case.pk, whole, booked, token=uuid4(), actor=desk.bureau.lead, at=OVERDUE
        )
        assert not cases_of(opened.project).exists()
    assert fresh(opened).state == "opened"
    assert fresh(opened).balance == Decimal("1000000.00")


def test_for_a_subcontractor_s_debt_the_contractor_is_first_ordered_to_pay(
    desk: Desk, opened: Deposit
) -> None:
    """工资条例 第三十条: 先行清偿."""
    case = of_a_subcontractor(desk, opened)
    given = {"case": case.pk, "means": "cash", "amount": "10000.00", "opinion": "逾期未付。"}
    with time_machine.travel(OVERDUE, tick=False):
        assert "先行清偿的文书逾期未履行" in Screen(desk.bureau.lead).refused(
            opened, "use", **given
        )
    told = ordered(desk, opened.contractor)
    with time_machine.travel(OVERDUE, tick=False):
        lead = Screen(desk.bureau.lead)
        order = told.orders.get()
        paper = lead.preview(opened, "use", **given)
        assert f"责令{opened.contractor.name}先行清偿" in paper and order.paper.number in paper
        lead.take(opened, "use", **given)
        use = opened.uses.get()
        assert (use.in_advance, use.debtor) == (True, case.subject_name)
        assert use.order_number == order.paper.number
        assert not arrears_of(told, opened).most  # called for once, whoever's case it is


def test_an_order_that_was_obeyed_or_names_no_money_calls_for_nothing(
    desk: Desk, opened: Deposit
) -> None:
    case = disobeyed(desk, opened)
    order = arrears_of(case, opened).order
    assert order is not None and (order.amount, order.is_fulfilled) == (10_000, False)
    case.orders.update(status="fulfilled", fulfilled_on=TODAY)
    order = arrears_of(case, opened).order
    assert order is not None and order.is_fulfilled


def test_a_proposal_is_sent_back(desk: Desk, opened: Deposit) -> None:
    case = disobeyed(desk, opened)
    given = {"case": case.pk, "means": "cash", "amount": "10000.00", "opinion": "逾期未付。"}
    with time_machine.travel(OVERDUE, tick=False):
        Screen(desk.bureau.lead).take(opened, "use", **given)
        head = Screen(desk.bureau.head)
        case.orders.update(status="fulfilled", fulfilled_on=TODAY)
        approved = {"decision": "approve", "opinion": "同意。"}
        assert "已经履行" in head.refused(opened, "decide-use", **approved)
        assert "退回须写明意见" in head.refused(opened, "decide-use", decision="return")
        head.take(opened, "decide-use", decision="return", opinion="先催总包。")
    assert fresh(opened).state == "opened"


# -- 返还 --


def test_a_return_waits_for_the_cases_of_the_project(desk: Desk, opened: Deposit) -> None:
    deposits.finish(opened)
    case = disobeyed(desk, opened)
    assert case.case_no in desk.lead.refused(opened, "return-notice", promised_on=TODAY)
    assert f"该工程仍有未解决的拖欠：{case.case_no}" in desk.lead.open(page(opened))


def test_what_is_left_goes_back_after_notice_and_review(desk: Desk, opened: Deposit) -> None:
    assert "尚未完工" in desk.lead.refused(opened, "return-notice", promised_on=TODAY)
    deposits.finish(opened)
    assert "2026年12月23日" in desk.lead.preview(opened, "return-notice", promised_on=TODAY)
    desk.lead.take(opened, "return-notice", promised_on=TODAY)
    assert "公示未满30日" in desk.lead.open(page(opened))
    with time_machine.travel(AFTER_NOTICE, tick=False):
        lead, head = Screen(desk.bureau.lead), Screen(desk.bureau.head)
        lead.take(opened, "application", on="2026-12-24")
        lead.take(opened, "return", opinion="未发现拖欠。")
        head.take(opened, "decide-return", decision="approve", opinion="同意返还。")
        assert "返还决定书" in lead.open(page(opened, "papers"))
        assert "当前没有需要您办理的事项" in lead.open(page(opened))
    assert (fresh(opened).state, fresh(opened).balance) == ("returned", 0)


def test_a_return_is_refused_in_writing(desk: Desk, opened: Deposit) -> None:
    deposits.finish(opened)
    desk.lead.take(opened, "return-notice", promised_on=TODAY)
    reason = "公示期内有3名劳动者反映被拖欠。"
    assert reason in desk.lead.preview(opened, "refusal", reason=reason)
    desk.lead.take(opened, "refusal", reason=reason)
    assert reason in desk.lead.open(page(opened))
