"""Nouns of bodies: which stand at the head of a body's name, which inside it, and which mean any body."""

from auditor.classifier.cue_words import INSTITUTIONS, ORGANISATIONS
from auditor.sources.words import SHARED, listed

INNER = listed(
    """
    foreign justice interior defense defence finance energy transport transportation health national security
    central military state news rescue human rights intelligence secret own
    """
)
"""Words that stand before the head ("foreign ministry")."""
HEADS = (
    INSTITUTIONS
    | ORGANISATIONS
    | SHARED
    | INNER
    | listed(
        """
    bank board campaign chamber charity club committee corporation fund force forces guard hospital institute
    office organisation organization palace service team tribunal watchdog regulator fleet navy bloc cabinet
    presidency
    """
    )
)
"""All words of which the common part of a body's name is made."""
ISSUERS = (HEADS - INNER) | {"military"}
"""Bodies that can issue something."""
KEPT = listed("figures data statistics records documents")
"""What keeps its own name with a lower-case describing word before it ("government figures")."""
GENERIC = HEADS - INNER - listed("police government military army troops parliament congress senate court")
"""Nouns that, after "the", mean whichever body was spoken of last."""
