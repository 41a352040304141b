import logging

import pytest
from reading_samples import PARAGRAPHS, STORY, TITLE, article_page, page

from auditor.errors import InputError, RefusedError
from auditor.reading import read


def words(number: int) -> str:
    return " ".join((" ".join(PARAGRAPHS)).split()[:number])


@pytest.mark.parametrize("name", ["bridge.html", "bridge.htm", "saved page", "bridge.txt"])
def test_page_gives_article_and_what_it_says_of_itself(write, name):
    [article] = read(write(name, article_page()))
    assert article.text == "\n\n".join([TITLE, *PARAGRAPHS])
    assert article.title == TITLE
    assert article.outlet == "Port Larkin Herald"
    assert article.author == "Ines Calloway"
    assert article.date == "2024-03-11"
    assert article.url == "https://herald.example/news/bridge"


def test_title_that_the_main_text_lacks_is_put_above_it(write):
    source = article_page().replace(f"<h1>{TITLE}</h1>", "")
    [article] = read(write("bridge.html", source))
    assert article.text == "\n\n".join([TITLE, *PARAGRAPHS])


def test_title_with_the_name_of_the_outlet_is_not_repeated(write):
    source = article_page().replace(f"content='{TITLE}'", f"content='{TITLE} - Port Larkin Herald'")
    [article] = read(write("bridge.html", source))
    assert article.text.count("Harbour bridge shut") == 1


def test_lists_headings_and_quotations_are_paragraphs(write):
    paragraphs = [*PARAGRAPHS, "</p><h2>What now</h2><ul><li>The ferry runs.</li></ul><p>The end came."]
    [article] = read(write("bridge.html", article_page(paragraphs=paragraphs)))
    assert article.text.endswith("six months.\n\nWhat now\n\nThe ferry runs.\n\nThe end came.")


def test_page_without_an_article_is_refused(write):
    with pytest.raises(RefusedError, match=r"empty\.html is a web page without an article\."):
        read(write("empty.html", page("<script>window.app = 1</script>")))
    with pytest.raises(RefusedError, match=r"menu\.html is a web page with only 1 word of article"):
        read(write("menu.html", page("<nav><a href='/'>Home</a></nav>")))


def test_page_without_any_words_cannot_be_forced(write):
    source = page("<script>window.app = 1</script>")
    with pytest.raises(InputError, match=r"app\.html is empty"):
        read(write("app.html", source), force=True)


@pytest.mark.parametrize(("number", "accepted"), [(39, False), (40, True)])
def test_forty_words_make_an_article(write, number, accepted):
    path = write("short.html", article_page(paragraphs=[words(number)]))
    if accepted:
        assert read(path)[0].text.endswith(words(number))
    else:
        with pytest.raises(RefusedError, match=r"only 39 words of article; at least 40"):
            read(path)
    assert words(number) in read(path, force=True)[0].text


NOTICES = {
    "a cookie or consent notice": (
        "We and our 214 partners store and access information on your device. With your consent we may use "
        "precise location data. By clicking Accept all you agree to this. You can change your privacy "
        "settings "
        "at any time. We use cookies to show you personalised ads. Read our cookie policy to learn more, or "
        "manage preferences here and now."
    ),
    "a notice that the article is for subscribers": (
        "This article is exclusive to our subscribers. Subscribe now to continue reading this story and much "
        "more. Start your free trial today and cancel anytime. Already a subscriber? Sign in to read on. "
        "Get unlimited digital access for £1 a month. You have reached your limit of free articles."
    ),
    "a log-in page": (
        "Please sign in. Enter your email address and password. Forgot your password? Sign in with Google. "
        "Log in with your email instead. Create an account. Please log in."
    ),
    "a request to enable JavaScript": (
        "Please enable JavaScript to view this page. JavaScript is disabled in your browser. This site "
        "requires "
        "JavaScript to run. Your browser is not supported, please update it."
    ),
    "a check that the reader is not a robot": (
        "Checking your browser before you go on. Verify that you are human. Complete the captcha below. We "
        "have seen unusual traffic from your network. Access denied. Ray ID 12345."
    ),
}


@pytest.mark.parametrize(("kind", "text"), NOTICES.items(), ids=list(NOTICES))
@pytest.mark.parametrize("tag", ["article", "div"])
def test_notice_in_place_of_an_article_is_refused_and_named(write, kind, text, tag):
    source = page(f"<{tag}><p>{text}</p></{tag}>", "<title>Port Larkin Herald</title>")
    path = write("notice.html", source)
    with pytest.raises(RefusedError, match=f"notice\\.html shows {kind} instead of an article"):
        read(path)
    assert text.split(".")[0] in read(path, force=True)[0].text


def test_notice_under_a_teaser_tells_why_there_is_little_article(write):
    source = article_page(paragraphs=[words(20) + ".", NOTICES["a notice that the article is for subscribers"]])
    with pytest.raises(RefusedError, match="for subscribers instead"):
        read(write("teaser.html", source))


def test_article_with_a_notice_below_it_is_read(write):
    source = article_page(paragraphs=[*PARAGRAPHS, "Subscribe now to continue reading."])
    assert PARAGRAPHS[3] in read(write("bridge.html", source))[0].text


def test_article_about_cookies_is_an_article(write):
    paragraphs = [
        "The town of Port Larkin will drop the cookie notice from its site, the council said on Monday.",
        "“Nobody reads a cookie policy,” Mayor Odile Brandt told reporters. Her office had asked a firm "
        "to count "
        "the visitors who clicked the button, and it found fewer than one in a hundred who looked at the "
        "choices.",
        "A person familiar with the plan said the site would also stop sharing data with its partners, and a "
        "spokesman for the harbour office said that it would follow before the summer.",
    ]
    [article] = read(write("cookies.html", article_page("Town drops its cookie notice", paragraphs)))
    assert article.text.endswith(paragraphs[-1])


@pytest.mark.parametrize(
    "source",
    [
        "<html>" + "<div>" * 20_000,
        "<html><body>" + "<p>" * 5_000 + "</b></i></table>",
        "<!DOCTYPE html>",
        "<html><body><p>&#xD800;&#0;&#1114112;</p></body></html>",
        "<?xml version='1.0' encoding='utf-16'?><html xmlns='http://www.w3.org/1999/xhtml'></html>",
    ],
)
def test_strange_html_is_one_error(write, source):
    with pytest.raises(InputError, match=r"strange\.html"):
        read(write("strange.html", source))


def test_messages_of_libraries_stay_off_the_screen(write, caplog, capfd, recwarn):
    read(write("bridge.html", article_page().replace("2024-03-11T08:15:00Z", "2024-03-11T08:15:00QZT")))
    assert not recwarn.list
    with caplog.at_level(logging.DEBUG), pytest.raises(RefusedError):
        read(write("empty.html", "<p>x</p>"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("comment", ["<!---->", "<!-- a -- note -->\n"])
def test_many_comments_before_a_page_are_passed_over(write, comment):
    [article] = read(write("page", comment * 100 + article_page()))
    assert article.title == TITLE


def test_many_comments_before_plain_words_end_too(write):
    assert read(write("words", "<!---->" * 500 + "x " + STORY), force=True)
