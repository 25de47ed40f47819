import pytest

from documents.templatetags.papers import dated


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("2026-11-26前付清", "2026年11月26日前付清"),
        ("2026-02-30、0000-01-01、٢٠٢٦-١١-٢٣", "2026-02-30、0000-01-01、٢٠٢٦-١١-٢٣"),
    ],
)
def test_what_looks_like_a_day_and_is_none_stays_as_it_was_written(
    written: str, printed: str
) -> None:
    assert dated(written) == printed
