"""The part of Markdown that pages show: what it makes, and that nothing else gets through."""

import pytest

from chartbusters.web.markdown import html_of


def test_it_works() -> None:
    text = "# Winter\nSing **loud**, *well* or `la`\n\n- one\n- two\n\n1. a\n\n> said"
    assert html_of(text) == (
        "<h3>Winter</h3>\n<p>Sing <strong>loud</strong>, <em>well</em> or <code>la</code></p>\n"
        "<ul><li>one</li><li>two</li></ul>\n<ol><li>a</li></ol>\n"
        "<blockquote><p>said</p></blockquote>"
    )


def test_links_vouch_for_nothing() -> None:
    made = html_of("[Here](https://example.org/?a=1&b=2) and https://example.org/x_y.")
    assert made.count('rel="nofollow ugc noopener"') == 2
    assert 'href="https://example.org/?a=1&amp;b=2"' in made and "x_y</a>." in made


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert)",
        "[x](data:text/html,1)",
        "[x](//evil.example)",
        '[x](https://a/"onmouseover="alert)',
        '**<img src=x onerror="alert(1)">**',
        "`</code><script>`",
        "[<b>](https://a)",
    ],
)
def test_it_rejects_what_is_no_text(text: str) -> None:
    made = html_of(text)
    assert "<script" not in made and "<img" not in made and "<b>" not in made
    assert 'href="java' not in made.lower() and 'href="data' not in made and 'href="//' not in made
    assert '"onmouseover' not in made


def test_a_tune_in_snake_case_is_no_emphasis() -> None:
    assert html_of("a_tune_of_mine and 2*3*4") == "<p>a_tune_of_mine and 2*3*4</p>"
