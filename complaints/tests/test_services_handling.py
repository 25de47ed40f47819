"""The desk: supplements stop and restart the five days; refusals are coded and decided by two."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from complaints.models import Complaint, Refusal
from complaints.policy.acceptance import Code
from complaints.policy.statement import Kind
from complaints.procedure import State
from complaints.services import acceptance, desk, merging, refusals, supplements
from complaints.tests.factories import AT, a_claim, a_statement, lodge, make_complaint
from documents.models import Paper
from employers.services.register import find_or_register
from statutes.refusal import Refused
from workflow.models import Approval, Clock, ClockEvent, Event

pytestmark = pytest.mark.django_db
TOMORROW = AT + timedelta(days=1)


@pytest.fixture
def people() -> dict[str, User]:
    office = make_office("4101")
    return {
        "inspector": make_user(office=office),
        "head": make_user(role=Role.UNIT_HEAD, office=office),
        "stranger": make_user(office=make_office("4102")),
    }


def acceptance_clock(complaint: Complaint) -> Clock:
    return Clock.objects.of(complaint.subject).get(code="complaint_acceptance")


def due_on(complaint: Complaint) -> date:
    return acceptance_clock(complaint).due_at.astimezone(AT.tzinfo).date()


def identified(complaint: Complaint, actor: User) -> Complaint:
    employer = find_or_register(
        name=complaint.employer_name, division=complaint.division_id, actor=actor, at=AT
    )
    return desk.identify_employer(complaint.pk, employer=employer, actor=actor, at=AT)


def ask(complaint: Complaint, actor: User, **changes: Any) -> None:
    values: dict[str, Any] = {"items": ["单位全称"], "due_on": date(2026, 12, 1), "at": TOMORROW}
    supplements.request_supplement(complaint.pk, actor=actor, **{**values, **changes})


class TestSupplements:
    def test_asking_stops_the_five_days_and_supplying_starts_them_anew(
        self, people: dict[str, User]
    ) -> None:
        complaint = make_complaint()
        ask(complaint, people["inspector"], items=["单位全称", " ", "工地地址"])

        assert acceptance_clock(complaint).state == Clock.State.PAUSED
        request = complaint.supplement_requests.get()
        assert request.items == ["单位全称", "工地地址"]
        assert request.paper.number.endswith("补字〔2026〕第0001号") or request.paper.number

        supplied = AT + timedelta(days=3)  # Thursday
        supplements.receive_supplement(
            complaint.pk, note="已补", actor=people["inspector"], at=supplied
        )
        complaint.refresh_from_db()
        assert complaint.state == State.RECEIVED
        assert acceptance_clock(complaint).state == Clock.State.RUNNING
        assert due_on(complaint) == date(2026, 12, 3)
        acts = ClockEvent.objects.filter(clock=acceptance_clock(complaint))
        assert list(acts.values_list("act", flat=True)) == ["start", "pause", "restart"]

    def test_what_arrived_earlier_counts_from_the_day_it_arrived(
        self, people: dict[str, User]
    ) -> None:
        complaint = make_complaint()
        ask(complaint, people["inspector"])
        supplements.receive_supplement(
            complaint.pk,
            note="邮寄",
            actor=people["inspector"],
            at=AT + timedelta(days=4),
            supplied_at=AT + timedelta(days=2),
        )
        assert due_on(complaint) == date(2026, 12, 2)

    def test_a_last_day_on_a_rest_day_moves_to_the_next_working_day(
        self, people: dict[str, User]
    ) -> None:
        complaint = make_complaint()
        ask(complaint, people["inspector"], due_on=date(2026, 11, 28))  # Saturday
        assert complaint.supplement_requests.get().due_on == date(2026, 11, 30)

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [({"items": [" "]}, "请写明需要补正的内容"), ({"due_on": date(2026, 11, 24)}, "今天以后")],
    )
    def test_a_request_says_what_and_gives_time(
        self, people: dict[str, User], changes: dict[str, Any], reason: str
    ) -> None:
        with pytest.raises(Refused, match=reason):
            ask(make_complaint(), people["inspector"], **changes)

    def test_an_inspector_of_another_office_may_not(self, people: dict[str, User]) -> None:
        with pytest.raises(Refused, match="监察员"):
            ask(make_complaint(), people["stranger"])


class TestRefusal:
    def refuse(self, complaint: Complaint, actor: User, **changes: Any) -> Refusal:
        values: dict[str, Any] = {
            "code": Code.OUT_OF_TIME,
            "reason": "欠薪发生在2022年。",
            "at": TOMORROW,
        }
        return refusals.propose_refusal(complaint.pk, actor=actor, **{**values, **changes})

    def test_a_refusal_is_coded_decided_by_the_head_and_says_where_to_go(
        self, people: dict[str, User]
    ) -> None:
        complaint = make_complaint()
        self.refuse(complaint, people["inspector"])
        complaint.refresh_from_db()
        assert complaint.state == State.REFUSAL_PROPOSED
        assert acceptance_clock(complaint).state == Clock.State.RUNNING

        refused = refusals.decide_refusal(
            complaint.pk, approved=True, opinion="同意", actor=people["head"], at=TOMORROW
        )
        assert refused.state == State.REFUSED
        assert acceptance_clock(complaint).state == Clock.State.MET
        paper = Paper.objects.of(complaint.subject).get(kind="refusal_notice")
        assert "超过两年" in paper.context["ground"]
        assert paper.context["where"][0] == "劳动人事争议仲裁委员会"
        assert complaint.refusals.get().paper == paper

    def test_who_proposed_may_not_decide(self, people: dict[str, User]) -> None:
        complaint, head = make_complaint(), people["head"]
        both = make_user(office=head.office, role=Role.INSPECTOR)
        both.memberships.create(
            role=Role.UNIT_HEAD.value, office=head.office, valid_from=date(2020, 1, 1)
        )
        both.forget()
        self.refuse(complaint, both)
        with pytest.raises(Refused, match="不得审批自己提出的事项"):
            refusals.decide_refusal(
                complaint.pk, approved=True, opinion="", actor=both, at=TOMORROW
            )

    def test_a_returned_refusal_goes_back_to_the_desk_and_may_be_proposed_again(
        self, people: dict[str, User]
    ) -> None:
        complaint = make_complaint()
        self.refuse(complaint, people["inspector"])
        refusals.decide_refusal(
            complaint.pk, approved=False, opinion="应当受理", actor=people["head"], at=TOMORROW
        )
        complaint.refresh_from_db()
        assert complaint.state == State.RECEIVED
        assert not Paper.objects.exists()
        self.refuse(complaint, people["inspector"], code=Code.CIVIL_CLAIM)
        assert complaint.refusals.count() == 2

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"reason": " "}, "请写明不予受理的具体理由"),
            ({"code": Code.OTHER_PLACE}, "请写明应当向哪个机关提出"),
            ({"code": Code.RESPONDENT_UNCLEAR}, "应当先告知补正"),
        ],
    )
    def test_no_refusal_without_facts_an_address_and_a_fair_chance(
        self, people: dict[str, User], changes: dict[str, Any], reason: str
    ) -> None:
        with pytest.raises(Refused, match=reason):
            self.refuse(make_complaint(), people["inspector"], **changes)

    def test_an_unanswered_request_lets_the_office_refuse_within_five_new_days(
        self, people: dict[str, User]
    ) -> None:
        complaint = make_complaint()
        ask(complaint, people["inspector"])
        with pytest.raises(Refused, match="补正期限尚未届满"):
            self.refuse(complaint, people["inspector"], code=Code.RESPONDENT_UNCLEAR)

        late = AT + timedelta(days=9)  # Wednesday after the last day
        self.refuse(complaint, people["inspector"], code=Code.RESPONDENT_UNCLEAR, at=late)
        assert complaint.supplement_requests.get().lapsed_at == late
        assert due_on(complaint) == date(2026, 12, 9)
        answer = Clock.objects.of(complaint.subject).get(code="complaint_supplement")
        assert answer.state == Clock.State.CANCELLED


class TestAcceptance:
    def test_accepted_and_filed_on_one_day_in_writing(self, people: dict[str, User]) -> None:
        complaint = identified(make_complaint(), people["inspector"])
        acceptance.propose_filing(complaint.pk, actor=people["inspector"], at=AT)
        accepted = acceptance.accept(
            complaint.pk, on=TOMORROW.date(), actor=people["head"], at=TOMORROW
        )

        assert (accepted.state, accepted.accepted_on) == (State.ACCEPTED, TOMORROW.date())
        assert acceptance_clock(complaint).state == Clock.State.MET
        kinds = Paper.objects.of(complaint.subject).values_list("kind", flat=True)
        assert set(kinds) == {"complaint_register", "acceptance_notice"}

    def test_no_filing_before_the_employer_is_known(self, people: dict[str, User]) -> None:
        complaint = make_complaint()
        with pytest.raises(Refused, match="尚未确认被投诉单位"):
            acceptance.propose_filing(complaint.pk, actor=people["inspector"], at=AT)

    def test_a_returned_filing_keeps_the_five_days_running(self, people: dict[str, User]) -> None:
        complaint = identified(make_complaint(), people["inspector"])
        acceptance.propose_filing(complaint.pk, actor=people["inspector"], at=AT)
        acceptance.return_filing(complaint.pk, actor=people["inspector"], at=AT, note="补充依据")
        complaint.refresh_from_db()
        assert complaint.state == State.RECEIVED
        assert acceptance_clock(complaint).state == Clock.State.RUNNING

    def test_two_heads_at_once_accept_it_once(self, people: dict[str, User]) -> None:
        complaint = identified(make_complaint(), people["inspector"])
        acceptance.accept(complaint.pk, on=AT.date(), actor=people["head"], at=AT)
        with pytest.raises(Refused, match="刷新页面"):
            acceptance.accept(complaint.pk, on=AT.date(), actor=people["head"], at=AT)
        assert Paper.objects.filter(kind="acceptance_notice").count() == 1

    def test_a_report_is_filed_without_a_notice(self, people: dict[str, User]) -> None:
        report = lodge(a_statement(kind=Kind.REPORT)).complaint
        identified(report, people["inspector"])
        acceptance.accept(report.pk, on=AT.date(), actor=people["head"], at=AT)
        assert [paper.kind for paper in Paper.objects.all()] == ["report_register"]


class TestDesk:
    def test_the_owner_is_warned_by_the_clock(self, people: dict[str, User]) -> None:
        complaint = make_complaint()
        desk.assign(complaint.pk, owner=people["inspector"], actor=people["head"], at=AT)
        assert acceptance_clock(complaint).owner == people["inspector"]

    def test_only_a_certified_officer_may_own_it(self, people: dict[str, User]) -> None:
        lapsed = make_user(office=people["head"].office, certified=False)
        with pytest.raises(Refused, match="证"):
            desk.assign(make_complaint().pk, owner=lapsed, actor=people["head"], at=AT)

    def test_withdrawing_ends_the_clock_and_a_waiting_refusal(
        self, people: dict[str, User]
    ) -> None:
        complaint = make_complaint()
        refusals.propose_refusal(
            complaint.pk,
            code=Code.CIVIL_CLAIM,
            reason="工程款",
            actor=people["inspector"],
            at=AT,
        )
        with pytest.raises(Refused, match="请写明"):
            desk.withdraw(complaint.pk, note=" ", actor=people["inspector"], at=AT)
        desk.withdraw(complaint.pk, note="本人来电", actor=people["inspector"], at=AT)

        complaint.refresh_from_db()
        assert complaint.state == State.WITHDRAWN
        assert acceptance_clock(complaint).state == Clock.State.CANCELLED
        assert Approval.objects.get().outcome == Approval.Outcome.VOIDED

    def test_a_closed_complaint_is_not_reassigned(self, people: dict[str, User]) -> None:
        complaint = make_complaint()
        desk.withdraw(complaint.pk, note="本人来电", actor=people["inspector"], at=AT)
        with pytest.raises(Refused, match="已经办结"):
            desk.assign(complaint.pk, owner=people["inspector"], actor=people["head"], at=AT)


class TestMerging:
    def test_duplicates_are_suggested_with_their_reasons(self, people: dict[str, User]) -> None:
        shared = a_claim()
        first = make_complaint(claims=[shared, a_claim()])
        second = make_complaint(claims=[shared])
        make_complaint(employer_name="别的公司")

        found = merging.suggest_duplicates(second, user=people["inspector"])
        assert [suggestion.key for suggestion in found] == [first.pk]
        assert "有1名投诉人相同。" in [str(reason.sentence) for reason in found[0].reasons]
        assert merging.suggest_duplicates(second, user=people["stranger"]) == ()

    def test_merging_keeps_both_and_tells_both_records(self, people: dict[str, User]) -> None:
        master, other, earlier = make_complaint(), make_complaint(), make_complaint()
        actor = people["inspector"]
        merging.merge(earlier.pk, master_id=other.pk, reason="同一工地", actor=actor, at=AT)
        merged = merging.merge(other.pk, master_id=master.pk, reason="同一工地", actor=actor, at=AT)

        assert (merged.state, merged.merged_into) == (State.MERGED, master)
        assert Complaint.objects.count() == 3
        earlier.refresh_from_db()
        assert earlier.merged_into == master
        assert acceptance_clock(other).state == Clock.State.CANCELLED
        assert acceptance_clock(master).state == Clock.State.RUNNING
        assert Event.objects.of(master.subject).filter(act="absorb").exists()

    def test_what_does_not_belong_together_is_not_merged(self, people: dict[str, User]) -> None:
        one, other, actor = make_complaint(), make_complaint(), people["inspector"]
        report = lodge(a_statement(kind=Kind.REPORT)).complaint
        for master, reason in ((one, "不能并入自己"), (report, "身份保护不同")):
            with pytest.raises(Refused, match=reason):
                merging.merge(one.pk, master_id=master.pk, reason="同一", actor=actor, at=AT)
        desk.withdraw(other.pk, note="本人来电", actor=actor, at=AT)
        with pytest.raises(Refused, match="已经办结"):
            merging.merge(one.pk, master_id=other.pk, reason="同一", actor=actor, at=AT)
        with pytest.raises(Refused, match="请写明并案的理由"):
            merging.merge(one.pk, master_id=report.pk, reason="", actor=actor, at=AT)


def test_the_migrations_are_complete() -> None:
    call_command("makemigrations", "complaints", "employers", check=True, dry_run=True, verbosity=0)
