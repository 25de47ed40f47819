"""Warnings on screen: the list, one warning to its end, its rules, its files."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from cases.models import Case
from console.tests.desk import NOON, Desk, Screen, errors
from early_warning import jobs
from early_warning.models import FactsImport, MonthlyFacts, Scale, Warning, WarningRule
from early_warning.tests import factories as warnings
from early_warning.tests.factories import OWED, House
from employers.tests.factories import make_uscc
from grids.models import Patrol
from grids.services import inspecting, patrols
from grids.tests import patrol_factories as inspections

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
SOON = (TODAY + timedelta(days=7)).isoformat()
LIST = reverse("console:warnings")
RULES = reverse("console:warning_rules")
FILES = reverse("console:facts_imports")


@pytest.fixture
def house(desk: Desk) -> House:
    return House(desk.bureau.office, lead=desk.bureau.lead, head=desk.bureau.head)


@pytest.fixture
def warning(house: House) -> Warning:
    return warnings.warned(house)


def url(warning: Warning, act: str) -> str:
    return reverse("console:warning_act", args=[warning.pk, act])


def take(screen: Screen, warning: Warning, act: str, **data: Any) -> None:
    response = screen.client.post(url(warning, act), data)
    assert response.status_code == 302, errors(response)


def page(warning: Warning, tab: str = "overview") -> str:
    return f"{warning.get_absolute_url()}?tab={tab}"


def test_the_list_narrows_and_marks_what_is_late(desk: Desk, warning: Warning) -> None:
    shown = desk.lead.open(LIST)
    assert warning.number in shown and "黄色预警" in shown
    assert "没有符合条件的预警" in desk.lead.open(f"{LIST}?level=red")
    assert "没有符合条件的预警" in desk.lead.open(f"{LIST}?late=1")
    Warning.objects.update(due_on=TODAY - timedelta(days=1))
    assert "逾期" in desk.lead.open(f"{LIST}?late=1")
    assert "没有符合条件的预警" in Screen(make_user(office=make_office("4102"))).open(LIST)


def test_a_warning_waits_on_the_desk_and_in_the_file_of_the_employer(
    desk: Desk, warning: Warning
) -> None:
    assert warning.number in desk.lead.open(reverse("console:home") + "?lens=all")
    assert warning.number in desk.lead.open(warning.employer.get_absolute_url())


def inspect_as_proposed(desk: Desk, warning: Warning) -> None:
    """From the warning's page: the proposal begins with the basis, its number and the officer."""
    shown = desk.lead.client.get(page(warning)).context["patrol_url"]
    form = desk.lead.client.get(shown).context["form"]
    known = {name: form[name].value() for name in ("basis", "cause", "lead", "industry")}
    people = desk.bureau
    assert (known["basis"], known["cause"], str(known["lead"])) == (
        "lead", warning.number, str(people.lead.pk),
    )  # fmt: skip
    given = {"planned_on": TODAY, "partner": people.assistant.pk, "no_interest": "on",
             "opinion": "拟检查。"}  # fmt: skip
    response = desk.lead.client.post(shown, {**known, **given})
    assert response.status_code == 302, errors(response)
    patrol = Patrol.objects.get()
    at: dict[str, Any] = {"at": NOON + timedelta(minutes=5)}
    patrols.decide(patrol.pk, approved=True, opinion="同意。", actor=people.head, **at)
    house = inspections.House(people.office, lead=people.lead, partner=people.assistant)
    inspections.fill(house, inspections.arrive(house, patrol, **at), **at)
    ending = inspections.ending(ended_at=NOON + timedelta(minutes=50))
    inspecting.finish(patrol.pk, ending, actor=people.lead, at=NOON + timedelta(hours=1))


def test_yellow_from_the_letter_to_its_end(desk: Desk, warning: Warning) -> None:
    shown = desk.lead.open(page(warning))
    assert "有考勤的劳动者中5%未足额发放工资" in shown and "下一步 发出预警告知书" in shown
    assert "先发出预警告知书" in desk.head.refused_at(
        url(warning, "visit"), visitor=desk.lead.user.pk, visit_by=SOON
    )
    preview = desk.lead.client.post(
        reverse("console:warning_preview", args=[warning.pk, "letter"]), {"answer_by": SOON}
    )
    assert "工资支付预警告知书" in preview.content.decode()
    take(desk.lead, warning, "letter", answer_by=SOON)
    take(desk.head, warning, "visit", visitor=desk.lead.user.pk, visit_by=SOON, note="查台账")
    assert "还没有检查记录" in desk.lead.refused_at(url(warning, "finding"), found="拖欠四人。")
    inspect_as_proposed(desk, warning)
    take(desk.lead, warning, "finding", found="拖欠四人。")
    assert "必填" in desk.lead.refused_at(url(warning, "close"), outcome="", reason="")
    take(desk.lead, warning, "close", outcome="confirmed", reason="查实拖欠。")
    shown = desk.lead.open(page(warning))
    assert "属实 · 查实拖欠。" in shown and "报请立案" in shown
    assert "预警告知书" in desk.lead.open(page(warning, "papers"))
    assert "发出预警" in desk.lead.open(page(warning, "history"))
    assert "有工资记录人数 40" in desk.lead.open(page(warning, "facts"))


def test_a_confirmed_warning_leads_to_a_case_with_what_is_known(desk: Desk, house: House) -> None:
    warning = warnings.warned(house, **OWED)
    assert "报请立案" not in desk.lead.open(page(warning))
    take(desk.lead, warning, "lead", reason="工人反映一致。")
    html = desk.lead.html(page(warning))
    link = html.split('href="/desk/cases/new/')[1].split('"')[0].replace("&amp;", "&")
    form = desk.lead.client.get(f"/desk/cases/new/{link}").context["form"]
    known = {**form.initial}
    assert (known["reference"], known["source"]) == (warning.number, "special")
    response = desk.lead.client.post(
        "/desk/cases/new/",
        {**known, "lead": desk.lead.user.pk, "assistant": desk.assistant.user.pk,
         "cause": "wage_arrears", "opinion": "建议立案。"},
    )  # fmt: skip
    assert response.status_code == 302, errors(response)
    case = Case.objects.get()
    assert case.employer == warning.employer
    assert case.case_no in desk.lead.open(page(warning))


def test_a_foreign_warning_does_not_exist_and_a_forbidden_step_is_refused(
    desk: Desk, warning: Warning
) -> None:
    stranger = Screen(make_user(office=make_office("4102")))
    stranger.open(page(warning), status=404)
    desk.lead.open(url(warning, "visit"), status=403)
    desk.lead.open(url(warning, "nothing"), status=404)


def test_the_hit_rate_says_which_rules_earn_their_keep(desk: Desk, warning: Warning) -> None:
    take(desk.lead, warning, "close", outcome="unfounded", reason="数据报错。")
    shown = desk.lead.open(reverse("console:warning_rates"))
    assert "未足额发放 1 0 1 0 0 0.0% 样本不足" in shown
    assert desk.lead.open(reverse("console:warning_rates") + "?days=90")


def test_a_rule_is_proposed_by_one_and_confirmed_by_another(desk: Desk) -> None:
    first, second = desk.bureau_head, Screen(make_user(role=Role.ADMINISTRATOR))
    propose = reverse("console:warning_rule", args=["tax_owed"])
    given = {"level": "yellow", "points": "25", "threshold": "1000", "in_force_from": TODAY,
             "citation": "江城市欠薪预警办法",
             "division": desk.bureau.office.division_id}  # fmt: skip
    assert "必填" in first.refused_at(propose, **{**given, "threshold": ""})
    assert "早于今天" in first.refused_at(propose, **{**given, "in_force_from": "2026-01-01"})
    assert first.client.post(propose, given).status_code == 302
    row = WarningRule.objects.get()
    decide = reverse("console:warning_rule_decision", args=["rule", row.pk])
    seen = {"proposal": f"rule {row.pk}"}
    own = first.client.post(decide, {**seen, "decision": "approve"}, follow=True)
    assert "提出人不能确认" in own.content.decode()
    unseen = second.client.post(decide, {"decision": "approve"}, follow=True)
    assert "看过这一项" in unseen.content.decode() and f'value="rule {row.pk}"' in second.html(
        RULES
    )
    assert second.client.post(decide, {**seen, "decision": "approve"}).status_code == 302
    shown = desk.lead.open(RULES)
    assert "黄色预警 25 1000 江城市欠薪预警办法" in shown
    desk.lead.open(propose, status=403)


def test_a_rule_of_another_place_or_of_all_is_neither_proposed_nor_decided(desk: Desk) -> None:
    elsewhere = make_office("4102")
    foreign = Screen(make_user(role=Role.BUREAU_HEAD, office=elsewhere))
    propose = reverse("console:warning_rule", args=["paid_in_part"])
    given = {"level": "", "points": "0", "in_force_from": TODAY, "citation": "本地办法"}
    for division in ("", elsewhere.division_id):
        assert (
            desk.bureau_head.client.post(propose, {**given, "division": division})
            .context["form"]
            .errors["division"]
        )
    own = {**given, "division": desk.bureau.office.division_id}
    assert desk.bureau_head.client.post(propose, own).status_code == 302
    row = WarningRule.objects.get()
    decide = reverse("console:warning_rule_decision", args=["rule", row.pk])
    assert decide not in foreign.html(RULES)
    told = foreign.client.post(
        decide, {"decision": "approve", "proposal": f"rule {row.pk}"}, follow=True
    )
    assert "不在本机构的管辖范围内" in told.content.decode()
    row.refresh_from_db()
    assert row.state == "proposed"


def test_a_scale_is_proposed_and_turned_down(desk: Desk) -> None:
    here = reverse("console:warning_scale")
    given = {"yellow": 30, "orange": 50, "red": 70, "yellow_days": 8, "orange_days": 4,
             "red_days": 2, "in_force_from": TODAY, "citation": "本地办法",
             "division": desk.bureau.office.division_id}  # fmt: skip
    assert "依次升高" in desk.bureau_head.refused_at(here, **{**given, "orange": 20})
    assert "依次不缩短" in desk.bureau_head.refused_at(here, **{**given, "red_days": 9})
    assert desk.bureau_head.client.post(here, given).status_code == 302
    assert "30 / 50 / 70" in desk.lead.open(RULES)
    other = Screen(make_user(role=Role.ADMINISTRATOR))
    row = Scale.objects.get()
    decide = reverse("console:warning_rule_decision", args=["scale", row.pk])
    assert decide in other.html(RULES)
    other.client.post(decide, {"decision": "return", "proposal": f"scale {row.pk}"})
    assert "30 / 50 / 70" not in desk.lead.open(RULES)


def test_a_file_from_its_columns_to_the_facts(
    desk: Desk, house: House, django_capture_on_commit_callbacks: Any
) -> None:
    warnings.employer_here()
    file = warnings.table(f"用户,月,度\n{make_uscc(31)},202610,500\n{make_uscc(98)},202610,5\n")
    given = {"kind": "electricity", "source": "市供电公司", "file": file}
    with django_capture_on_commit_callbacks(execute=False):
        assert desk.lead.client.post(FILES, given).status_code == 302
    run = FactsImport.objects.get()
    here = run.get_absolute_url()
    assert desk.lead.client.get(here)["Refresh"] == "3"
    assert jobs.resume_imports() == 1
    jobs.carry_out_import(run.pk)
    assert "各列的对应" in desk.lead.open(here)
    nothing = desk.lead.client.post(here, {"uscc": "用户"}, follow=True)
    assert "请选定所属月份" in nothing.content.decode()
    desk.lead.client.post(here, {"uscc": "用户", "month": "月", "used": "度"})
    jobs.carry_out_import(run.pk)
    shown = desk.lead.open(here)
    assert "核对完毕" in shown and "新增 1 更正 0 未变 0 未采用的行 1" in shown
    download = desk.lead.client.get(f"{here}errors/")
    lines = b"".join(download.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[1].startswith("3,统一社会信用代码,单位库中没有")
    desk.lead.client.post(here, {"confirm": "1"})
    jobs.carry_out_import(run.pk)
    assert "已导入" in desk.lead.open(here)
    assert MonthlyFacts.objects.get().figures == {"used": "500.000"}
    Screen(make_user(office=make_office("4102"))).open(here, status=404)
    assert "市供电公司" in desk.lead.open(FILES)


def test_a_wrong_cell_is_shown_and_nothing_can_be_confirmed(desk: Desk, house: House) -> None:
    warnings.employer_here()
    run = warnings.looked_through(
        house, warnings.Kind.ELECTRICITY, ["税号,月份,用电量", f"{make_uscc(31)},十月,很多"]
    )
    shown = desk.lead.open(run.get_absolute_url())
    assert "整张表没有受理" in shown and "“十月”不是月份" in shown and "确认导入" not in shown
