"""Is this English?  The model knows no other language."""

import re
from functools import lru_cache
from typing import Any

from auditor.errors import RefusedError

MIN_WORDS = 20
"""Texts with fewer words are not judged: a headline can look like any language."""

# Frequent words of English that other large languages hardly share.  Over the 1,806 labelled articles their
# share is 0.07 at the least and 0.22 in the middle; in paragraphs of 16 other languages it was at most 0.02.
_ENGLISH = frozenset({
    "the", "of", "and", "to", "that", "with", "from", "his", "their", "were", "been", "this", "which", "who",
    "they", "would", "about", "said", "it", "by", "its", "has", "have", "but", "not", "after", "it's",
})  # fmt: skip
_SURELY_ENGLISH = 0.08
_SURELY_FOREIGN = 0.6
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 20_000  # code points looked at

_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "la": "Latin", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def refuse_foreign(text: str, name: str) -> None:
    """Raise ``RefusedError``, naming the input ``name``, if ``text`` is surely not English.

    Common words settle almost every English text at once; the language identifier, which takes half a second
    to load, is asked only in doubt, and what it is unsure of passes.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower().replace("’", "'"))
    # Scripts without spaces give few, long words; there the characters are counted.
    if len(words) < MIN_WORDS and sum(c.isalpha() and ord(c) > 0x2E80 for c in sample) < 2 * MIN_WORDS:
        return
    if words and sum(word in _ENGLISH for word in words) / len(words) >= _SURELY_ENGLISH:
        return
    language, probability = _identifier().classify(sample)
    if language != "en" and probability >= _SURELY_FOREIGN:
        looks = f" (it looks {_NAMES[language]})" if language in _NAMES else ""
        raise RefusedError(f"{name} is not in English{looks}, the only language that can be audited.")


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
