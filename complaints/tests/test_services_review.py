"""Weighing a complaint, finding it again, opening a sealed identity."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.policy.roles import Role
from accounts.services.personal_data import rotate
from accounts.tests.factories import make_office, make_user
from complaints.models import Complaint
from complaints.policy.acceptance import Code
from complaints.policy.two_years import Reach
from complaints.services import desk
from complaints.services.identity import open_sealed
from complaints.services.review import review
from complaints.tests.factories import AT, a_claim, make_complaint
from employers.services.register import find_or_register
from statutes.refusal import Refused
from workflow.models import AccessLog

pytestmark = pytest.mark.django_db


def test_a_fresh_complaint_is_in_time_here_and_waits_for_its_employer_to_be_named() -> None:
    complaint = make_complaint()
    found = review(complaint)

    assert found.two_years.reach is Reach.WITHIN
    assert [condition.met for condition in found.acceptance.conditions] == [True, None, None]
    inspector = make_user(office=complaint.office)
    employer = find_or_register(name="甲公司", division="410102000000", actor=inspector, at=AT)
    desk.identify_employer(complaint.pk, employer=employer, actor=inspector, at=AT)
    complaint.refresh_from_db()
    assert review(complaint).acceptance.conditions[1].met is True


def test_old_arrears_point_to_refusal_and_mixed_ones_do_not() -> None:
    old = replace(a_claim(), period_from=date(2022, 1, 1), period_to=date(2022, 12, 31))
    assert review(make_complaint(claims=[old])).acceptance.suggests is Code.OUT_OF_TIME

    mixed = review(make_complaint(claims=[replace(old), a_claim()]))
    assert mixed.two_years.reach is Reach.PARTLY
    assert mixed.acceptance.suggests is None


def test_a_pending_arbitration_points_to_it() -> None:
    found = review(make_complaint(in_arbitration=True))
    assert found.acceptance.suggests is Code.IN_ARBITRATION


def test_a_complaint_is_found_by_number_employer_person_or_tail() -> None:
    claim = a_claim(name="欧阳测")
    wanted = make_complaint(claims=[claim])
    make_complaint(employer_name="别的公司")
    office = make_office("4102")

    for text in (
        wanted.number, "2026-0001", "江城宏达", "欧阳测", claim.identity, claim.phone,
        claim.phone[-4:],
    ):  # fmt: skip
        found = Complaint.objects.search(text)
        assert list(found.visible_to(make_user(office=wanted.office))) == [wanted], text
        assert not found.visible_to(make_user(office=office)).exists()
    assert not Complaint.objects.search(" ").exists()


def test_a_sealed_identity_is_opened_with_a_purpose_and_a_record() -> None:
    complaint = make_complaint()
    claimant = complaint.claimants.get()
    inspector = make_user(office=complaint.office)
    auditor = make_user(role=Role.AUDITOR, office=complaint.office)

    with pytest.raises(Refused, match="用途"):
        open_sealed(claimant.pk, reader=inspector, purpose=" ", at=AT)
    with pytest.raises(Refused, match="办案人员"):
        open_sealed(claimant.pk, reader=auditor, purpose="看看", at=AT)
    assert not AccessLog.objects.exists()

    opened = open_sealed(claimant.pk, reader=inspector, purpose="电话核实", at=AT)
    assert opened.identity == claimant.identity
    entry = AccessLog.objects.get()
    assert (entry.reader, entry.purpose) == (inspector, "电话核实")
    assert claimant.identity not in entry.field


def test_keys_can_be_rotated_under_the_triggers(settings: object) -> None:
    claimant = make_complaint().claimants.get()
    settings.PERSONAL_DATA_KEYS = (  # type: ignore[attr-defined]
        "new:" + "bmV3LXBlcnNvbmFsLWRhdGEta2V5LWZvci10ZXN0cyE=" + ","
        + settings.PERSONAL_DATA_KEYS  # type: ignore[attr-defined]
    )  # fmt: skip
    before = claimant.identity
    assert rotate()["complaints.Claimant.identity"] == 1
    claimant.refresh_from_db()
    assert claimant.identity == before


def test_alike_are_complaints_that_share_the_name_the_register_file_or_a_worker() -> None:
    worker = a_claim()
    this = make_complaint(employer_name="甲公司", claims=[worker])
    by_name = make_complaint(employer_name="甲公司")
    by_worker = make_complaint(employer_name="乙公司", claims=[worker, a_claim()])
    by_file = make_complaint(employer_name="甲的招牌")
    make_complaint(employer_name="丙公司")
    inspector = make_user(office=this.office)
    employer = find_or_register(name="甲公司", division="410102000000", actor=inspector, at=AT)
    assert set(Complaint.objects.alike(this)) == {by_name, by_worker}
    for complaint in (this, by_file):
        desk.identify_employer(complaint.pk, employer=employer, actor=inspector, at=AT)
    this.refresh_from_db()
    assert set(Complaint.objects.alike(this)) == {by_name, by_worker, by_file}
