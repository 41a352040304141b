"""What a recipe cuts from the network it starts from, and the guide that the smaller one follows."""

import copy
import random
from collections.abc import Sequence

from tokenizers import Tokenizer

from auditor.classifier.network import SourcingNetwork
from auditor.data import LabelledArticle
from auditor.errors import InputError
from auditor.training.drafts import draft_of
from auditor.training.examples import Batch, batches_of, collate, examples_of
from auditor.training.guide import Guide
from auditor.training.recipe import Recipe
from auditor.training.thinning import keep_layers, thin

_SAMPLE = 120
"""Articles that are read to find which heads and units matter."""


def cut(
    network: SourcingNetwork, tokenizer: Tokenizer, recipe: Recipe, articles: Sequence[LabelledArticle]
) -> tuple[SourcingNetwork, Guide | None]:
    """Return the network as small as the recipe wants it, and a guide if it was trained before and was cut.

    Raises InputError when the recipe wants more than there is, or wants an untrained network thinned.
    """
    thinner = recipe.heads is not None or recipe.inner is not None
    if thinner and not network.trained:
        raise InputError("Only a trained network can be made thinner: give an earlier checkpoint or a model as --base.")
    if not thinner and recipe.layers is None:
        return network, None
    larger = copy.deepcopy(network) if network.trained else None
    layers = None if recipe.layers is None else keep_layers(network, recipe.layers)
    if thinner:
        network = thin(network, recipe.heads, recipe.inner, _sample(network, tokenizer, recipe, articles))
    return network, None if larger is None else Guide(network, larger, layers)


def _sample(
    network: SourcingNetwork, tokenizer: Tokenizer, recipe: Recipe, articles: Sequence[LabelledArticle]
) -> list[Batch]:
    random_ = random.Random(recipe.seed)  # noqa: S311  # a sample, not secrets
    chosen = random_.sample(articles, min(_SAMPLE, len(articles)))
    examples = [
        example
        for article in chosen
        for example in examples_of(draft_of(article), tokenizer, recipe.window, random_, learn_context=True)
    ]
    return [collate(batch, network.device) for batch in batches_of(examples, recipe.batch_tokens, random_)]
