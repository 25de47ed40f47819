from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Delegation, RoleMembership, User
from accounts.perms import may_refer_to_police
from accounts.policy.roles import Role
from accounts.services import log_ins, people
from accounts.tests import factories
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db
FROM, TO = date(2026, 11, 2), date(2026, 11, 8)


@pytest.fixture
def administrator() -> User:
    return factories.make_user(role=Role.ADMINISTRATOR)


def test_a_registered_person_starts_with_a_password_to_be_changed() -> None:
    office = factories.make_office()
    user = people.register_user(
        username="wangwu", name="王五", office=office, password="Diyici-mima-9", phone="13800000000"
    )
    assert user.must_change_password and user.check_password("Diyici-mima-9")
    with pytest.raises(Refused, match="“wangwu”已被使用"):
        people.register_user(username="wangwu", name="重名", office=None, password="Diyici-mima-9")


def test_a_weak_first_password_is_refused_with_every_reason() -> None:
    with pytest.raises(Refused) as refused:
        people.register_user(username="wangwu", name="王五", office=None, password="12345")
    assert len(refused.value.sentences) >= 2


def test_a_forgotten_password_is_set_anew_by_another_person(administrator: User) -> None:
    user = factories.make_user()
    people.set_first_password(user.pk, password="Diyici-mima-9", actor=administrator)
    user.refresh_from_db()
    assert user.must_change_password and user.check_password("Diyici-mima-9")
    with pytest.raises(Refused, match="不得变更本人"):
        people.set_first_password(administrator.pk, password="Diyici-mima-9", actor=administrator)


def test_an_appointment_holds_for_its_period_and_may_be_ended(administrator: User) -> None:
    user = factories.make_user(role=None, office=factories.make_office())
    held = people.appoint(
        user.pk, role=Role.UNIT_HEAD, office=user.office, valid_from=FROM, actor=administrator
    )
    assert User.objects.get(pk=user.pk).has_role(Role.UNIT_HEAD, TO)
    people.end_appointment(held.pk, last_day=TO, actor=administrator)
    user = User.objects.get(pk=user.pk)
    assert user.has_role(Role.UNIT_HEAD, TO)
    assert not user.has_role(Role.UNIT_HEAD, date(2026, 11, 9))
    with pytest.raises(Refused, match="不得早于"):
        people.end_appointment(held.pk, last_day=date(2026, 11, 1), actor=administrator)


def test_roles_that_exclude_each_other_are_not_held_on_one_day(administrator: User) -> None:
    user = factories.make_user(role=None, office=factories.make_office())

    def appoint(role: Role, *period: date) -> RoleMembership:
        valid_from, valid_to = period
        return people.appoint(
            user.pk,
            role=role,
            office=user.office,
            valid_from=valid_from,
            valid_to=valid_to,
            actor=administrator,
        )

    appoint(Role.AUDITOR, FROM, TO)
    with pytest.raises(Refused, match="纪检监督人员”不得兼任"):
        appoint(Role.INSPECTOR, date(2026, 10, 1), FROM)
    appoint(Role.INSPECTOR, date(2026, 10, 1), date(2026, 11, 1))
    appoint(Role.INSPECTOR, date(2026, 11, 9), date(2026, 12, 31))


def test_nobody_appoints_themselves_and_an_officer_needs_an_office(administrator: User) -> None:
    with pytest.raises(Refused, match="不得变更本人"):
        people.appoint(
            administrator.pk,
            role=Role.BUREAU_HEAD,
            office=factories.make_office(),
            valid_from=FROM,
            actor=administrator,
        )
    user = factories.make_user(role=None)
    with pytest.raises(Refused, match="须注明任职机构"):
        people.appoint(
            user.pk, role=Role.INSPECTOR, office=None, valid_from=FROM, actor=administrator
        )


def test_the_first_administrator_is_made_by_command() -> None:
    first = User.objects.create_superuser("guanliyuan", "Diyici-mima-9", name="管理员")
    assert first.is_staff and first.roles_on(FROM) == {Role.ADMINISTRATOR}
    assert first.prefixes == ()


def delegated(head: User, deputy: User, **changes: Any) -> Delegation:
    terms = {
        "role": Role.BUREAU_HEAD,
        "office": head.office,
        "valid_from": FROM,
        "valid_to": TO,
        "document": "江人社监委〔2026〕1号",
    }
    return people.delegate(delegator=head, delegate=deputy, **(terms | changes))


def test_a_head_delegates_everything_but_the_referral() -> None:
    office = factories.make_office()
    head = factories.make_user(role=Role.BUREAU_HEAD, office=office)
    deputy = factories.make_user(role=Role.UNIT_HEAD, office=office)
    given = delegated(head, deputy)
    deputy.forget()
    assert deputy.acts_for(Role.BUREAU_HEAD, FROM, office.pk)
    assert not may_refer_to_police(deputy, FROM) and may_refer_to_police(head, FROM)
    people.revoke_delegation(given.pk, last_day=FROM)
    deputy.forget()
    assert not deputy.has_role(Role.BUREAU_HEAD, date(2026, 11, 3))


def test_what_is_not_held_or_only_delegated_cannot_be_delegated() -> None:
    office = factories.make_office()
    head = factories.make_user(role=Role.BUREAU_HEAD, office=office)
    deputy, third = (factories.make_user(office=office) for _ in range(2))
    with pytest.raises(Refused, match="不能委托"):
        delegated(deputy, third)
    delegated(head, deputy)
    with pytest.raises(Refused, match="不能委托"):
        delegated(User.objects.get(pk=deputy.pk), third)  # no chain of delegates
    with pytest.raises(Refused, match="不得委托给本人"):
        delegated(head, head)
    with pytest.raises(Refused, match="不得委托他人代行"):
        delegated(deputy, third, role=Role.INSPECTOR)
    with pytest.raises(Refused, match="已停用"):
        delegated(head, factories.make_user(is_active=False))
    with pytest.raises(Refused, match="不是本机构"):
        delegated(head, third, office=factories.make_office("4102"))


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"valid_to": None}, "has_an_end"),
        ({"valid_to": date(2026, 11, 1)}, "period_ordered"),
        ({"role": "inspector"}, "of_a_head"),
    ],
)
def test_the_database_holds_the_terms_of_a_delegation(
    change: dict[str, Any], constraint: str
) -> None:
    office = factories.make_office()
    given = delegated(
        factories.make_user(role=Role.BUREAU_HEAD, office=office), factories.make_user()
    )
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Delegation.objects.filter(pk=given.pk).update(**change)


def test_the_database_wants_an_office_for_an_officer() -> None:
    user = factories.make_user()
    with pytest.raises(IntegrityError, match="has_office"), transaction.atomic():
        user.memberships.update(office=None)


def test_a_closed_account_is_nobodys_addressee(administrator: User) -> None:
    user = factories.make_user()
    assert user in User.objects.holding(Role.INSPECTOR, office=user.office, on=FROM)
    people.set_active(user.pk, active=False, actor=administrator)
    assert user not in User.objects.holding(Role.INSPECTOR, office=user.office, on=FROM)


def test_an_unknown_name_is_not_kept_in_the_record() -> None:
    kept = log_ins.record_failure("mima-typed-as-name", address=None, at="2026-11-02T01:00Z")  # type: ignore[arg-type]
    assert kept.user is None and kept.outcome == "unknown_user"
