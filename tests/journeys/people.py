"""Who walks through the journeys: officers, heads and a reviewer, each with a phone."""

from dataclasses import dataclass

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import override_settings

from accounts.models import Office, User
from accounts.policy.roles import Role
from accounts.tests.factories import PASSWORD, give_device, make_divisions, make_office, make_user

# Tests use a cheap hash; the running product accepts its own only.
REAL_HASHER = [f"{PBKDF2PasswordHasher.__module__}.{PBKDF2PasswordHasher.__qualname__}"]


@dataclass(frozen=True, slots=True)
class Bureau:
    office: Office
    lead: User  # 主办
    assistant: User  # 协办
    head: User  # 监察机构负责人
    bureau_head: User  # 部门负责人
    reviewer: User  # 法制审核


def open_bureau() -> Bureau:
    make_divisions()
    office = make_office("4101", name="江城市人力资源和社会保障局", word="江人社监")
    return Bureau(
        office,
        lead=_person("chenzq", "陈志强", Role.INSPECTOR, office),
        assistant=_person("limin", "李敏", Role.INSPECTOR, office),
        head=_person("zhoujg", "周建国", Role.UNIT_HEAD, office),
        bureau_head=_person("wuzy", "吴振宇", Role.BUREAU_HEAD, office),
        reviewer=_person("zhengfz", "郑法正", Role.LEGAL_REVIEWER, office),
    )


def grid_assistant(bureau: Bureau) -> User:
    return _person("qianxg", "钱协管", Role.GRID_ASSISTANT, bureau.office)


def _person(username: str, name: str, role: Role, office: Office) -> User:
    user = make_user(role=role, office=office, username=username, name=name)
    with override_settings(PASSWORD_HASHERS=REAL_HASHER):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    give_device(user)
    return user
