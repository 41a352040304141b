"""What trained models say of the articles to learn from, for a model that learns from them beside the labels.

The mean of several models is better than each; a model that learns that mean keeps much of the gain at its own size
(distillation, Hinton et al. 2015; born-again networks, Furlanello et al. 2018).  Where an article has no labels the
models' view is all there is to learn from it (self-training).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from auditor.classifier.interface import Prediction
from auditor.classifier.onnx import OnnxClassifier, read_config
from auditor.classifier.tags import BEGIN_CUE, BEGIN_SOURCE, INSIDE_CUE, INSIDE_SOURCE, OUTSIDE
from auditor.data import LabelledArticle
from auditor.training.drafts import IGNORED, Draft, draft_of

_BEGIN = {INSIDE_SOURCE: BEGIN_SOURCE, INSIDE_CUE: BEGIN_CUE}


@dataclass(frozen=True, slots=True)
class _Lesson:
    """``codes``: the mean probabilities a sentence, [S, 8]; ``tags``: a tag a character, IGNORED without a majority."""

    codes: NDArray[np.float32]
    tags: NDArray[np.int8]


class Teachers:
    """Trained models, and what they said of the articles of a run; without models every draft is as labelled."""

    def __init__(self, folders: Sequence[Path], run: Path) -> None:
        """``run`` is the run's folder, where what they said is kept.  Raises ModelError for what is no model."""
        self._folders = folders
        self._kept = run / "taught.safetensors"
        self._lessons: dict[str, _Lesson] = {}
        self.digests: tuple[str, ...] = tuple(str(read_config(folder)["sha256"]["model.onnx"]) for folder in folders)

    def read(self, articles: Sequence[LabelledArticle]) -> None:
        """Have every article read by every teacher, or take what was kept of an earlier start of this run."""
        if not self._folders:
            return
        from safetensors.numpy import load_file, save_file

        kept = load_file(self._kept) if self._kept.is_file() else {}
        keys = [self._key(article) for article in articles]
        if not all(f"{key}.codes" in kept for key in keys):
            models = [OnnxClassifier.load(folder) for folder in self._folders]
            for key, article in zip(keys, articles, strict=True):
                lesson = _lesson(draft_of(article), models)
                kept |= {f"{key}.codes": lesson.codes, f"{key}.tags": lesson.tags}
            save_file(kept, self._kept)
        self._lessons = {key: _Lesson(kept[f"{key}.codes"], kept[f"{key}.tags"]) for key in keys}

    def draft(self, article: LabelledArticle) -> Draft:
        """Return the article's draft with what the teachers said of it.

        The words of sources and cues are the corpus's own where it marked any, else those that most teachers found.
        """
        draft = draft_of(article)
        if not self._folders:
            return draft
        lesson = self._lessons[self._key(article)]
        return Draft(
            [
                replace(
                    piece,
                    taught=codes,
                    tags=lesson.tags[where.start : where.end] if piece.tags is None else piece.tags,
                )
                for piece, codes, where in zip(draft.pieces, lesson.codes, draft.segments, strict=True)
            ]
        )

    def _key(self, article: LabelledArticle) -> str:
        sentences = "".join(f"{s.start},{s.end};" for s in article.sentences)
        return hashlib.sha256(f"{self.digests}{sentences}{article.text}".encode()).hexdigest()[:24]


def _lesson(draft: Draft, models: Sequence[OnnxClassifier]) -> _Lesson:
    text, segments = draft.text, draft.segments
    views = [model.classify(text, segments) for model in models]
    codes = np.mean([[p.probabilities for p in view] for view in views], axis=0, dtype=np.float64)
    roles = np.array([_roles(len(text), view) for view in views])
    tags = np.full(len(text), IGNORED, np.int8)
    for role in (OUTSIDE, INSIDE_SOURCE, INSIDE_CUE):
        tags[(roles == role).sum(0) * 2 > len(models)] = role
    for inside, begin in _BEGIN.items():
        first = (tags == inside) & (np.concatenate(([OUTSIDE], tags[:-1])) != inside)
        tags[first] = begin
    return _Lesson(codes.astype(np.float32).reshape(len(segments), -1), tags)


def _roles(length: int, view: Sequence[Prediction]) -> NDArray[np.int8]:
    roles = np.full(length, OUTSIDE, np.int8)
    for prediction in view:
        for span, role in ((prediction.source, INSIDE_SOURCE), (prediction.cue, INSIDE_CUE)):
            if span:
                roles[span[0] : span[1]] = role
    return roles
