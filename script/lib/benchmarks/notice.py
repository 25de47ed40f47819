"""A one-page notice: printed from its frozen row, against bare WeasyPrint on the same HTML."""

from collections.abc import Iterator
from datetime import date

from weasyprint import HTML

from accounts.models import Office
from benchmarks.frame import Row, Sizes, Times, figure
from documents import freezing, rendering
from documents.heading import heading
from documents.kinds import PaperKind
from documents.models import Paper
from documents.press import PDF_VARIANT, press
from documents.printing import content_hash_of, pdf_of

LETTER = PaperKind("bench", "协助调查通知书", "函字", "letter")
PARAGRAPH = (
    "经查，你单位自二〇二六年三月至八月期间拖欠七十二名劳动者工资共计人民币贰拾壹万元整"
    "（¥210,000.00），违反了《劳动保障监察条例》第二十六条第（一）项的规定。"
)


def frozen_notice() -> Paper:
    """An issued paper as it stands in its row, without a database."""
    office = Office(name="江城市人力资源和社会保障局", prefix="江人社监")
    number, code = "江人社监函字〔2026〕1号", "0" * 20
    context = {
        "addressee": "江城宏达建筑劳务有限公司",
        "paragraphs": [PARAGRAPH] * 4,
        "annex": None,
        "paper": heading(
            LETTER, office=office, number=number, issued_on=date(2026, 11, 23), code=code
        ),
    }
    paper = Paper(
        kind=LETTER.code,
        title=LETTER.title,
        number=number,
        template=LETTER.template,
        template_version=LETTER.version,
        context=freezing.plain(context),
    )
    paper.content_sha256 = content_hash_of(paper)
    return paper


@figure("notice")
def one_page_notice(sizes: Sizes) -> Iterator[Row]:
    paper, ready = frozen_notice(), press()
    sheet = rendering.sheet(paper.template_name, paper.context)
    page = f'<html lang="zh-Hans"><head><title>bench</title></head><body>{sheet}</body></html>'

    def bare() -> bytes | None:
        """Warm: fonts and style sheets are parsed beforehand for both."""
        return HTML(string=page, url_fetcher=ready.fetcher).write_pdf(
            stylesheets=ready.stylesheets,
            font_config=ready.fonts,
            counter_style=ready.counters,
            pdf_variant=PDF_VARIANT,
        )

    times = Times()
    times.take(lambda: pdf_of(paper), bare)
    yield Row("one-page notice", "1 page", times.ours, times.baseline, "ms", bar=1.15)
