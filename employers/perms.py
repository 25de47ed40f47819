"""Who keeps an employer's file; never sees a request."""

from datetime import date

from accounts.models import User
from accounts.policy.division_codes import covers
from accounts.policy.roles import OFFICER_ROLES, Role
from employers.models import Employer
from statutes.wording import Sentence, say

# 协管员 collect, officers verify (law.md §8).
KEEPERS = OFFICER_ROLES | {Role.GRID_ASSISTANT}
ELSEWHERE = say("该单位不在您所在机构的管辖范围内")
MERGED = say("该单位已并入另一档案，请在并入的档案上办理")


def why_not_kept(user: User, employer: Employer, on: date) -> Sentence | None:
    """Facts are kept by the assistants and officers of the employer's place."""
    if not user.roles_on(on) & KEEPERS:
        return say("单位信息由协管员和监察员维护")
    return _of_this_place(user, employer)


def why_not_decided(user: User, employer: Employer, on: date) -> Sentence | None:
    """Merging files, admitting clerks and taking over what an employer says is for officers."""
    if not user.roles_on(on) & OFFICER_ROLES:
        return say("该事项由监察员办理，协管员可以提供线索")
    return _of_this_place(user, employer)


def _of_this_place(user: User, employer: Employer) -> Sentence | None:
    if not any(covers(prefix, employer.division_id) for prefix in user.prefixes):
        return ELSEWHERE
    return MERGED if employer.merged_into_id else None
