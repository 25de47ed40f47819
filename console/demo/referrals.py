"""Refusals to pay that went to the police, each resting at another link of the chain.

The police liaison of the demo logs in as `fangjg`; what that office said was said at its own desk.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.policy.roles import Role
from accounts.services import demo
from cases.models import Case
from console.demo import stories
from console.demo.people import PASSWORD, SINCE, Bureau
from console.demo.teller import Teller
from documents.binding import steps_of
from documents.freezing import plain
from documents.models import Bundle
from documents.press import press
from employers.models import Employer
from referrals.models import Liaison, PoliceOffice, Referral
from referrals.services import assessing, bureau, meetings, objecting, package, people, police
from referrals.services.gate import Word
from referrals.services.gathering import Stated
from rulebook import services as rulebook

PLACE = "410103000000"  # the city office's own
WORKERS, BEGUN = 12, 45  # working days ago
FLED = Stated(escape=("flight",), able=False, harm=(), compensated=False)
OFFENCE = "拒不支付劳动报酬罪"


@dataclass(slots=True)
class Story:
    """One case on its way to the police, and who acts for them."""

    teller: Teller
    case: Case
    officer: User

    @property
    def referral(self) -> Referral:
        return Referral.objects.select_related("case", "letter").get(case=self.case)

    @property
    def lead(self) -> User:
        return next(o.user for o in self.case.serving_officers() if o.is_lead)


Act = Callable[[Story], object]


def build(rng: Random, city: Bureau, register: list[Employer], *, today: date) -> None:
    """The police of the same level with their liaison, one story a stage, and a joint meeting."""
    office, officer = _police(city)
    yesterday = today - timedelta(days=1)
    here = [firm for firm in register if firm.division_id.startswith("410103")] or register
    for number, (days, way) in enumerate(WAYS):
        begun = rulebook.calendar().add(today, -BEGUN)
        teller = Teller({city.office.pk: city}, rng, begun, yesterday, 90_000 + 40 * number)
        firm = here[number % len(here)]
        if firm.division_id[:6] == "410102":
            continue  # the district office's own
        case = stories.leave_unpaid(teller, firm, workers=WORKERS)
        if case is not None and teller.wait_for(yesterday - timedelta(days=days)):
            _live(Story(teller, case, officer), way)
    _meet(city, office, today=today)


def _live(story: Story, way: Sequence[Act]) -> None:
    """As far as the story goes; what turns out to be no crime ends with the finding."""
    for act in way:
        act(story)
        if not story.case.referrals.exists():
            return


def _police(city: Bureau) -> tuple[PoliceOffice, User]:
    office = people.add_police_office(
        name="江城市公安局",
        office=city.office,
        division=city.office.division,
        procuratorate="江城市人民检察院",
        address="江城市公安路1号",
        phone="0371-11000",
    )
    officer = demo.enlist(
        username="fangjg",
        name="方警官",
        password=PASSWORD,
        roles=[Role.POLICE_LIAISON],
        office=None,
        since=SINCE,
        position="治安支队联络员",
    )
    duties = (
        (office, Liaison.Duty.LIAISON, officer, "方警官", "治安支队联络员"),
        (office, Liaison.Duty.HEAD, None, "韩支队", "治安支队支队长"),
        (None, Liaison.Duty.HEAD, None, city.bureau_head.name, "局长"),
        (None, Liaison.Duty.LIAISON, None, city.head.name, "监察支队支队长"),
    )
    for side, duty, user, name, position in duties:
        people.appoint_liaison(
            office=city.office,
            police_office=side,
            duty=duty,
            user=user,
            name=name,
            position=position,
            since=SINCE,
        )
    return office, officer


# ---------------------------------------------------------------- the bureau


def _assess(story: Story) -> None:
    note = "现场检查笔录、电话通话记录、劳动者询问笔录。"
    assessing.assess(story.case.pk, stated=FLED, note=note, actor=story.lead, at=story.teller.at)


def _team(story: Story) -> None:
    members = [officer.user for officer in story.case.serving_officers()]
    bureau.form_team(
        story.referral.pk, members=members, actor=story.teller.bureau.head, at=story.teller.at
    )


def _report(story: Story) -> None:
    person = story.case.employer.legal_representative or "负责人"
    bureau.submit_report(
        story.referral.pk,
        report=f"{story.case.subject_name}拖欠工资，责令支付期限届满仍未支付；{person}更换电话、搬离住所，去向不明。",
        suspects=person,
        opinion="涉嫌拒不支付劳动报酬罪，建议移送公安机关。",
        actor=story.lead,
        at=story.teller.at,
    )


def _approve(story: Story) -> None:
    head = story.teller.bureau.bureau_head
    bureau.decide(
        story.referral.pk, approved=True, opinion="同意移送。", actor=head, at=story.teller.at
    )


def _refuse(story: Story) -> None:
    head = story.teller.bureau.bureau_head
    reason = "逃匿的证据只有电话记录，补充住所地走访笔录后再报。"
    bureau.decide(story.referral.pk, approved=False, opinion=reason, actor=head, at=story.teller.at)


def _deliver(story: Story) -> None:
    """With its package; the papers are printed once the demo stands, and then it is bound."""
    referral, at = story.referral, story.teller.at
    listed = plain(package.manifest(referral, actor=story.lead, on=story.teller.day))
    referral.package = Bundle.objects.create(
        **referral.subject.as_fields(),
        manifest=listed,
        fingerprint=package.fingerprint_of(listed),
        total=steps_of(listed),
        ordered_by=story.lead,
        ordered_at=at,
    )
    referral.save(update_fields=["package"])
    bureau.deliver(referral.pk, receiver="方警官", actor=story.lead, at=story.teller.at)


def _supply(story: Story) -> None:
    word = Word(reason="补送住所地走访笔录一份。", upload=_notice("走访笔录.pdf"))
    objecting.supply(story.referral.pk, word=word, actor=story.lead, at=story.teller.at)


def _object(story: Story) -> None:
    reason = "走访笔录、通话记录能够证明行为人逃匿，应当立案。"
    objecting.ask_reconsideration(
        story.referral.pk, reason=reason, actor=story.lead, at=story.teller.at
    )


def _suggest(story: Story) -> None:
    reason = "复议决定没有说明为何不采信走访笔录。"
    objecting.suggest_supervision(
        story.referral.pk, reason=reason, actor=story.lead, at=story.teller.at
    )


def _hand_over(story: Story) -> None:
    objecting.hand_over(
        story.referral.pk,
        on=story.teller.day,
        receiver="方警官",
        actor=story.lead,
        at=story.teller.at,
    )


def _resume(story: Story) -> None:
    objecting.resume_handling(
        story.referral.pk,
        reason="移送前尚未作出处理决定，依法继续处理。",
        actor=story.lead,
        at=story.teller.at,
    )


# ---------------------------------------------------------------- the police


def _sign(story: Story) -> None:
    police.sign_receipt(story.referral.pk, word=Word(), actor=story.officer, at=story.teller.at)


def _ask(story: Story) -> None:
    word = Word(reason="请补充住所地走访笔录。")
    police.ask_supplement(story.referral.pk, word=word, actor=story.officer, at=story.teller.at)


def _file(story: Story) -> None:
    word = Word(number=f"江公（治）立告字{story.case.serial}号", upload=_notice("立案告知书.pdf"))
    police.file(
        story.referral.pk, offence=OFFENCE, word=word, actor=story.officer, at=story.teller.at
    )


def _turn_down(story: Story) -> None:
    police.refuse_filing(
        story.referral.pk,
        word=_reasoned("不予立案通知书.pdf", "现有证据不足以证明行为人逃匿。"),
        actor=story.officer,
        at=story.teller.at,
    )


def _uphold(story: Story) -> None:
    word = Word(reason="维持不予立案决定。", upload=_notice("复议决定书.pdf"))
    police.uphold_refusal(story.referral.pk, word=word, actor=story.officer, at=story.teller.at)


def _withdraw(story: Story) -> None:
    police.withdraw(
        story.referral.pk,
        word=_reasoned("撤销案件决定书.pdf", "拖欠款项已经全部支付，不需要追究刑事责任。"),
        actor=story.officer,
        at=story.teller.at,
    )


def _reasoned(name: str, reason: str) -> Word:
    returned = "案卷材料一册，移送书及附件。"
    return Word(number="江公（治）字", reason=reason, returned=returned, upload=_notice(name))


def _notice(name: str) -> SimpleUploadedFile:
    title = name.removesuffix(".pdf")
    return SimpleUploadedFile(name, press().print(f"<h1>{title}</h1>", title=title))


SENT = (_assess, _team, _report, _approve, _deliver)
# How many days ago the crime was found, and how far the story has gone.
WAYS: tuple[tuple[int, Sequence[Act]], ...] = (
    (1, (_assess,)),
    (0, (_assess, _team)),
    (0, (_assess, _team, _report)),
    (4, (_assess, _team, _report, _refuse)),
    (0, (_assess, _team, _report, _approve)),
    (0, SENT),
    (4, (*SENT, _sign)),
    (1, (*SENT, _sign, _ask)),
    (2, (*SENT, _sign, _ask, _supply)),
    (0, (*SENT, _sign, _turn_down)),
    (1, (*SENT, _sign, _turn_down, _object)),
    (1, (*SENT, _sign, _turn_down, _object, _uphold)),
    (2, (*SENT, _sign, _turn_down, _object, _uphold, _suggest)),
    (1, (*SENT, _sign, _file)),
    (6, (*SENT, _sign, _file, _hand_over)),
    (8, (*SENT, _sign, _file, _hand_over, _withdraw, _resume)),
)


def _meet(city: Bureau, office: PoliceOffice, *, today: date) -> None:
    """Last week's joint meeting, with a task that is still open."""
    held_on = rulebook.calendar().add(today, -4)
    at = Teller({city.office.pk: city}, Random(1), held_on, today, 0, office_id=city.office.pk).at
    meeting = meetings.call(
        police_office=office,
        set_for=at,
        place="市公安局会议室",
        chair=city.bureau_head.name,
        covers=(today - timedelta(days=90), held_on),
        topics=("统一逃匿的证据标准",),
        actor=city.head,
        at=at,
    )
    discussed = dict.fromkeys(
        meeting.agenda.values_list("pk", flat=True), "双方交换意见，抓紧办理。"
    )
    soon = today + timedelta(days=2)
    meetings.hold(
        meeting.pk,
        held_on=held_on,
        recorder=city.inspectors[0].name,
        conclusion="每月通报一次移送、立案、撤案情况；疑难案件提前会商。",
        seats=(
            meetings.Seat(city.bureau_head.name, city.office.name, "局长"),
            meetings.Seat("韩支队", office.name, "治安支队支队长"),
            meetings.Seat("方警官", office.name, "治安支队联络员"),
        ),
        discussed=discussed,
        tasks=(
            meetings.Task("制定逃匿认定的证据清单。", "bureau", city.head.name, soon),
            meetings.Task("明确各分局联络员。", "police", "韩支队", today + timedelta(days=20)),
        ),
        actor=city.head,
        at=at,
    )
