import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.article import Segment
from auditor.classifier.choose import shipped_model
from auditor.classifier.windowed import code_logits
from auditor.classifier.windows import (
    TOKEN_TYPES,
    WindowShape,
    character_types,
    encode,
    load_tokenizer,
    longest_piece,
    pack,
)
from auditor.labels import CODES

SMALL = WindowShape(length=24, left=6, right=4)
WORDS = st.sampled_from(
    ["the", "Ferry", "UNESCO", "iPhone", "“", "”", '"', "co-operation", "Łódź", "1,900", "…", "\ud800", "𝔘nfair",
     "👩‍🚒", "straße", "naïve", "\u202e", "\x00", "antidisestablishmentarianism", "ﬁsh", "北京", "\n\n", "İstanbul"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=120).map(" ".join))
SHAPES = st.builds(
    lambda core, left, right: WindowShape(core + left + right + 2, left, right),
    st.integers(1, 40),
    st.integers(0, 12),
    st.integers(0, 12),
)


@st.composite
def cut(draw):
    """A text and segments of it: in order, without overlap, sometimes with text between them or without words."""
    text = draw(TEXTS)
    at = sorted(draw(st.lists(st.integers(0, len(text)), max_size=16)))
    pairs = list(zip(at[::2], at[1::2], strict=False))
    return text, [Segment(start, end) for start, end in pairs if start < end]


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(shipped_model() / "tokenizer.json")


def segments_of(text, *sentences):
    found, at = [], 0
    for sentence in sentences:
        start = text.index(sentence, at)
        at = start + len(sentence)
        found.append(Segment(start, at))
    return found


@given(cut(), SHAPES)
@settings(deadline=None, max_examples=200)
@example(("It rained.", [Segment(0, 10)]), WindowShape(3, 0, 0))
@example(("x " * 300, [Segment(0, 600)]), SMALL)
def test_every_token_is_scored_exactly_once_and_no_window_is_too_long(tokenizer, article, shape):
    text, segments = article
    encoded = encode(text, segments, tokenizer, longest_piece(shape))
    scored = []
    rows = []
    for window in pack(encoded, shape):
        assert len(window.input_ids) <= shape.length
        assert len(window.input_ids) == len(window.token_types) == len(window.sentence_ids) == len(window.positions)
        inside = window.sentence_ids >= 0
        scored += window.positions[inside].tolist()
        rows += window.segments.tolist()
        assert window.input_ids[0] == encoded.cls_id
        assert window.positions[0] == -1
        assert not inside[0]
        np.testing.assert_array_equal(np.bincount(window.sentence_ids[inside]), window.weights)
        np.testing.assert_array_equal(window.sentence_ids[window.separators], np.arange(len(window.segments)))
        assert set(window.input_ids[window.separators]) == {tokenizer.token_to_id("[SEP]")}
        assert set(encoded.spans[window.positions[window.separators], 0]) == {-1}
    assert scored == list(range(len(encoded.ids)))
    assert sorted(set(rows)) == list(range(len(segments)))


@given(cut(), SHAPES)
@settings(deadline=None, max_examples=200)
def test_learning_from_context_adds_whole_sentences_and_loses_none(tokenizer, article, shape):
    text, segments = article
    encoded = encode(text, segments, tokenizer, longest_piece(shape))
    starts = np.concatenate(([0], encoded.piece_ends[:-1])).astype(int)[: len(encoded.piece_ends)]
    plain, learning = pack(encoded, shape), pack(encoded, shape, learn_context=True)
    for one, more in zip(plain, learning, strict=True):
        np.testing.assert_array_equal(one.input_ids, more.input_ids)
        assert set(one.segments) <= set(more.segments)
        for row, separator in enumerate(more.separators):
            tokens = more.positions[more.sentence_ids == row]
            piece = int(np.searchsorted(encoded.piece_ends, tokens[0], side="right"))
            assert tokens.tolist() == list(range(starts[piece], encoded.piece_ends[piece]))
            assert more.positions[separator] == tokens[-1]
            assert len(tokens) == more.weights[row]


@given(cut())
@settings(deadline=None, max_examples=200)
def test_tokens_stand_in_the_words_of_their_own_segment(tokenizer, article):
    text, segments = article
    encoded = encode(text, segments, tokenizer, longest_piece(WindowShape()))
    begin = 0
    for number, end in enumerate(encoded.piece_ends):
        segment = segments[encoded.piece_segments[number]]
        spans = encoded.spans[begin : end - 1]
        assert (spans[:, 0] >= segment.start).all()
        assert (spans[:, 1] <= segment.end).all()
        assert (spans[:, 0] <= spans[:, 1]).all()
        begin = end
    assert ((encoded.types >= 0) & (encoded.types < TOKEN_TYPES)).all()


def test_offsets_lead_back_to_the_words(tokenizer):
    text = "👩‍🚒 In Łódź, Mara Quill said: “𝔘nfair.” She left."
    segments = segments_of(text, "In Łódź, Mara Quill said: “𝔘nfair.”", "She left.")
    encoded = encode(text, segments, tokenizer, 100)
    words = [text[a:b] for a, b in encoded.spans if a >= 0]
    assert "Mara" in words
    assert words[-3:] == ["She", "left", "."]
    assert "".join(words[: words.index("She")]) == "InŁódź,MaraQuillsaid:“𝔘nfair.”"


def test_a_lone_surrogate_keeps_its_place(tokenizer):
    text = "A \ud83d broken mark, said Berg."
    encoded = encode(text, [Segment(0, len(text))], tokenizer, 100)
    assert [text[a:b] for a, b in encoded.spans if a >= 0][-3:] == ["said", "Berg", "."]


def test_no_segments_make_no_windows(tokenizer):
    encoded = encode("Some text.", [], tokenizer, 100)
    assert pack(encoded, WindowShape()) == []
    assert code_logits("Some text.", [], tokenizer, WindowShape(), run=None).words == []


def test_a_segment_without_tokens_is_scored_by_its_separator(tokenizer):
    text = "It rained.\u200b\u200b It stopped."
    segments = [Segment(0, 10), Segment(10, 12), Segment(13, 24)]
    [window] = pack(encode(text, segments, tokenizer, 100), WindowShape())
    assert window.weights.tolist()[1] == 1
    assert window.segments.tolist() == [0, 1, 2]


def test_a_sentence_longer_than_a_window_is_pooled_not_cut(tokenizer):
    text = "It rained. " + "word " * 60 + "end. It stopped."
    segments = [Segment(0, 10), Segment(11, len(text) - 12), Segment(len(text) - 11, len(text))]
    seen = []

    def run(window):
        seen.append(window)
        # The last piece of the long sentence says something else than the others.
        last = np.array([window.positions[s] for s in window.separators])[:, None] > 40
        codes = np.where(last, 7.0, 1.0) * np.ones((1, len(CODES)))
        return codes.astype(np.float32), np.zeros((len(window.input_ids), 5), np.float32)

    logits = code_logits(text, segments, tokenizer, SMALL, run)
    pieces = [weight for w in seen for segment, weight in zip(w.segments, w.weights, strict=True) if segment == 1]
    assert len(pieces) > 1
    assert sum(pieces) == 61 + 1 + len(pieces)  # words, the full stop, a separator for each piece
    assert 1.0 < logits.codes[1, 0] < 7.0
    assert logits.codes[0, 0] == 1.0
    assert logits.codes[2, 0] == 7.0


def test_context_surrounds_what_is_scored(tokenizer):
    text = "one two three. " * 12
    segments = [Segment(15 * n, 15 * n + 14) for n in range(12)]
    first, second, *_ = pack(encode(text, segments, tokenizer, longest_piece(SMALL)), SMALL)
    assert (first.sentence_ids[-SMALL.right :] == -1).all()
    assert (second.sentence_ids[1 : SMALL.left + 1] == -1).all()
    assert second.sentence_ids[SMALL.left + 1] == 0
    assert second.positions[1] < first.positions[first.sentence_ids >= 0][-1]


def test_a_shorter_first_window_still_scores_everything_once(tokenizer):
    text = "one two three. " * 12
    segments = [Segment(15 * n, 15 * n + 14) for n in range(12)]
    encoded = encode(text, segments, tokenizer, longest_piece(SMALL))
    for first_core in range(1, 40):
        windows = pack(encoded, SMALL, first_core)
        scored = [p for w in windows for p in w.positions[w.sentence_ids >= 0].tolist()]
        assert scored == list(range(len(encoded.ids)))
        assert max(len(w.input_ids) for w in windows) <= SMALL.length


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("police", [0] * 6),
        ("Police", [1] * 6),
        ("NATO", [2] * 4),
        ("iPhone", [3] * 6),
        ("McLeod", [3] * 6),
        ("A b", [1, 0, 0]),
        ("B2, x2", [1, 1, 0, 0, 0, 0]),
        ("Ärzte", [1] * 5),
        ("北京", [0, 0]),
        ("", []),
    ],
)
def test_a_tokens_type_tells_the_case_of_its_word(text, types):
    assert character_types(text).tolist() == types


def test_a_tokens_type_tells_whether_it_is_quoted(tokenizer):
    text = "“We Knew,” said Berg."
    encoded = encode(text, [Segment(0, len(text))], tokenizer, 100)
    typed = {text[a:b]: int(t) for (a, b), t in zip(encoded.spans, encoded.types, strict=True) if a >= 0}
    assert (typed["We"], typed["said"], typed["Berg"]) == (5, 0, 1)
    assert typed["“"] == typed["”"] == typed[","] == 4


def test_windows_depend_on_the_article_alone(tokenizer):
    text = "It rained, said Berg. It stopped."
    segments = segments_of(text, "It rained, said Berg.", "It stopped.")
    first = pack(encode(text, segments, tokenizer, 100), WindowShape())
    encode("Another article. " * 50, [Segment(0, 850)], tokenizer, 100)
    again = pack(encode(text, segments, tokenizer, 100), WindowShape())
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one.input_ids, other.input_ids)
