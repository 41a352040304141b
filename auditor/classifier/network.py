"""The torch network: one encoder, a code for every sentence and a source/cue tag for every token."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, BertConfig, BertModel, BertPreTrainedModel

from auditor.classifier.tags import TAGS
from auditor.classifier.windows import TOKEN_TYPES
from auditor.errors import InputError
from auditor.labels import CODES


class SourcingConfig(BertConfig):
    """A BERT configuration that also knows the window's shape, the temperature and what was trained.

    ``kept_heads`` is how many attention heads each layer has left of ``num_attention_heads`` (None: all), which keep
    their width.
    """

    model_type = "sourcing-auditor"

    def __init__(self, **values: Any) -> None:
        values.setdefault("type_vocab_size", TOKEN_TYPES)
        self.window: dict[str, int] = values.pop("window", {"length": 384, "left": 80, "right": 48})
        self.code_temperature: float = values.pop("code_temperature", 1.0)
        self.codes: list[str] = values.pop("codes", list(CODES))
        self.kept_heads: int | None = values.pop("kept_heads", None)
        super().__init__(**values)


@dataclass
class SourcingOutput:
    """``codes``: [batch, sentences, 8] logits; ``tags``: [batch, tokens, 5] logits."""

    codes: Tensor
    tags: Tensor


class SourcingNetwork(BertPreTrainedModel):
    """MiniLM (any BERT) with two heads on one pass.

    A sentence is read three ways from its own tokens: their mean, its ``[SEP]``, and a learned weighted mean
    that can single out the words that attribute.
    """

    config_class = SourcingConfig

    def __init__(self, config: SourcingConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config, add_pooling_layer=False)
        if config.kept_heads is not None:
            _keep_heads(self.bert, config)
        width = config.hidden_size
        self.attend = nn.Linear(width, 1)
        self.sentence = nn.Linear(3 * width, width)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.code_head = nn.Linear(width, len(CODES))
        self.tag_head = nn.Linear(width, len(TAGS))
        self.trained = False
        """Whether the heads have been trained too: not in a network that was just built on an encoder."""
        self.post_init()

    def forward(
        self,
        input_ids: Tensor,
        token_types: Tensor,
        sentence_ids: Tensor,
        separators: Tensor,
        attention_mask: Tensor | None = None,
    ) -> SourcingOutput:
        """Score one batch of windows; shapes as in ``windows.Window`` with a batch dimension in front.

        ``attention_mask`` is 0 on padding; rows of ``separators`` past a window's sentences may be 0, and what
        comes out for them means nothing.
        """
        hidden = self.bert(
            input_ids=input_ids, token_type_ids=token_types, attention_mask=attention_mask
        ).last_hidden_state
        rows = torch.arange(separators.shape[1], device=hidden.device)
        member = (sentence_ids[:, None, :] == rows[None, :, None]).to(hidden.dtype)
        mean = member @ hidden / member.sum(-1, keepdim=True).clamp(min=1.0)
        # Bounded, so that the exponential needs no maximum taken a sentence.
        weight = member * torch.exp(4.0 * torch.tanh(self.attend(hidden) / 4.0)).transpose(1, 2)
        attended = weight @ hidden / weight.sum(-1, keepdim=True).clamp(min=1e-6)
        at = separators[:, :, None].expand(-1, -1, hidden.shape[-1])
        closed = hidden.gather(1, at)
        sentence = nn.functional.gelu(self.sentence(torch.cat((mean, closed, attended), dim=-1)))
        return SourcingOutput(self.code_head(self.dropout(sentence)), self.tag_head(self.dropout(hidden)))


def _keep_heads(bert: BertModel, config: SourcingConfig) -> None:
    """Replace the attention's layers by ones of ``config.kept_heads`` heads, their weights not yet set."""
    width = config.hidden_size
    size = width // config.num_attention_heads * int(config.kept_heads or 0)
    for layer in bert.encoder.layer:
        heads: Any = layer.attention
        for part in ("query", "key", "value"):
            setattr(heads.self, part, nn.Linear(width, size))
        heads.output.dense = nn.Linear(size, width)


AutoConfig.register(SourcingConfig.model_type, SourcingConfig)
AutoModel.register(SourcingConfig, SourcingNetwork)


def from_encoder(base: str) -> SourcingNetwork:
    """Build a network on a pretrained BERT encoder (a folder or a hub name), its heads fresh, or on a checkpoint.

    The pretrained table of token types has two rows; ours start as copies of its first, so that at the start
    case and quotation change nothing.  Raises InputError for what is not there or no BERT.
    """
    try:
        kind = AutoConfig.from_pretrained(base).model_type
    except (OSError, ValueError) as error:
        raise InputError(f"There is no encoder “{base}”, neither a folder nor on a hub that can be reached.") from error
    if kind == SourcingConfig.model_type:
        network: SourcingNetwork = SourcingNetwork.from_pretrained(base)
        network.trained = True
        return network
    if kind != BertConfig.model_type:
        raise InputError(f"The encoder {base} is of the kind “{kind}”; only BERT encoders can be fine-tuned.")
    encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
    values = encoder.config.to_dict()
    for key in ("type_vocab_size", "model_type", "architectures"):
        values.pop(key, None)
    # Dropout on attention keeps torch from its fused attention, which is 2.7 times faster a step on a CPU.
    values["attention_probs_dropout_prob"] = 0.0
    network = SourcingNetwork(SourcingConfig(**values))
    state = encoder.state_dict()
    key = "embeddings.token_type_embeddings.weight"
    state[key] = state[key][:1].repeat(TOKEN_TYPES, 1)
    network.bert.load_state_dict(state, strict=False)
    return network
