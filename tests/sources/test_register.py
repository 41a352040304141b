from hypothesis import given, settings
from hypothesis import strategies as st
from register_of import register

from auditor.article import Sentence
from auditor.labels import CLASS_OF, CODES
from auditor.sources import build_register
from auditor.sources.words import listed

ROWS = (
    ("NP", "Odile Brandt, the mayor, said the port would open.", "Odile Brandt, the mayor"),
    ("U", "Brandt has held the office since 2011."),
    ("NP", "She gave no date.", "She"),
    ("O", "The Interior Ministry said in June.", "The Interior Ministry"),
)


def test_sources_come_in_order_with_their_sentences_and_shares():
    sentences, sources, _ = register(*ROWS)
    assert [s.id for s in sources] == [0, 1]
    assert [s.sentences for s in sources] == [(0, 2), (3,)]
    assert [s.words for s in sources] == [13, 6]
    assert [s.share for s in sources] == [0.684, 0.316]
    assert [s.label for s in sources] == ["named", "official"]
    assert [s.source_ids for s in sentences] == [(0,), (), (0,), (1,)]


def test_mentions_are_the_articles_own_words_in_order():
    _, sources, text = register(*ROWS)
    mentions = sources[0].mentions
    assert [(m.text, m.sentence) for m in mentions] == [("Odile Brandt, the mayor", 0), ("Brandt", 1), ("She", 2)]
    assert all(text[m.start : m.end] == m.text for m in mentions)


def test_a_pronoun_does_not_decide_what_a_source_is():
    _, sources, _ = register(
        ("O", "The Interior Ministry denied it.", "The Interior Ministry"),
        ("NO", "It blamed the guild.", "It"),
        ("NO", "“We know nobody,” it said.", "it"),
    )
    assert [(s.label, s.kind, s.government) for s in sources] == [("official", "official body", "yes")]


def test_words_that_show_a_government_do_not_repeat_the_name():
    words = "the head of Norby's Harbour Committee Zelko Brandovar"
    _, sources, _ = register(("NP", f"The ford is shut, {words} has announced.", words))
    assert sources[0].government_evidence == "head of Norby's Harbour Committee"


def test_joint_words_count_for_each():
    _, sources, _ = register(("NP", "Ann Lee and Peter Voss said no.", "Ann Lee and Peter Voss"))
    assert [(s.words, s.share) for s in sources] == [(7, 1.0), (7, 1.0)]


def test_nothing_attributed_gives_an_empty_register():
    sentences, sources, _ = register(("U", "It rained all day."), ("X", "Share this story"))
    assert sources == ()
    assert [s.source_ids for s in sentences] == [(), ()]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(CODES),
            st.text(alphabet=st.sampled_from("Aa Bé.’'“”\",-&()\nMr S.he the U.N.of1"), min_size=1, max_size=60),
            st.integers(0, 60),
            st.integers(0, 60),
        ),
        max_size=6,
    )
)
def test_any_text_gets_a_register_whose_numbers_hold(rows):
    text, sentences = "", []
    for code, words, a, b in rows:
        start = len(text)
        text += words + " "
        begin, end = start + min(a, b, len(words)), start + min(max(a, b), len(words))
        own = (text[begin:end], begin, end) if end > begin else (None, None, None)
        sentences.append(Sentence(len(sentences), start, start + len(words), words, CLASS_OF[code], code, 0.9, 0, *own))
    linked, sources = build_register(text, sentences)
    assert build_register(text, sentences) == (linked, sources)
    assert [s.id for s in sources] == list(range(len(sources)))
    for source in sources:
        assert source.sentences == tuple(s.index for s in linked if source.id in s.source_ids)
        assert all(text[m.start : m.end] == m.text for m in source.mentions)
        assert source.name


WORDS = listed(
    """
    Ada Holm Holm’s O’Dell Sen. President Mr. Secretary of State the The a former spokeswoman for Ministry officials
    two said told he She they It his its who and or Russia Moscow Kremlin U.S. FSB (FSB) Federal Service report poll by
    in near citing quoted Times state media agency condition anonymity because one them both office was until 2009
    (R-Ohio) Jr. de percent group supporters 's ’s officials”said x"y “Minister ”Minister lawyer own ” “ " . , ; — ( )
    """
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*sorted(WORDS), "\n\n", "\u2028", "\x00", "İ", "🙂"]), min_size=1, max_size=60),
    st.lists(st.tuples(st.sampled_from(CODES), st.integers(1, 20), st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_words_of_news_in_any_order_get_a_register_in_the_articles_words(words, rows):
    text, sentences, start = " ".join(words), [], 0
    for code, count, a, b in rows:
        end = min(len(text), start + 8 * count)
        begin, stop = min(start + a, end), min(start + a + b, end)
        own = (text[begin:stop], begin, stop) if stop > begin else (None, None, None)
        sentences.append(Sentence(len(sentences), start, end, text[start:end], CLASS_OF[code], code, 0.9, 0, *own))
        start = end
    for source in build_register(text, sentences)[1]:
        assert source.name.strip()
        for found in (source.role, source.government_evidence, source.explained):
            assert found is None or found in text


def test_a_role_does_not_hold_the_name():
    words = "the head of Norby's Rescue Committee Zelko Brandovar"
    _, sources, _ = register(("NP", f"The rope was cut, {words} has announced.", words))
    assert [(s.name, s.role) for s in sources] == [("Zelko Brandovar", "the head of Norby's Rescue Committee")]
