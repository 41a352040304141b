"""What the HTML page shows of the findings, and of the questions that come from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.article import Audit, Finding, Sentence
from auditor.labels import CLASSES
from auditor.questions import questions
from auditor.reporting.html_text import LETTER, shown
from auditor.reporting.wording import authority_text


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding; ``level`` is one of LEVELS, ``rule_class`` and ``mix`` are what the filters go by."""

    number: int
    level: str
    code: str
    rule: str
    rule_class: str
    mix: str
    message: str
    advice: str
    authority: str
    places: tuple[tuple[int, str], ...]
    """Index and name ("5", "headline") of each sentence that it concerns."""

    @property
    def filters(self) -> str:
        """The names in the style sheet by which the filters hide what belongs to this finding."""
        return f"{self.level} {self.rule_class}{f' mix-{self.mix}' if self.mix else ''}"


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question for the reporter: ``level`` of the finding behind it, or None where no rule asks."""

    text: str
    level: str | None
    findings: tuple[FindingView, ...]
    places: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class RuleClasses:
    """Gives every rule that fired a name that is safe in a style sheet, whatever its code holds."""

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Class name and title of each rule, by code."""

    def of(self, finding: Finding) -> str:
        """Return the class name of the rule of ``finding``."""
        words = shown(finding.rule).replace("-", " ")
        title = f"{words[:1].upper()}{words[1:]} ({shown(finding.code)})"
        return self.names.setdefault(finding.code, (f"r{len(self.names)}", title))[0]


def finding_views(audit: Audit, names: Mapping[int, str], rules: RuleClasses) -> tuple[FindingView, ...]:
    """Return the findings of ``audit``; ``names`` says what each sentence is called, by index."""
    by_index = {sentence.index: sentence for sentence in audit.sentences}
    return tuple(
        _finding(number, finding, [by_index[i] for i in finding.sentences if i in by_index], names, rules)
        for number, finding in enumerate(audit.findings, 1)
    )


def _finding(
    number: int, finding: Finding, concerned: list[Sentence], names: Mapping[int, str], rules: RuleClasses
) -> FindingView:
    letters = {LETTER[s.label] for s in concerned}
    return FindingView(
        number=number,
        level=finding.level,
        code=shown(finding.code),
        rule=shown(finding.rule),
        rule_class=rules.of(finding),
        mix="".join(letter for letter in map(LETTER.__getitem__, CLASSES) if letter in letters),
        message=shown(finding.message),
        advice=shown(finding.advice),
        authority=shown(authority_text(finding.authority)),
        places=tuple((s.index, names[s.index]) for s in concerned),
    )


def question_views(
    audit: Audit, names: Mapping[int, str], findings: tuple[FindingView, ...]
) -> tuple[QuestionView, ...]:
    """Return what to ask the reporter about ``audit``, whose findings are shown as ``findings``."""
    return tuple(
        QuestionView(
            text=shown(question.text),
            level=findings[question.findings[0]].level if question.findings else None,
            findings=tuple(findings[place] for place in question.findings),
            places=tuple((index, names[index]) for index in question.sentences if index in names),
        )
        for question in questions(audit)
    )
