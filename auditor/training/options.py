"""What a person chooses about a training run; everything else is the recipe's."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """``data`` holds labelled articles (None: what can be found), ``output`` the run's state and result.

    ``base`` is a BERT encoder, or a checkpoint or model of an earlier run (None: the packaged MiniLM), ``layers``
    how many of its layers to keep, ``heads`` and ``inner`` how many attention heads and feed-forward units of each
    (None: all); ``teachers`` are folders of models to learn from beside the labels, ``mixed`` folders of finished
    runs whose weights are averaged with this one's. ``epochs``, ``rate`` (of the encoder's top layer),
    ``tag_weight`` (of source and cue words) and ``limit`` (batches an epoch) replace the recipe's; ``threads``
    limits the processor cores (None: all).
    """

    output: Path
    data: Path | None = None
    base: str | None = None
    layers: int | None = None
    heads: int | None = None
    inner: int | None = None
    teachers: tuple[Path, ...] = ()
    mixed: tuple[Path, ...] = ()
    seed: int = 1
    epochs: int | None = None
    rate: float | None = None
    tag_weight: float | None = None
    limit: int | None = None
    threads: int | None = None
    quiet: bool = False
