import re

import numpy as np
import pytest

from auditor.classifier.tags import BEGIN_CUE, BEGIN_SOURCE, INSIDE_CUE, INSIDE_SOURCE, OUTSIDE, TAGS, read_tags

_TAG = {"-": OUTSIDE, "S": BEGIN_SOURCE, "s": INSIDE_SOURCE, "C": BEGIN_CUE, "c": INSIDE_CUE}


def read(pattern, doubtful=(), text=None):
    """Return the (source, cue) ranges of a pattern such as "Ss-C"; tokens in ``doubtful`` are tagged unsurely.

    Token n is a word of nine letters at characters 10 n to 10 n + 8, unless ``text`` is given: then each of its
    characters is a token.
    """
    logits = np.full((len(pattern), len(TAGS)), -5.0, np.float32)
    for at, letter in enumerate(pattern):
        logits[at, _TAG[letter]] = -4.5 if at in doubtful else 5.0
    size, step = (9, 10) if text is None else (1, 1)
    spans = np.array([(step * n, step * n + size) for n in range(len(pattern))], np.int64).reshape(-1, 2)
    [words] = read_tags("lighthous " * len(pattern) if text is None else text, logits, spans, [len(pattern)])
    return words.source, words.cue


def words_of(text, pattern):
    """Return the source words and the cue words of a text with a tag below each of its characters."""
    source, cue = read(pattern.ljust(len(text), "-"), text=text)
    return source and text[slice(*source)], cue and text[slice(*cue)]


@pytest.mark.parametrize(
    ("pattern", "source", "cue"),
    [
        ("Sss-C-", (0, 29), (40, 49)),
        ("-Cc-Ss", (40, 59), (10, 29)),
        ("------", None, None),
        ("", None, None),
        ("--C---", None, (20, 29)),
        ("--Ss--", (20, 39), None),
        ("ss-c", (0, 19), (30, 39)),
        ("SSs", (0, 29), None),
        ("Sc", (0, 9), (10, 19)),
        ("-----S", (50, 59), None),
    ],
)
def test_runs_of_tags_become_words(pattern, source, cue):
    assert read(pattern) == (source, cue)


def test_of_two_sources_the_surer_one_wins():
    assert read("Ss--S", doubtful=(0, 1))[0] == (40, 49)
    assert read("Ss--S", doubtful=(4,))[0] == (0, 19)


def test_of_two_cues_the_one_nearest_to_the_source_wins():
    assert read("C---Ss-C-C") == ((40, 59), (70, 79))
    assert read("-C-Ss---C") == ((30, 49), (10, 19))


def test_without_a_source_the_first_cue_is_taken():
    assert read("-C--C") == (None, (10, 19))


def test_two_sources_alike_are_told_apart_by_their_place():
    assert read("S--S")[0] == (0, 9)


def test_a_name_is_never_cut_in_two():
    assert words_of("said Quill", "CCcc-SsssO".replace("O", "-")) == ("Quill", "said")
    assert words_of("said Quill", "CCcc-S----") == (None, "said")


def test_marks_around_the_words_are_left_out():
    assert words_of("Quill, said", "Ssssss-Cccc") == ("Quill", "said")
    assert words_of("said Quill.", "Cccc-Ssssss") == ("Quill", "said")
    assert words_of("— Quill:", "Ssssssss") == ("Quill", None)
    assert words_of("!?", "Ss") == (None, None)


def test_a_bracket_that_was_opened_is_closed():
    assert words_of("Quill (Ind) said", "Ssssssssss--Cccc") == ("Quill (Ind)", "said")


def test_each_sentence_has_words_of_its_own():
    text = "Quill said.Berg said."
    logits = np.full((len(text), len(TAGS)), -5.0, np.float32)
    logits[:, OUTSIDE] = 5.0
    for at in (*range(5), *range(11, 15)):
        logits[at, [OUTSIDE, INSIDE_SOURCE]] = -5.0, 5.0
    spans = np.array([(n, n + 1) for n in range(len(text))], np.int64)
    first, none, second = read_tags(text, logits, spans, [11, 11, len(text)])
    assert (first.source, none.source, second.source) == ((0, 5), None, (11, 15))


def test_sentences_that_touch_are_not_read_as_one_word():
    logits = np.full((2, len(TAGS)), -5.0, np.float32)
    logits[0, BEGIN_SOURCE] = logits[1, OUTSIDE] = 5.0
    spans = np.array([(0, 5), (5, 9)], np.int64)
    first, second = read_tags("Quillsaid", logits, spans, [1, 2])
    assert (first.source, second.source) == ((0, 5), None)


@pytest.mark.parametrize("name", ["Mo-Li", "O'Neal", "d’Ark"])
def test_a_name_with_a_hyphen_or_an_apostrophe_stays_whole(name):
    assert words_of(f"{name} said", "S" + "s" * (len(name) - 2)) == (name, None)


def test_a_hyphen_between_spaces_parts_words():
    assert words_of("Mo - Li said", "Ss")[0] == "Mo"


def test_a_source_described_at_length_keeps_the_beginning():
    text = "Ana Berg, an aide to X, who led a team of six at a port by a bay in a far off land, said"
    source, _ = words_of(text, "S" + "s" * (text.index(", said") - 1))
    assert source == "Ana Berg, an aide to X"


def test_a_long_source_without_a_clause_is_left_whole():
    text = "all of the men and women of the old and the new town on the far side of a bay said"
    assert words_of(text, "S" + "s" * (text.index(" said") - 1))[0] == text.removesuffix(" said")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Residents of two |villages below the dam| said so.", "Residents of two villages below the dam"),
        ("Some of |them, however,| said so.", "Some"),  # a mark is no word of a phrase: better short than wrong
        ("Residents |of the village| said so.", "Residents"),
        ("Some of |the very many people who were at the fair| said so.", "Some"),
    ],
)
def test_a_source_that_stops_before_its_noun_goes_on_to_its_cue(text, source):
    tagged = text.split("|")[0]
    text = text.replace("|", "")
    spans = [found.span() for found in re.finditer(r"\w+|[^\w\s]", text)]
    logits = np.full((len(spans), len(TAGS)), -5.0, np.float32)
    for row, (start, end) in zip(logits, spans, strict=True):
        inside, cue = start < len(tagged), text[start:end] == "said"
        row[INSIDE_SOURCE if inside else BEGIN_CUE if cue else OUTSIDE] = 5.0
    [words] = read_tags(text, logits, np.array(spans), [len(spans)])
    assert words.source is not None
    assert text[slice(*words.source)] == source
