"""The plain training recipe: every number that shapes a run, in one place."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from auditor.classifier.windows import WindowShape
from auditor.data import LabelledArticle
from auditor.data.records import article_row
from auditor.training.augment import Augmentation


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training run does; two runs with equal recipes on one machine give one model.

    ``batch_tokens`` counts padding; rates are for AdamW with linear warm-up and decay, and the encoder's layers
    below the top learn ``layer_decay`` times slower each. ``authored_copies`` repeats the authored articles, which
    are few but rich in the rare codes; ``learn_context`` learns from the sentences that stand whole in a window's
    context too. ``average`` is the decay of the running mean of the weights, ``base`` the encoder, checkpoint or
    model to start from (None: the packaged MiniLM), ``base_digest`` the SHA-256 of its weights if it is a folder,
    ``layers`` how many of its layers are kept, ``heads`` and ``inner`` how many attention heads and feed-forward
    units of each (None: all), and ``limit`` the most batches an epoch. ``teachers`` are the SHA-256 of the models
    whose mean prediction is learned beside the labels, with the weight ``taught_weight`` (0 to 1). A trained
    network that is cut follows what it was before; how far its hidden states are from those counts
    ``hidden_weight`` times (see ``guide``).
    """

    epochs: int = 5
    patience: int = 2
    batch_tokens: int = 3072
    rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.01
    warm_up: float = 0.08
    clip: float = 1.0
    average: float = 0.998
    tag_weight: float = 0.3
    authored_copies: int = 2
    learn_context: bool = True
    seed: int = 1
    base: str | None = None
    base_digest: str | None = None
    layers: int | None = None
    heads: int | None = None
    inner: int | None = None
    limit: int | None = None
    teachers: tuple[str, ...] = ()
    taught_weight: float = 0.7
    hidden_weight: float = 3.0
    window: WindowShape = field(default_factory=WindowShape)
    augmentation: Augmentation = field(default_factory=Augmentation)

    def fingerprint(self, articles: Iterable[LabelledArticle]) -> str:
        """Return a short hash that tells runs apart by their recipe and by what they learn from."""
        found = hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode())
        for article in articles:
            found.update(json.dumps(article_row(article), sort_keys=True).encode())
        return found.hexdigest()[:12]
