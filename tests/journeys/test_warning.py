"""A warning in a real browser: a file with columns told once, the morning's judgement, the letter,
the visit, the end with its reason, and the case that is proposed on it.
"""

import pytest

from early_warning.models import FactsImport, Warning
from early_warning.services import evaluation, import_runs
from early_warning.tests import factories as make
from employers.tests.factories import make_uscc
from grids.models import Patrol
from grids.services import inspecting
from grids.services import patrols as services
from grids.tests import patrol_factories as patrols
from tests.journeys.browsing import PHONE
from tests.journeys.desk import answer
from workflow.clock import now, today

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def inspected(bureau, patrol):
    """Approved, announced, made and recorded, as the journey of a patrol shows."""
    house = patrols.House(bureau.office, lead=bureau.lead, partner=bureau.assistant)
    decided = {"approved": True, "opinion": "同意。", "actor": bureau.head}
    services.decide(patrol.pk, **decided, at=now())
    patrols.fill(house, patrols.arrive(house, patrol, at=now()), at=now())
    ending = patrols.ending(ended_at=now())
    inspecting.finish(patrol.pk, ending, actor=bureau.lead, at=now())


def test_from_the_file_to_the_reasoned_end(bureau, site, visitor, it_is):
    employer = make.employer_here(office=bureau.office)
    it_is("2026-11-23 10:00")
    lead, head = visitor().log_in(bureau.lead), visitor().log_in(bureau.head)
    lines = f"用户,月,考勤,发放,足额\n{make_uscc(31)},202610,40,40,36\n"
    table = {"name": "工资.csv", "mimeType": "text/csv", "buffer": lines.encode()}

    lead.open("/desk/warnings/").tap("导入月度数据").fill(source="工资监控平台")
    lead.choose("kind", "工资发放").hand_in("file", table).tap("提交", exact=True)
    run = FactsImport.objects.get()
    import_runs.carry_out(run.pk, at=now())
    lead.open(run.get_absolute_url()).sees("各列的对应")
    lead.choose("uscc", "用户").choose("month", "月").choose("attended", "考勤")
    lead.choose("with_wage_record", "发放").choose("paid_in_full", "足额").tap("按此核对")
    import_runs.carry_out(run.pk, at=now())
    lead.open(run.get_absolute_url()).sees("核对完毕").photograph("facts-checked")
    lead.tap("确认导入")
    import_runs.carry_out(run.pk, at=now())
    lead.open(run.get_absolute_url()).sees("已导入")

    assert evaluation.evaluate(today(), at=now()).raised == 1
    warning = Warning.objects.get(employer=employer)
    page = warning.get_absolute_url()
    lead.open("/desk/warnings/").sees("黄色预警").tap(warning.number)
    lead.sees("10%未足额发放工资").tap("发出预警告知书")
    lead.sees("工资支付预警告知书").photograph("warning-letter").tap("发出预警告知书", exact=True)
    head.open(page).tap("安排现场检查").choose("visitor", bureau.lead.name).tap("安排检查")
    lead.open(page).tap("报批检查")
    answer(lead, {"partner": bureau.assistant.pk, "no_interest": True, "opinion": "拟检查。"})
    lead.tap("报批", exact=True).sees("已报批检查", "线索核查")
    inspected(bureau, Patrol.objects.get())
    it_is("2026-11-23 12:00")
    lead.open(page).tap("登记核查情况")
    answer(lead, {"found": "4名工人九月、十月工资只发一半。"})
    lead.tap("登记", exact=True).sees("已检查核实").tap("了结预警")
    lead.fill(outcome="confirmed")
    answer(lead, {"reason": "拖欠属实，另行立案。"})
    lead.tap("了结", exact=True).sees("属实", "报请立案").photograph("warning-closed")
    lead.tap("报请立案")
    assert lead.page.locator("main [name=reference]").input_value() == warning.number
    assert "10%未足额" in lead.page.locator("main [name=summary]").input_value()
    lead.open("/desk/warnings/rates/").sees("未足额发放", "100.0%")
    visitor(PHONE).log_in(bureau.lead).open(page).photograph("warning-phone")
