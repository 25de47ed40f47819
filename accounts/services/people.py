"""Register people, appoint and delegate: the console records the event beside each of these."""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Certificate, Delegation, Office, RoleMembership, Training, User
from accounts.perms import why_not_delegated
from accounts.policy.roles import OFFICE_FREE_ROLES, ROLE_LABELS, Role
from accounts.policy.tenure import Holding, objection_to
from statutes.refusal import Refused
from statutes.wording import Sentence, say


@transaction.atomic
def register_user(
    *, username: str, name: str, office: Office | None, password: str, **details: str
) -> User:
    """Open an account; its first password is changed at the first log-in."""
    if User.objects.filter(username=User.normalize_username(username)).exists():
        raise Refused(say("登录名“%(username)s”已被使用", username=username))
    _check_password(password, User(username=username, name=name, **details))
    created: User = User.objects.create_user(
        username, password, name=name, office=office, must_change_password=True, **details
    )
    return created


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise _refusal(error) from error


def _refusal(error: ValidationError) -> Refused:
    """Django's own checks already speak the reader's language."""
    return Refused(*(Sentence(message.replace("%", "%%")) for message in error.messages))


@transaction.atomic
def set_first_password(user_id: int, *, password: str, actor: User) -> User:
    """Give a person who forgot the password a first one again; open sessions end."""
    user = _other_than_self(user_id, actor)
    _check_password(password, user)
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    return user


@transaction.atomic
def set_active(user_id: int, *, active: bool, actor: User) -> User:
    """Close or reopen an account; a closed one cannot log in and its sessions end."""
    user = _other_than_self(user_id, actor)
    user.is_active = active
    user.save(update_fields=["is_active"])
    return user


@transaction.atomic
def appoint(
    user_id: int,
    *,
    role: Role,
    office: Office | None,
    valid_from: date,
    valid_to: date | None = None,
    actor: User,
) -> RoleMembership:
    """Give a person a role for a period; at another office than its own, it is borrowed."""
    user = _other_than_self(user_id, actor)
    if office is None and role not in OFFICE_FREE_ROLES:
        raise Refused(say("“%(role)s”须注明任职机构", role=say(ROLE_LABELS[role])))
    _check_period(valid_from, valid_to)
    new = Holding(role, office.pk if office else None, valid_from, valid_to)
    objection = objection_to([*_own(user), new])
    if objection:
        raise Refused(objection)
    membership = RoleMembership.objects.create(
        user=user, role=role.value, office=office, valid_from=valid_from, valid_to=valid_to
    )
    if role is Role.ADMINISTRATOR and not user.is_staff:
        user.is_staff = True  # the reference tables open while flag and role both stand
        user.save(update_fields=["is_staff"])
    return membership


def _own(user: User) -> list[Holding]:
    return [holding for holding in user.holdings if holding.delegated_by is None]


@transaction.atomic
def end_appointment(membership_id: int, *, last_day: date, actor: User) -> RoleMembership:
    """End a role on its last day; the history of who held what stays."""
    membership = RoleMembership.objects.select_for_update().get(pk=membership_id)
    _other_than_self(membership.user_id, actor)
    _check_period(membership.valid_from, last_day)
    membership.valid_to = last_day
    membership.save(update_fields=["valid_to"])
    return membership


@transaction.atomic
def delegate(
    *,
    delegator: User,
    delegate: User,
    role: Role,
    office: Office,
    valid_from: date,
    valid_to: date,
    document: str,
) -> Delegation:
    """Delegate a head's office in writing for a dated period (代); referrals stay with the head."""
    _check_period(valid_from, valid_to)
    objection = why_not_delegated(delegator, delegate, role, office.pk, (valid_from, valid_to))
    if objection:
        raise Refused(objection)
    return Delegation.objects.create(
        delegator=delegator,
        delegate=delegate,
        role=role.value,
        office=office,
        valid_from=valid_from,
        valid_to=valid_to,
        document=document,
    )


@transaction.atomic
def revoke_delegation(delegation_id: int, *, last_day: date) -> Delegation:
    """End a delegation early: when the head is back, the head decides."""
    delegation = Delegation.objects.select_for_update().get(pk=delegation_id)
    _check_period(delegation.valid_from, last_day)
    delegation.valid_to = last_day
    delegation.save(update_fields=["valid_to"])
    return delegation


def issue_certificate(
    *, user: User, number: str, valid_from: date, valid_to: date, issued_by: str = ""
) -> Certificate:
    """Enter an enforcement certificate; a renewal is a new row beside the old one."""
    _check_period(valid_from, valid_to)
    if Certificate.objects.filter(number=number).exists():
        raise Refused(say("监察证件号码“%(number)s”已登记", number=number))
    return Certificate.objects.create(
        user=user, number=number, valid_from=valid_from, valid_to=valid_to, issued_by=issued_by
    )


def record_training(training: Training) -> Training:
    """Enter a training attended; the figures are checked as the form would."""
    try:
        training.full_clean()
    except ValidationError as error:
        raise _refusal(error) from error
    training.save()
    return training


def _other_than_self(user_id: int, actor: User) -> User:
    """Nobody appoints, closes or resets themselves."""
    user: User = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    if user.pk == actor.pk:
        raise Refused(say("不得变更本人的账号或角色，请由其他管理员办理"))
    return user


def _check_period(valid_from: date, valid_to: date | None) -> None:
    if valid_to and valid_to < valid_from:
        raise Refused(say("有效期止不得早于有效期起"))
