"""This year's written review: one employer at each stage, the others still to declare.

The first clerk has declared nothing yet and is there for whoever tries the demo.
"""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.policy.roles import Role
from accounts.services import demo
from console.demo.people import PASSWORD, SINCE, Bureau
from documents.press import press
from employers.models import EmployerUser, Method, Source
from employers.services.register import update_facts
from statutes.clocks import start_of
from written_reviews.models import Campaign, Review
from written_reviews.policy.contents import Answer, Figures, Item
from written_reviews.services import campaigns, declaring, reviewing

OPENED, LEFT, REVIEWED = 45, 25, 60  # days before and after today
FIGURES = Figures(
    headcount=46,
    migrant_workers=31,
    female_workers=12,
    minor_workers=0,
    dispatched_workers=0,
    contracts_signed=46,
    insured=46,
    pay_day=15,
)
CLERKS = ("何文员", "林会计", "孟人事", "石文员", "唐会计", "董人事")
Story = Callable[["Teller"], None]


class Teller:
    """One review: its clerk, the bureau, and the days that pass."""

    def __init__(self, review: Review, clerk: User, bureau: Bureau, at: datetime) -> None:
        self.review, self.clerk, self.bureau, self._at = review, clerk, bureau, at

    @property
    def at(self) -> datetime:
        """The next moment: each act a day after the one before."""
        self._at += timedelta(days=1, minutes=7)
        return self._at

    @property
    def inspector(self) -> User:
        return self.bureau.inspectors[self.review.pk % len(self.bureau.inspectors)]


def build(bureau: Bureau, *, today: date) -> None:
    opened = today - timedelta(days=OPENED)
    campaign, _ = campaigns.open_campaign(
        office=bureau.office,
        year=today.year - 1,
        declare_from=opened,
        declare_to=today + timedelta(days=LEFT),
        ends_on=today + timedelta(days=REVIEWED),
        instructions="请按审查年度12月的情况填写，并上传职工名册、工资支付凭证和社会保险缴费凭证。",
        actor=bureau.head,
        at=start_of(opened),
    )
    asked = campaign.reviews.select_related("employer").order_by("pk")[: len(STORIES)]
    for number, (review, story) in enumerate(zip(asked, STORIES, strict=False)):
        at = start_of(opened) + timedelta(days=number, hours=10)
        story(Teller(review, _clerk(review, number, at), bureau, at))
    _remind(campaign, today)


def _clerk(review: Review, number: int, at: datetime) -> User:
    clerk = demo.enlist(
        username=f"qiye{number + 1}",
        name=CLERKS[number],
        password=PASSWORD,
        roles=[Role.EMPLOYER],
        office=None,
        since=SINCE,
    )
    EmployerUser.objects.create(user=clerk, employer=review.employer, opened_at=at)
    return clerk


def _remind(campaign: Campaign, today: date) -> None:
    waiting = campaign.reviews.undeclared().values_list("pk", flat=True)
    campaigns.remind(campaign, list(waiting), at=start_of(today - timedelta(days=3)))


def left_open(teller: Teller) -> None:
    """Nothing declared; what a visit found last year is there to begin with."""
    found = asdict(replace(FIGURES, headcount=38, contracts_signed=36, insured=35))
    about: dict[str, Any] = {"actor": teller.inspector, "at": teller.at}
    update_facts(teller.review.employer, found, source=Source.VISIT, method=Method.ON_SITE, **about)


def declared(teller: Teller, **changes: int) -> None:
    about: dict[str, Any] = {"actor": teller.clerk, "at": teller.at}
    leaf = press().print(f"<p>{teller.review.employer_name} 职工名册</p>", title="职工名册")
    roster = SimpleUploadedFile("12月职工名册.pdf", leaf, content_type="application/pdf")
    declaring.hand_in(teller.review.pk, kind="roster", upload=roster, **about)
    figures = replace(FIGURES, **changes)
    answers = dict.fromkeys(Item, Answer.YES) | {Item.DISPATCH: Answer.NOT_APPLICABLE}
    notes: dict[Item, str] = {}
    if figures.insured < figures.headcount:
        answers[Item.INSURANCE] = Answer.NO
        notes[Item.INSURANCE] = "新入职人员的参保手续正在办理。"
    declaring.declare(
        teller.review.pk,
        figures=figures,
        answers=answers,
        notes=notes,
        promised_by=teller.review.employer.legal_representative or "负责人",
        **about,
    )


def returned(teller: Teller) -> None:
    declared(teller, insured=40)
    at = teller.at
    reviewing.return_declaration(
        teller.review.pk,
        reason="参保人数与社会保险经办机构的记录不一致，请核对后重新申报。",
        correct_by=at.date() + timedelta(days=REVIEWED),
        actor=teller.inspector,
        at=at,
    )


def rectifying(teller: Teller) -> None:
    declared(teller, insured=43)
    at = teller.at
    reviewing.order_rectification(
        teller.review.pk,
        requirements="为3名职工补办参加社会保险手续，并上传缴费凭证。",
        due_on=at.date() + timedelta(days=REVIEWED),
        actor=teller.inspector,
        at=at,
    )


def passed(teller: Teller) -> None:
    declared(teller)
    reviewing.pass_review(
        teller.review.pk,
        note="现场核对了其余材料，审查合格。",
        actor=teller.inspector,
        at=teller.at,
    )


STORIES: tuple[Story, ...] = (left_open, declared, returned, rectifying, passed, passed)
