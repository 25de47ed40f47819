"""直接承包的专业承包: whom the developer engaged itself deposits for its own contract."""

from decimal import Decimal

import pytest
from django.urls import reverse

from console.tests.desk import Desk
from employers.models import ProjectParty
from wage_deposits.models import Deposit
from wage_deposits.tests import factories as deposits

pytestmark = pytest.mark.django_db
NEW = reverse("console:new_wage_deposit")


def test_a_contractor_engaged_by_the_developer_itself_deposits_for_its_own_contract(
    desk: Desk,
) -> None:
    """保证金规定: 施工总承包单位，含直接承包的专业承包企业."""
    part, project = ProjectParty.Role, deposits.make_project()
    developer = deposits.make_employer("江城置业有限公司", uscc=deposits.make_uscc(31))
    direct = deposits.make_employer("江城幕墙工程有限公司", uscc=deposits.make_uscc(32))
    builder = project.parties.get()
    top = ProjectParty.objects.create(project=project, employer=developer, role=part.DEVELOPER)
    engaged = {"project": project, "employer": direct, "role": part.SUBCONTRACTOR}
    below = ProjectParty.objects.create(**engaged, under=builder)
    url = reverse("console:fix_wage_deposit", args=[project.pk])
    given = {
        "contractor": direct.pk,
        "permitted_on": "2026-11-16",
        "years_clean": "0",
        "projects_here": "1",
    }
    assert "选择一个有效的选项" in desk.lead.refused_at(url, **given)
    ProjectParty.objects.filter(pk=below.pk).update(under=top)
    assert "请填写专业承包合同额" in desk.lead.refused_at(url, **given)
    sent = desk.lead.client.post(url, {**given, "direct_amount": "4000000.00"})
    assert sent.status_code == 302
    deposit = Deposit.objects.get()
    assert (deposit.contractor, deposit.amount) == (direct, Decimal("80000.00"))
    assert project.name in desk.lead.open(NEW)  # the general contractor still has to
    sent = desk.lead.client.post(url, {**given, "contractor": builder.employer_id})
    assert sent.status_code == 302
    assert Deposit.objects.live().filter(project=project).count() == 2
    assert project.name not in desk.lead.open(NEW)
    again = desk.lead.refused_at(url, **{**given, "contractor": builder.employer_id})
    assert "该工程已有在办的工资保证金" in again
