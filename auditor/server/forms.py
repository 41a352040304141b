"""What requests and answers look like: the fields, their limits, and from them the OpenAPI document."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from auditor.article import Article, Sentence
from auditor.errors import InputError
from auditor.labels import CLASS_OF, CODES

Label = Literal["named", "anonymous", "official", "unattributed", "furniture"]
Code = Literal["NP", "NO", "A0", "A1", "A2", "O", "U", "X"]
Table = Literal["sentences", "articles", "sources", "findings"]
Format = Literal["html", "json", "csv"]

Fact = Annotated[str | None, Field(max_length=1000)]
Place = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]

MOST_ARTICLES = 200


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class File(_Form):
    """A file of text, Markdown, HTML, .docx or PDF."""

    name: str = Field(max_length=500, description="Its name; the ending helps to tell what it is.")
    data: str = Field(description="Its bytes in base64.")


class AuditRequest(_Form):
    """What to audit: exactly one of ``text``, ``url`` and ``file``."""

    text: str | None = Field(default=None, description="The article itself.")
    url: str | None = Field(default=None, max_length=2000, description="A public http or https address of it.")
    file: File | None = None
    title: Fact = Field(default=None, description="Known better than the text shows it; so for the next three.")
    outlet: Fact = None
    author: Fact = None
    date: Fact = Field(default=None, description="An ISO date.")
    profile: str | None = Field(default=None, max_length=200, description="Which rules; GET /health lists the names.")
    force: bool = Field(default=False, description="Audit what would be refused: another language, a notice.")

    @model_validator(mode="after")
    def _one_input(self) -> "AuditRequest":
        if sum(given is not None for given in (self.text, self.url, self.file)) != 1:
            raise ValueError("Give exactly one of text, url and file.")
        return self


class SentenceForm(BaseModel):
    """A sentence as an audit gave it; what can be worked out from these fields is ignored."""

    model_config = ConfigDict(strict=True)

    start: Place
    end: Place
    code: Code
    confidence: Share
    paragraph: Place = 0
    source_start: Place | None = None
    source_end: Place | None = None
    cue_start: Place | None = None
    cue_end: Place | None = None
    probabilities: list[Share] = Field(default=[], max_length=len(CODES))
    corrected: None = Field(default=None, description="Must be null: send what the model said, and the corrections.")


class ArticleForm(BaseModel):
    """A member of ``articles`` of an audit, before any correction."""

    model_config = ConfigDict(strict=True)

    id: str = Field(max_length=2000)
    text: str
    path: Fact = None
    title: Fact = None
    outlet: Fact = None
    author: Fact = None
    date: Fact = None
    url: str | None = Field(default=None, max_length=4000)
    line: int | None = Field(default=None, ge=1)
    sentences: list[SentenceForm]
    grade: object | None = Field(default=None, description="null asks for a report without a grade.")

    def article(self) -> Article:
        """Return the article without what was found out about it."""
        return Article(
            self.id, self.text, self.path, self.title, self.outlet, self.author, self.date, self.url, self.line
        )

    def labelled(self) -> list[Sentence]:
        """Return its sentences with the classifier's labels.  Raises ``InputError`` where offsets do not fit."""
        sentences = []
        before = 0
        for index, form in enumerate(self.sentences):
            if not before <= form.start <= form.end <= len(self.text):
                raise InputError(f"Sentence {index} does not stand where it is said to stand in the text.")
            if len(form.probabilities) not in (0, len(CODES)):
                raise InputError(f"Sentence {index} needs {len(CODES)} probabilities or none.")
            before = form.end
            source = self._span(index, form.source_start, form.source_end)
            cue = self._span(index, form.cue_start, form.cue_end)
            sentences.append(
                Sentence(
                    index=index,
                    start=form.start,
                    end=form.end,
                    text=self.text[form.start : form.end],
                    label=CLASS_OF[form.code],
                    code=form.code,
                    confidence=form.confidence,
                    paragraph=form.paragraph,
                    source=self.text[source[0] : source[1]] if source else None,
                    source_start=source[0] if source else None,
                    source_end=source[1] if source else None,
                    cue=self.text[cue[0] : cue[1]] if cue else None,
                    cue_start=cue[0] if cue else None,
                    cue_end=cue[1] if cue else None,
                    probabilities=tuple(form.probabilities),
                )
            )
        return sentences

    def _span(self, index: int, start: int | None, end: int | None) -> tuple[int, int] | None:
        if start is None or end is None:
            return None
        if not start < end <= len(self.text):
            raise InputError(f"Sentence {index} has source or cue words outside the text.")
        return start, end


class CorrectionForm(_Form):
    """What a person says of one sentence: its label, its code, its source, or several of these."""

    article: Place = Field(default=0, description="Its place in ``articles``, from 0.")
    sentence: Place = Field(description="The sentence's ``index``.")
    label: Label | None = None
    code: Code | None = Field(default=None, description="Goes before ``label``, which alone gets its likeliest code.")
    source: str | None = Field(
        default=None,
        max_length=300,
        description="Who it rests on; “;” parts joint sources; empty: the article does not tell.",
    )


class ReportRequest(_Form):
    """Another report on what was audited: another profile, another format, corrections; the model is not asked."""

    articles: list[ArticleForm] = Field(min_length=1, max_length=MOST_ARTICLES, description="As an audit gave them.")
    model: str | None = Field(default=None, max_length=200, description="As the audit gave it.")
    corrections: list[CorrectionForm] = Field(default=[], max_length=10_000)
    profile: str | None = Field(default=None, max_length=200)
    format: Format = "html"
    table: Table = Field(default="sentences", description="With csv: what a row is.")


class Health(BaseModel):
    """That the server works, with what, and how much it has to do."""

    status: Literal["ok"] = "ok"
    version: str
    model: str
    profiles: list[str] = Field(description="The names that ``profile`` takes, the default first.")
    workers: int
    inside: int = Field(description="Requests at work or waiting.")


class Problem(BaseModel):
    """What every other answer than 200 holds."""

    error: str = Field(description="One sentence.")
    forcible: bool | None = Field(default=None, description="True where the same request with ``force`` is served.")
