"""Construction sites and who stands in whose debt there (保障农民工工资支付条例 26-31, 36-37)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Division
from accounts.triggers import kept
from employers.models.employer import Employer


class Project(models.Model):
    """A construction project: where it is, what it is worth, how wages are secured on it."""

    name = models.CharField(_("工程名称"), max_length=200)
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("工程所在地"), related_name="projects"
    )
    address = models.CharField(_("工程地址"), max_length=300, blank=True)
    permit_no = models.CharField(_("施工许可证号"), max_length=60, blank=True)
    contract_amount = models.DecimalField(
        _("施工合同额"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    contract_on = models.DateField(_("合同签订日期"), null=True, blank=True)
    starts_on = models.DateField(_("开工日期"), null=True, blank=True)
    ends_on = models.DateField(_("计划竣工日期"), null=True, blank=True)
    finished_on = models.DateField(_("完工日期"), null=True, blank=True)
    # 26-28条: empty is unknown, never no
    wage_account_bank = models.CharField(_("专用账户开户银行"), max_length=100, blank=True)
    wage_account_on = models.DateField(_("专用账户开立日期"), null=True, blank=True)
    has_wage_account = models.BooleanField(_("开设专用账户"), null=True, blank=True)
    has_real_names = models.BooleanField(_("实行实名制管理"), null=True, blank=True)
    has_notice_board = models.BooleanField(_("设立维权告示牌"), null=True, blank=True)
    created_at = models.DateTimeField(_("建档时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("工程项目")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["division", "-id"], name="employers_project_division")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="employers_project_named"),
            models.CheckConstraint(
                condition=Q(contract_amount__isnull=True) | Q(contract_amount__gt=0),
                name="employers_project_amount_positive",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | (
                    (Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")))
                    & (Q(finished_on__isnull=True) | Q(finished_on__gte=F("starts_on")))
                ),
                name="employers_project_dates_ordered",
                violation_error_message=_("竣工、完工日期不得早于开工日期"),
            ),
        ]
        triggers = kept("project")

    def __str__(self) -> str:
        return self.name


class ProjectParty(models.Model):
    """Who builds: each party answers to the one above it, up to the developer."""

    class Role(models.TextChoices):
        DEVELOPER = "developer", _("建设单位")
        GENERAL_CONTRACTOR = "general_contractor", _("施工总承包单位")
        SUBCONTRACTOR = "subcontractor", _("分包单位")
        TEAM_LEADER = "team_leader", _("班组长")

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name=_("工程项目"), related_name="parties"
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("单位或个人"), related_name="project_parts"
    )
    role = models.CharField(_("身份"), max_length=20, choices=Role)
    under = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("发包方"),
        related_name="engaged",
        null=True,
        blank=True,
    )
    scope = models.CharField(_("承包内容"), max_length=200, blank=True)
    from_on = models.DateField(_("进场日期"), null=True, blank=True)
    to_on = models.DateField(_("退场日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("参建单位")
        ordering = ["project_id", "pk"]
        indexes = [models.Index(fields=["employer", "-id"], name="employers_party_employer")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "employer", "role"], name="employers_party_once_in_a_role"
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(role="developer", to_on__isnull=True),
                name="employers_one_developer",
            ),
            models.CheckConstraint(
                condition=Q(under__isnull=True) | ~Q(role="developer"),
                name="employers_developer_is_on_top",
            ),
            models.CheckConstraint(
                condition=Q(under__isnull=True) | ~Q(under=F("id")),
                name="employers_party_not_under_itself",
            ),
        ]
        triggers = kept("party")

    def __str__(self) -> str:
        return f"{self.project} {self.get_role_display()} {self.employer}"


class Relation(models.Model):
    """A standing tie between two employers through which one may answer for the other's wages."""

    class Kind(models.TextChoices):
        BRANCH_OF = "branch_of", _("是其分支机构")
        DISPATCHES_TO = "dispatches_to", _("向其派遣劳动者")
        AFFILIATED_WITH = "affiliated_with", _("以其名义经营（挂靠）")
        CONTRACTS_FROM = "contracts_from", _("从其承包经营")
        SUCCESSOR_OF = "successor_of", _("由其合并或者分立而来")
        RELATED_TO = "related_to", _("与其同一投资人或者负责人")

    employer = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("用人单位"), related_name="relations"
    )
    other = models.ForeignKey(
        Employer, models.PROTECT, verbose_name=_("相对方"), related_name="reverse_relations"
    )
    kind = models.CharField(_("关系"), max_length=20, choices=Kind)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    from_on = models.DateField(_("起"), null=True, blank=True)
    to_on = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("关联关系")
        ordering = ["employer_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "other", "kind"],
                condition=Q(to_on__isnull=True),
                name="employers_relation_once",
            ),
            models.CheckConstraint(
                condition=~Q(employer=F("other")), name="employers_relation_of_two"
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True)
                | Q(to_on__isnull=True)
                | Q(to_on__gte=F("from_on")),
                name="employers_relation_dates_ordered",
            ),
        ]
        triggers = kept("relation")

    def __str__(self) -> str:
        return f"{self.employer} {self.get_kind_display()} {self.other}"
