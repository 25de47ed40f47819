"""A one-page notice: our press against bare WeasyPrint on the same HTML, both warm."""

from collections.abc import Iterator

from weasyprint import HTML

from benchmarks.frame import Row, figure, in_turns
from documents.press import PDF_VARIANT, Press

PARAGRAPH = (
    "<p>经查，你单位自二〇二六年三月至八月期间拖欠七十二名劳动者工资共计人民币贰拾壹万元整"
    "（¥210,000.00），违反了《劳动保障监察条例》第二十六条第（一）项的规定。</p>"
)
NOTICE = (
    '<article class="paper"><h1>劳动保障监察限期改正指令书</h1>'
    f"{PARAGRAPH * 6}<table>{'<tr><td>张三</td><td>3,000.00</td></tr>' * 8}</table></article>"
)


@figure("notice")
def one_page_notice() -> Iterator[Row]:
    press = Press()
    page = f'<html lang="zh-Hans"><head><title>bench</title></head><body>{NOTICE}</body></html>'

    def bare() -> bytes | None:
        """The same style sheets, fonts and archival variant, called directly."""
        return HTML(string=page, url_fetcher=press.fetcher).write_pdf(
            stylesheets=press.stylesheets,
            font_config=press.fonts,
            counter_style=press.counters,
            pdf_variant=PDF_VARIANT,
        )

    ours, baseline = in_turns(lambda: press.print(NOTICE, title="bench"), bare)
    yield Row("one-page notice", "1 page", ours, baseline, "ms", bar=1.15)
