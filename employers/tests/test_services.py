"""The register: one file an employer, every fact with its source, search from anywhere."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext

from accounts.policy.roles import Role
from accounts.tests.factories import make_division, make_office, make_user
from employers.models import Employer, FactUpdate
from employers.models.employer import NEWEST_SLICES, SLICE
from employers.services.register import find_or_register, update_facts
from employers.tests.factories import AT, make_employer, make_uscc
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db


def test_a_new_employer_is_registered_with_the_source_of_each_fact() -> None:
    inspector = make_user(office=make_office("4101"))
    employer = make_employer(
        uscc=make_uscc().lower(), legal_representative="张强斌", actor=inspector
    )

    assert employer.uscc == make_uscc()
    assert employer.verified_on == AT.date()
    learnt = employer.updates.get()
    assert set(learnt.changes) == {"name", "uscc", "division", "legal_representative"}
    assert (learnt.source, learnt.method, learnt.collector) == ("complaint", "document", inspector)


def test_the_same_code_is_the_same_employer_and_only_gaps_are_filled() -> None:
    first = make_employer(uscc=make_uscc(), address="人民路1号")
    again = make_employer("宏达劳务", uscc=make_uscc(), address="别处", phone="0371-65748250")

    assert again == first
    assert (again.name, again.address, again.phone) == (
        "江城宏达建筑劳务有限公司",
        "人民路1号",
        "0371-65748250",
    )


def test_the_same_name_in_the_same_city_is_the_same_employer_until_codes_differ() -> None:
    nameless = make_employer()
    assert make_employer("江城宏达建筑劳务 有限公司", uscc=make_uscc()) == nameless
    assert make_employer(uscc=make_uscc(2)) != nameless
    assert make_employer(division=make_division("4102")) != nameless


def test_a_wrong_code_or_an_empty_name_is_refused() -> None:
    wrong = make_uscc()[:17] + ("0" if make_uscc()[17] != "0" else "1")
    with pytest.raises(Refused, match="校验码"):
        make_employer(uscc=wrong)
    with pytest.raises(Refused, match="请填写单位名称"):
        make_employer(" ")


def test_a_fact_that_did_not_change_leaves_no_line() -> None:
    employer = make_employer(phone="1")
    before = employer.updates.count()
    update_facts(employer, {"phone": "1", "headcount": 80}, source="patrol", actor=None, at=AT)
    assert employer.updates.count() == before + 1
    assert employer.updates.first().changes == {"headcount": ["", "80"]}  # type: ignore[union-attr]


def test_an_individual_s_number_is_sealed_and_its_history_shows_no_number() -> None:
    person = make_employer("包工头", kind=Employer.Kind.INDIVIDUAL, identity="610121197012140004")
    assert person.identity_hash
    assert not FactUpdate.objects.filter(changes__icontains="610121197012140004").exists()


def known(**facts: Any) -> Employer:
    """A file of which all core facts were told three hundred days ago."""
    core = {"address": "建设路18号", "legal_representative": "周海", "phone": "1", "headcount": 9}
    return make_employer(at=AT - timedelta(days=300), **{**core, **facts})


def see(employer: Employer, *facts: str, ago: int = 0) -> date | None:
    """Find these true so many days ago; the day since which the file counts as verified."""
    at = AT - timedelta(days=ago)
    seen = update_facts(employer, {}, source="visit", actor=None, at=at, confirmed=facts)
    return seen.verified_on


def test_a_visit_that_finds_everything_true_makes_the_file_fresh() -> None:
    employer = known()
    assert employer.is_overdue(AT.date())
    facts = {"phone": "1", "headcount": 12}
    seen = ["address", "legal_representative", "phone"]
    update_facts(employer, facts, source="visit", actor=None, at=AT, confirmed=seen)
    employer.refresh_from_db()
    assert not employer.is_overdue(AT.date())
    assert employer.updates.first().confirmed == seen  # type: ignore[union-attr]


def test_one_number_that_was_rung_up_does_not_verify_the_file() -> None:
    employer = known()
    registered = employer.verified_on
    assert see(employer, "phone", ago=40) == registered
    assert see(employer, "address", "headcount", ago=30) == registered
    # the file counts from the day since which every core fact was seen
    assert see(employer, "legal_representative", ago=20) == AT.date() - timedelta(days=40)
    assert see(employer, "phone") == AT.date() - timedelta(days=30)


def test_a_fact_that_nobody_knows_keeps_a_file_unverified() -> None:
    employer = known(headcount=None)
    seen = ("address", "legal_representative", "phone", "contact")
    assert see(employer, *seen) == employer.verified_on


def test_an_individual_has_no_legal_representative_to_verify() -> None:
    person = known(name="包工头", kind=Employer.Kind.INDIVIDUAL, legal_representative="")
    assert see(person, "address", "phone", "headcount") == AT.date()


def test_history_and_files_stay() -> None:
    employer = make_employer()
    for forbidden in (
        lambda: employer.delete(),
        lambda: FactUpdate.objects.update(method="file"),
        lambda: Employer.objects.update(uscc="123"),
        lambda: Employer.objects.update(pay_day=40),
        lambda: Employer.objects.update(kind="individual", uscc=make_uscc()),
    ):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            forbidden()


@pytest.mark.parametrize(
    "text", ["宏达", "建筑劳务", "江城宏达建筑劳务有限公司", "hdjz", "JCHD", "9141", "江"]
)
def test_search_from_anywhere(text: str) -> None:
    employer = make_employer(uscc=make_uscc())
    make_employer("云川诚诚商贸")
    assert list(Employer.objects.search(text)) == [employer]


def test_search_of_pieces_that_are_not_neighbours_finds_nothing() -> None:
    make_employer("宏大达宏")
    assert not Employer.objects.search("宏达").exists()
    assert not Employer.objects.search("。").exists()


def test_two_characters_are_answered_by_the_index() -> None:
    make_employer()
    query = str(Employer.objects.search("宏达").query)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Employer.objects.search("宏达").order_by().explain()
    assert "search_pieces" in query
    assert "employers_search_pieces" in plan


def test_the_register_is_open_to_every_officer_and_to_nobody_else() -> None:
    make_employer()
    far = make_user(office=make_office("1101"))
    assert Employer.objects.visible_to(far).count() == 1
    for outsider in (
        make_user(role=Role.EMPLOYER),
        make_user(role=Role.POLICE_LIAISON),
        make_user(role=Role.ADMINISTRATOR),
        make_user(role=None),
        AnonymousUser(),
    ):
        assert not Employer.objects.visible_to(outsider).exists()


def test_a_file_is_overdue_half_a_year_after_it_was_verified() -> None:
    employer = make_employer()
    assert not employer.is_overdue(date(2027, 5, 23))
    assert employer.is_overdue(date(2027, 5, 26))


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_register_one_file() -> None:
    make_division("410102")

    def register(_: int) -> int:
        try:
            return find_or_register(name="江城宏达", division="410102000000", actor=None, at=AT).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(register, range(8)))) == 1


def test_the_newest_are_found_in_the_newest_slices_and_before_them() -> None:
    old = [make_employer(f"江城宏达第{n}公司") for n in range(2)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('employers_employer', 'id'), %s)",
            [old[-1].pk + SLICE * 5],  # a sequence is never set back, not even between tests
        )
    new = [make_employer(f"江城宏达新{n}公司") for n in range(3)]
    found = Employer.objects.search("宏达")
    assert found.newest(3) == new[::-1]
    assert found.newest(4) == [*new[::-1], old[1]]
    assert found.newest(2, before=new[1].pk) == [new[0], old[1]]


@pytest.mark.parametrize("query", ["宏达", "jchd"])
def test_the_name_index_is_asked_for_slices_as_it_knows_them(query: str) -> None:
    """btree_gin compares equal types only: of a narrower number it would find no slice at all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('employers_employer', 'id'), %s)", [SLICE * 5]
        )
        make_employer("江城宏达公司")
        cursor.execute("SELECT pg_typeof(id / %s)::text FROM employers_employer", [SLICE])
        assert cursor.fetchall() == [("bigint",)]
    with CaptureQueriesContext(connection) as sent:
        assert len(Employer.objects.search(query).newest(1)) == 1
    assert sent[-1]["sql"].count("::bigint") == NEWEST_SLICES
    assert " OR " not in sent[-1]["sql"].split("search_pieces", 1)[1].split("::bigint")[0]


def test_letters_of_a_name_are_found_as_they_stand() -> None:
    employer = make_employer("江城ABC制衣有限公司")
    for query in ("abc", "BC", "jcabcz"):
        assert list(Employer.objects.search(query)) == [employer]


def test_a_search_within_a_county_finds_no_other() -> None:
    here = make_employer("江城宏达一公司", division=make_division("410102"))
    make_employer("江城宏达二公司", division=make_division("410103"))
    assert list(Employer.objects.search("宏达").in_county(here.division_id)) == [here]
