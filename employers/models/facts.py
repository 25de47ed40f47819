"""How each fact of the register was learnt, and what an employer says has changed.

信息采集制度: every fact has a source, a collector, a method and the day it was verified.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.triggers import append_only, changed, kept
from employers.models.employer import Employer


class Source(models.TextChoices):
    COMPLAINT = "complaint", _("投诉举报")
    CASE = "case", _("办案核实")
    PATROL = "patrol", _("日常巡查")
    VISIT = "visit", _("走访采集")
    DECLARATION = "declaration", _("单位申报")
    WRITTEN_REVIEW = "written_review", _("书面审查")
    IMPORT = "import", _("批量导入")
    REGISTER = "register", _("登记机关")


class Method(models.TextChoices):
    ON_SITE = "on_site", _("实地核对")
    DOCUMENT = "document", _("查阅资料")
    TELEPHONE = "telephone", _("电话核对")
    ONLINE = "online", _("网上填报")
    FILE = "file", _("数据交换")


class FactUpdate(models.Model):
    """What was learnt of one employer in one act: facts changed, facts found still true."""

    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="updates"
    )
    # {"phone": ["before", "after"], …}; identity numbers by their keyed hash
    changes = models.JSONField(_("变更"), default=dict, blank=True)
    # ["address", "headcount", …] seen again and found true
    confirmed = models.JSONField(_("核对无误"), default=list, blank=True)
    source = models.CharField(_("来源"), max_length=20, choices=Source)
    method = models.CharField(_("采集方式"), max_length=10, choices=Method)
    collector = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("采集人"), related_name="+", null=True, blank=True
    )
    verified_on = models.DateField(_("核对日期"))
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("信息更新记录")
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["employer", "-recorded_at"], name="employers_fact_history")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(changes={}) | ~Q(confirmed=[]), name="employers_fact_says_something"
            )
        ]
        triggers = append_only("fact")

    def __str__(self) -> str:
        return f"{self.employer} {self.verified_on}"


class FactProposal(models.Model):
    """A change that the employer itself asks for; nothing changes until an officer accepts it."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("待核对")
        ACCEPTED = "accepted", _("已采纳")
        DECLINED = "declined", _("未采纳")

    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="proposals"
    )
    changes = models.JSONField(_("变更"))  # {"phone": ["before", "after"], …}
    reason = models.CharField(_("变更说明"), max_length=300, blank=True)
    proposer = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("申报人"), related_name="+", null=True, blank=True
    )
    proposed_at = models.DateTimeField(_("申报时间"))
    status = models.CharField(
        _("状态"), max_length=10, choices=Status, default=Status.PROPOSED.value
    )
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("核对人"), related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("核对时间"), null=True, blank=True)
    opinion = models.CharField(_("核对意见"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("信息变更申报")
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index(fields=["status", "proposed_at"], name="employers_proposal_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="proposed", decided_at__isnull=True, decided_by__isnull=True)
                | Q(status__in=["accepted", "declined"], decided_at__gte=F("proposed_at")),
                name="employers_proposal_decided_or_open",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(opinion=""),
                name="employers_proposal_declined_with_reason",
            ),
        ]
        triggers = [
            *kept("proposal"),
            # What was asked for stands as it was asked; a decision is given once.
            pgtrigger.Protect(
                name="proposal_stands_as_made",
                operation=pgtrigger.Update,
                condition=changed("employer", "changes", "proposer", "proposed_at"),
            ),
            pgtrigger.Protect(
                name="proposal_decided_once",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__status="proposed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer} {self.proposed_at:%Y-%m-%d}"
