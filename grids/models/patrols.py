"""Patrols: one inspection of one employer, and what was seen."""

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office, User
from accounts.subjects import Subject
from accounts.triggers import append_only, changed, kept
from documents.models import Paper, StoredFile
from employers.models import Employer
from grids.models.plans import PatrolPlan, RandomDraw
from grids.policy.checklists import (
    ANSWER_LABELS,
    INDUSTRY_LABELS,
    Industry,
    Item,
    checklist,
)
from grids.policy.frequency import BASIS_LABELS, Basis
from grids.policy.notices import DELIVERY_LABELS
from grids.policy.results import OBSTRUCTION_LABELS, RESULT_LABELS, Obstruction, Result
from grids.procedure import STATE_LABELS, State
from statutes.clocks import start_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class PatrolQuerySet(models.QuerySet["Patrol"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def of_officer(self, user: User) -> Self:
        return self.filter(Q(lead=user) | Q(partner=user))

    def live(self) -> Self:
        """Those that were not cancelled."""
        return self.exclude(state=State.CANCELLED.value)

    def made(self) -> Self:
        """Those that took place: who was cancelled, turned away or met nobody made none."""
        return self.filter(arrived_at__isnull=False, obstruction="")

    def on_record_since(self, since: date) -> Self:
        """Those that somebody went to and wrote down, turned away or not, from that day on."""
        return self.filter(record__isnull=False, arrived_at__gte=start_of(since))


class Patrol(models.Model):
    """One inspection of one employer, from its approval to what came of it."""

    office = models.ForeignKey(
        Office, models.PROTECT, verbose_name=_("承办机构"), related_name="patrols"
    )
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="patrols"
    )
    employer_name = models.CharField(_("单位名称"), max_length=200)
    plan = models.ForeignKey(
        PatrolPlan,
        models.PROTECT,
        verbose_name=_("巡查计划"),
        related_name="patrols",
        null=True,
        blank=True,
    )
    draw = models.ForeignKey(
        RandomDraw,
        models.PROTECT,
        verbose_name=_("抽签"),
        related_name="patrols",
        null=True,
        blank=True,
    )
    basis = models.CharField(
        _("检查依据"),
        max_length=10,
        choices=[(basis.value, _(label)) for basis, label in BASIS_LABELS.items()],
    )
    cause = models.CharField(_("依据说明"), max_length=200, blank=True)
    lead = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("主办监察员"), related_name="patrols_led"
    )
    partner = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("协办监察员"), related_name="patrols_joined"
    )
    planned_on = models.DateField(_("拟检查日期"))
    industry = models.CharField(
        _("检查清单"),
        max_length=14,
        choices=[(industry.value, _(label)) for industry, label in INDUSTRY_LABELS.items()],
    )
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=[(state.value, _(label)) for state, label in STATE_LABELS.items()],
        default=State.PROPOSED.value,
    )
    proposed_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("报批人"), related_name="+"
    )
    proposed_at = models.DateTimeField(_("报批时间"))
    approved_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    notice = models.OneToOneField(
        Paper,
        models.PROTECT,
        verbose_name=_("检查通知书"),
        related_name="+",
        null=True,
        blank=True,
    )
    # the employer has it before the inspection, or sees it on arrival
    notice_delivered_at = models.DateTimeField(_("通知书送达时间"), null=True, blank=True)
    notice_delivery = models.CharField(
        _("通知书送达方式"),
        max_length=10,
        choices=[(way.value, _(label)) for way, label in DELIVERY_LABELS.items()],
        blank=True,
    )
    notice_received_by = models.CharField(_("通知书签收人"), max_length=100, blank=True)
    # the arrival lock: nothing else can be written before these are
    arrived_at = models.DateTimeField(_("到场时间"), null=True, blank=True)
    headcount_met = models.PositiveIntegerField(_("到场核实人数"), null=True, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(
        _("经度"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    present = models.CharField(_("单位在场人员"), max_length=100, blank=True)
    remarks = models.TextField(_("检查情况"), blank=True)
    recusal_asked = models.CharField(_("对回避申请的记载"), max_length=200, blank=True)
    refusal = models.CharField(_("拒绝签名的情况"), max_length=200, blank=True)
    witness = models.CharField(_("见证人"), max_length=60, blank=True)
    obstruction = models.CharField(
        _("未能检查的情形"),
        max_length=14,
        choices=[(o.value, _(label)) for o, label in OBSTRUCTION_LABELS.items()],
        blank=True,
    )
    record = models.OneToOneField(
        Paper,
        models.PROTECT,
        verbose_name=_("检查记录"),
        related_name="+",
        null=True,
        blank=True,
    )
    result = models.CharField(
        _("处理结果"),
        max_length=8,
        choices=[(result.value, _(label)) for result, label in RESULT_LABELS.items()],
        blank=True,
    )
    result_note = models.TextField(_("处理说明"), blank=True)
    findings = models.TextField(_("认定的事实"), blank=True)
    requirement = models.TextField(_("改正内容"), blank=True)
    advice = models.OneToOneField(
        Paper,
        models.PROTECT,
        verbose_name=_("指导建议书"),
        related_name="+",
        null=True,
        blank=True,
    )
    # The case that it led to. Cases lie above this app: what is known of one is written down here.
    case_id = models.BigIntegerField(_("案件"), null=True, blank=True)
    case_no = models.CharField(_("案号"), max_length=60, blank=True)

    objects = PatrolQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("巡查")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["division", "state", "-id"], name="grids_patrols"),
            models.Index(fields=["employer", "-arrived_at"], name="grids_patrols_of"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(lead=F("partner")),
                name="grids_two_officers",
                violation_error_message=_("检查须由两名监察员实施。"),
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.ROUTINE.value) | ~Q(cause=""),
                name="grids_patrol_outside_the_cap_names_its_basis",
                violation_error_message=_("日常检查以外的，请注明依据。"),
            ),
            models.CheckConstraint(
                condition=Q(
                    notice_delivered_at__isnull=True, notice_delivery="", notice_received_by=""
                )
                | Q(notice_delivered_at__isnull=False)
                & ~Q(notice_delivery="")
                & ~Q(notice_received_by=""),
                name="grids_notice_delivery_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True, headcount_met__isnull=True)
                | Q(arrived_at__isnull=False, headcount_met__isnull=False),
                name="grids_arrival_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("arrived_at")),
                name="grids_patrol_ends_after_arrival",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CONCLUDED.value) | ~Q(result=""),
                name="grids_concluded_with_a_result",
            ),
            # An order is issued in a case (条例 第十八条), so either result opened one.
            models.CheckConstraint(
                condition=Q(result__in=[Result.ORDER.value, Result.CASE.value])
                & Q(case_id__isnull=False)
                & ~Q(case_no="")
                | ~Q(result__in=[Result.ORDER.value, Result.CASE.value])
                & Q(case_id__isnull=True, case_no=""),
                name="grids_order_stands_in_a_case",
            ),
            models.CheckConstraint(
                condition=Q(obstruction="") | ~Q(remarks=""),
                name="grids_obstruction_is_described",
            ),
            models.CheckConstraint(
                condition=Q(refusal="") | ~Q(witness=""),
                name="grids_refusal_is_witnessed",
                violation_error_message=_("拒绝签名的，须有见证人。"),
            ),
        ]
        triggers = [
            *kept("patrol"),
            pgtrigger.Protect(
                name="patrol_arrival_is_locked",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__arrived_at=None)
                & changed("arrived_at", "headcount_met", "latitude", "longitude"),
            ),
            pgtrigger.Protect(
                name="patrol_concluded_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=State.CONCLUDED.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_name} {self.planned_on}"

    def get_absolute_url(self) -> str:
        return reverse("console:patrol", args=[self.pk])

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def notice_number(self) -> str:
        """The notice's number, by which it is known outside the house; "" before its approval."""
        return self.notice.number if self.notice else ""

    @property
    def obstructed(self) -> Obstruction | None:
        """Why it could not be made, if it could not."""
        return Obstruction(self.obstruction) if self.obstruction else None

    @property
    def is_cancelled(self) -> bool:
        return self.status is State.CANCELLED

    @property
    def officers(self) -> tuple[User, User]:
        return self.lead, self.partner

    def checklist(self) -> tuple[Item, ...]:
        return checklist(Industry(self.industry))

    @property
    def subject(self) -> Subject:
        return Subject(
            "patrol", self.pk, self.employer_name, self.division_id, self.office_id, self.lead_id
        )


class PatrolItem(models.Model):
    """One line of the checklist as it was answered on the spot."""

    patrol = models.ForeignKey(Patrol, models.PROTECT, verbose_name=_("巡查"), related_name="items")
    code = models.CharField(_("项目"), max_length=20)
    answer = models.CharField(
        _("检查结果"),
        max_length=14,
        choices=[(answer.value, _(label)) for answer, label in ANSWER_LABELS.items()],
        blank=True,
    )
    note = models.CharField(_("情况"), max_length=500, blank=True)
    is_corrected = models.BooleanField(_("当场已改正"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("检查项目")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["patrol", "code"], name="grids_item_once"),
            models.CheckConstraint(
                condition=~Q(answer="breached") | ~Q(note=""),
                name="grids_breach_is_described",
                violation_error_message=_("不符合的项目，请写明情况。"),
            ),
            models.CheckConstraint(
                condition=Q(answer="breached") | Q(is_corrected=False),
                name="grids_only_a_breach_is_corrected",
            ),
        ]
        triggers = kept("patrol_item")

    def __str__(self) -> str:
        return f"{self.patrol_id} {self.code}"


class PatrolPhoto(models.Model):
    """A photograph taken on the spot: its file carries the hash, this row the time and place."""

    patrol = models.ForeignKey(
        Patrol, models.PROTECT, verbose_name=_("巡查"), related_name="photos"
    )
    item = models.ForeignKey(
        PatrolItem,
        models.PROTECT,
        verbose_name=_("检查项目"),
        related_name="photos",
        null=True,
        blank=True,
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("照片"), related_name="+")
    taken_at = models.DateTimeField(_("拍摄时间"))
    latitude = models.DecimalField(_("纬度"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(
        _("经度"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    taken_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("拍摄人"), related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("检查照片")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["patrol", "file"], name="grids_photo_once")]
        triggers = append_only("patrol_photo")

    def __str__(self) -> str:
        return f"{self.patrol_id} {self.taken_at:%F %R}"


class PatrolSending(models.Model):
    """What a phone sent, by its one-time token: what was sent twice for want of signal is one."""

    patrol = models.ForeignKey(
        Patrol, models.PROTECT, verbose_name=_("巡查"), related_name="sendings"
    )
    token = models.UUIDField(_("提交标识"), unique=True)
    sent_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("提交人"), related_name="+")
    received_at = models.DateTimeField(_("收到时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("手机提交")
        ordering = ["pk"]
        triggers = append_only("patrol_sending")

    def __str__(self) -> str:
        return f"{self.patrol_id} {self.received_at:%F %R}"
