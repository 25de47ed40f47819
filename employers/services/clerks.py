"""Admit an employer's clerk: a code on paper, a log-in opened with it, its end."""

import re
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.personal_data import keyed_hash
from accounts.policy.roles import Role
from accounts.services import people
from employers import perms
from employers.models import Employer, EmployerUser, Invitation
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow

# Without signs that are mistaken for one another on paper; 14 of 32 are 70 bits.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 14
VALID_FOR = timedelta(days=30)
NO_SUCH_CODE = say("邀请码不正确、已使用或者已过期，请核对，或者向监察机构重新领取")


@transaction.atomic
def invite(employer_id: int, *, actor: User, at: datetime) -> tuple[Invitation, str]:
    """Hand out a code for one log-in; it is returned once, only its hash is kept."""
    employer = _employer(employer_id, actor, at)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    invitation = Invitation.objects.create(
        employer=employer,
        code_hash=keyed_hash(code),
        issued_by=actor,
        issued_at=at,
        expires_at=at + VALID_FOR,
    )
    _record(employer, "invite_clerk", "发放经办人邀请码", actor, actor, at)
    return invitation, "-".join(re.findall(r".{1,7}", code))


@transaction.atomic
def withdraw(invitation_id: int, *, actor: User, at: datetime) -> Invitation:
    """收回: a code that was lost opens nothing."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    employer = _employer(invitation.employer_id, actor, at)
    if invitation.used_by_id or invitation.withdrawn_at:
        raise Refused(say("该邀请码已使用或者已收回"))
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    _record(employer, "withdraw_invitation", "收回经办人邀请码", actor, actor, at)
    return invitation


@transaction.atomic
def open_access(
    code: str, *, username: str, name: str, password: str, at: datetime
) -> EmployerUser:
    """Open the log-in that a code stands for; the clerk has chosen the password, so it stays."""
    invitation = _valid(code, at)
    officer, employer = invitation.issued_by, invitation.employer
    user = people.register_user(username=username, name=name, office=None, password=password)
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    people.appoint(
        user.pk, role=Role.EMPLOYER, office=None, valid_from=timezone.localdate(at), actor=officer
    )
    clerk = EmployerUser.objects.create(user=user, employer=employer, opened_at=at)
    invitation.used_by = clerk
    invitation.save(update_fields=["used_by"])
    _record(employer, "open_clerk", "开通经办人账号", user, officer, at)
    return clerk


def _valid(code: str, at: datetime) -> Invitation:
    """The code's hash is its look-up: a wrong one costs one index probe and tells nothing."""
    typed = re.sub(r"[^0-9A-Z]", "", code.upper())
    found = Invitation.objects.select_for_update(of=("self",)).select_related(
        "employer__merged_into", "issued_by"
    )
    invitation = found.filter(
        code_hash=keyed_hash(typed), used_by=None, withdrawn_at=None, expires_at__gt=at
    ).first()
    if invitation is None:
        raise Refused(NO_SUCH_CODE)
    invitation.employer = invitation.employer.merged_into or invitation.employer
    return invitation


@transaction.atomic
def end_access(clerk_id: int, *, reason: str, actor: User, at: datetime) -> EmployerUser:
    """停用: the log-in closes at once; what the clerk did stays."""
    clerk = EmployerUser.objects.select_for_update(of=("self",)).get(pk=clerk_id)
    employer = _employer(clerk.employer_id, actor, at)
    if clerk.ended_at is not None:
        raise Refused(say("该账号已停用"))
    clerk.ended_at = at
    clerk.save(update_fields=["ended_at"])
    people.set_active(clerk.user_id, active=False, actor=actor)
    _record(employer, "end_clerk", "停用经办人账号", actor, actor, at, note=reason)
    return clerk


def _employer(employer_id: int, actor: User, at: datetime) -> Employer:
    employer = Employer.objects.get(pk=employer_id)
    if reason := perms.why_not_decided(actor, employer, timezone.localdate(at)):
        raise Refused(reason)
    return employer


def _record(
    employer: Employer,
    act: str,
    label: str,
    actor: User,
    officer: User,
    at: datetime,
    note: str = "",
) -> None:
    subject = replace(employer.subject, office_id=officer.office_id or 0)
    workflow.record(subject, act=act, label=label, actor=actor, at=at, note=note)
