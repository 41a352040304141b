"""What one would try first: the same encoder as a transformers sequence classifier, a sentence at a time."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from auditor.data import LabelledArticle
from auditor.labels import CODES
from peers.peer import Peer, SentencePeer, labelled_sentences, quiet

EPOCHS, BATCH, RATE = 2, 64, 2e-4
LONGEST = 128
"""Tokens of a sentence that are looked at, as the encoder's own tokenizer has it; hardly a sentence has more."""
TOGETHER = 32


class PlainPipeline(SentencePeer):
    """``transformers.pipeline("text-classification")``; ``together`` is its batch size, 1 unless one asks for more."""

    def __init__(self, folder: Path, together: int = 1) -> None:
        import transformers

        quiet()
        self.name = f"transformers pipeline, batches of {together}"
        self._together = together
        self._pipeline: Any = transformers.pipeline("text-classification", model=str(folder), top_k=None)

    def probabilities(self, sentences: list[str]) -> list[tuple[float, ...]]:
        """Return the softmax of the logits of each sentence."""
        rows = self._pipeline(sentences, batch_size=self._together, truncation=True, max_length=LONGEST)
        scores = [{one["label"]: one["score"] for one in row} for row in rows]
        return [tuple(float(score[code]) for code in CODES) for score in scores]


def _train(articles: Sequence[LabelledArticle], folder: Path) -> None:
    import torch
    import transformers
    from datasets import Dataset

    from auditor.training.run import packaged_encoder

    quiet()
    encoder = packaged_encoder()
    tokenizer = transformers.AutoTokenizer.from_pretrained(encoder)
    texts, codes = labelled_sentences(articles)
    tokens = tokenizer(texts, truncation=True, max_length=LONGEST)
    rows = Dataset.from_dict({**tokens, "label": [CODES.index(code) for code in codes]})
    transformers.set_seed(1)
    model: Any = transformers.AutoModelForSequenceClassification.from_pretrained(
        encoder, num_labels=len(CODES), id2label=dict(enumerate(CODES)), label2id={c: i for i, c in enumerate(CODES)}
    )
    settings = transformers.TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=EPOCHS,
        per_device_train_batch_size=BATCH,
        learning_rate=RATE,
        warmup_steps=0.1,
        train_sampling_strategy="group_by_length",
        use_cpu=not torch.cuda.is_available(),
        bf16=torch.cuda.is_available() or torch.cpu._is_amx_tile_supported(),
        seed=1,
        save_strategy="no",
        logging_strategy="no",
        report_to="none",
    )
    # Few different lengths: on a CPU every new shape of batch costs memory that is not given back.
    pad = transformers.DataCollatorWithPadding(tokenizer, pad_to_multiple_of=16)
    transformers.Trainer(model, settings, train_dataset=rows, data_collator=pad, processing_class=tokenizer).train()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def _load(folder: Path) -> PlainPipeline:
    return PlainPipeline(folder)


def _load_batched(folder: Path) -> PlainPipeline:
    return PlainPipeline(folder, TOGETHER)


NEEDS = ("torch", "transformers", "datasets", "accelerate")
PEER = Peer(
    "pipeline",
    "transformers pipeline",
    f'`pipeline("text-classification")` over single sentences, same encoder, {EPOCHS} epochs at {RATE:g} in batches '
    f"of {BATCH}",
    _load,
    _train,
    NEEDS,
)
BATCHED = Peer(
    "pipeline-batched",
    f"the same, batches of {TOGETHER}",
    f"the same weights with `batch_size={TOGETHER}`, within an article",
    _load_batched,
    needs=NEEDS,
    variant_of=PEER.key,
)
