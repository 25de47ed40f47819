"""From the sample to the grade in force, and every way in which it moves afterwards."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Office, User
from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from cases.models import HistoricCase
from credit_rating.jobs import propose_last_year
from credit_rating.models import GradeChange, Rating, RatingRun
from credit_rating.procedure import State, Why
from credit_rating.services import approving, changing, effects, following, overview, publishing
from credit_rating.services.ordering import order_run
from credit_rating.services.rating import rate
from credit_rating.tests.factories import AT, YEAR, old_case
from documents.models import Paper
from employers.models import Employer
from employers.services.flags import set_listing
from employers.tests.factories import make_employer, make_uscc
from publications.models import Publication
from statutes.refusal import Refused
from workflow.models import Clock

pytestmark = pytest.mark.django_db


class House:
    """The bureau's people, one employer found in breach and one that was not."""

    def __init__(self) -> None:
        self.office: Office = make_office("4101")
        self.inspector = self._person(Role.INSPECTOR)
        self.head = self._person(Role.UNIT_HEAD)
        self.chief = self._person(Role.BUREAU_HEAD)
        self.good = make_employer("江城守信有限公司", uscc=make_uscc(1))
        self.bad = make_employer("江城失信有限公司", uscc=make_uscc(2))
        old_case(self.bad, penalty=Decimal("5000.00"))

    def _person(self, role: Role) -> User:
        return make_user(role=role, office=self.office)

    def rated(self, **changes: Any) -> RatingRun:
        asked: dict[str, Any] = {"year": YEAR, "ruleset": "city-2013", "division": "4101"} | changes
        run = order_run(**asked, actor=self.head, at=AT)
        run = rate(run.pk, at=AT)
        overview.summarise(run)
        approving.draw_sample(run.pk)
        return run

    def approved(self, **changes: Any) -> RatingRun:
        run = self.rated(**changes)
        self.check_sample(run)
        approving.propose(run.pk, opinion="按规则评定", actor=self.head, at=AT)
        return approving.decide(run.pk, approved=True, opinion="", actor=self.chief, at=AT)

    def check_sample(self, run: RatingRun) -> None:
        for row in run.sample.all():
            approving.check_sample(row.pk, is_right=True, note="", actor=self.inspector, at=AT)

    def grade(self, run: RatingRun) -> Rating:
        return Rating.objects.get(run=run, employer=self.bad)


def test_no_year_is_proposed_before_its_sample_was_looked_at() -> None:
    house = House()
    run = house.rated()
    assert run.sample.count() == 2
    with pytest.raises(Refused, match="抽查样本还有2户"):
        approving.propose(run.pk, opinion="", actor=house.head, at=AT)
    wrong = run.sample.first()
    assert wrong is not None
    with pytest.raises(Refused, match="错在哪里"):
        approving.check_sample(wrong.pk, is_right=False, note="", actor=house.inspector, at=AT)
    house.check_sample(run)
    approving.check_sample(wrong.pk, is_right=False, note="案件重复", actor=house.inspector, at=AT)
    with pytest.raises(Refused, match="评定有误"):
        approving.propose(run.pk, opinion="", actor=house.head, at=AT)
    approving.discard(run.pk, reason="重评", actor=house.head, at=AT)
    assert RatingRun.objects.get(pk=run.pk).status is State.DISCARDED


def test_the_bureau_head_approves_and_the_files_take_the_grades() -> None:
    house = House()
    run = house.approved()
    assert Employer.objects.get(pk=house.bad.pk).credit_grade == ""
    effects.carry_out(run.pk, at=AT)
    files = Employer.objects.order_by("pk").values_list("credit_grade", "credit_year")
    assert list(files) == [("A", YEAR), ("C", YEAR)]
    rating = house.grade(run)
    assert rating.notice is not None and rating.told_on == date(2026, 1, 12)
    assert "罚款5,000.00元" in rating.notice.context["reasons"][0]["facts"]
    assert Paper.objects.filter(kind="credit_notice").count() == 1
    effects.carry_out(run.pk, at=AT)
    assert Paper.objects.filter(kind="credit_notice").count() == 1


def test_who_proposes_does_not_approve_and_a_second_run_of_the_year_is_refused() -> None:
    house = House()
    house.approved()
    second = house.rated(ruleset="national-2017")
    house.check_sample(second)
    approving.propose(second.pk, opinion="", actor=house.head, at=AT)
    with pytest.raises(Refused, match="已经批准"):
        approving.decide(second.pk, approved=True, opinion="", actor=house.chief, at=AT)
    with pytest.raises(Refused):
        approving.decide(second.pk, approved=True, opinion="", actor=house.head, at=AT)


def objected(house: House) -> Rating:
    run = house.approved()
    effects.carry_out(run.pk, at=AT)
    rating = house.grade(run)
    changing.lodge_objection(
        rating.pk, reason="处罚决定针对的是另一单位", received_on=AT.date(), actor=house.inspector,
        at=AT,
    )  # fmt: skip
    return rating


def test_an_objection_is_answered_within_fifteen_working_days() -> None:
    house = House()
    rating = objected(house)
    clock = Clock.objects.of(rating.subject).open().get()
    assert (clock.code, clock.length) == ("credit_recheck", 15)


def test_what_the_recheck_strikes_is_graded_anew_by_the_rules() -> None:
    house = House()
    rating = objected(house)
    source = f"history:{HistoricCase.objects.get().pk}"
    with pytest.raises(Refused, match="须由"):
        changing.decide_objection(
            rating.pk, struck=[source], opinion="属实", actor=house.inspector, at=AT
        )
    with pytest.raises(Refused, match="不是本次评定的依据"):
        changing.decide_objection(
            rating.pk, struck=["case:999"], opinion="属实", actor=house.chief, at=AT
        )
    changing.decide_objection(
        rating.pk, struck=[source], opinion="处罚决定不是本单位的", actor=house.chief, at=AT
    )
    rating = Rating.objects.get(pk=rating.pk)
    assert (rating.grade, rating.standing) == ("C", "A")
    assert Employer.objects.get(pk=house.bad.pk).credit_grade == "A"
    assert GradeChange.objects.get().why == "recheck"
    assert Paper.objects.filter(kind="credit_recheck").exists()
    assert not Clock.objects.of(rating.subject).open().exists()


def test_an_objection_without_ground_leaves_the_grade() -> None:
    house = House()
    rating = objected(house)
    changing.decide_objection(rating.pk, struck=[], opinion="依据成立", actor=house.chief, at=AT)
    assert Rating.objects.get(pk=rating.pk).standing == "C"
    assert not GradeChange.objects.exists()


def test_the_window_closes_seven_working_days_after_the_notice() -> None:
    house = House()
    run = house.approved()
    effects.carry_out(run.pk, at=AT)
    with pytest.raises(Refused, match="2026-01-21"):
        changing.lodge_objection(
            house.grade(run).pk, reason="不服", received_on=AT.date(), actor=house.inspector,
            at=AT + timedelta(days=10),
        )  # fmt: skip


def test_a_word_lowers_and_never_raises() -> None:
    house = House()
    run = house.approved()
    good = Rating.objects.get(run=run, employer=house.good)
    with pytest.raises(Refused, match="须由"):
        changing.lower(good.pk, grade="B", reason="另有情况", actor=house.head, at=AT)
    changing.lower(good.pk, grade="B", reason="另有情况", actor=house.chief, at=AT)
    with pytest.raises(Refused, match="只能降低"):
        changing.lower(good.pk, grade="A", reason="求情", actor=house.chief, at=AT)
    assert Employer.objects.get(pk=house.good.pk).credit_grade == "B"


def test_who_is_listed_during_the_year_is_c_at_once() -> None:
    house = House()
    effects.carry_out(house.approved().pk, at=AT)
    set_listing(house.good.pk, listed_on=AT.date(), listed_until=date(2029, 1, 12))
    assert following.follow(AT) == 1
    assert following.follow(AT) == 0
    assert Employer.objects.get(pk=house.good.pk).credit_grade == "C"
    assert GradeChange.objects.get().findings[-1]["rule"] == "listed"


def test_january_orders_last_year_and_approves_nothing(settings: Any) -> None:
    House()
    propose_last_year()
    run = RatingRun.objects.get()
    assert run.status in {State.RATING, State.RATED}


def test_the_page_reads_how_the_grades_lie() -> None:
    run = House().rated()
    kept = RatingRun.objects.get(pk=run.pk).distribution
    assert kept["district"] == {"410102": {"A": 1, "B": 0, "C": 1}}
    assert kept["moved"] == {}


def test_the_city_publishes_c_once_the_objections_are_over_and_withdraws_what_fell() -> None:
    house = House()
    run = house.approved()
    effects.carry_out(run.pk, at=AT)
    assert publishing.publish_due(AT) == 0
    later = AT + timedelta(days=20)
    assert publishing.publish_due(later) == 1
    assert publishing.publish_due(later) == 0
    entry = Publication.objects.get()
    assert (entry.kind, entry.content["grade"]) == ("rating", "C")
    rating = house.grade(run)
    changing.strike(
        rating, rating.sources, why=Why.ANNULLED, reason="决定被撤销", actor=None, at=later
    )
    assert not Publication.objects.live().exists()


def test_the_national_rules_publish_nothing() -> None:
    house = House()
    old_case(house.bad, 2, refused=True)
    effects.carry_out(house.approved(ruleset="national-2017").pk, at=AT)
    assert house.bad.credit_ratings.get().standing == "C"
    assert publishing.publish_due(AT + timedelta(days=20)) == 0
