"""Files of the register that show what a file can hold: a chain of debt, a branch, a duplicate.

Some were verified last month, most were not: the list of what to verify is never empty.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from console.demo.people import Bureau
from employers.models import Employer, ProjectParty, Relation, Source
from employers.models import Method as How
from employers.services import merging, ties
from employers.services.register import find_or_register, update_facts
from statutes.clocks import start_of

Part = ProjectParty.Role
PLACE = "410102000000"
VERIFIED = 3  # one file of so many was verified a month ago
CHAIN = (
    ("江城安居置业有限公司", Part.DEVELOPER, ""),
    ("江城中州建设工程有限公司", Part.GENERAL_CONTRACTOR, "施工总承包"),
    ("江城鼎盛建筑劳务有限公司", Part.SUBCONTRACTOR, "主体劳务"),
    ("江城鼎盛木工班组", Part.TEAM_LEADER, "木工"),
)


def build(rng: Random, bureau: Bureau, register: list[Employer], *, today: date) -> None:
    officer, at = bureau.inspectors[0], start_of(today - timedelta(days=30))
    for employer in register[::VERIFIED]:
        known = [f for f in ("name", "address", "phone") if getattr(employer, f)]
        facts = {"headcount": rng.randint(5, 300), "pay_day": rng.choice((10, 15, 25))}
        update_facts(employer, facts, source=Source.VISIT, method=How.ON_SITE, actor=officer,
                     at=at, confirmed=known)  # fmt: skip
    firms = [
        find_or_register(name=name, division=PLACE, source=Source.REGISTER, actor=officer, at=at)
        for name, _role, _scope in CHAIN
    ]
    told: dict[str, Any] = {"actor": officer, "at": at}
    top = ties.add_project(
        firms[0], name="安居花园二期", division_id=PLACE, role=CHAIN[0][1], **told
    )
    under = top
    for employer, (_name, role, scope) in zip(firms[1:], CHAIN[1:], strict=True):
        under = ties.add_party(
            top.project_id, employer=employer, role=role, under=under, scope=scope, **told
        )
    branch, again = (
        find_or_register(name=name, division=PLACE, source=Source.VISIT, actor=officer, at=at)
        for name in ("江城中州建设工程有限公司第三分公司", "中州建设工程（江城）")
    )
    ties.add_relation(branch, other=firms[1], kind=Relation.Kind.BRANCH_OF, **told)
    merging.merge(again.pk, into_id=firms[1].pk, reason="同一营业执照，名称写法不同。", **told)
