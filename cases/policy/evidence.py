"""证据: the eight kinds of 处罚法 第四十六条, what each item must say, and its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statutes.wording import Sentence, say, term


class Kind(StrEnum):
    DOCUMENT = "document"
    OBJECT = "object"
    AUDIOVISUAL = "audiovisual"
    ELECTRONIC = "electronic"
    TESTIMONY = "testimony"
    STATEMENT = "statement"
    EXPERT_OPINION = "expert_opinion"
    SITE_RECORD = "site_record"


KIND_LABELS: dict[Kind, str] = {
    Kind.DOCUMENT: term("书证"),
    Kind.OBJECT: term("物证"),
    Kind.AUDIOVISUAL: term("视听资料"),
    Kind.ELECTRONIC: term("电子数据"),
    Kind.TESTIMONY: term("证人证言"),
    Kind.STATEMENT: term("当事人的陈述"),
    Kind.EXPERT_OPINION: term("鉴定意见"),
    Kind.SITE_RECORD: term("勘验笔录、现场笔录"),
}
# What is only described and not kept as a file.
TANGIBLE = frozenset({Kind.OBJECT})


class Form(StrEnum):
    """Whether the file holds the thing itself."""

    ORIGINAL = "original"
    CHECKED_COPY = "checked_copy"
    COPY = "copy"


FORM_LABELS: dict[Form, str] = {
    Form.ORIGINAL: term("原件"),
    Form.CHECKED_COPY: term("与原件核对无异的复制件"),
    Form.COPY: term("复制件"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of evidence as an officer enters it."""

    kind: Kind
    title: str
    origin: str  # from whom or where
    obtained_on: date
    collectors: Sequence[str]  # who took it: two officers
    has_file: bool
    proves: str  # what it is to show
    begun_on: date | None = None  # the day on which the matter reached the bureau


def number(n: int) -> str:
    """E-01, as the list, the report and the decision quote it."""
    return f"E-{n:02d}"


def refuse(item: Item, *, today: date) -> tuple[Sentence, ...]:
    """Everything that this item still lacks; empty when it may be entered."""
    rows = (
        (not item.title.strip(), say("须写明证据名称。")),
        (not item.origin.strip(), say("须写明证据来源（提供人或者取得的地方）。")),
        (not item.proves.strip(), say("须写明证明的内容。")),
        (item.obtained_on > today, say("取得日期不得晚于今天。")),
        (
            item.begun_on is not None and item.obtained_on < item.begun_on,
            say("取得日期不得早于收到投诉举报之日（%(day)s）。", day=str(item.begun_on)),
        ),
        (len(set(item.collectors)) < 2, say("取证人员不得少于两人。")),
        (
            not item.has_file and item.kind not in TANGIBLE,
            say("须上传%(kind)s的文件。", kind=KIND_LABELS[item.kind]),
        ),
    )
    return tuple(sentence for lacks, sentence in rows if lacks)
