"""Ties, merging, clerks and what employers say themselves."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import PASSWORD, make_division, make_office, make_user
from employers.models import (
    Employer,
    EmployerUser,
    FactProposal,
    Invitation,
    Project,
    ProjectParty,
    Relation,
)
from employers.services import clerks, merging, proposals, ties
from employers.services.flags import set_credit_grade, set_listing, set_warning_level
from employers.services.register import find_or_register
from employers.tests.factories import AT, make_employer, make_uscc
from statutes.refusal import Refused
from workflow.models import Event

pytestmark = pytest.mark.django_db
Part = ProjectParty.Role


@pytest.fixture
def officer() -> User:
    return make_user(office=make_office("4101"))


def acts_on(employer: Employer) -> list[Any]:
    return list(
        Event.objects.of(employer.subject).order_by("sequence").values_list("act", flat=True)
    )


# -- overdue facts --


def test_overdue_files_of_the_place_come_longest_unverified_first(officer: User) -> None:
    today = AT.date()
    old, older = (
        make_employer("甲公司", at=AT - timedelta(days=200)),
        make_employer("乙公司", at=AT - timedelta(days=300)),
    )
    make_employer("丙公司")
    make_employer("丁公司", at=AT - timedelta(days=300), division=make_division("4102"))
    closed = make_employer("戊公司", at=AT - timedelta(days=300))
    Employer.objects.filter(pk=closed.pk).update(status="cancelled")
    never = make_employer("己公司")
    Employer.objects.filter(pk=never.pk).update(verified_on=None)

    assert list(Employer.objects.in_hand_of(officer).overdue(today)) == [never, older, old]


def test_search_finds_a_telephone_number_however_it_was_written() -> None:
    employer = make_employer(phone="0371-65748250", contact_phone="138 0000 1234")
    make_employer("云川诚诚商贸", phone="0371-65748251")
    for typed in ("0371-65748250", "65748250", "13800001234", "037165748250"):
        assert list(Employer.objects.search(typed)) == [employer]


# -- merging --


def test_a_duplicate_gives_what_the_other_lacks_and_keeps_its_own_history(officer: User) -> None:
    duplicate = make_employer("江城宏达", uscc=make_uscc(), phone="0371-1", address="甲路")
    target = make_employer("宏达劳务", address="乙路")
    clerk = EmployerUser.objects.create(
        user=make_user(role=Role.EMPLOYER), employer=duplicate, opened_at=AT
    )
    set_listing(duplicate.pk, listed_on=AT.date(), listed_until=date(2027, 1, 1))
    set_credit_grade(duplicate.pk, grade="C", year=2025)
    set_warning_level(duplicate.pk, "red")

    merged = merging.merge(
        duplicate.pk, into_id=target.pk, reason="同一单位。", actor=officer, at=AT
    )

    assert (merged.uscc, merged.phone, merged.address) == (make_uscc(), "0371-1", "乙路")
    assert (merged.credit_grade, merged.warning_level) == ("C", "red")
    assert merged.is_listed(AT.date())
    duplicate.refresh_from_db()
    assert (duplicate.merged_into, duplicate.uscc, duplicate.updates.count()) == (target, None, 1)
    clerk.refresh_from_db()
    assert clerk.employer == target
    assert acts_on(duplicate) == ["merge_away"]
    assert acts_on(target) == ["merge_in"]
    assert list(Employer.objects.current()) == [target]
    assert merged.file_ids == [target.pk, duplicate.pk]
    found = find_or_register(
        name="江城宏达", division="410102000000", uscc=make_uscc(), actor=None, at=AT
    )
    assert found == target


def test_a_duplicate_of_a_duplicate_follows_to_the_last_file(officer: User) -> None:
    first, second, third = (make_employer(name) for name in ("甲", "乙", "丙"))
    merging.merge(first.pk, into_id=second.pk, reason="同", actor=officer, at=AT)
    merging.merge(second.pk, into_id=third.pk, reason="同", actor=officer, at=AT)
    assert set(third.file_ids) == {first.pk, second.pk, third.pk}


def test_two_legal_persons_are_not_merged(officer: User) -> None:
    one, two = make_employer("甲", uscc=make_uscc(1)), make_employer("乙", uscc=make_uscc(2))
    for into, said in ((two, "两个主体"), (one, "另一份档案")):
        with pytest.raises(Refused, match=said):
            merging.merge(one.pk, into_id=into.pk, reason="同", actor=officer, at=AT)
    person = make_employer("丙", kind=Employer.Kind.INDIVIDUAL)
    with pytest.raises(Refused, match="单位和个人"):
        merging.merge(person.pk, into_id=two.pk, reason="同", actor=officer, at=AT)


def test_merging_is_for_an_officer_of_the_place(officer: User) -> None:
    one, two = make_employer("甲"), make_employer("乙")
    assistant = make_user(role=Role.GRID_ASSISTANT, office=officer.office)
    for actor, said in ((assistant, "监察员办理"), (make_user(office=make_office("4102")), "管辖")):
        with pytest.raises(Refused, match=said):
            merging.merge(one.pk, into_id=two.pk, reason="同", actor=actor, at=AT)


# -- ties --


def test_the_chain_runs_from_the_team_leader_up_to_the_developer(officer: User) -> None:
    names = ("云川置业", "江城建工", "宏达劳务", "张强斌班组")
    owner, general, sub, leader = (make_employer(name) for name in names)
    top = ties.add_project(
        owner, name="安置房", division_id="410102000000", role=Part.DEVELOPER, actor=officer, at=AT
    )
    under = top
    for employer, role in (
        (general, Part.GENERAL_CONTRACTOR),
        (sub, Part.SUBCONTRACTOR),
        (leader, Part.TEAM_LEADER),
    ):
        under = ties.add_party(
            top.project_id, employer=employer, role=role, under=under, actor=officer, at=AT
        )
    [chain] = ties.chains([leader.pk])
    assert [party.employer for party in chain] == [leader, sub, general, owner]
    assert acts_on(leader) == ["add_party"]
    assert ties.chains([]) == []


def test_a_chain_that_runs_downwards_is_refused(officer: User) -> None:
    owner, sub = make_employer("云川置业"), make_employer("宏达劳务")
    place: dict[str, Any] = {"division_id": "410102000000", "actor": officer, "at": AT}
    low = ties.add_project(sub, name="安置房", role=Part.SUBCONTRACTOR, **place)
    other = ties.add_project(sub, name="另一处", role=Part.SUBCONTRACTOR, **place)
    for under, role, said in (
        (low, Part.GENERAL_CONTRACTOR, "不能向"),
        (low, Part.DEVELOPER, "最上层"),
        (other, Part.TEAM_LEADER, "不在本项目"),
    ):
        with pytest.raises(Refused, match=said):
            ties.add_party(
                low.project_id, employer=owner, role=role, under=under, actor=officer, at=AT
            )
    with pytest.raises(Refused, match="已以这一身份"):
        ties.add_party(
            low.project_id, employer=sub, role=Part.SUBCONTRACTOR, under=None, actor=officer, at=AT
        )
    with pytest.raises(Refused, match="不得早于开工"):
        ties.add_project(
            sub, name="倒", role=Part.DEVELOPER, starts_on=AT.date(), ends_on=date(2020, 1, 1),
            **place,
        )  # fmt: skip
    assert Project.objects.count() == 2


def test_a_relation_stands_once_and_ends_on_a_day(officer: User) -> None:
    branch, parent = make_employer("宏达江城分公司"), make_employer("宏达")
    kind = Relation.Kind.BRANCH_OF
    relation = ties.add_relation(branch, other=parent, kind=kind, actor=officer, at=AT)
    for other, said in ((parent, "已经登记"), (branch, "自身")):
        with pytest.raises(Refused, match=said):
            ties.add_relation(branch, other=other, kind=kind, actor=officer, at=AT)
    ties.end_relation(relation.pk, to_on=AT.date(), actor=officer, at=AT)
    ties.add_relation(branch, other=parent, kind=kind, actor=officer, at=AT)
    with pytest.raises(Refused, match="已经终止"):
        ties.end_relation(relation.pk, to_on=AT.date(), actor=officer, at=AT)
    assert acts_on(branch) == ["add_relation", "end_relation", "add_relation"]


# -- clerks --


def opened(officer: User, employer: Employer, username: str = "jingban1") -> EmployerUser:
    _, code = clerks.invite(employer.pk, actor=officer, at=AT)
    return clerks.open_access(
        code.lower(), username=username, name="经办人甲", password=PASSWORD, at=AT
    )


def test_a_code_opens_one_log_in_for_one_employer(officer: User) -> None:
    employer = make_employer()
    invitation, code = clerks.invite(employer.pk, actor=officer, at=AT)
    assert code.replace("-", "") not in invitation.code_hash
    told: dict[str, Any] = {
        "username": "jingban1",
        "name": "经办人甲",
        "password": PASSWORD,
        "at": AT,
    }
    clerk = clerks.open_access(code, **told)

    assert EmployerUser.objects.of(clerk.user) == clerk
    assert clerk.user.roles_on(AT.date()) == {Role.EMPLOYER}
    assert not clerk.user.must_change_password
    with pytest.raises(Refused, match="已使用或者已过期"):
        clerks.open_access(code, **{**told, "username": "jingban2"})


def test_a_withdrawn_or_expired_code_opens_nothing(officer: User) -> None:
    employer = make_employer()
    invitation, code = clerks.invite(employer.pk, actor=officer, at=AT)
    told: dict[str, Any] = {"username": "jingban1", "name": "经办人甲", "password": PASSWORD}
    with pytest.raises(Refused, match="过期"):
        clerks.open_access(code, **told, at=AT + clerks.VALID_FOR)
    clerks.withdraw(invitation.pk, actor=officer, at=AT)
    with pytest.raises(Refused, match="不正确"):
        clerks.open_access(code, **told, at=AT)
    with pytest.raises(Refused, match="已收回"):
        clerks.withdraw(invitation.pk, actor=officer, at=AT)
    assert not User.objects.filter(username="jingban1").exists()


def test_an_ended_log_in_acts_for_nobody(officer: User) -> None:
    employer = make_employer()
    clerk = opened(officer, employer)
    clerks.end_access(clerk.pk, reason="离职。", actor=officer, at=AT)
    clerk.user.refresh_from_db()
    assert not clerk.user.is_active
    assert EmployerUser.objects.of(clerk.user) is None
    assert acts_on(employer) == ["invite_clerk", "open_clerk", "end_clerk"]
    with pytest.raises(Refused, match="已停用"):
        clerks.end_access(clerk.pk, reason="离职。", actor=officer, at=AT)


def test_a_code_is_handed_out_by_an_officer_of_the_place() -> None:
    with pytest.raises(Refused, match="管辖"):
        clerks.invite(make_employer().pk, actor=make_user(office=make_office("4102")), at=AT)
    assert not Invitation.objects.exists()


# -- what an employer says --


def test_what_an_employer_says_changes_nothing_until_an_officer_accepts(officer: User) -> None:
    employer = make_employer(phone="0371-1", headcount=80)
    clerk = opened(officer, employer)
    proposal = proposals.propose_facts(
        clerk.user, {"phone": "0371-2", "headcount": 81, "contact": ""}, reason="搬迁。", at=AT
    )
    employer.refresh_from_db()
    assert (employer.phone, proposal.changes) == (
        "0371-1",
        {"phone": ["0371-1", "0371-2"], "headcount": ["80", "81"]},
    )
    with pytest.raises(Refused, match="还在核对"):
        proposals.propose_facts(clerk.user, {"phone": "3"}, reason="", at=AT)

    later = AT + timedelta(days=1)
    proposals.decide_facts(proposal.pk, accepted=True, opinion="", actor=officer, at=later)
    employer.refresh_from_db()
    assert (employer.phone, employer.headcount) == ("0371-2", 81)
    latest = employer.updates.first()
    assert latest is not None
    assert (latest.source, latest.method, latest.collector) == ("declaration", "online", officer)
    with pytest.raises(Refused, match="已经核对"):
        proposals.decide_facts(proposal.pk, accepted=True, opinion="", actor=officer, at=later)


def test_a_declined_change_says_why(officer: User) -> None:
    employer = make_employer(phone="1")
    clerk = opened(officer, employer)
    proposal = proposals.propose_facts(clerk.user, {"phone": "2"}, reason="", at=AT)
    with pytest.raises(Refused, match="写明理由"):
        proposals.decide_facts(proposal.pk, accepted=False, opinion="", actor=officer, at=AT)
    proposals.decide_facts(proposal.pk, accepted=False, opinion="空号。", actor=officer, at=AT)
    employer.refresh_from_db()
    assert employer.phone == "1"
    assert FactProposal.objects.get().status == "declined"


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("insured", "参加社会保险”是守法诚信等级评价的内容"),
        ("credit_grade", "守法诚信等级"),
        ("pay_day", "支付工资"),
        ("name", "登记机关"),
        ("listed_until", "不是可以申报变更的信息"),
    ],
)
def test_an_employer_never_changes_what_its_grade_judges(
    officer: User, field: str, said: str
) -> None:
    clerk = opened(officer, make_employer())
    with pytest.raises(Refused, match=said):
        proposals.propose_facts(clerk.user, {field: "1"}, reason="", at=AT)
    with pytest.raises(Refused, match="没有对应的用人单位"):
        proposals.propose_facts(officer, {"phone": "1"}, reason="", at=AT)
