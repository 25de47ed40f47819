"""Evidence, the records of asking and looking, and what was preserved or filmed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import EncryptedTextField
from accounts.triggers import append_only, changed, kept
from cases.models.case import Case
from cases.policy import evidence as rule
from cases.policy.preservation import GROUND_LABELS, OUTCOME_LABELS
from cases.policy.recording import OCCASION_LABELS
from documents.models import Paper, StoredFile

PEOPLE = settings.AUTH_USER_MODEL


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> Self:
        """What has not been excluded."""
        return self.filter(excluded_at__isnull=True)


class Evidence(models.Model):
    """One numbered piece of evidence: the sealed original, and a copy to look at."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence")
    serial = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(
        _("种类"), max_length=20, choices=[(k.value, _(v)) for k, v in rule.KIND_LABELS.items()]
    )
    form = models.CharField(
        _("形式"), max_length=20, choices=[(k.value, _(v)) for k, v in rule.FORM_LABELS.items()]
    )
    title = models.CharField(_("证据名称"), max_length=200)
    origin = models.CharField(_("来源"), max_length=200)
    condition = models.CharField(_("性状"), max_length=200, blank=True)
    proves = models.CharField(_("证明内容"), max_length=500)
    obtained_on = models.DateField(_("取得日期"))
    place = models.CharField(_("取得地点"), max_length=200, blank=True)
    collector = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    second_collector = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    witness = models.CharField(_("见证人"), max_length=100, blank=True)
    # The bytes as they were handed in; its SHA-256 is the file's own.
    original = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Without position and device data, and no larger than a screen needs.
    viewing = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    pages = models.PositiveIntegerField(_("页数"), default=1)
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    excluded_at = models.DateTimeField(_("排除时间"), null=True, blank=True)
    exclusion_reason = models.CharField(_("排除理由"), max_length=500, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("证据")
        ordering = ["case_id", "serial"]
        constraints = [
            models.UniqueConstraint("case", "serial", name="evidence_number_once"),
            models.CheckConstraint(
                condition=~Q(collector=F("second_collector")), name="evidence_two_collectors"
            ),
            models.CheckConstraint(
                condition=Q(original__isnull=False)
                | Q(kind__in=sorted(kind.value for kind in rule.TANGIBLE)),
                name="evidence_has_original",
            ),
            models.CheckConstraint(
                condition=Q(excluded_at__isnull=True) | ~Q(exclusion_reason=""),
                name="evidence_excluded_has_reason",
            ),
        ]
        triggers = [
            *kept("evidence"),
            pgtrigger.Protect(
                name="evidence_as_recorded",
                operation=pgtrigger.Update,
                condition=changed(
                    "case", "serial", "kind", "form", "title", "origin", "condition", "proves",
                    "obtained_on", "place", "collector", "second_collector", "witness",
                    "original", "pages", "recorded_by", "recorded_at",
                ),
            ),
            pgtrigger.Protect(
                name="evidence_excluded_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__excluded_at__isnull=False)
                & changed("excluded_at", "exclusion_reason"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        return rule.number(self.serial)

    @property
    def shown(self) -> StoredFile | None:
        """What a screen shows: the copy for viewing, or a file that needs none."""
        return self.viewing or self.original

    @property
    def is_excluded(self) -> bool:
        return self.excluded_at is not None


class Preservation(models.Model):
    """证据先行登记保存: approved by the head, settled within seven working days."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="preservations")
    ground = models.CharField(
        _("事由"), max_length=20, choices=[(k.value, _(v)) for k, v in GROUND_LABELS.items()]
    )
    holder = models.CharField(_("证据持有人"), max_length=200)
    place = models.CharField(_("保存地点"), max_length=200)
    keeper = models.CharField(_("保管人"), max_length=100)
    proposed_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("申请时间"))
    refused_at = models.DateTimeField(_("不批准时间"), null=True, blank=True)
    approved_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    paper = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="preservation"
    )
    outcome = models.CharField(
        _("处理"),
        max_length=20,
        blank=True,
        choices=[(k.value, _(v)) for k, v in OUTCOME_LABELS.items()],
    )
    settled_on = models.DateField(_("处理日期"), null=True, blank=True)
    settlement = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="settles"
    )
    note = models.CharField(_("说明"), max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("先行登记保存")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, paper__isnull=True)
                | Q(approved_at__isnull=False, paper__isnull=False, refused_at__isnull=True),
                name="preservation_approved_on_paper",
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, outcome="")
                | Q(~Q(outcome=""), settled_on__isnull=False, approved_at__isnull=False),
                name="preservation_settled_has_outcome",
            ),
        ]
        triggers = kept("preservation")

    def __str__(self) -> str:
        return f"{self.case_id} {self.proposed_at:%F}"


class PreservedItem(models.Model):
    """One line of the list (清单) that is signed when things are preserved."""

    preservation = models.ForeignKey(Preservation, models.PROTECT, related_name="items")
    row = models.PositiveSmallIntegerField(_("序号"))
    name = models.CharField(_("品名"), max_length=200)
    specification = models.CharField(_("规格"), max_length=200, blank=True)
    quantity = models.CharField(_("数量"), max_length=60)
    condition = models.CharField(_("性状"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("登记保存物品")
        ordering = ["preservation_id", "row"]
        constraints = [
            models.UniqueConstraint("preservation", "row", name="preserveditem_row_once")
        ]
        triggers = append_only("preserveditem")

    def __str__(self) -> str:
        return self.name


class Recording(models.Model):
    """Sound and picture of an act, from its beginning to its end (音像记录)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="recordings")
    occasion = models.CharField(
        _("场合"), max_length=20, choices=[(k.value, _(v)) for k, v in OCCASION_LABELS.items()]
    )
    matter = models.CharField(_("事项"), max_length=200)
    place = models.CharField(_("地点"), max_length=200)
    began_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"))
    recorder = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("音像记录")
        ordering = ["began_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="recording_ends_after_it_begins"
            )
        ]
        triggers = append_only("recording")

    def __str__(self) -> str:
        return f"{self.case_id} {self.began_at:%F %R}"


class Inquiry(models.Model):
    """调查询问通知书: who is to come or answer, with which papers, by when."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="inquiries")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="inquiry")
    addressee = models.CharField(_("被询问人"), max_length=200)
    matter = models.TextField(_("询问事项"))
    materials = models.JSONField(_("需提供的材料"), default=list)
    due_on = models.DateField(_("期限"))
    issued_on = models.DateField(_("制作日期"))
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    answer = models.TextField(_("答复情况"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("调查询问通知")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("issued_on")), name="inquiry_due_after_issue"
            )
        ]
        triggers = kept("inquiry")

    def __str__(self) -> str:
        return f"{self.case_id} {self.addressee}"


class InterviewQuerySet(models.QuerySet["Interview"]):
    def touching(self, began_at: datetime, ended_at: datetime) -> Self:
        """Those held at least partly between these two moments."""
        return self.filter(began_at__lt=ended_at, ended_at__gt=began_at)

    def of_case_or_officers(self, case: Case, officers: Iterable[User]) -> Self:
        """Those of the case, and those of any case in which one of these officers sat."""
        people = list(officers)
        sat = Q(asker__in=people) | Q(recorder__in=people)
        return self.filter(Q(case=case) | sat)


class Interview(models.Model):
    """询问笔录 or 现场检查笔录: who asked whom or looked at what, when, and how it was signed."""

    class Kind(models.TextChoices):
        INTERVIEW = "interview", _("询问笔录")
        INSPECTION = "inspection", _("现场检查笔录")

    case = models.ForeignKey(Case, models.PROTECT, related_name="interviews")
    kind = models.CharField(_("种类"), max_length=12, choices=Kind)
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="interview")
    began_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"))
    place = models.CharField(_("地点"), max_length=200)
    asker = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorder = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    person = models.CharField(_("被询问人（在场人）"), max_length=100)
    role = models.CharField(_("身份、职务"), max_length=100)
    identity = EncryptedTextField(_("证件号码"), blank=True)
    phone = EncryptedTextField(_("联系电话"), blank=True)
    rights_told = models.BooleanField(_("已出示证件并告知权利义务"), default=False)
    recusal_asked = models.BooleanField(_("申请回避"), default=False)
    findings = models.TextField(_("检查情况"), blank=True)
    pages = models.PositiveSmallIntegerField(_("页数"), default=1)
    signed_pages = models.PositiveSmallIntegerField(_("签名页数"), default=0)
    refusal = models.CharField(_("拒绝签名的事由"), max_length=300, blank=True)
    witness = models.CharField(_("见证人"), max_length=100, blank=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("笔录")
        ordering = ["began_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="interview_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(asker=F("recorder")), name="interview_two_officers"
            ),
            models.CheckConstraint(
                condition=Q(signed_pages=F("pages"), refusal="")
                | Q(signed_pages=0) & ~Q(refusal="") & ~Q(witness=""),
                name="interview_signed_page_by_page_or_refused",
            ),
        ]
        triggers = [
            *kept("interview"),
            # Sealed columns are sealed anew when keys rotate.
            pgtrigger.ReadOnly(name="interview_as_signed", exclude=["identity", "phone", "scan"]),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.began_at:%F %R}"


class InterviewLine(models.Model):
    """One question and its answer."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="lines")
    row = models.PositiveSmallIntegerField(_("序号"))
    question = models.TextField(_("问"))
    answer = models.TextField(_("答"))

    class Meta:
        verbose_name = verbose_name_plural = _("问答")
        ordering = ["interview_id", "row"]
        constraints = [models.UniqueConstraint("interview", "row", name="interviewline_row_once")]
        triggers = append_only("interviewline")

    def __str__(self) -> str:
        return self.question
