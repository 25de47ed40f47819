"""A referral, what it stands on, who prepares it, and every word of the chain (国务院令第310号)."""

from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office
from accounts.subjects import Subject
from accounts.triggers import append_only, changed, kept
from cases.models import Case
from documents.models import Bundle, Paper, StoredFile
from referrals.models.people import PoliceOffice
from referrals.policy.elements import NAME
from referrals.procedure import ENDED, STATE_LABELS, State
from statutes.findings import Finding, Outcome, from_json

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL
SUBJECT_TYPE = "referral"
LABEL_LENGTH = 100
STATES = [(s.value, _(label)) for s, label in STATE_LABELS.items()]
ENDED_VALUES = sorted(state.value for state in ENDED)
# What was never sent, or sent back, gives the upper apps no fact to judge by.
FACTS = (
    "case_id", "referred_on", "police_filed_on", "police_offence", "police_refused_on",
    "withdrawn_on", "state",
)  # fmt: skip


class Assessment(models.Model):
    """The elements held against the facts of one day: what an officer stated, what came out."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="assessments")
    on = models.DateField(_("判断日期"))
    facts = models.JSONField(_("事实"))
    crime = models.JSONField(_("要件"))
    amount = models.JSONField(_("数额"))
    severe = models.JSONField(_("后果"))
    outcome = models.CharField(
        _("结论"), max_length=5, choices=[(o.value, o.value) for o in Outcome]
    )
    note = models.CharField(_("说明"), max_length=1000, blank=True)
    judged_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+", null=True, blank=True)
    judged_at = models.DateTimeField(_("判断时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("犯罪构成要件核对")
        ordering = ["pk"]
        triggers = append_only("assessment")

    def __str__(self) -> str:
        return f"{self.case_id} {self.on} {self.outcome}"

    @property
    def is_met(self) -> bool:
        return self.outcome == Outcome.YES

    @property
    def finding(self) -> Finding:
        return from_json(self.crime)


class ReferralQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def sent_to(self, user: "User | AnonymousUser", on: "date") -> Self:
        """What this police officer may see: sent to the own office, and nothing before that."""
        rows = self.filter(
            delivered_at__isnull=False,
            police_office__liaisons__user=user.pk,
            police_office__liaisons__since__lte=on,
        )
        serving = Q(police_office__liaisons__until=None) | Q(police_office__liaisons__until__gte=on)
        return rows.filter(serving).distinct()

    def live(self) -> Self:
        return self.exclude(state__in=ENDED_VALUES)

    def delivered(self) -> Self:
        return self.filter(delivered_at__isnull=False)

    def police_filed(self) -> Self:
        """Filed by the police and not withdrawn since: a direct ground of the city's list."""
        return self.filter(police_filed_on__isnull=False, withdrawn_on__isnull=True)

    def facts(self) -> Any:
        """The columns that the apps above judge by, one row a referral, the newest first."""
        return self.delivered().order_by("case_id", "-pk").values(*FACTS)


class Referral(models.Model):
    """案件移送: one case's way to the police, from the day the elements were found."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="referrals")
    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("承办机构"), related_name="+")
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    owner = models.ForeignKey(
        PEOPLE,
        models.PROTECT,
        verbose_name=_("承办人"),
        related_name="+",
        null=True,
        blank=True,
    )
    subject_name = models.CharField(_("涉嫌单位或者个人"), max_length=200)
    offence = models.CharField(_("涉嫌罪名"), max_length=60, default=NAME)
    state = models.CharField(_("状态"), max_length=16, choices=STATES, default=State.DUE.value)
    found_at = models.DateTimeField(_("发现涉嫌犯罪的时间"))
    # The team's report and the head's decision.
    report = models.TextField(_("书面报告"), blank=True)
    suspects = models.CharField(_("涉嫌人员"), max_length=300, blank=True)
    reported_at = models.DateTimeField(_("报告时间"), null=True, blank=True)
    decided_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(_("审批时间"), null=True, blank=True)
    refusal_reason = models.TextField(_("不批准的理由"), blank=True)
    # What was sent, to whom and when.
    police_office = models.ForeignKey(
        PoliceOffice,
        models.PROTECT,
        verbose_name=_("公安机关"),
        related_name="referrals",
        null=True,
        blank=True,
    )
    package = models.ForeignKey(Bundle, models.PROTECT, related_name="+", null=True, blank=True)
    letter = models.OneToOneField(
        Paper, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("移送书")
    )
    delivered_at = models.DateTimeField(_("移送时间"), null=True, blank=True)
    referred_on = models.DateField(_("移送日期"), null=True, blank=True)
    receiver = models.CharField(_("接收人"), max_length=60, blank=True)
    copied_on = models.DateField(_("抄送检察院日期"), null=True, blank=True)
    # What the police said.
    received_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("确认材料齐全的时间"), null=True, blank=True)
    is_lengthened = models.BooleanField(_("立案审查已延长"), default=False)
    police_refused_on = models.DateField(_("不予立案日期"), null=True, blank=True)
    police_filed_on = models.DateField(_("公安立案日期"), null=True, blank=True)
    police_offence = models.CharField(_("立案罪名"), max_length=100, blank=True)
    police_case_no = models.CharField(_("公安案号"), max_length=60, blank=True)
    handed_over_on = models.DateField(_("移交物品和材料日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("公安撤案日期"), null=True, blank=True)
    concluded_on = models.DateField(_("刑事程序办结日期"), null=True, blank=True)
    outcome = models.CharField(_("刑事程序结果"), max_length=300, blank=True)
    resumed_on = models.DateField(_("恢复行政处理日期"), null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("案件移送")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="referral_state_known"
            ),
            models.UniqueConstraint(
                "case", condition=~Q(state__in=ENDED_VALUES), name="referral_one_living"
            ),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True, referred_on__isnull=True)
                | Q(
                    delivered_at__isnull=False,
                    referred_on__isnull=False,
                    police_office__isnull=False,
                    letter__isnull=False,
                ),
                name="referral_delivered_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(police_filed_on__isnull=True, police_offence="")
                | Q(Q(police_filed_on__isnull=False), ~Q(police_offence="")),
                name="referral_filed_for_an_offence",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("police_filed_on")),
                name="referral_withdrawn_after_filing",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal_reason=""),
                name="referral_refused_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["division", "-id"], name="referral_by_place"),
            models.Index(fields=["police_office", "-delivered_at"], name="referral_by_police"),
            models.Index(
                fields=["police_filed_on"],
                condition=Q(police_filed_on__isnull=False),
                name="referral_filed",
            ),
        ]
        triggers = [
            *kept("referral"),
            pgtrigger.Protect(
                name="referral_sent_once",
                operation=pgtrigger.Update,
                condition=changed("case", "found_at")
                | changed("delivered_at", "referred_on", "letter")
                & pgtrigger.Q(old__delivered_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="referral_filed_once",
                operation=pgtrigger.Update,
                condition=changed("police_filed_on")
                & pgtrigger.Q(old__police_filed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.case_no} {self.subject_name}"

    def get_absolute_url(self) -> str:
        return reverse("console:referral", args=[self.pk])

    @property
    def status(self) -> State:
        return State(self.state)

    @property
    def is_over(self) -> bool:
        return self.status in ENDED

    @property
    def subject(self) -> Subject:
        """What clocks, events and papers carry; the lead answers for the bureau's limits."""
        return Subject(
            type=SUBJECT_TYPE,
            id=self.pk,
            label=f"移送 {self}"[:LABEL_LENGTH],
            division_id=self.division_id,
            office_id=self.office_id,
            owner_id=self.owner_id,
        )


class TeamMember(models.Model):
    """An officer of the special team (专案组); two or more make one."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="team")
    user = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(_("指定时间"))
    named_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("专案组成员")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("referral", "user", name="teammember_once")]
        triggers = append_only("teammember")

    def __str__(self) -> str:
        return str(self.user)


class Link(models.Model):
    """One word of the chain after delivery: whose, when, on what paper, why, what came back."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="links")
    act = models.CharField(_("环节"), max_length=40)
    label = models.CharField(_("事项"), max_length=60)
    organ = models.CharField(_("机关"), max_length=100)
    occurred_at = models.DateTimeField(_("发生时间"))
    number = models.CharField(_("文书号"), max_length=60, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    returned = models.TextField(_("退回的材料"), blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("文书")
    )
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", null=True, blank=True)
    # An officer of the bureau entered what came on paper.
    is_entered = models.BooleanField(_("代为登记"), default=False)
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("移送环节")
        ordering = ["pk"]
        constraints = [
            # 不予立案、撤案: 书面说明理由并退回材料.
            models.CheckConstraint(
                condition=~Q(act__in=["refuse_filing", "withdraw"])
                | Q(~Q(reason=""), ~Q(returned=""), file__isnull=False),
                name="link_refusal_is_reasoned",
            ),
            models.CheckConstraint(
                condition=~Q(act__in=["file", "uphold_refusal"]) | Q(file__isnull=False),
                name="link_decision_has_its_notice",
            ),
        ]
        triggers = append_only("link")

    def __str__(self) -> str:
        return f"{self.referral_id} {self.label}"
