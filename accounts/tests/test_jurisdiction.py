import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.jurisdiction import within, within_prefixes
from accounts.models import Division
from accounts.policy.roles import Role
from accounts.tests import factories


def seen_by(prefix: str) -> set[str]:
    user = factories.make_user(office=factories.make_office(prefix))
    return set(Division.objects.filter(within(user, "code")).values_list("code", flat=True))


@pytest.fixture
def _divisions(db: None) -> None:
    factories.make_divisions()


@pytest.mark.usefixtures("_divisions")
def test_a_city_sees_its_districts_and_not_its_neighbour() -> None:
    seen = seen_by("4101")
    assert {"410100000000", "410102000000", "410102001000", "410103000000"} <= seen
    assert not {"410000000000", "410200000000", "419001000000"} & seen


@pytest.mark.usefixtures("_divisions")
def test_a_district_sees_neither_its_city_nor_the_next_district() -> None:
    seen = seen_by("410102")
    assert {"410102000000", "410102001000"} <= seen
    assert not {"410100000000", "410103000000"} & seen


@pytest.mark.usefixtures("_divisions")
def test_a_municipality_has_two_digits_and_a_county_under_the_province_six() -> None:
    assert {"110000000000", "110101000000"} <= seen_by("11")
    assert seen_by("419001") >= {"419001000000"}
    assert "410100000000" not in seen_by("419001")


@pytest.mark.usefixtures("_divisions")
def test_no_jurisdiction_sees_nothing() -> None:
    for user in (
        AnonymousUser(),
        factories.make_user(role=Role.EMPLOYER),
        factories.make_user(role=Role.POLICE_LIAISON),
        factories.make_user(role=Role.ADMINISTRATOR),
        factories.make_user(role=None),
    ):
        assert not Division.objects.filter(within(user, "code")).exists()


@pytest.mark.usefixtures("_divisions")
def test_a_borrowed_reviewer_sees_the_borrowing_county_too() -> None:
    user = factories.make_user(role=Role.LEGAL_REVIEWER, office=factories.make_office("410102"))
    county = factories.make_office("419001")
    factories.give_role(user, Role.LEGAL_REVIEWER, office=county)
    assert set(user.prefixes) == {"410102", "419001"}


def test_a_wider_prefix_makes_the_narrower_superfluous() -> None:
    assert within_prefixes(["410102", "4101", "4102"]) == within_prefixes(["4101", "4102"])
