"""A file of monthly facts: whole or not at all, its columns remembered, corrections kept apart."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from early_warning.models import ColumnMap, MonthlyFacts, Warning
from early_warning.policy.columns import Kind
from early_warning.services import import_runs
from early_warning.tests import factories as make
from early_warning.tests.factories import AT, House
from employers.models import Employer
from employers.tests.factories import make_employer, make_uscc
from statutes.refusal import Refused
from statutes.wording import Sentence

pytestmark = pytest.mark.django_db
HEAD = "户名,税号,电费年月,抄见电量"


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def employer() -> Employer:
    return make.employer_here()


def line(month: str, used: object, name: str = "", code: str = make_uscc(31)) -> str:
    return f"{name},{code},{month},{used}"


def figures(employer: Employer) -> dict[str, object]:
    rows = MonthlyFacts.objects.current().filter(employer=employer)
    return {f"{row.month:%Y-%m}": row.figures for row in rows}


def test_meters_of_one_month_add_up(house: House, employer: Employer) -> None:
    lines = [HEAD, line("202609", '"1,000"'), line("2026-10", 300), line("2026-10", "100.5")]
    run = make.looked_through(house, Kind.ELECTRICITY, lines)
    assert (run.state, run.created) == ("checked", 2)
    assert not MonthlyFacts.objects.exists()
    import_runs.confirm(run.pk, actor=house.lead)
    import_runs.carry_out(run.pk, at=AT)
    assert figures(employer) == {"2026-09": {"used": "1000.000"}, "2026-10": {"used": "400.500"}}


def test_insurances_of_one_month_add_up(house: House, employer: Employer) -> None:
    head = "统一社会信用代码,险种,费款所属期,缴费人数,应缴金额,实缴金额,欠费金额"
    code = make_uscc(31)
    rows = [f"{code},养老,202610,80,100.00,0,100.00", f"{code},失业,202610,81,20.00,20.00,0"]
    make.taken_in(house, Kind.INSURANCE, [head, *rows])
    assert figures(employer)["2026-10"] == {
        "insured": 81, "payable": "120.00", "paid": "20.00", "owed": "100.00",
    }  # fmt: skip


def test_a_wrong_cell_refuses_the_whole_file(house: House, employer: Employer) -> None:
    run = make.looked_through(
        house, Kind.ELECTRICITY, [HEAD, line("2026-10", 300), line("2026-10", "约四百")]
    )
    assert (run.state, run.wrong_count) == ("refused", 1)
    wrong = run.wrong[0]
    assert (wrong["row"], wrong["column"]) == (3, "used")
    assert "“约四百”不是用量" in str(Sentence.of_data(wrong))
    with pytest.raises(Refused, match="待确认"):
        import_runs.confirm(run.pk, actor=house.lead)
    assert not MonthlyFacts.objects.exists()


def test_rows_about_nobody_we_know_are_passed_over_and_named(
    house: House, employer: Employer
) -> None:
    make_employer("江城远处有限公司", uscc=make_uscc(32), division=make.make_division("4102"))
    run = make.looked_through(
        house,
        Kind.ELECTRICITY,
        [HEAD, line("2026-10", 300), line("2026-10", 5, code=make_uscc(99)),
         line("2026-10", 5, "没有这家厂", ""), line("2026-10", 5, code=make_uscc(32))],
    )  # fmt: skip
    assert (run.created, run.passed_over_count) == (1, 3)
    said = [(row["row"], str(Sentence.of_data(row))[:7]) for row in run.passed_over]
    assert said == [(3, "单位库中没有这"), (4, "单位库中没有、"), (5, "单位不在本机构")]


def test_a_name_alone_finds_the_only_file_of_that_name(house: House, employer: Employer) -> None:
    run = make.looked_through(
        house, Kind.ELECTRICITY, [HEAD, line("2026-10", 300, employer.name, "")]
    )
    assert run.created == 1


def test_what_was_told_before_is_corrected_and_kept(house: House, employer: Employer) -> None:
    make.taken_in(house, Kind.ELECTRICITY, [HEAD, line("2026-10", 300)])
    again = make.looked_through(house, Kind.ELECTRICITY, [HEAD, line("2026-10", "300.000")])
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    make.taken_in(house, Kind.ELECTRICITY, [HEAD, line("2026-10", 250)])
    assert figures(employer) == {"2026-10": {"used": "250.000"}}
    assert MonthlyFacts.objects.filter(is_current=False).get().figures == {"used": "300.000"}


def test_the_columns_of_a_source_are_remembered(house: House, employer: Employer) -> None:
    strange = "甲,乙,丙\n"
    run = make.imported(house, Kind.ELECTRICITY, strange)
    import_runs.carry_out(run.pk, at=AT)
    run.refresh_from_db()
    assert (run.state, run.header) == ("mapping", ["甲", "乙", "丙"])
    assert import_runs.proposed_columns(run) == {}
    with pytest.raises(Refused, match="没有“丁”列"):
        import_runs.map_columns(run.pk, {"uscc": "丁"}, actor=house.lead, at=AT)
    chosen = {"uscc": "甲", "month": "乙", "used": "丙", "name": ""}
    import_runs.map_columns(run.pk, chosen, actor=house.lead, at=AT)
    again = make.imported(house, Kind.ELECTRICITY, strange)
    import_runs.carry_out(again.pk, at=AT)
    again.refresh_from_db()
    kept = {"uscc": "甲", "month": "乙", "used": "丙"}
    assert import_runs.proposed_columns(again) == kept == ColumnMap.objects.get().columns


def test_what_is_no_table_is_refused_and_a_stranger_may_not_carry_on(
    house: House, employer: Employer
) -> None:
    empty = make.imported(house, Kind.WATER, " \n")
    import_runs.carry_out(empty.pk, at=AT)
    empty.refresh_from_db()
    assert (empty.state, "表里没有内容" in str(Sentence.of_data(empty.refusal[0]))) == (
        "refused", True,
    )  # fmt: skip
    run = make.looked_through(house, Kind.ELECTRICITY, [HEAD, line("2026-10", 300)])
    with pytest.raises(Refused, match="只有提交人"):
        import_runs.confirm(run.pk, actor=house.head)


def test_the_command_says_what_it_raised(house: House, employer: Employer) -> None:
    make.facts(house, employer, months_owed=3, owed_workers=12)
    out = StringIO()
    call_command("evaluate_warnings", "--on", "2026-11-23", "--format", "json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["evaluated"], said["raised"], said["escalated"]) == (1, 1, 0)
    assert said["items"][0]["level"] == "red"
    assert said["items"][0]["warning"] == Warning.objects.get().number
    assert [s["rule"] for s in said["items"][0]["signs"]] == [
        "months_owed", "months_owed_long", "group_owed",
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["明天", "2999-01-01"])
def test_the_command_refuses_a_day_that_is_none(house: House, day: str) -> None:
    errors = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("evaluate_warnings", "--on", day, stderr=errors)
    assert stopped.value.code == 2
    assert day in errors.getvalue()
