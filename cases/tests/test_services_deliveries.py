"""送达回证: every lawful mode on one paper, each with what proves it and the day that counts."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from cases.models import Delivery
from cases.policy.delivery import Mode
from cases.services import serving
from cases.tests import after_decision as after
from cases.tests import factories as make
from cases.tests.after_decision import decision_of
from cases.tests.factories import LODGED, TODAY, Bureau
from documents.files import store_upload
from documents.models import Paper, StoredFile
from documents.tests.sample_files import small_pdf
from statutes.refusal import Refused
from workflow.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make.make_bureau()


@pytest.fixture
def proof(bureau) -> StoredFile:
    upload = SimpleUploadedFile("回执.pdf", small_pdf())
    return store_upload(upload, actor=bureau.lead, at=LODGED)


def serve(bureau, case, at=LODGED, **how):
    return serving.serve_decision(case.pk, make.handing(at.date(), **how), actor=bureau.lead, at=at)


@pytest.mark.parametrize(
    ("how", "printed"),
    [
        ({}, "直接送达"),
        ({"mode": Mode.LEFT, "receiver": "", "refusal": "拒签", "witness": "刘芳"}, "留置送达"),
        ({"mode": Mode.MAIL}, "邮寄送达"),
        ({"mode": Mode.ENTRUSTED, "receiver": "开封市人社局转周海"}, "委托送达"),
        ({"mode": Mode.ELECTRONIC, "has_consent": True}, "电子送达"),
    ],
)
def test_each_mode_prints_its_receipt_and_names_its_article(bureau, proof, how, printed):
    case = after.decided(bureau)
    delivery = serve(bureau, case, **how, proof=proof)
    said = delivery.receipt.context
    assert said["mode"] == printed and said["basis"].startswith("《中华人民共和国民事诉讼法》")
    assert said["served_number"] == decision_of(case).paper.number
    assert delivery.served_on == TODAY == Paper.objects.get(pk=delivery.paper_id).served_on


def test_a_public_notice_counts_thirty_days_later_and_says_why_nothing_else_would_do(bureau, proof):
    case = after.decided(bureau)
    how = {"mode": Mode.PUBLIC_NOTICE, "receiver": "", "proof": proof, "handed_on": TODAY}
    later = LODGED + timedelta(days=30)
    with pytest.raises(Refused, match="公告未满三十日"):
        serve(bureau, case, LODGED + timedelta(days=29), **how, refusal="下落不明")
    with pytest.raises(Refused, match="原因和经过"):
        serve(bureau, case, later, **how)
    delivery = serve(bureau, case, later, **how, refusal="住所地无人，邮件退回，电话停机。")
    assert (delivery.handed_on, delivery.served_on) == (TODAY, date(2026, 12, 23))
    assert decision_of(case).served_on == date(2026, 12, 23)
    assert delivery.receipt.context["refusal"] == "住所地无人，邮件退回，电话停机。"


def test_electronic_service_needs_the_partys_signed_consent(bureau, proof):
    with pytest.raises(Refused, match="送达地址确认书"):
        serve(bureau, after.decided(bureau), mode=Mode.ELECTRONIC, proof=proof)


def test_the_record_keeps_when_it_happened_and_a_delivery_is_never_changed(bureau):
    case = after.decided(bureau)
    at = LODGED + timedelta(days=2)
    serve(bureau, case, at, handed_on=TODAY + timedelta(days=1))
    event = Event.objects.of(case.subject(None)).get(act="serve_decision")
    assert event.payload["served_on"] == "2026-11-24"
    assert event.occurred_at < event.recorded_at
    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.update(served_on=TODAY)
