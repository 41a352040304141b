"""Who is who in one article: whose words a sentence gives, and the register of the article's sources."""

from auditor.sources.carry import carry_sources
from auditor.sources.register import build_register

__all__ = ["build_register", "carry_sources"]
