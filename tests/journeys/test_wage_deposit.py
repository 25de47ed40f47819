"""A wage deposit in a real browser: fixed, paid in, drawn upon for an overdue order, refilled.

The case whose order ran out is lived through the services; another journey shows it.
"""

from datetime import date

import pytest

from accounts.models import User
from cases.tests import factories as make
from console.demo import outcomes
from console.demo.walk import Walk, carry
from documents.models import Paper
from employers.models import Employer
from employers.tests.factories import make_uscc
from rulebook.services import calendar
from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.desk import Desk, answer, teller_of
from wage_deposits.models import Deposit
from wage_deposits.tests import factories as deposits

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class DepositDesk(Desk):
    """The screens of the people who act on one deposit."""

    deposit: Deposit

    def opens(self, user: User, tab: str = "overview") -> Visitor:
        return self.screen(user).open(f"{self.deposit.get_absolute_url()}?tab={tab}")


def ten_o_clock(day: date) -> str:
    return f"{calendar().workday_on_or_after(day)} 10:00"


def test_a_deposit_from_opening_to_use(bureau, site, visitor, it_is):
    case = make.filed(bureau)
    walk = Walk(teller_of(bureau, make.TODAY), case, bureau.lead)
    walk.teller.wait(1)
    assert carry(walk, outcomes.DISOBEYED)
    # The notice names the contractor's code, which the complaint did not know.
    Employer.objects.filter(pk=case.employer_id).update(uscc=make_uscc())
    project = deposits.make_project(contractor=case.employer)
    it_is(ten_o_clock(walk.on))
    desk, lead, head = DepositDesk(site, visitor), bureau.lead, bureau.head

    screen = desk.screen(lead).open("/desk/deposits/").tap("核定保证金").tap(project.name)
    screen.sees("本地存储比例为施工合同额的2.00%", "比例提高50%", "1,500,000.00")
    answer(screen, {"had_arrears_in_two_years": False, "note": "经核实已撤销。"})
    screen.tap("重新计算").sees("1,000,000.00")
    answer(screen, {"had_arrears_in_two_years": False, "note": "经核实已撤销。"})
    screen.tap("核定并发出通知").sees("工资保证金已核定", "待存储")
    desk.deposit = Deposit.objects.get()

    desk.does(lead, "登记专户存储", bank="江城银行中原支行", account="6200-0418")
    screen.sees("已存储", "1,000,000.00")
    desk.does(lead, "报请动用保证金", "报批", opinion="责令限期清偿逾期未支付。")
    desk.approves(head, "动用保证金审批", opinion="同意。")
    desk.does(lead, "登记银行签收", "登记签收")
    desk.does(lead, "登记银行支付", "登记支付", voucher="江银付0418")
    screen.sees("待补足", "短缺", "10,000.00").photograph("deposit-to-refill")
    desk.does(lead, "登记补足存款", voucher="江银存0419")
    screen.sees("已存储")
    assert (desk.deposit.balance, desk.deposit.uses.get().amount) == (1_000_000, 10_000)

    passer_by = visitor(PHONE)
    papers = Paper.objects.of(desk.deposit.subject).order_by("pk")
    assert [p.kind for p in papers] == ["deposit_notice", "deposit_payment", "deposit_refill"]
    for paper in papers:
        passer_by.open(f"/v/{paper.verification_code}/").sees("现在有效", paper.title)
    visitor(PHONE).log_in(lead).open(desk.deposit.get_absolute_url()).photograph("deposit-phone")
