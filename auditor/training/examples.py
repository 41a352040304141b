"""Drafts turned into labelled windows, and windows into batches of tensors."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from auditor.classifier.windows import Window, WindowShape, encode, longest_piece, pack
from auditor.labels import CODES
from auditor.training.drafts import IGNORED, Draft


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its labels: a code for each sentence row, a tag for each token; IGNORED where unknown.

    ``taught`` is what teachers said of each row, [S, 8] probabilities; NaN where they said nothing.
    """

    window: Window
    codes: NDArray[np.int64]
    tags: NDArray[np.int64]
    taught: NDArray[np.float32]


def examples_of(
    draft: Draft,
    tokenizer: Tokenizer,
    shape: WindowShape,
    random_: random.Random,
    *,
    learn_context: bool,
) -> list[Example]:
    """Return the labelled windows of a draft, their borders shifted by ``random_``; see ``windows.pack``."""
    article = encode(draft.text, draft.segments, tokenizer, longest_piece(shape))
    codes = np.array([piece.code for piece in draft.pieces], np.int64)
    silent = np.full(len(CODES), np.nan, np.float32)
    taught = np.array([silent if piece.taught is None else piece.taught for piece in draft.pieces]).reshape(
        -1, len(CODES)
    )
    starts = article.spans[:, 0]
    characters = draft.character_tags
    stream_tags = np.where(starts >= 0, characters[np.maximum(starts, 0)], IGNORED).astype(np.int64)
    first_core = random_.randint(longest_piece(shape) // 4, shape.length)
    found = []
    for window in pack(article, shape, first_core, learn_context=learn_context):
        inside = (window.positions >= 0) & (window.sentence_ids >= 0)
        tags = np.where(inside, stream_tags[np.maximum(window.positions, 0)], IGNORED)
        found.append(Example(window, codes[window.segments], tags, taught[window.segments]))
    return found


def batches_of(examples: Sequence[Example], tokens: int, random_: random.Random) -> list[list[Example]]:
    """Group examples of like length into batches of at most ``tokens`` tokens, padding included."""
    shuffled = list(examples)
    random_.shuffle(shuffled)
    batches: list[list[Example]] = []
    for at in range(0, len(shuffled), 400):
        batch: list[Example] = []
        for example in sorted(shuffled[at : at + 400], key=lambda e: len(e.window.input_ids)):
            if batch and (len(batch) + 1) * len(example.window.input_ids) > tokens:
                batches.append(batch)
                batch = []
            batch.append(example)
        batches.append(batch)
    random_.shuffle(batches)
    return batches


@dataclass(frozen=True, slots=True)
class Batch:
    """A padded batch; ``inputs`` are the network's arguments, the rest as in ``Example``."""

    inputs: dict[str, Tensor]
    codes: Tensor
    tags: Tensor
    taught: Tensor


def collate(examples: Sequence[Example], device: torch.device) -> Batch:
    """Pad examples to one batch of tensors on ``device``."""
    windows = [e.window for e in examples]

    def padded(arrays: Sequence[NDArray[Any]], value: float) -> Tensor:
        first = arrays[0]
        out = np.full((len(arrays), max(len(a) for a in arrays), *first.shape[1:]), value, first.dtype)
        for row, array in zip(out, arrays, strict=True):
            row[: len(array)] = array
        return torch.from_numpy(out).to(device)

    return Batch(
        {
            "input_ids": padded([w.input_ids for w in windows], 0),
            "token_types": padded([w.token_types for w in windows], 0),
            "sentence_ids": padded([w.sentence_ids for w in windows], -1),
            "separators": padded([w.separators for w in windows], 0),
            "attention_mask": padded([np.ones(len(w.input_ids), np.int64) for w in windows], 0),
        },
        padded([e.codes for e in examples], IGNORED),
        padded([e.tags for e in examples], IGNORED),
        padded([e.taught for e in examples], np.nan),
    )
