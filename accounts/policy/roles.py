"""Who may hold which office: roles, their names, what may be delegated, what excludes what."""

from collections.abc import Iterable
from enum import StrEnum

from statutes.wording import Sentence, say, term


class Role(StrEnum):
    GRID_ASSISTANT = "grid_assistant"
    INSPECTOR = "inspector"
    UNIT_HEAD = "unit_head"
    LEGAL_REVIEWER = "legal_reviewer"
    BUREAU_HEAD = "bureau_head"
    POLICE_LIAISON = "police_liaison"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    EMPLOYER = "employer"


ROLE_LABELS: dict[Role, str] = {
    Role.GRID_ASSISTANT: term("协管员"),
    Role.INSPECTOR: term("监察员"),
    Role.UNIT_HEAD: term("监察机构负责人"),
    Role.LEGAL_REVIEWER: term("法制审核人员"),
    Role.BUREAU_HEAD: term("部门负责人"),
    Role.POLICE_LIAISON: term("公安联络员"),
    Role.AUDITOR: term("纪检监督人员"),
    Role.ADMINISTRATOR: term("系统管理员"),
    Role.EMPLOYER: term("用人单位经办人"),
}

# The bureau's own people: they log in with a second factor and may open the desk.
DESK_ROLES = frozenset(Role) - {Role.EMPLOYER, Role.POLICE_LIAISON}
# Those whose office's jurisdiction opens complaints and cases to them. An administrator keeps
# users and calendars and sees no case; a liaison and a clerk see only what is sent to them.
CASE_ROLES = DESK_ROLES - {Role.ADMINISTRATOR}
# A grid assistant collects facts and does not inspect: papers, evidence and what names workers
# in full are for the others.
PAPER_ROLES = CASE_ROLES - {Role.GRID_ASSISTANT}
# 行政检查 is for certified officers; assistants only collect facts (law.md §8).
OFFICER_ROLES = frozenset({Role.INSPECTOR, Role.UNIT_HEAD})
# Heads may delegate in writing for a dated period; nobody else may.
DELEGABLE_ROLES = frozenset({Role.UNIT_HEAD, Role.BUREAU_HEAD})
# Roles of outsiders and of the administrator need no office.
OFFICE_FREE_ROLES = frozenset({Role.EMPLOYER, Role.POLICE_LIAISON, Role.ADMINISTRATOR})

_SOLITARY_ROLES = (Role.ADMINISTRATOR, Role.AUDITOR, Role.EMPLOYER, Role.POLICE_LIAISON)


def may_hold_together(roles: Iterable[Role]) -> Sentence | None:
    """Separation of duties: who keeps accounts or audits history takes no part in cases."""
    held = frozenset(roles)
    for role in _SOLITARY_ROLES:
        if role in held and len(held) > 1:
            return say("“%(role)s”不得兼任其他角色", role=say(ROLE_LABELS[role]))
    return None


def may_delegate(role: Role) -> Sentence | None:
    if role in DELEGABLE_ROLES:
        return None
    return say("“%(role)s”的职权不得委托他人代行", role=say(ROLE_LABELS[role]))
