from datetime import date

import pytest

from accounts.models import Delegation, User
from accounts.policy.roles import Role, may_delegate, may_hold_together
from accounts.tests import factories

ON = date(2026, 11, 2)


@pytest.mark.django_db
def test_roles_hold_from_their_first_day_to_their_last() -> None:
    user = factories.make_user(role=None, office=factories.make_office())
    factories.give_role(
        user, Role.UNIT_HEAD, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 2)
    )
    assert user.roles_on(date(2025, 12, 31)) == frozenset()
    assert user.roles_on(date(2026, 1, 1)) == {Role.UNIT_HEAD}
    assert user.roles_on(date(2026, 11, 2)) == {Role.UNIT_HEAD}
    assert user.roles_on(date(2026, 11, 3)) == frozenset()


@pytest.mark.django_db
def test_a_delegate_acts_for_the_head_in_the_dated_period_only() -> None:
    office = factories.make_office()
    head = factories.make_user(role=Role.BUREAU_HEAD, office=office)
    deputy = factories.make_user(role=Role.UNIT_HEAD, office=office)
    Delegation.objects.create(
        delegator=head,
        delegate=deputy,
        office=office,
        role=Role.BUREAU_HEAD.value,
        document="江人社监委〔2026〕1号",
        valid_from=ON,
        valid_to=date(2026, 11, 8),
    )
    deputy = User.objects.get(pk=deputy.pk)
    assert deputy.roles_on(ON) == {Role.UNIT_HEAD, Role.BUREAU_HEAD}
    assert deputy.acts_for(Role.BUREAU_HEAD, ON)
    assert deputy.own_roles_on(ON) == {Role.UNIT_HEAD}
    assert deputy.roles_on(date(2026, 11, 9)) == {Role.UNIT_HEAD}
    assert not head.acts_for(Role.BUREAU_HEAD, ON)
    held = User.objects.holding(Role.BUREAU_HEAD, office=office, on=ON)
    assert set(held) == {head, deputy}


@pytest.mark.django_db
def test_roles_cost_one_query_however_often_they_are_asked(
    django_assert_num_queries: object,
) -> None:
    user = User.objects.get(pk=factories.make_user().pk)
    with django_assert_num_queries(1):  # type: ignore[operator]
        for _ in range(3):
            assert user.has_role(Role.INSPECTOR, ON)
            assert not user.has_role(Role.AUDITOR, ON)


def test_only_heads_delegate() -> None:
    assert may_delegate(Role.UNIT_HEAD) is None
    assert may_delegate(Role.BUREAU_HEAD) is None
    assert "监察员" in str(may_delegate(Role.INSPECTOR))


def test_whoever_keeps_accounts_or_audits_takes_no_part_in_cases() -> None:
    assert may_hold_together({Role.INSPECTOR, Role.UNIT_HEAD}) is None
    assert may_hold_together({Role.ADMINISTRATOR}) is None
    assert "系统管理员" in str(may_hold_together({Role.ADMINISTRATOR, Role.INSPECTOR}))
    assert "纪检" in str(may_hold_together({Role.AUDITOR, Role.UNIT_HEAD}))
