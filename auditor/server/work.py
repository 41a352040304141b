"""What the server does for a request, without HTTP: an audit, or another report on one.

Runs in worker threads.  Nothing of an article is left behind: the memory of texts that the auditor keeps while it goes
over one article is emptied after each.
"""

import base64
import binascii
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

from auditor.article import Article, Audit
from auditor.classifier.interface import SentenceClassifier
from auditor.correction import Correction, best_code, correct, rework
from auditor.errors import AuditorError, InputError, RefusedError
from auditor.pipeline import audit_article
from auditor.quotation import article_quotations
from auditor.reading import read_text
from auditor.reporting import load_report
from auditor.reporting.interface import RenderOptions
from auditor.reporting.json_report import render_json
from auditor.rules.profile import Profile
from auditor.server.forms import AuditRequest, CorrectionForm, ReportRequest
from auditor.server.limits import Limits
from auditor.server.reading import Given, Read
from auditor.server.refusal import RefusalError
from auditor.sources.first_names import is_known_first_name, sex_of_first_name
from auditor.sources.gazetteer import place
from auditor.sources.occurrences import occurrences

KINDS: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
"""The media type of each format of a report."""

_MOST_READING = 0.8
"""The share of a request's time that reading a file or a link may take."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the work needs.

    ``profiles`` are by name, the default first; ``links`` False refuses addresses.
    """

    classifier: SentenceClassifier
    profiles: Mapping[str, Profile]
    read: Read
    limits: Limits
    links: bool = True

    def audit(self, asked: AuditRequest) -> str:
        """Return the audit of what was ``asked`` for, in the JSON of ``--format json``.  Raises ``RefusalError``."""
        try:
            profile = self._profile(asked.profile)
            articles = [_with_facts(article, asked) for article in self._articles(asked)]
            if len(articles) == 1 and asked.title:
                articles = [replace(articles[0], title=asked.title)]
            self._check_length(sum(len(article.text) for article in articles))
            audits = [audit_article(article, self.classifier, profile) for article in articles]
            return render_json(audits, model=self.classifier.name, profile=profile.name)
        except AuditorError as error:
            raise _refused(error) from None
        finally:
            _forget()

    def report(self, asked: ReportRequest) -> str:
        """Return the report that was ``asked`` for, with the corrections in it.  Raises ``RefusalError``."""
        try:
            profile = self._profile(asked.profile)
            self._check_length(sum(len(article.text) for article in asked.articles))
            corrections: dict[int, list[CorrectionForm]] = {}
            for form in asked.corrections:
                if form.article >= len(asked.articles):
                    raise InputError(f"There is no article {form.article} to correct.")
                corrections.setdefault(form.article, []).append(form)
            audits = []
            for place, given in enumerate(asked.articles):
                article, sentences, graded = given.article(), given.labelled(), given.grade is not None
                if place not in corrections:
                    audits.append(rework(article, sentences, profile, graded=graded))
                    continue
                audit = rework(article, sentences, graded=graded)
                audits.append(correct(audit, _corrections(audit, corrections[place]), profile))
            stream = io.StringIO(newline="")
            options = RenderOptions(table=asked.table, to_file=True, model=asked.model, profile=profile.name)
            load_report(asked.format)(audits, stream, options)
            return stream.getvalue()
        except AuditorError as error:
            raise _refused(error) from None
        finally:
            _forget()

    def _profile(self, name: str | None) -> Profile:
        # Never by file: whoever asks must not choose what this machine reads.
        if name is None:
            return next(iter(self.profiles.values()))
        if name not in self.profiles:
            raise InputError(f"There is no profile of that name; choose one of {', '.join(self.profiles)}.")
        return self.profiles[name]

    def _articles(self, asked: AuditRequest) -> list[Article]:
        if asked.text is not None:
            self._check_length(len(asked.text))
            return read_text(asked.text, force=asked.force)
        if asked.file is not None:
            try:
                data = base64.b64decode(asked.file.data, validate=True)
            except (binascii.Error, ValueError):
                raise InputError("The file's data are not base64.") from None
            given = Given(asked.file.name, data, asked.force)
        elif self.links:
            given = Given((asked.url or "").strip(), None, asked.force)
        else:
            raise InputError("This server does not read links; paste the text instead.")
        try:
            return self.read(given, _MOST_READING * self.limits.work_seconds)
        except TimeoutError:
            raise InputError("It took too long to read this; paste the text instead.") from None

    def _check_length(self, characters: int) -> None:
        most = self.limits.characters
        if characters > most:
            raise InputError(f"The text is too long: it has {characters:,} characters and may have {most:,}.")


def _with_facts(article: Article, asked: AuditRequest) -> Article:
    return replace(
        article,
        outlet=asked.outlet or article.outlet,
        author=asked.author or article.author,
        date=asked.date or article.date,
    )


def _corrections(audit: Audit, forms: list[CorrectionForm]) -> list[Correction]:
    by_index = {sentence.index: sentence for sentence in audit.sentences}
    corrections = []
    for form in forms:
        code: str | None = form.code
        if code is None and form.label is not None and form.sentence in by_index:
            sentence = by_index[form.sentence]
            code = sentence.code if form.label == sentence.label else best_code(sentence, form.label)
        corrections.append(Correction(form.sentence, code, form.source))
    return corrections


def _refused(error: AuditorError) -> RefusalError:
    return RefusalError(422, str(error), forcible=isinstance(error, RefusedError))


_CACHES = (article_quotations, occurrences, place, is_known_first_name, sex_of_first_name)


def _forget() -> None:
    """Empty the caches that hold an article's text, or names that stand in it."""
    for cached in _CACHES:
        cached.cache_clear()
