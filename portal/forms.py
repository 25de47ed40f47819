"""One small form a page: shape and field checks only; each answers with what the draft keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.wording import translate
from complaints.policy.representatives import MOST
from portal import months, places
from portal.draft import Draft
from portal.fields import (
    PRIVATE,
    FilesField,
    MonthField,
    PlainField,
    RuleField,
    amount_field,
    amounts_owed,
    identity_field,
    month_label,
    name_field,
    phone_field,
    read_any_phone,
)
from portal.procedure import Answer, Answers, Page
from portal.widgets import Dropdown, Upload
from statutes.wording import say

MAX_TILES = 36  # months on one page; a longer period is told as a total
ELSEWHERE = "elsewhere"
EVIDENCE_KINDS = (
    ("contract", _("劳动合同、协议")),
    ("payslip", _("工资条、工资表")),
    ("attendance", _("考勤、记工本")),
    ("chat", _("聊天记录、录音")),
    ("iou", _("欠条、结算单")),
    ("other", _("转账记录、照片、证人或别的")),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form may know of the page it stands on."""

    page: Page
    draft: Draft
    today: date
    options: tuple[places.Place, ...] = field(default=())

    @property
    def answers(self) -> Answers:
        return self.draft.answers

    def kept(self) -> Mapping[str, Any]:
        return self.draft.answers.get(self.page.name, {})


class QuestionForm(forms.Form):
    """A page without anything to fill in: going on is the answer."""

    use_required_attribute = False

    def __init__(self, asked: Asked, *args: Any, **options: Any) -> None:
        self.asked = asked
        options.setdefault("initial", dict(asked.kept()))
        super().__init__(*args, **options)

    def answer(self) -> Answer:
        return {"read": True}


def offer(field: forms.Field, choices: Sequence[tuple[str, Any]]) -> None:
    cast("forms.ChoiceField", field).choices = choices


class ChoiceForm(QuestionForm):
    choice = forms.ChoiceField(
        label=_("选项"),
        error_messages={"required": _("请点一项"), "invalid_choice": _("请点一项")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["choice"], self.choices())

    def choices(self) -> list[tuple[str, Any]]:
        return [(option.value, option.label) for option in self.asked.page.options]

    def answer(self) -> Answer:
        return {"choice": self.cleaned_data["choice"]}


class CountyForm(ChoiceForm):
    def choices(self) -> list[tuple[str, Any]]:
        return [*self.asked.options, (ELSEWHERE, _("不在这些地方"))]

    def answer(self) -> Answer:
        chosen = self.cleaned_data["choice"]
        return {"choice": chosen, "label": dict(self.asked.options).get(chosen, "")}


class TextForm(QuestionForm):
    def answer(self) -> Answer:
        return {name: value or "" for name, value in self.cleaned_data.items()}


class ProjectForm(TextForm):
    project = PlainField(label=_("工程项目名称"), required=False)
    general_contractor = PlainField(label=_("总包单位（总承包公司）"), required=False)
    subcontractor = PlainField(label=_("分包单位（劳务公司）"), required=False)
    team_leader = PlainField(label=_("带班的班组长、包工头"), required=False)


class EmployerForm(TextForm):
    name = PlainField(
        label=_("单位名称"), error_messages={"required": _("请写单位名称，写您知道的叫法就行")}
    )
    manager = PlainField(label=_("老板或者负责人叫什么"), required=False)
    phone = RuleField(
        reader=read_any_phone,
        label=_("老板或者单位的电话"),
        required=False,
        inputmode="tel",
        max_length=40,
    )
    address = PlainField(label=_("单位在哪里"), required=False)


class TownshipForm(QuestionForm):
    code = forms.ChoiceField(
        label=_("乡镇、街道"),
        required=False,
        widget=Dropdown(attrs={"autocomplete": "off"}),
        error_messages={"invalid_choice": _("请从列表里选乡镇、街道，或者选“不清楚”")},
    )
    address = PlainField(
        label=_("地址"),
        max_length=200,
        error_messages={"required": _("请写在哪里干的活，写附近的路口、村子也行")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["code"], [("", _("不清楚")), *self.asked.options])

    def answer(self) -> Answer:
        code = self.cleaned_data["code"]
        label = dict(self.asked.options).get(code, "")
        return {"code": code, "label": label, "address": self.cleaned_data["address"]}


class PeriodForm(QuestionForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["first"] = MonthField(label=_("从哪个月"), today=self.asked.today)
        self.fields["last"] = MonthField(label=_("到哪个月"), today=self.asked.today)
        for name in ("first", "last"):
            self.initial[name] = str(self.initial.get(name, ""))[:7]

    def clean(self) -> None:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", gettext("“到哪个月”早于“从哪个月”，请核对。"))

    def answer(self) -> Answer:
        return {name: self.cleaned_data[name].isoformat() for name in ("first", "last")}


def period_of(answers: Answers) -> tuple[date, date]:
    period = answers["period"]
    return date.fromisoformat(period["first"]), date.fromisoformat(period["last"])


class AmountsMixin(forms.Form):
    """说好、给了、还欠: any two give the third."""

    def clean(self) -> None:
        if {"agreed", "paid", "owed"} & set(self.errors):
            return
        given = [self.cleaned_data.get(name) for name in ("agreed", "paid", "owed")]
        settled = amounts_owed(*given)
        if isinstance(settled, str):
            self.add_error("owed", settled)
        else:
            self.cleaned_data.update(zip(("agreed", "paid", "owed"), settled, strict=True))

    def amounts(self) -> Answer:
        return {name: str(self.cleaned_data[name]) for name in ("agreed", "paid", "owed")}


class WagesForm(AmountsMixin, QuestionForm):
    agreed = amount_field(_("说好一共给多少（元）"))
    paid = amount_field(_("已经给了多少（元）"), _("一分没给的空着"))
    owed = amount_field(_("还欠多少（元）"), _("前面两个说不清的，只写这一个"))

    def clean(self) -> None:
        if not self.wants_months():
            super().clean()

    def wants_months(self) -> bool:
        return "by_month" in self.data and self.offers_months()

    def offers_months(self) -> bool:
        return len(list(months.between(*period_of(self.asked.answers)))) <= MAX_TILES

    def answer(self) -> Answer:
        return {"by_month": True} if self.wants_months() else self.amounts()


class MonthsForm(QuestionForm):
    """One tile a month: 说好 and 给了."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.months = list(months.between(*period_of(self.asked.answers)))
        for month, agreed, paid in self.asked.kept().get("rows", ()):
            self.initial.update({f"agreed_{month}": agreed, f"paid_{month}": paid})
        for month in self.months:
            label = month_label(month)
            said, got = gettext("%s说好"), gettext("%s给了")
            self.fields[f"agreed_{month:%Y-%m}"] = amount_field(said % label)
            self.fields[f"paid_{month:%Y-%m}"] = amount_field(got % label)

    def tiles(self) -> Iterable[tuple[str, forms.BoundField, forms.BoundField]]:
        for month in self.months:
            key = f"{month:%Y-%m}"
            yield month_label(month), self[f"agreed_{key}"], self[f"paid_{key}"]

    def rows(self) -> list[tuple[str, Decimal, Decimal]]:
        zero = Decimal("0.00")
        keys = [f"{month:%Y-%m}" for month in self.months]
        return [
            (
                key,
                self.cleaned_data.get(f"agreed_{key}") or zero,
                self.cleaned_data.get(f"paid_{key}") or zero,
            )
            for key in keys
        ]

    def clean(self) -> None:
        if self.errors:
            return
        agreed, paid = self.totals()
        if agreed <= paid:
            raise forms.ValidationError(gettext("照这几个数算，没有欠款。请核对说好的和已经给的。"))

    def totals(self) -> tuple[Decimal, Decimal]:
        rows = self.rows()
        return sum((row[1] for row in rows), Decimal(0)), sum((row[2] for row in rows), Decimal(0))

    def answer(self) -> Answer:
        agreed, paid = self.totals()
        rows = [[key, str(said), str(got)] for key, said, got in self.rows()]
        return {"rows": rows, "agreed": str(agreed), "paid": str(paid), "owed": str(agreed - paid)}


class RosterForm(QuestionForm):
    one_of_several = True

    file = forms.FileField(
        label=_("花名册文件"),
        help_text=_("Excel 表格（.xlsx）或者 .csv"),
        required=False,
        allow_empty_file=True,  # an empty file gets the roster's own sentence
        widget=Upload(attrs={"accept": ".xlsx,.csv"}),
    )
    pasted = forms.CharField(
        label=_("或者从表格里复制，粘贴在这里"),
        help_text=_("连表头一起复制，不用调整格式"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={**PRIVATE, "rows": 6, "wrap": "off"}),
    )

    def clean(self) -> None:
        has_file = bool(self.cleaned_data.get("file"))
        has_text = bool(self.cleaned_data.get("pasted", "").strip())
        if self.errors or has_file != has_text:
            return
        if has_file:
            self.add_error(
                "pasted", gettext("文件和粘贴只用一种。请清空粘贴的内容，或者不选文件。")
            )
        else:
            self.add_error("file", gettext("请选花名册文件，或者把表格粘贴在下面。"))


class RepresentativesForm(QuestionForm):
    chosen = forms.MultipleChoiceField(
        label=_("代表"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("请至少勾选一个人做代表"),
            "invalid_choice": _("请从名单里勾选"),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        lines = enumerate(self.asked.draft.lines)
        offer(self.fields["chosen"], [(str(place), line["name"]) for place, line in lines])

    def clean_chosen(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["chosen"]
        if len(chosen) > MOST:
            wrong = say(
                "代表最多%(limit)s个人，您勾选了%(count)s个。", limit=MOST, count=len(chosen)
            )
            raise forms.ValidationError(translate(wrong))
        return chosen

    def answer(self) -> Answer:
        return {"chosen": self.cleaned_data["chosen"]}


class EvidenceForm(QuestionForm):
    kinds = forms.MultipleChoiceField(
        label=_("有哪些凭据"),
        choices=EVIDENCE_KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(
        label=_("现在就交：是什么"),
        choices=[("", _("请选")), *EVIDENCE_KINDS],
        required=False,
        widget=Dropdown(attrs={"autocomplete": "off"}),
    )
    uploads = FilesField(
        label=_("照片或者 PDF"),
        help_text=_("可以一次选几张，一个文件不超过20MB"),
        required=False,
    )
    note = PlainField(label=_("还想说明什么"), required=False, max_length=500)

    def answer(self) -> Answer:
        return {"kinds": self.cleaned_data["kinds"], "note": self.cleaned_data["note"] or ""}


class IdentityForm(TextForm):
    name = name_field()
    identity = identity_field()
    phone = phone_field()
    trade = PlainField(label=_("干什么活"), required=False, max_length=50)
    address = PlainField(label=_("现在住在哪里"), required=False, max_length=200)


FORMS: Mapping[str, type[QuestionForm]] = {
    "already": QuestionForm,
    "project": ProjectForm,
    "employer": EmployerForm,
    "county": CountyForm,
    "township": TownshipForm,
    "period": PeriodForm,
    "old_wages": QuestionForm,
    "wages": WagesForm,
    "months": MonthsForm,
    "people": QuestionForm,
    "roster": RosterForm,
    "roster_check": QuestionForm,
    "representatives": RepresentativesForm,
    "evidence": EvidenceForm,
    "identity": IdentityForm,
    "check": QuestionForm,
}


def form_class(page: Page) -> type[QuestionForm]:
    return ChoiceForm if page.options else FORMS[page.name]
