"""One of each record of a jurisdiction, for tests that ask every page."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.subjects import Subject
from accounts.tests.factories import make_division
from blacklist.models import Listing
from blacklist.services import notice
from blacklist.services import opening as listing_opening
from blacklist.tests import listing_factories as listings
from cases.models import Accountability, Case, Handover
from cases.papers.filing import FILING_APPROVAL
from cases.policy.accountability import Trigger
from cases.services import accountability, ledger
from cases.tests import factories as cases
from cases.tests import records
from cases.tests.factories import Bureau
from complaints.tests import factories as complaints
from credit_rating.models import Rating
from credit_rating.services.approving import draw_sample
from credit_rating.services.ordering import order_run
from credit_rating.services.overview import summarise
from credit_rating.services.rating import rate
from documents import files
from documents import services as documents
from documents.models import Bundle, Paper, ReturnedSheet, StoredFile
from documents.policy.marks import Mark
from documents.press import press
from documents.procedure import BundleStatus
from documents.tests.sample_files import small_pdf
from early_warning.models import FactsImport, Warning, WarningRule
from early_warning.policy.columns import Kind
from early_warning.policy.signals import RULES, Level, Signal, Warned
from early_warning.services import import_runs as facts_runs
from early_warning.services import raising
from employers.models import ImportRun
from employers.services import import_runs
from employers.tests.factories import make_employer
from grids.models import Patrol
from grids.tests import factories as grids
from grids.tests import patrol_factories as patrols
from publications.models import Gazette, Publication
from publications.papers import GAZETTE
from publications.papers import gazette as gazette_of
from publications.policy.kinds import Kind as PublicationKind
from publications.services import publishing
from publications.tests import factories as publications
from referrals.models import (
    Assessment,
    JointMeeting,
    Link,
    MeetingTask,
    PoliceOffice,
    Referral,
)
from referrals.papers import LETTER, letter
from referrals.services import assessing, meetings, people
from statutes import clocks
from statutes.findings import as_json
from statutes.wording import say
from tests import party_records
from wage_deposits.models import Deposit
from wage_deposits.tests import factories as deposits
from workflow.models import Clock
from written_reviews import papers
from written_reviews.models import CampaignRun, Material, Review
from written_reviews.tests import factories as reviews

NOON = complaints.AT + timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Records:
    """One of each record of a jurisdiction, by primary key; the case is under investigation."""

    complaint: int
    employer: int
    import_run: int
    claimant: int
    case: int
    payment: int
    claim: int
    clock: int
    paper: int
    correction: int
    returned_sheet: int
    file: int
    bundle: int
    evidence: int
    interview: int
    recording: int
    handover: int
    accountability: int
    campaign: int
    review: int
    deposit: int
    patrol: int
    site: int
    material: int
    review_paper: int
    campaign_run: int
    warning: int
    rating_run: int
    sample_check: int
    credit_rating: int
    candidate: int
    listing: int
    listing_notice: int
    referral: int
    link: int
    letter: int
    meeting: int
    meeting_task: int
    liaison: int
    police_office: int
    facts_import: int
    warning_rule: int
    publication: int
    public_entry: str
    gazette: int
    public_gazette: str
    grid: int
    visit: int
    plan: int
    draw: int
    code: str
    served_case: int
    served_paper: int
    submission: int
    submitted: int

    @classmethod
    def of(cls, bureau: Bureau, division: str) -> "Records":
        waiting = complaints.make_complaint(division_id=division)
        case = _investigated(bureau, division)
        paper = Paper.objects.of(case.subject(None)).issued()[0]
        upload = SimpleUploadedFile("凭证.pdf", small_pdf() + division.encode())
        proof = files.store_upload(upload, actor=None, at=cases.LODGED)
        files.attach(proof, case.subject(None))
        review = _declared(bureau, case)
        deposit = _deposit(bureau, division)
        rating = _graded(bureau, case, division)
        net = grids.a_net(bureau, make_division(division))
        entry, gazette = _published(bureau, case), _announced(bureau)
        listing = _listed(bureau, case)
        return cls(
            complaint=waiting.pk,
            claimant=waiting.claimants.get().pk,
            case=case.pk,
            employer=case.employer_id,
            import_run=_table(bureau).pk,
            payment=case.claims.get().payments.get().pk,
            claim=case.claims.get().pk,
            clock=Clock.objects.of(waiting.subject).get().pk,
            paper=paper.pk,
            correction=_corrected(bureau, case, paper).pk,
            returned_sheet=_sent_back(bureau, case, paper).pk,
            file=proof.pk,
            bundle=_bound(bureau, case).pk,
            evidence=records.evidence(bureau, case).pk,
            interview=records.interview(bureau, case).pk,
            recording=records.recording(bureau, case).pk,
            handover=_handed_over(bureau).pk,
            accountability=_held_to_account(bureau, case).pk,
            campaign=review.campaign_id,
            review=review.pk,
            deposit=deposit.pk,
            patrol=_inspected(bureau, division).pk,
            site=deposit.project_id,
            material=_handed_in(review, proof).pk,
            review_paper=_reported(review).pk,
            campaign_run=_reminded(review).pk,
            warning=_warned(case).pk,
            rating_run=rating.run_id,
            sample_check=rating.sample_check.pk,
            credit_rating=rating.pk,
            candidate=listing.candidate_id,
            listing=listing.pk,
            listing_notice=listing.notice_id or 0,
            **_referred(bureau, case, proof),
            facts_import=_told(bureau).pk,
            warning_rule=_proposed_rule(bureau).pk,
            publication=entry.pk,
            public_entry=entry.public_id,
            gazette=gazette.pk,
            public_gazette=gazette.public_id,
            grid=net.grid.pk,
            visit=net.visit.pk,
            plan=net.draw.plan_id,
            draw=net.draw.pk,
            code=paper.verification_code,
            **party_records.answered(bureau, case.employer, division),
        )


def _referred(bureau: Bureau, case: Case, proof: StoredFile) -> dict[str, int]:
    """The case with the police: sent, not signed for."""
    police = people.add_police_office(
        name=f"{case.division.name}公安局",
        office=bureau.office,
        division=case.division,
        procuratorate="人民检察院",
    )
    found = assessing.current(case, cases.TODAY)
    assessment = Assessment.objects.create(
        case=case,
        on=cases.TODAY,
        facts={},
        crime=as_json(found.crime),
        amount=as_json(found.amount),
        severe=as_json(found.severe),
        outcome="yes",
        judged_by=bureau.lead,
        judged_at=cases.LODGED,
    )
    referral = Referral.objects.create(
        case=case,
        assessment=assessment,
        office=bureau.office,
        division=case.division,
        owner=bureau.lead,
        subject_name=case.subject_name,
        found_at=cases.LODGED,
        state="sent",
        police_office=police,
        letter=Paper.objects.of(case.subject(None)).issued()[0],
        delivered_at=cases.LODGED,
        referred_on=cases.TODAY,
    )
    link = Link.objects.create(
        referral=referral,
        act="confirm",
        label="确认属于管辖、材料齐全",
        organ=police.name,
        occurred_at=cases.LODGED,
        file=proof,
        recorded_by=bureau.lead,
        recorded_at=cases.LODGED,
    )
    meeting, task = _met(bureau, police)
    head = people.appoint_liaison(
        office=bureau.office, duty="head", name="主管负责人", since=cases.TODAY
    )
    return {
        "referral": referral.pk,
        "link": link.pk,
        "letter": _addressed(bureau, referral).pk,
        "police_office": police.pk,
        "meeting": meeting.pk,
        "meeting_task": task.pk,
        "liaison": head.pk,
    }


def _addressed(bureau: Bureau, referral: Referral) -> Paper:
    return documents.issue(
        LETTER,
        referral.subject,
        {**letter(referral), "suspects": "周海", "decided_on": cases.TODAY},
        office=bureau.office,
        actor=bureau.lead,
        at=cases.LODGED,
    )


def _met(bureau: Bureau, police: PoliceOffice) -> tuple[JointMeeting, MeetingTask]:
    """A joint meeting that was held and settled one thing."""
    meeting = meetings.call(
        police_office=police,
        set_for=cases.LODGED,
        place="公安局会议室",
        chair="赵立新",
        covers=(cases.TODAY, cases.TODAY),
        actor=bureau.lead,
        at=cases.LODGED,
    )
    meeting = meetings.hold(
        meeting.pk,
        held_on=cases.TODAY,
        recorder="李敏",
        conclusion="每月通报一次。",
        seats=[meetings.Seat("方警官", police.name)],
        discussed={},
        tasks=[meetings.Task("建立台账。", "bureau", "陈志强", cases.TODAY)],
        actor=bureau.lead,
        at=cases.LODGED,
    )
    return meeting, meeting.tasks.get()


def _bound(bureau: Bureau, case: Case) -> Bundle:
    leaf = press().print(case.case_no, title="案卷")
    file = files.store_upload(SimpleUploadedFile("案卷.pdf", leaf), actor=None, at=cases.LODGED)
    files.attach(file, case.subject(None))
    return Bundle.objects.create(
        **case.subject(None).as_fields(),
        manifest={"title": "案卷", "volumes": []},
        fingerprint="f",
        status=BundleStatus.BOUND.value,
        total=1,
        pages=1,
        file=file,
        ordered_by=bureau.lead,
        ordered_at=cases.LODGED,
    )


def _sent_back(bureau: Bureau, case: Case, paper: Paper) -> ReturnedSheet:
    return documents.return_marked(
        FILING_APPROVAL,
        case.subject(None),
        paper.context,
        [Mark(case.case_no, "核对案号")],
        office=bureau.office,
        actor=bureau.head,
        at=cases.LODGED,
    )


def _declared(bureau: Bureau, case: Case) -> Review:
    """The employer of the case, asked for its review of last year."""
    assert case.employer
    campaign = reviews.make_campaign(bureau.office)
    return Review.objects.get_or_create(
        campaign=campaign,
        employer=case.employer,
        defaults={
            "office": bureau.office,
            "division": case.division,
            "employer_name": case.employer.name,
        },
    )[0]


def _deposit(bureau: Bureau, division: str) -> Deposit:
    """A project in that place, and what it must deposit."""
    people = deposits.House(bureau.office, lead=bureau.lead, head=bureau.head)
    return deposits.due(people, division=make_division(division))


def _published(bureau: Bureau, case: Case) -> Publication:
    """A penalty of the case, made public and sent to the credit platform."""
    on = cases.LODGED.date()
    return publishing.publish(
        PublicationKind.PENALTY,
        case.subject(None),
        publications.penalty(decided_on=on),
        office=bureau.office,
        actor=bureau.lead,
        at=cases.LODGED,
        starts_on=on,
        ends_on=clocks.add_months(on, 6),
        targets=(publications.PLATFORM,),
    )


def _announced(bureau: Bureau) -> Gazette:
    return Gazette.objects.create(
        public_id=secrets.token_hex(8),
        kind=PublicationKind.PENALTY.value,
        title="行政处罚公告",
        office=bureau.office,
        division=bureau.office.division,
        issued_by=bureau.lead,
        issued_at=cases.LODGED,
        paper=documents.issue(
            GAZETTE,
            Subject("gazette", 1, "公告", bureau.office.division_id, bureau.office.pk),
            gazette_of(
                PublicationKind.PENALTY, "行政处罚公告", [], office=bureau.office, on=NOON.date()
            ),
            office=bureau.office,
            actor=bureau.lead,
            at=cases.LODGED,
        ),
    )


def _inspected(bureau: Bureau, division: str) -> Patrol:
    """An employer of that place whose checklist is being answered."""
    names = {"lead": bureau.lead, "partner": bureau.assistant, "head": bureau.head}
    people = patrols.House(bureau.office, **names, third=bureau.lead)
    employer = make_employer(f"巡查对象{division}", division=make_division(division))
    return patrols.arrived(people, employer=employer)


def _listed(bureau: Bureau, case: Case) -> Listing:
    """The employer of the case, told that it is to be listed."""
    room = listings.Room(bureau)
    candidate = listings.a_candidate(room, case.employer, case=case)
    listing = listing_opening.take_up(
        candidate.pk, opinion="启动列入程序。", actor=bureau.bureau_head, at=cases.LODGED
    )
    return notice.issue_notice(listing.pk, reasons="拖欠工资。", actor=bureau.lead, at=cases.LODGED)


def _warned(case: Case) -> Warning:
    """The employer of the case pays in part only."""
    assert case.employer
    rule = RULES["paid_in_part"]
    signal = Signal(rule.code, say("被列入经营异常名录。"), 20, None)
    found = raising.Found(
        case.employer_id, case.division_id, case.employer.name,
        Warned(Level.YELLOW, 20, (signal,)), {}, (signal,),
    )  # fmt: skip
    standing = Warning.objects.filter(employer=case.employer).first()
    return standing or raising.raise_warning(
        found, days=10, on=cases.LODGED.date(), at=cases.LODGED
    )


def _graded(bureau: Bureau, case: Case, division: str) -> Rating:
    """The year of the case, rated for that place, its sample drawn."""
    run = order_run(
        year=cases.LODGED.year, ruleset="national-2017", division=division, actor=bureau.head,
        at=cases.LODGED,
    )  # fmt: skip
    run = rate(run.pk, at=cases.LODGED)
    summarise(run)
    draw_sample(run.pk)
    return Rating.objects.filter(run=run, sample_check__isnull=False).order_by("-grade")[0]


def _told(bureau: Bureau) -> FactsImport:
    upload = SimpleUploadedFile("用电.csv", f"户名,月份,用电量\n{bureau.office},".encode())
    return facts_runs.submit(
        upload, kind=Kind.ELECTRICITY, source="供电公司", month=None, actor=bureau.lead,
        at=cases.LODGED,
    )  # fmt: skip


def _proposed_rule(bureau: Bureau) -> WarningRule:
    return WarningRule.objects.create(
        code="paid_in_part", points=30, level="yellow", in_force_from=cases.LODGED.date(),
        citation="本地办法", proposed_by=bureau.head, proposed_at=cases.LODGED,
    )  # fmt: skip


def _handed_in(review: Review, file: StoredFile) -> Material:
    return Material.objects.create(
        review=review,
        kind=Material.Kind.LICENCE,
        file=file,
        added_by=review.campaign.opened_by,
        added_at=review.campaign.opened_at,
    )


def _reported(review: Review) -> Paper:
    return documents.issue(
        papers.RECTIFICATION,
        review.subject,
        papers.rectification(review, requirements="补签劳动合同", due_on=NOON.date()),
        office=review.office,
        actor=review.campaign.opened_by,
        at=NOON,
    )


def _reminded(review: Review) -> CampaignRun:
    return CampaignRun.objects.create(
        campaign=review.campaign,
        kind=CampaignRun.Kind.REMIND,
        requested_by=review.campaign.opened_by,
        requested_at=NOON,
        total=1,
        finished_at=NOON,
    )


def _table(bureau: Bureau) -> ImportRun:
    upload = SimpleUploadedFile("单位.csv", f"uscc,name,division\n,{bureau.office}".encode())
    return import_runs.submit(upload, actor=bureau.lead, at=cases.LODGED)


def _handed_over(bureau: Bureau) -> Handover:
    return Handover.objects.create(
        office=bureau.office,
        giver=bureau.lead,
        taker=bureau.assistant,
        reason="调离岗位。",
        decided_by=bureau.head,
        decided_at=cases.LODGED,
    )


def _held_to_account(bureau: Bureau, case: Case) -> Accountability:
    return accountability.open_entry(
        Trigger.OFFICER_COMPLAINT,
        reference=f"test:{case.pk}",
        summary="查实的情况。",
        office=bureau.office,
        case=case,
        person_id=bureau.lead.pk,
        at=cases.LODGED,
    )


def _corrected(bureau: Bureau, case: Case, paper: Paper) -> Paper:
    """The same paper issued anew with another word in it."""
    said = {**paper.context, "summary": "更正后的案情。"}
    return documents.issue(
        FILING_APPROVAL,
        case.subject(None),
        said,
        office=bureau.office,
        actor=bureau.lead,
        at=cases.LODGED,
        corrects=paper,
    )


def _investigated(bureau: Bureau, division: str) -> Case:
    """A filed case whose only worker has been paid a part."""
    lodged = complaints.make_complaint(division_id=division, employer_name="江城测试服饰有限公司")
    case = cases.file(bureau, cases.known_employer(lodged))
    claim = case.claims.get()
    ledger.determine(
        case.pk,
        {claim.pk: ledger.Entry(claim.claimed)},
        version=cases.fresh(case).ledger_version,
        actor=bureau.lead,
        at=cases.LODGED,
    )
    cases.pay(bureau, case, {claim.pk: claim.claimed / 2})
    return cases.fresh(case)
