"""The two nets in a real browser: a grid is opened and staffed, its assistant goes out by phone.

An employer whose facts nobody verified for ten months stands in the assistant's list; the visit
asks them again at its door, and the list is empty.
"""

from datetime import timedelta

import pytest

from accounts.tests.factories import make_division
from employers.models import Employer
from employers.tests.factories import AT, make_employer, make_uscc
from grids.models import Grid, Visit
from tests.journeys import people
from tests.journeys.browsing import PHONE
from tests.journeys.desk import Desk, answer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STREET = "410102001000"


def test_an_assistant_collects_and_the_overdue_task_clears(bureau, site, visitor, it_is):
    it_is("2026-11-23 10:00")
    street = make_division(STREET, "林山寨街道")
    firm = make_employer(
        "江城宏达餐饮有限公司",
        uscc=make_uscc(418),
        division=street,
        address="建设路18号",
        at=AT - timedelta(days=300),
    )
    assistant, desk = people.grid_assistant(bureau), Desk(site, visitor)

    head = desk.screen(bureau.head).open("/desk/grids/").sees("还没有划分网格").tap("启用网格")
    answer(head, {"code": "ZY-01", "name": "林山寨网格", "divisions": [STREET]})
    head.tap("启用网格").sees("网格已启用", "江城宏达餐饮有限公司", "协管员缺2人")
    grid = Grid.objects.get()
    head.tap("配备人员").choose("user", "钱协管")
    head.tap("配备人员").sees("钱协管", "不实施检查和处罚", "协管员缺1人").photograph("grid")
    assert firm.placement.grid == grid

    phone = visitor(PHONE).log_in(assistant).tap("信息待核对").sees("江城宏达餐饮有限公司")
    phone.tap("上门走访").sees("核对用人单位信息")
    answer(
        phone,
        {
            "people": "2",
            "problem": "两名服务员没有签合同。",
            "outcome": "handed_on",
            "handed_to": "责任监察员",
            "follow_up_by": "2026-12-01",
            "facts-legal_representative": "周海",
            "facts-phone": "0371-65748250",
            "facts-headcount": "36",
            "facts-pay_day": "15",
        },
    )
    phone.photograph("visit-phone").tap("登记走访").sees("走访已登记", "办理中")
    phone.open("/desk/employers/overdue/").sees("没有待核对的单位")
    phone.open("/desk/").sees("走访问题待解决").tap("走访问题待解决").sees("没有签合同")
    visit = Visit.objects.get()
    phone.open(visit.get_absolute_url())
    answer(phone, {"answer": "已经补签合同。"})
    phone.tap("登记解决").sees("已解决")

    file = Employer.objects.get(pk=firm.pk)
    assert (file.headcount, file.pay_day, visit.grid) == (36, 15, grid)
    desk.screen(bureau.lead).open(firm.get_absolute_url()).sees(
        "林山寨网格", "走访采集", "实地核对"
    )
