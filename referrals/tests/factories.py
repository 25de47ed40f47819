"""Referrals for tests, as plain functions: every one goes the lawful way, through the services."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case
from cases.tests import factories as cases
from documents.models import Paper
from referrals.models import Liaison, PoliceOffice, Referral
from referrals.services import assessing, bureau, people, police
from referrals.services.gate import Word
from referrals.services.gathering import Stated

LODGED = cases.LODGED
# The order's five working days run out on the Monday after; the crime is found that Tuesday.
FOUND = LODGED + timedelta(days=8)
FLED = Stated(
    subject="unit", escape=("flight",), able=False, harm=(), compensated=None, has_excuse=False
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # noqa: E501


@dataclass
class House:
    """A bureau, the police of its level with their liaison, and the procuratorate beside them."""

    bureau: cases.Bureau = field(default_factory=cases.make_bureau)

    def __post_init__(self) -> None:
        self.police = self.police_office("江城市公安局", "江城市人民检察院")
        self.officer = self.liaison(self.police, "方警官")

    def police_office(self, name: str, procuratorate: str = "江城市人民检察院") -> PoliceOffice:
        office = self.bureau.office
        return people.add_police_office(
            name=name, office=office, division=office.division, procuratorate=procuratorate
        )

    def liaison(self, police_office: PoliceOffice, name: str) -> User:
        user = make_user(role=Role.POLICE_LIAISON, name=name)
        people.appoint_liaison(
            office=self.bureau.office,
            duty=Liaison.Duty.LIAISON,
            name=name,
            since=LODGED.date(),
            police_office=police_office,
            user=user,
        )
        return user


def notice(name: str = "通知书.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def unpaid_case(house: House, workers: int = 10) -> Case:
    """Ten workers' wages were ordered to be paid, served, and the period ran out."""
    return cases.served(house.bureau, workers)


def due(house: House, workers: int = 10, at: datetime = FOUND) -> Referral:
    case = unpaid_case(house, workers)
    assessing.assess(case.pk, stated=FLED, actor=house.bureau.lead, at=at)
    return case.referrals.get()


def with_team(house: House, at: datetime = FOUND, **changes: Any) -> Referral:
    members = (house.bureau.lead, house.bureau.assistant)
    return bureau.form_team(
        due(house, **changes).pk, members=members, actor=house.bureau.head, at=at
    )


def reported(house: House, at: datetime = FOUND, **changes: Any) -> Referral:
    return bureau.submit_report(
        with_team(house, at, **changes).pk,
        report="经查，周海自工程停工后逃匿，责令支付期限届满仍未支付。",
        suspects="周海",
        opinion="涉嫌拒不支付劳动报酬罪，建议移送。",
        actor=house.bureau.lead,
        at=at,
    )


def approved(house: House, at: datetime = FOUND, **changes: Any) -> Referral:
    return bureau.decide(
        reported(house, at, **changes).pk,
        approved=True,
        opinion="同意移送。",
        actor=house.bureau.bureau_head,
        at=at,
    )


def printed() -> None:
    """Every paper counts as printed; what the printer does is tested in its own app."""
    Paper.objects.unrendered().update(file="papers/x.pdf", file_sha256="0" * 64)


def bound(house: House, at: datetime = FOUND, **changes: Any) -> Referral:
    referral = approved(house, at, **changes)
    printed()
    return bureau.bind_package(referral.pk, actor=house.bureau.lead, at=at)


def sent(house: House, at: datetime = FOUND, **changes: Any) -> Referral:
    return bureau.deliver(
        bound(house, at, **changes).pk, receiver="方警官", actor=house.bureau.lead, at=at
    )


def received(house: House, at: datetime = FOUND, **changes: Any) -> Referral:
    return police.sign_receipt(
        sent(house, at, **changes).pk, word=Word(), actor=house.officer, at=at
    )


def filed(house: House, at: datetime = FOUND, **changes: Any) -> Referral:
    return police.file(
        received(house, at, **changes).pk,
        offence="拒不支付劳动报酬罪",
        case_no="江公（经）立字〔2026〕88号",
        word=Word(number="江公（经）立告字〔2026〕88号", upload=notice()),
        actor=house.officer,
        at=at,
    )


def refusal(**changes: Any) -> Word:
    given = {
        "number": "江公不立字〔2026〕3号",
        "reason": "现有证据不足以证明行为人逃匿。",
        "returned": "案卷材料一册，移送书及附件。",
        "upload": notice(),
        **changes,
    }
    return Word(**given)


def refused(house: House, at: datetime = FOUND, **changes: Any) -> Referral:
    return police.refuse_filing(
        received(house, at, **changes).pk, word=refusal(), actor=house.officer, at=at
    )
