"""SetFit (Tunstall et al. 2022) on the same encoder: contrastive fine-tuning on few sentences, then a linear head."""

import random
from collections.abc import Sequence
from pathlib import Path

from auditor.data import LabelledArticle
from auditor.labels import CODES
from peers.peer import Peer, SentencePeer, labelled_sentences, quiet

SHOTS, BATCH, STEPS, RATE = 64, 16, 300, 2e-5


class FewShot(SentencePeer):
    """A ``SetFitModel``, with the library's own batches."""

    name = "SetFit"

    def __init__(self, folder: Path) -> None:
        from setfit import SetFitModel  # type: ignore[import-untyped]

        quiet()
        self._model = SetFitModel.from_pretrained(str(folder))
        self._column = {CODES[label]: i for i, label in enumerate(self._model.model_head.classes_)}

    def probabilities(self, sentences: list[str]) -> list[tuple[float, ...]]:
        """Return what the head says of each sentence; 0 for a code that there was nothing to learn from."""
        rows = self._model.predict_proba(sentences, as_numpy=True, show_progress_bar=False)
        return [tuple(float(row[self._column[c]]) if c in self._column else 0.0 for c in CODES) for row in rows]


def _train(articles: Sequence[LabelledArticle], folder: Path) -> None:
    from datasets import Dataset
    from setfit import SetFitModel, Trainer, TrainingArguments

    from auditor.training.run import packaged_encoder

    quiet()
    texts, labels = _sample(*labelled_sentences(articles))
    settings = TrainingArguments(
        output_dir=str(folder),
        batch_size=BATCH,
        max_steps=STEPS,
        body_learning_rate=RATE,
        seed=1,
        save_strategy="no",
        logging_strategy="no",
        report_to="none",
        show_progress_bar=False,
    )
    model = SetFitModel.from_pretrained(packaged_encoder())
    Trainer(model, settings, train_dataset=Dataset.from_dict({"text": texts, "label": labels})).train()
    model.save_pretrained(str(folder))


def _sample(texts: Sequence[str], codes: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return ``SHOTS`` sentences of each code, or as many as there are, and the numbers of their codes."""
    chosen = random.Random(1)
    sample = []
    for label, code in enumerate(CODES):
        having = [text for text, found in zip(texts, codes, strict=True) if found == code]
        sample += [(text, label) for text in chosen.sample(having, min(SHOTS, len(having)))]
    return [text for text, _ in sample], [label for _, label in sample]


PEER = Peer(
    "setfit",
    "SetFit",
    f"same encoder, {SHOTS} sentences a code, {STEPS} steps of {BATCH} pairs at {RATE:g}, then the library's logistic "
    "regression",
    FewShot,
    _train,
    needs=("setfit", "datasets"),
)
