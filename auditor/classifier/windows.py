"""Articles packed into windows of tokens, the form in which the network reads them.

A sentence alone is not enough ("he added"; the middle of a long quotation), so consecutive sentences share a
window, each closed by ``[SEP]`` (sequential sentence classification after Cohan et al. 2019, EMNLP).  A window
starts with ``[CLS]`` and some of the text before, and ends with some of the text after, as context; each
sentence is scored in exactly one window.  Windows depend on the article alone.

The tokenizer is uncased and the network sees no quotation state, so every token also carries a *token type*:
the case of its word (lower, Title, UPPER, mixed) and whether it stands inside a quotation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from auditor.article import Segment
from auditor.classifier.characters import LETTER, UPPER, WORD, character_kinds
from auditor.errors import ModelError
from auditor.quotation import article_quotations

IntArray = NDArray[np.int64]

TOKEN_TYPES = 8
"""Four cases of a word, outside and inside a quotation."""

_QUOTED = 4


@dataclass(frozen=True, slots=True)
class WindowShape:
    """Sizes in tokens: the whole window, and the context kept on both sides of what is scored."""

    length: int = 384
    left: int = 80
    right: int = 48


@dataclass(frozen=True, slots=True)
class Window:
    """One pass of the network, as arrays over its ``L`` tokens and its ``S`` sentences.

    ``sentence_ids`` is, for each token, the row of its sentence in the window, or -1 for context;
    ``separators`` is where each sentence's ``[SEP]`` stands.  ``segments`` says which segment of the article
    each row is (a segment too long for one window fills rows of several windows), ``weights`` how many tokens
    stand behind it.  ``positions`` is each token's place in ``EncodedArticle.spans``, or -1 for special ones.
    """

    input_ids: IntArray
    token_types: IntArray
    sentence_ids: IntArray
    separators: IntArray
    segments: IntArray
    weights: IntArray
    positions: IntArray


@dataclass(frozen=True, slots=True)
class EncodedArticle:
    """An article's tokens in one stream: each piece's tokens, then its ``[SEP]``.

    ``spans`` holds each stream token's offsets into the article's text, -1 for ``[SEP]``; ``piece_ends`` is
    the stream position just after each piece's ``[SEP]``; ``piece_segments`` the segment each piece is of.
    """

    ids: IntArray
    types: IntArray
    spans: IntArray
    piece_ends: IntArray
    piece_segments: IntArray
    cls_id: int


def load_tokenizer(path: Path) -> Tokenizer:
    """Load ``tokenizer.json`` and reset the truncation and padding that the encoder's package sets in it."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def character_types(text: str) -> NDArray[np.int8]:
    """Return, for each character of ``text``, the token type of the word it stands in."""
    kinds = character_kinds(text)
    if not kinds.size:
        return np.zeros(0, np.int8)
    word, upper, letter = ((kinds & kind) > 0 for kind in (WORD, UPPER, LETTER))
    starts = word.copy()
    starts[1:] &= ~word[:-1]
    word_of = np.cumsum(starts)  # 0 before the first word
    count = int(word_of[-1]) + 1
    uppers = np.bincount(word_of, weights=upper & word, minlength=count)
    letters = np.bincount(word_of, weights=letter & word, minlength=count)
    first_upper = np.bincount(word_of, weights=upper & starts, minlength=count) > 0
    case = np.full(count, 3, np.int8)
    case[uppers == 0] = 0
    case[first_upper & (uppers == 1)] = 1
    case[(uppers == letters) & (uppers > 1)] = 2
    types = np.where(word, case[word_of], 0).astype(np.int8)
    for start, end in article_quotations(text):
        types[start:end] += _QUOTED
    return types


def encode(text: str, segments: Sequence[Segment], tokenizer: Tokenizer, longest_piece: int) -> EncodedArticle:
    """Tokenise ``segments`` of ``text`` into one stream; a segment is cut into pieces of ``longest_piece``."""
    sep_id, cls_id = tokenizer.token_to_id("[SEP]"), tokenizer.token_to_id("[CLS]")
    if sep_id is None or cls_id is None:
        raise ModelError("The model's tokenizer has no [CLS] and [SEP]; it belongs to another kind of encoder.")
    types_at = character_types(text)
    encodings = tokenizer.encode_batch(
        # A lone surrogate cannot be handed to the tokenizer; as one unknown character it keeps its place.
        [_without_surrogates(text[s.start : s.end]) for s in segments],
        add_special_tokens=False,
    )
    counts = [len(encoding) for encoding in encodings]
    lengths: list[int] = []
    piece_segments: list[int] = []
    for number, count in enumerate(counts):
        for at in range(0, max(1, count), longest_piece):
            lengths.append(min(longest_piece, count - at) + 1)
            piece_segments.append(number)
    ends = np.cumsum(lengths, dtype=np.int64)
    token = np.ones(sum(lengths), bool)
    token[ends - 1] = False
    ids = np.full(len(token), sep_id)
    ids[token] = np.fromiter(chain.from_iterable(e.ids for e in encodings), np.int64)
    spans = np.full((len(token), 2), -1)
    offsets = chain.from_iterable(chain.from_iterable(e.offsets for e in encodings))
    starts = np.repeat(np.array([s.start for s in segments], np.int64), counts)
    spans[token] = np.fromiter(offsets, np.int64).reshape(-1, 2) + starts[:, None]
    types = np.zeros(len(token), np.int64)
    types[token] = types_at[spans[token, 0]]
    return EncodedArticle(ids, types, spans, ends, np.array(piece_segments, np.int64), cls_id)


def longest_piece(shape: WindowShape) -> int:
    """Return the most tokens of one sentence that a window can hold beside ``[CLS]``, ``[SEP]`` and context."""
    return shape.length - shape.left - shape.right - 2


def pack(
    article: EncodedArticle, shape: WindowShape, first_core: int | None = None, *, learn_context: bool = False
) -> list[Window]:
    """Pack an article's stream into windows that together score each piece exactly once.

    ``first_core`` shortens the first window's scored part to so many tokens: training shifts the borders with
    it from epoch to epoch.  With ``learn_context`` the sentences that stand whole in the context get rows too:
    training learns from them as well, at no cost.
    """
    ends = article.piece_ends
    starts = np.concatenate(([0], ends[:-1]))
    windows: list[Window] = []
    first = 0
    while first < len(ends):
        left = max(0, int(starts[first]) - shape.left)
        room = left + shape.length - 1
        if first_core is not None and not windows:
            room = min(room, int(starts[first]) + max(1, first_core) + shape.right)
        if ends[-1] <= room:
            last = len(ends)
        else:
            last = max(first + 1, int(np.searchsorted(ends, room - shape.right, side="right")))
        right = min(int(ends[-1]), left + shape.length - 1, int(ends[last - 1]) + shape.right)
        rows = first, last
        if learn_context:
            rows = int(np.searchsorted(starts, left)), int(np.searchsorted(ends, right, side="right"))
        windows.append(_window(article, starts, left, right, *rows))
        first = last
    return windows


def _window(article: EncodedArticle, starts: IntArray, left: int, right: int, first: int, last: int) -> Window:
    size = right - left + 1
    sentence_ids = np.full(size, -1, np.int64)
    scored = slice(int(starts[first]), int(article.piece_ends[last - 1]))
    lengths = article.piece_ends[first:last] - starts[first:last]
    sentence_ids[scored.start - left + 1 : scored.stop - left + 1] = np.repeat(np.arange(last - first), lengths)
    positions = np.arange(left - 1, right)
    positions[0] = -1
    return Window(
        input_ids=np.concatenate(([article.cls_id], article.ids[left:right])),
        token_types=np.concatenate(([0], article.types[left:right])),
        sentence_ids=sentence_ids,
        separators=article.piece_ends[first:last] - left,
        segments=article.piece_segments[first:last],
        weights=lengths,
        positions=positions,
    )


def _without_surrogates(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text
