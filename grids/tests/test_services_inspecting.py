"""At the employer's: the arrival lock, the checklist sent once, the record, and the result."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from documents.models import Paper
from documents.tests.sample_files import picture
from employers.tests.factories import make_employer
from grids.models import Patrol
from grids.policy.checklists import Answer
from grids.policy.notices import Delivery
from grids.policy.results import Obstruction, Result
from grids.procedure import State
from grids.services import inspecting, serving
from grids.services.inspecting import Answered, Opened, Shot
from grids.services.serving import Receipt
from grids.tests import patrol_factories as make
from grids.tests.patrol_factories import AT, TODAY, House
from statutes.refusal import Refused
from workflow.models import Clock, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def send(house: House, patrol: Patrol, **changes: Any) -> Patrol:
    given: dict[str, Any] = {
        "answers": {},
        "token": uuid4(),
        "actor": house.lead,
        "at": AT,
        **changes,
    }
    return inspecting.record_items(patrol.pk, given.pop("answers"), **given)


def end(house: House, patrol: Patrol, **changes: Any) -> Patrol:
    later = AT + timedelta(hours=1)
    return inspecting.finish(patrol.pk, make.ending(**changes), actor=house.lead, at=later)


def settle(house: House, patrol: Patrol, result: Result, **changes: Any) -> Patrol:
    given: dict[str, Any] = {
        "note": "处理意见",
        "findings": "事实",
        "requirement": "改正",
        **changes,
    }
    at = AT + timedelta(hours=2)
    return inspecting.conclude(patrol.pk, result=result, **given, actor=house.lead, at=at)


def test_nothing_is_written_before_the_arrival(house: House) -> None:
    patrol = make.approved(house)
    with pytest.raises(Refused, match="当前状态不能办理"):
        send(house, patrol, answers={"roster": Answered(Answer.KEPT)})
    assert not patrol.items.exists()


def test_the_arrival_opens_the_checklist_and_stands_for_good(house: House) -> None:
    patrol = make.fresh(make.arrived(house))
    assert (patrol.state, patrol.headcount_met) == (State.ARRIVED, 26)
    assert patrol.items.count() == len(patrol.checklist())
    assert not Clock.objects.of(patrol.subject).open().exists()
    for column, value in {"headcount_met": 40, "arrived_at": AT - timedelta(hours=1)}.items():
        with pytest.raises(DatabaseError), transaction.atomic():
            Patrol.objects.filter(pk=patrol.pk).update(**{column: value})


@pytest.mark.parametrize(
    ("minutes", "said"), [(5, "还没有到"), (-5, "早于批准检查的时间"), (-1600, "早于批准")]
)
def test_an_arrival_lies_between_the_approval_and_now(
    house: House, minutes: int, said: str
) -> None:
    patrol = make.approved(house)
    with pytest.raises(Refused, match=said):
        make.arrive(house, patrol, arrived_at=AT + timedelta(minutes=minutes))


def test_nobody_arrives_before_the_day_of_the_notice(house: House) -> None:
    patrol = make.approved(house, planned_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="不能提前检查"):
        make.arrive(house, patrol)


def delivered(house: House, patrol: Patrol, **changes: Any) -> Patrol:
    given = {"way": Delivery.DIRECT, "delivered_at": AT, "received_by": "前台钱某", **changes}
    return serving.deliver(patrol.pk, Receipt(**given), actor=house.lead, at=AT)


def test_the_notice_is_delivered_before_or_shown_on_arrival(house: House) -> None:
    patrol = make.approved(house)
    with pytest.raises(Refused, match="最迟到场时出示"):
        make.arrive(house, patrol, shown_to=" ")
    patrol = make.arrive(house, patrol, shown_to="负责人孙某")
    assert (patrol.notice_delivery, patrol.notice_received_by) == ("shown", "负责人孙某")
    assert patrol.notice and patrol.notice.served_on == TODAY
    with pytest.raises(Refused, match="已经送达"):
        delivered(house, patrol)


def test_a_notice_delivered_ahead_is_not_asked_for_again(house: House) -> None:
    patrol = make.approved(house)
    for wrong, said in (
        ({"received_by": " "}, "请写明签收人"),
        ({"delivered_at": AT + timedelta(hours=1)}, "还没有到"),
        ({"delivered_at": AT - timedelta(hours=1)}, "早于检查通知书"),
    ):
        with pytest.raises(Refused, match=said):
            delivered(house, patrol, **wrong)
    delivered(house, patrol, way=Delivery.LEFT, received_by="社区干部吴某")
    event = Event.objects.of(patrol.subject).get(act="deliver_notice")
    assert "留置送达 社区干部吴某" in event.note
    patrol = make.arrive(house, patrol, shown_to="")
    record = end(house, make.fill(house, patrol)).record
    assert record and record.context["delivery"]["way"] == "留置送达"


def test_only_the_two_officers_of_the_notice_inspect(house: House) -> None:
    patrol = make.approved(house)
    with pytest.raises(Refused, match="只有本次检查的两名监察员"):
        make.arrive(house, patrol, actor=house.third)
    make.arrive(house, patrol, actor=house.partner)


def test_what_a_phone_sends_twice_is_taken_once(house: House) -> None:
    patrol = make.approved(house)
    token = uuid4()
    make.arrive(house, patrol, token=token)
    make.arrive(house, patrol, token=token)  # the answer was lost on the way
    assert Event.objects.of(patrol.subject).filter(act="arrive").count() == 1
    other = make.approved(house, employer=make_employer("江城另一食品有限公司"))
    with pytest.raises(Refused, match="标识已用于别的检查"):
        make.arrive(house, other, token=token)
    with pytest.raises(Refused, match="标识已用于别的检查"):
        make.arrive(house, patrol, token=token, actor=house.partner)
    again: dict[str, Any] = {"answers": {"roster": Answered(Answer.KEPT)}, "token": uuid4()}
    send(house, patrol, **again)
    send(house, patrol, **again)
    assert Event.objects.of(patrol.subject).filter(act="record_items").count() == 1


def test_a_failed_item_says_what_was_seen(house: House) -> None:
    patrol = make.arrived(house)
    with pytest.raises(Refused, match="建立了职工名册，内容齐全”不符合，请写明"):
        send(house, patrol, answers={"roster": Answered(Answer.BREACHED, " ")})
    with pytest.raises(Refused, match="没有“deposit”这一项"):
        send(house, patrol, answers={"deposit": Answered(Answer.KEPT)})


def test_photographs_carry_their_hash_and_come_once(house: House) -> None:
    patrol = make.arrived(house)

    def shot(code: str = "roster") -> Shot:
        return Shot(SimpleUploadedFile("名册.png", picture(), "image/png"), code)

    send(house, patrol, shots=[shot()])
    photo = patrol.photos.get()
    assert (photo.item and photo.item.code, len(photo.file.sha256)) == ("roster", 64)
    send(house, patrol, shots=[shot()])  # again, with other answers: the phone lost our answer
    assert patrol.photos.get() == photo
    with pytest.raises(Refused, match="已经上传过"):
        send(house, patrol, shots=[shot("wages")])
    with pytest.raises(Refused):
        text = SimpleUploadedFile("名册.png", b"not a picture", "image/png")
        send(house, patrol, shots=[Shot(text)])


def test_an_inspection_ends_with_every_item_answered(house: House) -> None:
    patrol = make.arrived(house)
    with pytest.raises(Refused, match=f"还有{len(patrol.checklist())}项没有填写"):
        end(house, patrol)


def test_it_ends_with_the_rights_told_and_a_refusal_witnessed(house: House) -> None:
    patrol = make.answered(house)
    with pytest.raises(Refused, match="出示执法证件"):
        end(house, patrol, rights_told=False)
    with pytest.raises(Refused, match="须有见证人"):
        end(house, patrol, refusal="负责人拒签")
    with pytest.raises(Refused, match="早于到场时间"):
        end(house, patrol, ended_at=AT - timedelta(minutes=1))
    patrol = end(house, patrol, refusal="负责人拒签", witness="社区工作人员马某")
    record = patrol.record
    assert record and record.context["witness"] == "社区工作人员马某"
    assert len(record.context["answers"]) == len(patrol.checklist())


def test_who_is_turned_away_ends_without_the_checklist_and_files_it(house: House) -> None:
    patrol = make.arrived(house)
    refused: dict[str, Any] = {"obstruction": Obstruction.REFUSED, "remarks": "负责人拒不开门。"}
    with pytest.raises(Refused, match="写明经过"):
        end(house, patrol, obstruction=Obstruction.REFUSED)
    with pytest.raises(Refused, match="出示执法证件"):
        end(house, patrol, **refused, rights_told=False)
    patrol = end(house, patrol, **refused)
    assert patrol.record and patrol.record.context["obstruction"] == "拒绝、阻挠检查"
    assert not Patrol.objects.made().exists()
    with pytest.raises(Refused, match="第三十条"):
        settle(house, patrol, Result.NOTHING)
    assert settle(house, patrol, Result.CASE, opened=Opened(7, "案2026-0007")).case_id == 7


def test_where_nobody_is_there_nothing_was_inspected(house: House) -> None:
    patrol = make.arrive(house, make.approved(house), headcount=0, shown_to="")
    with pytest.raises(Refused, match="还没有送达或者出示"):
        send(house, patrol, answers={"roster": Answered(Answer.KEPT)})
    with pytest.raises(Refused, match="不能认定拒绝检查"):
        end(house, patrol, obstruction=Obstruction.REFUSED, remarks="不开门。")
    nobody: dict[str, Any] = {"obstruction": Obstruction.NOBODY, "remarks": "大门紧锁。"}
    patrol = end(house, patrol, **nobody, rights_told=False, present="现场无人")
    assert settle(house, patrol, Result.UNMADE).result == "unmade"


def test_nothing_found_is_the_end(house: House) -> None:
    patrol = make.concluded(house)
    assert (patrol.state, patrol.result, patrol.advice) == ("concluded", "nothing", None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Patrol.objects.filter(pk=patrol.pk).update(result_note="改写")


def test_a_standing_breach_calls_for_an_order_or_a_case(house: House) -> None:
    patrol = make.recorded(house, "contracts")
    with pytest.raises(Refused, match="不能按未发现问题办结"):
        settle(house, patrol, Result.NOTHING)
    with pytest.raises(Refused, match="应当责令改正或者立案"):
        settle(house, patrol, Result.ADVICE)
    with pytest.raises(Refused, match="须在案件中办理"):
        settle(house, patrol, Result.ORDER)
    patrol = settle(house, patrol, Result.ORDER, opened=Opened(7, "江人社监案2026-0007"))
    assert (patrol.case_id, patrol.requirement) == (7, "改正")


def test_what_was_put_right_on_the_spot_is_advised_upon(house: House) -> None:
    patrol = make.recorded(house, "contracts", corrected=True)
    with pytest.raises(Refused, match="无从责令改正"):
        settle(house, patrol, Result.ORDER, opened=Opened(7, "案2026-0007"))
    patrol = settle(house, patrol, Result.ADVICE)
    assert patrol.advice and patrol.advice.context["advice"] == "改正"
    assert Paper.objects.of(patrol.subject).filter(kind="patrol_advice").count() == 1


def test_an_officer_whose_certificate_lapsed_meanwhile_neither_arrives_nor_ends(
    house: House,
) -> None:
    patrol = make.approved(house)
    certificate = house.partner.certificates.get()
    certificate.valid_to = TODAY - timedelta(days=1)
    certificate.save()
    with pytest.raises(Refused, match="李敏"):
        make.arrive(house, patrol)
