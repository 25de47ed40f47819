"""A kind of statutory paper, declared as data by the app that issues it (in its papers.py)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperKind:
    """What is fixed for every paper of one kind.

    A changed template is a new file with the next version; the old file stays, so that a paper
    issued under it can be read as it was.
    """

    code: str  # "correction_order": stored, never shown
    title: str  # 劳动保障监察限期改正指令书
    word: str  # 令字, printed after the office's prefix: 江人社监令字〔2026〕41号
    template: str  # "correction_order": templates/papers/correction_order-1.html
    version: int = 1
    numbered: bool = True  # a receipt or an inner form carries no 文号

    def __post_init__(self) -> None:
        if self.numbered and not self.word:
            raise ValueError(f"{self.code}: a numbered paper needs its 文号 word")

    @property
    def template_name(self) -> str:
        return template_name(self.template, self.version)


def template_name(template: str, version: int) -> str:
    return f"papers/{template}-{version}.html"
