"""What the screens of a candidate and of a listing ask."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.wording import translate
from blacklist.listing_perms import asks_for_basis, not_reached, unserved
from blacklist.models import Dispatch, ListedParty, RemovalApplication
from blacklist.policy.departments import DEPARTMENT_LABELS, Department
from blacklist.policy.early_removal import wait_ends_on
from blacklist.policy.legal_basis import warning
from blacklist.policy.not_listing import GROUND_LABELS, Ground
from blacklist.services import deciding
from console.acts import ActForm, OpinionForm
from console.case_acts.service import ServeForm
from console.fields import choice, day, text, words
from documents.models import Paper


class WordsForm(ActForm):
    """An officer's words to the head."""

    opinion = text(_("意见"), rows=4, max_length=2000)
    autosaved = ("opinion",)


class PartyForm(ActForm):
    """A person responsible beside the unit."""

    role = choice(
        _("身份"),
        {r: str(r.label) for r in ListedParty.Role if r not in {"unit", "individual"}},
    )
    name = words(_("姓名"), 60)
    position = words(_("职务"), 100, required=False)
    identity = words(_("证件号码"), 30, required=False)
    address = words(_("住所"), 300, required=False)


class DropPartyForm(ActForm):
    party = forms.ModelChoiceField(label=_("责任人员"), queryset=ListedParty.objects.none())
    reason = text(_("理由"), rows=3, max_length=500)

    def prepare(self) -> None:
        persons = self.subject.parties.filter(is_dropped=False)
        self.offer("party", persons.exclude(role__in=["unit", "individual"]))


class NoticeForm(ActForm):
    """列入事先告知书: the officer's words beside what the rules found."""

    reasons = text(
        _("列入事由"),
        rows=5,
        max_length=2000,
        help_text=_("案件、情形和依据已由系统列出；这里写明拖欠的事实和责任。"),
    )
    autosaved = ("reasons",)

    def prepare(self) -> None:
        self.start_with(reasons=self.subject.reasons)


class HandForm(ServeForm):
    """To whom of the parties the paper was handed, and how."""

    parties = forms.ModelMultipleChoiceField(
        label=_("受送达人"),
        queryset=ListedParty.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("paper", "parties")

    def paper_now(self) -> Paper | None:
        listing = self.subject
        paper: Paper | None = listing.decision if listing.decided_on else listing.notice
        return paper

    def prepare(self) -> None:
        super().prepare()
        paper = self.paper_now()
        waiting = [party.pk for party in not_reached(self.subject, paper)] if paper else []
        self.offer("parties", ListedParty.objects.filter(pk__in=waiting))
        self.start_with(parties=waiting)


class HandResultForm(HandForm):
    """Any other paper that has not reached all its parties."""

    paper = forms.ModelChoiceField(label=_("文书"), queryset=Paper.objects.none())

    def paper_now(self) -> Paper | None:
        waiting = unserved(self.subject)
        self.offer("paper", Paper.objects.filter(pk__in=[paper.pk for paper in waiting]))
        first = waiting[0] if waiting else None
        self.start_with(paper=first.pk if first else None)
        return first


class ObjectionForm(ActForm):
    speaker = words(_("异议人"), 200)
    received_on = day(_("收到日期"))
    content = text(_("异议内容"), rows=5, max_length=5000)
    file = forms.FileField(label=_("异议材料"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)
    autosaved = ("content",)

    def prepare(self) -> None:
        self.start_with(
            speaker=self.subject.employer.name,
            received_on=timezone.localdate(self.at),
            token=uuid4(),
        )


class AnswerForm(ActForm):
    is_upheld = forms.TypedChoiceField(
        label=_("核实结论"),
        choices=[("", "—"), ("yes", _("异议成立")), ("no", _("异议不成立"))],
        coerce=lambda value: value == "yes",
    )
    answer = text(_("核实情况和理由"), rows=5, max_length=2000)
    autosaved = ("answer",)

    def alerts(self) -> list[str]:
        objection = self.subject.open_objection
        return [f"{objection.speaker}：{objection.content}"] if objection else []


class ProposalForm(ActForm):
    """To list, or on which ground not to."""

    ground = forms.TypedChoiceField(
        label=_("拟作决定"),
        choices=[
            ("", _("列入名单")),
            *((g.value, _(f"{label}")) for g, label in GROUND_LABELS.items()),
        ],
        coerce=Ground,
        required=False,
        empty_value=None,
    )
    paid_on = day(_("付清日期"), required=False)
    promised_on = day(_("书面信用承诺日期"), required=False)
    opinion = text(_("理由"), rows=5, max_length=2000)
    autosaved = ("opinion",)

    def alerts(self) -> list[str]:
        last = deciding.last_day(self.subject, timezone.localdate(self.at))
        said = gettext("今日决定列入的，期限至%(day)s。") % {"day": last.isoformat()}
        return [said, *basis_warning(self.subject)]


def basis_warning(listing: Any) -> list[str]:
    """45号令 第五条 in its words, where the adopted set alone lists."""
    return [translate(warning())] if asks_for_basis(listing) else []


class DecideForm(OpinionForm):
    """The head's word; where the sets differ, on what law it rests."""

    legal_basis = text(
        _("列入的法律依据"),
        rows=4,
        max_length=1000,
        required=False,
        help_text=_("两套规则结论不同的，公布前须记明；写入决定书。"),
    )
    autosaved: tuple[str, ...] = ("opinion", "legal_basis")

    def prepare(self) -> None:
        lists = deciding.proposed(self.subject).get("lists", True)
        if not (lists and asks_for_basis(self.subject)):
            del self.fields["legal_basis"]

    def alerts(self) -> list[str]:
        return basis_warning(self.subject) if "legal_basis" in self.fields else []


class CopiesForm(ActForm):
    """One recipient for each department that has not been written to."""

    def prepare(self) -> None:
        place = self.subject.division.full_name[:3]
        sent = set(self.subject.dispatches.standing().values_list("department", flat=True))
        for department, label in DEPARTMENT_LABELS.items():
            if department.value not in sent:
                self.fields[department.value] = words(
                    _(label), 200, required=False, initial=f"{place}{gettext(label)}"
                )

    def bodies(self) -> dict[Department, str]:
        return {Department(name): self.cleaned_data[name] for name in self.fields}


class ReceiptForm(ActForm):
    dispatch = forms.ModelChoiceField(label=_("部门"), queryset=Dispatch.objects.none())
    received_on = day(_("签收日期"))
    receiver = words(_("签收人"), 100, required=False)
    receipt = forms.FileField(label=_("回执"), required=False)

    def prepare(self) -> None:
        self.offer("dispatch", self.subject.dispatches.unreceipted())
        self.start_with(received_on=timezone.localdate(self.at))


class ReplyForm(ActForm):
    dispatch = forms.ModelChoiceField(label=_("部门"), queryset=Dispatch.objects.none())
    replied_on = day(_("回复日期"))
    reply = text(_("回复内容"), rows=3, max_length=1000)
    has_begun = forms.BooleanField(label=_("已采取惩戒措施"), required=False)

    def prepare(self) -> None:
        waiting = self.subject.dispatches.unanswered().filter(received_on__isnull=False)
        self.offer("dispatch", waiting)
        self.start_with(replied_on=timezone.localdate(self.at), has_begun=True)


class ApplicationForm(ActForm):
    """提前移出申请: what was handed in."""

    received_on = day(_("收到日期"))
    corrected_on = day(_("改正日期"), required=False)
    promised_on = day(_("书面信用承诺日期"), required=False)
    evidence = text(_("改正的证据"), rows=4, max_length=2000)
    file = forms.FileField(label=_("申请材料"), required=False)
    autosaved = ("evidence",)

    def prepare(self) -> None:
        self.start_with(received_on=timezone.localdate(self.at))


class CheckForm(WordsForm):
    """What the check of an application found; the law says what follows."""

    has_offended_again = forms.BooleanField(label=_("列入期间再次拖欠农民工工资"), required=False)
    is_prosecuted = forms.BooleanField(
        label=_("处于刑事诉讼期间或者已被追究刑事责任"), required=False
    )
    other_bar = words(_("其他不得提前移出的情形"), 500, required=False)

    def alerts(self) -> list[str]:
        given: RemovalApplication | None = self.subject.open_application
        since: date | None = self.subject.listed_from
        if given is None or given.corrected_on is None or since is None:
            return []
        last = wait_ends_on(given.corrected_on, since)
        return [gettext("自改正之日起被列入满6个月：%(day)s届满。") % {"day": last.isoformat()}]


class FallenForm(ActForm):
    fallen_on = day(_("撤销日期"))
    because = words(_("撤销的文书和情况"), 500)


class DownForm(ActForm):
    """Which department, since when, and what proves it."""

    dispatch = forms.ModelChoiceField(label=_("部门"), queryset=Dispatch.objects.none())
    down_on = day(_("移出日期"))
    note = words(_("证明"), 500, help_text=_("截图、书面说明或者回函文号。"))
    proof = forms.FileField(label=_("凭证"), required=False)

    def prepare(self) -> None:
        self.offer("dispatch", self.subject.dispatches.still_showing())
        self.start_with(down_on=timezone.localdate(self.at))


class PublishForm(ActForm):
    """公布: the main facts as the public reads them; nobody's number, no worker's name."""

    facts = text(
        _("失信主要事实"),
        rows=5,
        max_length=2000,
        help_text=_("不得写入身份证号码、手机号码和劳动者姓名。"),
    )
    autosaved = ("facts",)

    def prepare(self) -> None:
        self.start_with(facts=self.subject.reasons)


class BasisWarningForm(WordsForm):
    """The head takes a candidate up, warned where the national rules would not list."""

    def alerts(self) -> list[str]:
        return [translate(warning())] if self.subject.differs else []
