"""The life of a paper: drawn up, issued, served, withdrawn; never backwards."""

from enum import StrEnum

from statutes.wording import term


class PaperStatus(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    SERVED = "served"
    WITHDRAWN = "withdrawn"


class FileStatus(StrEnum):
    QUARANTINED = "quarantined"
    CLEAN = "clean"
    REJECTED = "rejected"


class BundleStatus(StrEnum):
    ORDERED = "ordered"
    BOUND = "bound"
    FAILED = "failed"


PAPER_STATUS_LABELS = {
    PaperStatus.DRAFT: term("草稿"),
    PaperStatus.ISSUED: term("已签发"),
    PaperStatus.SERVED: term("已送达"),
    PaperStatus.WITHDRAWN: term("已撤回"),
}
FILE_STATUS_LABELS = {
    FileStatus.QUARANTINED: term("隔离待查"),
    FileStatus.CLEAN: term("已检查"),
    FileStatus.REJECTED: term("已拒收"),
}

BUNDLE_STATUS_LABELS = {
    BundleStatus.ORDERED: term("正在生成"),
    BundleStatus.BOUND: term("已生成"),
    BundleStatus.FAILED: term("未能生成"),
}

# The database triggers are built from this same table.
PAPER_STEPS = frozenset(
    {
        (PaperStatus.DRAFT, PaperStatus.ISSUED),
        (PaperStatus.ISSUED, PaperStatus.SERVED),
        (PaperStatus.ISSUED, PaperStatus.WITHDRAWN),
        (PaperStatus.SERVED, PaperStatus.WITHDRAWN),
    }
)


def may_become(source: PaperStatus, target: PaperStatus) -> bool:
    return (source, target) in PAPER_STEPS
