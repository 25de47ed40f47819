import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.models import Division, OfficeJurisdiction
from accounts.policy.division_codes import (
    Level,
    check_prefix,
    code_range,
    covers,
    level_of,
    pad,
    parent_code,
    shortest_prefix,
)
from accounts.services.divisions import (
    Row,
    add_zone,
    load_divisions,
    read_national_list,
    rename_zone,
)
from accounts.tests import factories
from statutes.refusal import Refused

ROWS = [
    Row("410000000000", "河南省", "province"),
    Row("410100000000", "郑州市", "city"),
    Row("410102000000", "中原区", "county"),
    Row("410102001000", "林山寨街道", "township"),
    Row("419001000000", "济源市", "county"),
    Row("441900101000", "石排镇", "township"),
    Row("441900000000", "东莞市", "city"),
    Row("440000000000", "广东省", "province"),
]


@pytest.mark.parametrize(
    ("code", "level", "prefix"),
    [
        ("410000000000", Level.PROVINCE, "41"),
        ("410100000000", Level.CITY, "4101"),
        ("410102000000", Level.COUNTY, "410102"),
        ("410102001000", Level.TOWNSHIP, "410102001"),
        ("419001", Level.COUNTY, "419001"),
    ],
)
def test_a_code_tells_its_level_and_its_shortest_prefix(
    code: str, level: Level, prefix: str
) -> None:
    assert level_of(code) is level
    assert shortest_prefix(code) == prefix


def test_a_short_code_is_padded_on_the_right() -> None:
    assert pad("4101") == "410100000000"
    assert pad(" 410102 ") == "410102000000"


@pytest.mark.parametrize("wrong", ["41010", "4", "", "41a1", "４１０１", "4101020010001"])
def test_a_prefix_that_cuts_a_unit_in_half_is_refused(wrong: str) -> None:
    with pytest.raises(Refused, match="2、4、6、9 或 12 位数字"):
        check_prefix(wrong)


def test_a_prefix_never_reaches_its_neighbour() -> None:
    assert code_range("4101") == ("410100000000", "410199999999")
    assert covers("4101", "410199") and not covers("4101", "4102") and not covers("410102", "4101")


def test_the_unit_above_is_the_nearest_that_exists() -> None:
    known = {row.code for row in ROWS}
    assert parent_code("410102001", known) == "410102000000"
    assert parent_code("419001", known) == "410000000000"  # governed by the province directly
    assert parent_code("441900101", known) == "441900000000"  # a city without counties
    assert parent_code("41", known) is None


@pytest.mark.django_db
def test_the_list_is_loaded_with_parents_and_full_names_and_only_changes_are_written() -> None:
    assert load_divisions(ROWS).created == 8
    township = Division.objects.get(pk="410102001000")
    assert township.full_name == "河南省郑州市中原区林山寨街道"
    assert Division.objects.get(pk="419001000000").parent_id == "410000000000"
    again = load_divisions([*ROWS[:2], Row("410102000000", "中原新区", "county"), *ROWS[3:]])
    assert (again.created, again.updated, again.unchanged) == (0, 2, 6)
    township.refresh_from_db()
    assert township.full_name == "河南省郑州市中原新区林山寨街道"


@pytest.mark.django_db
def test_a_development_zone_is_added_by_hand_and_only_it_may_be_renamed() -> None:
    load_divisions(ROWS)
    zone = add_zone(code="410171", name="高新技术产业开发区", level=Level.COUNTY)
    assert zone.full_name == "河南省郑州市高新技术产业开发区"
    assert zone.parent_id == "410100000000" and zone.by_hand
    assert rename_zone(zone.pk, name="高新区").full_name == "河南省郑州市高新区"
    with pytest.raises(Refused, match="已存在"):
        add_zone(code="410171", name="重复", level=Level.COUNTY)
    with pytest.raises(Refused, match="没有上级区划"):
        add_zone(code="990171", name="无处", level=Level.COUNTY)
    with pytest.raises(Refused, match="不得手工修改"):
        rename_zone("410102000000", name="别名")
    assert load_divisions(ROWS).unchanged == len(ROWS)
    assert Division.objects.filter(pk=zone.pk).exists()


@pytest.mark.django_db
def test_divisions_are_found_by_words_of_the_full_name_or_by_code() -> None:
    load_divisions(ROWS)
    assert [d.name for d in Division.objects.search("郑州 街道")] == ["林山寨街道"]
    assert [d.name for d in Division.objects.search("419")] == ["济源市"]
    assert Division.objects.under("4101").count() == 3
    assert Division.objects.under("4101").level(Level.COUNTY).get().name == "中原区"


@pytest.mark.django_db
def test_the_whole_national_list_loads() -> None:
    out = StringIO()
    call_command("load_divisions", "--format", "json", stdout=out)
    assert json.loads(out.getvalue())["created"] == len(read_national_list()) == 41_963
    assert Division.objects.filter(parent=None).count() == 34
    assert not Division.objects.exclude(level="province").filter(parent=None).exists()


@pytest.mark.django_db
def test_the_database_refuses_a_jurisdiction_between_two_levels() -> None:
    office = factories.make_office()
    with pytest.raises(IntegrityError, match="prefix_whole"), transaction.atomic():
        OfficeJurisdiction.objects.create(office=office, prefix="41010")
