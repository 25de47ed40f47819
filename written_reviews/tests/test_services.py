"""The written review end to end: asked, declared, returned, rectified, certified, or a lead."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import InternalError, transaction

from accounts.policy.roles import Role
from accounts.tests.factories import make_division, make_office, make_user
from documents import services as documents
from documents.models import Paper
from employers.models import Employer
from employers.tests.factories import make_employer, make_uscc
from statutes.refusal import Refused
from workflow.models import Event, Notification
from written_reviews import papers
from written_reviews.models import Declaration, Review
from written_reviews.policy.contents import Answer, Item
from written_reviews.procedure import State
from written_reviews.services import campaigns, declaring, reviewing
from written_reviews.tests.factories import (
    ANSWERS,
    AT,
    FIGURES,
    declare,
    make_campaign,
    make_clerk,
    make_review,
)

pytestmark = pytest.mark.django_db
LATE = AT + timedelta(days=60)


def state(review: Review) -> State:
    review.refresh_from_db()
    return State(review.state)


def inspector_of(review: Review):  # noqa: ANN201
    return make_user(role=Role.INSPECTOR, office=review.office, certified=True)


def test_a_campaign_asks_every_employer_that_belongs_to_the_office() -> None:
    district = make_office("410102")
    make_office("4101")  # the city's own unit leaves the district's employers to the district
    asked = make_employer("甲公司")
    make_employer("乙公司", division=make_division("410103"))
    make_employer("丙公司", founded_on=date(2026, 1, 1))
    make_employer("丁公司", status=Employer.Status.CANCELLED)
    make_employer("戊", kind=Employer.Kind.INDIVIDUAL)
    campaign = make_campaign(district)
    assert [review.employer for review in campaign.reviews.all()] == [asked]
    make_employer("新登记的公司")
    assert campaigns.enrol(campaign) == 1


def test_a_year_is_opened_once() -> None:
    campaign = make_campaign()
    with pytest.raises(Refused, match="2025年度的书面审查已经发起"):
        make_campaign(campaign.office)


def test_from_declaration_to_certificate_the_figures_enter_the_register() -> None:
    review = make_review(uscc=make_uscc(), headcount=70)
    declare(review)
    assistant = make_user(role=Role.GRID_ASSISTANT, office=review.office)
    reviewing.pass_on(review.pk, note="与网格台账一致", actor=assistant, at=AT)
    reviewing.pass_review(review.pk, note="合格", actor=inspector_of(review), at=AT)

    assert state(review) is State.PASSED
    assert review.certificate is not None
    assert review.certificate.number
    employer = review.employer
    employer.refresh_from_db()
    assert employer.headcount == 80
    learnt = employer.updates.first()
    assert learnt is not None
    assert (learnt.source, learnt.method) == ("written_review", "online")
    acts = Event.objects.of(review.subject).values_list("act", flat=True)
    assert list(acts.order_by("sequence")) == ["declare", "pass_on", "pass_review"]


def test_what_was_returned_is_declared_again_and_the_first_version_stays() -> None:
    review = make_review()
    clerk = make_clerk(review.employer)
    declare(review, clerk)
    reviewing.return_declaration(
        review.pk, reason="参保人数与金保系统不符", actor=inspector_of(review), at=AT
    )
    assert state(review) is State.RETURNED
    declare(review, clerk, figures=replace(FIGURES, insured=70), at=LATE)
    assert [row.figures["insured"] for row in review.declarations.all()] == [80, 70]
    with pytest.raises(InternalError), transaction.atomic():
        Declaration.objects.update(promised_by="改")


def test_what_is_wrong_is_put_right_and_looked_at_again() -> None:
    review = make_review()
    clerk, inspector = make_clerk(review.employer), inspector_of(review)
    answers, notes = {**ANSWERS, Item.HOURS: Answer.NO}, {Item.HOURS: "11月加班超过36小时"}
    declare(review, clerk, answers=answers, notes=notes)
    reviewing.order_rectification(
        review.pk,
        requirements="调整班次，每月加班不超过36小时",
        due_on=date(2026, 5, 20),
        actor=inspector,
        at=AT,
    )
    assert Paper.objects.of(review.subject).get(kind="review_rectification").number
    declaring.rectify(review.pk, report="已改为三班", actor=clerk, at=AT)
    assert state(review) is State.RECTIFIED
    reviewing.pass_review(review.pk, note="复查合格", actor=inspector, at=AT)
    assert state(review) is State.PASSED


def test_who_neither_declares_nor_rectifies_becomes_a_lead() -> None:
    review = make_review()
    inspector = inspector_of(review)
    with pytest.raises(Refused, match="尚未届满"):
        campaigns.close_undeclared(review.pk, actor=inspector, at=AT)
    campaigns.close_undeclared(review.pk, actor=inspector, at=LATE)
    assert state(review) is State.OVERDUE
    assert reviewing.needs_a_lead(review)


def test_a_clerk_acts_for_their_own_employer_only() -> None:
    review = make_review()
    stranger = make_clerk(make_employer("别的公司", division=make_division("410103")))
    with pytest.raises(Refused, match="须由用人单位经办人办理"):
        declare(review, stranger)
    with pytest.raises(Refused, match="只有本单位的经办人"):
        declaring.add_material(review.pk, kind="rules", file=None, actor=stranger, at=AT)  # type: ignore[arg-type]
    assert state(review) is State.NOT_DECLARED


def test_an_assistant_may_return_and_pass_on_but_decides_nothing() -> None:
    review = make_review()
    declare(review)
    assistant = make_user(role=Role.GRID_ASSISTANT, office=review.office)
    with pytest.raises(Refused, match="须由监察员办理"):
        reviewing.pass_review(review.pk, note="", actor=assistant, at=AT)
    reviewing.return_declaration(review.pk, reason="缺12月名册", actor=assistant, at=AT)
    assert state(review) is State.RETURNED


def test_those_who_have_not_declared_are_reminded() -> None:
    review = make_review()
    clerk = make_clerk(review.employer)
    assert campaigns.remind(review.campaign, actor=inspector_of(review), at=AT) == 1
    told = Notification.objects.get(recipient=clerk)
    assert told.params["day"] == "2026-06-15"
    declare(review, clerk)
    assert campaigns.remind(review.campaign, actor=inspector_of(review), at=AT) == 0


def test_next_year_starts_from_what_was_declared_last() -> None:
    review = make_review(headcount=5)
    assert declaring.last_years(review)["headcount"] == 5
    declare(review)
    office = review.office
    later, _ = campaigns.open_campaign(
        office=office,
        year=2026,
        declare_from=date(2027, 3, 15),
        declare_to=date(2027, 6, 15),
        ends_on=date(2027, 6, 30),
        instructions="",
        actor=inspector_of(review),
        at=AT,
    )
    assert declaring.last_years(later.reviews.get())["headcount"] == 80


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "declaration",
            ("从业人员总数", "执行最低工资标准的情况", "承诺人：张强斌"),
        ),
        (
            "certificate",
            ("2025年度", "《劳动保障监察条例》第十四条", "2026年4月20日"),
        ),
        ("rectification", ("补缴社会保险费", "2026年5月20日", "《劳动保障监察条例》第三十条")),
    ],
)
def test_the_papers_say_what_they_must(kind: str, words: tuple[str, ...]) -> None:
    review = make_review(uscc=make_uscc())
    declared = declare(review)
    sheets = {
        "declaration": (papers.DECLARATION, papers.declaration(review, declared)),
        "certificate": (papers.CERTIFICATE, papers.certificate(review, on=AT.date())),
        "rectification": (
            papers.RECTIFICATION,
            papers.rectification(review, requirements="补缴社会保险费", due_on=date(2026, 5, 20)),
        ),
    }
    paper, context = sheets[kind]
    assert documents.missing_facts(paper, context) == ()
    html = documents.preview(paper, context, office=review.office)
    assert [word for word in words if word not in html] == []
