"""What a person may do by certificate and role; never sees a request."""

from datetime import date

from accounts.models import User
from accounts.policy.certificates import Validity, lapse_warning, why_uncertified
from accounts.policy.roles import OFFICER_ROLES, ROLE_LABELS, Role, may_delegate
from statutes.wording import Sentence, say

# 国家统一法律职业资格考试, as the record of a training names it; asked of beginners since 2018.
BAR_EXAM = "法律职业资格"
BEGINNERS_ARE_EXAMINED = date(2018, 1, 1)


def certified(user: User, on: date) -> Sentence | None:
    """Return why the user may not carry out an investigative act that day, or None."""
    return why_uncertified(user.name, _validities(user), on)


def certificate_warning(user: User, on: date) -> Sentence | None:
    """Return the 60 days' warning before the certificate lapses, or None."""
    return lapse_warning(user.name, _validities(user), on)


def may_investigate(user: User, on: date) -> Sentence | None:
    """Only a certified officer investigates; an assistant collects facts (law.md §8)."""
    if not user.is_active:
        return say("%(name)s的账号已停用", name=user.name)
    if not user.roles_on(on) & OFFICER_ROLES:
        return say("%(name)s不是监察员，不得实施调查行为", name=user.name)
    return certified(user, on)


def may_review(user: User) -> bool:
    """Whether the person may take up legal review (处罚法 第五十八条第二款).

    Since 2018 whoever begins has passed the national examination; it stands among the trainings.
    """
    before = {"role": Role.LEGAL_REVIEWER.value, "valid_from__lt": BEGINNERS_ARE_EXAMINED}
    if user.memberships.filter(**before).exists():
        return True
    return user.trainings.filter(exam__contains=BAR_EXAM, passed=True).exists()


def may_refer_to_police(user: User, on: date, office_id: int | None = None) -> bool:
    """Referral stays with the head in charge: a delegate (代) may not decide it."""
    return Role.BUREAU_HEAD in user.own_roles_on(on, office_id)


def why_not_delegated(
    delegator: User, delegate: User, role: Role, office_id: int, period: tuple[date, date]
) -> Sentence | None:
    """A head delegates an own office to another serving person, for days on which it is held."""
    if delegator.pk == delegate.pk:
        return say("不得委托给本人")
    if not delegate.is_active:
        return say("%(name)s的账号已停用", name=delegate.name)
    for day in period:
        if role not in delegator.own_roles_on(day, office_id):
            return say(
                "%(name)s在%(day)s不是本机构的“%(role)s”，不能委托",
                name=delegator.name,
                day=day.isoformat(),
                role=say(ROLE_LABELS[role]),
            )
    return may_delegate(role)


def _validities(user: User) -> list[Validity]:
    return [Validity(c.number, c.valid_from, c.valid_to) for c in user.certificates.all()]
