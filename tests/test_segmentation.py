"""Where sentences begin and end; every sentence here is invented.

In the cases below ``¦`` marks where a new segment begins; it is taken out before the text is split.
"""

import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.segmentation import segment

HARD = {
    "titles": [
        "Rep. Dana Holt met Gov. Paul Reyes on Monday.¦ They agreed.",
        "Then-Sen. Ida Bloom voted against it.¦ Gen. Amos Reed did not.",
        "Sens. Ida Bloom and Joe Park objected.¦ Reps. Amy Stone and Lee Wu did not.",
        "Retired Lt. Gen. Tom Vance said yes.¦ Lt. Gov. Ann Lowe said no.",
        "Capt. Ann Lowe and Sgt. Bo Marsh left.¦ Col. Dee Frost stayed.",
        "The Rev. Amos Reed spoke.¦ The Hon. Ida Bloom listened.",
        "Prof. Lena Ortiz, Ph.D., spoke.¦ Ms. Ray, M.D., listened.",
        '"Mr. Okafor is in charge," she said.¦ "Mrs. Okafor is not."',
        "He met Dr. Reed, Esq.¦ They talked.",
        "He lives at 12 Elm St.¦ The house is red.¦ St. Agnes is near.",
    ],
    "party": [
        "Sen. Ida Bloom (D-N.Y.) said no.¦ Sen. Joe Park (R-Ga.) said yes.",
        "Gov. Jane D. Smith (R-Idaho) Friday vetoed it.¦ She gave no reason.",
        "Mapleton (Ohio) Mayor Jo Dunn left.¦ She waved.",
        "Harrow County (Ariz.) Sheriff Jo Dunn left.¦ She waved.",
    ],
    "acronym": [
        "The U.S. Senate voted.¦ The U.S. and the U.N. agreed.¦ He lives in the U.S.¦ She does not.",
        "They left for the U.S.¦ Unfortunately, the flight was late.",
        "The U.N. Security Council met.¦ The U.N. did not comment.",
        "In the U.S., people vote.¦ In the U.K., too.",
        '"We are from the U.S."¦ "So are we."',
        'The "U.S. problem" grew.¦ "We love the U.S."¦ She left.',
        "He said the U.S.’s role is over.¦ It isn't.",
        "The U.S.-Mexico border closed.¦ U.S.-led forces left.",
        "The A.F.L.-C.I.O. endorsed him.¦ The F.B.I. did not.",
        "He was born in Washington, D.C.¦ He died there, too.",
        "Washington, D.C. Mayor Ada Lund spoke.¦ She was brief.",
        "Erdal Is in Town With Help From the U.S. And Iran",
    ],
    "clock": [
        "It opens at 9 a.m. Monday.¦ It closes at 5 p.m.¦ The rest is unknown.",
        "It opens at 9 a.m. Eastern time.¦ Nobody came.",
        "The 5 p.m. vote failed.¦ By 6 p.m. she was gone.",
        "The vote, at 5 p.m., failed.",
        "It ended at 5 p.m.¦ (The hall was full.)",
    ],
    "company": [
        "Robert Dale Jr. Tuesday sued Acme Inc. over the deal.¦ Acme Co. declined to comment.",
        "Shares of Acme Inc. fell.¦ The shares of Bolt Corp. rose.",
        "He works for Acme Inc.¦ The company makes anvils.",
        "Acme Holdings Ltd. and Bolt Corp. merged.¦ Bolt Ltd. shareholders cheered.",
        "Acme & Co. Chief Executive Ida Bloom resigned.¦ She was 60.",
        "The firm (Acme Inc.) folded.¦ Its staff left.",
        "Yahoo! News reported it.¦ Wow!¦ Nobody believed it.",
    ],
    "dateline": [
        "ORLANDO, Fla. (Reuters) - The mayor spoke.¦ He left.",
        "LOUISVILLE, Ky. (AP) — The mayor spoke.¦ He left.",
        "MANCHESTER, N.H. — Four days later, Dana Holt lost.¦ She cried.",
        "WASHINGTON, D.C. - The mayor spoke.¦ He left.",
        "ST. LOUIS (AP) -- The mayor spoke.¦ He left.",
        "DES MOINES, Iowa, Aug. 10 (UPI) — The mayor spoke.¦ He left.",
        "SEVERNY, March 4. /TASS/. The governor spoke.¦ He left.",
        "BERLIN — The minister resigned.¦ He gave no reason.",
    ],
    "initials": [
        "J. K. Marlowe and George W. Barton met.¦ They dined.",
        'J.K. Marlowe met C.L. "Dutch" Ottinger on Friday.¦ They dined.',
        "Samuel L. Quist, who met Harry S. Tolland, agreed.¦ He signed.",
        "He chose Plan B.¦ The others did not.",
        "Vitamins A, B and C.¦ All are good.",
        "Editing by Dana Holt; Reporting by A. Reed",
    ],
    "number": [
        "No. 5 won.¦ No. 6 lost.¦ “No.”¦ He meant it.",
        "Was it No. 1?¦ No.¦ It was No. 2.",
        "It happened on Jan. 5.¦ On Feb. 6, it ended.¦ It began in Dec.¦ The end.",
        "It cost $3.5 million.¦ In all, 4.2 percent paid.",
        "The temperature was 4.9.¦ Officials were surprised.",
        "It grew by 5%.¦ Analysts cheered.",
        "He won in 2012.¦ 40 people cheered.",
        "The vote was 51-49.¦ 81-year-old Ida Bloom cheered.",
        "Trump-era rules (see p. 12) apply.¦ They stay.",
        "He lost the case, Holt vs. Dunn.¦ Nobody cared.",
        "Dana Holt et al. found it.¦ See e.g. Holt v. Dunn.",
    ],
    "ellipsis": [
        '"I was . . . surprised," he said.¦ "It was . . . odd."',
        '"We waited. . . .¦ They never came," she said.',
        "He paused...¦ Then he left.",
        "He paused... then left.¦ She stayed.",
        "She had… maybe.¦ He had not.",
        "I think… I know it.¦ You do too.",
        '"I... I don\'t know," she said.¦ "I do."',
        'She wrote that "it was ... over." ¦He agreed.',
    ],
    "ordinary": [
        "The war ended last month.¦ Holt spoke.¦ She won in Iowa.¦ Dunn lost.",
        "She had none of it.¦ Asked about the West, she said no.¦ Clinton, Ohio, slept.",
        "The iPhone sold well.¦ iPhone sales rose.",
        "What?!¦ No!¦ Really?",
        "We lost [the case].¦ They won.",
    ],
    "quotation": [
        '"It is over."¦ He left the room.',
        "“It is over.”¦ “It is not,” she said.",
        'He said, "It is over."¦ "It is not."',
        '"Is it over?" he asked.¦ "It is not!" she said.',
        '"Is it over?"¦ The mayor did not answer.',
        '"First point. ¦Second point. ¦Third point," he said.',
        "“First point.¦ Second point?¦ Third point!” he said.",
        "'It is over,' he said.¦ 'It isn't the officials' fault.'¦ She nodded.",
        "‘It is over.’¦ ‘It is not.’",
        "« It is over. »¦ « It is not. »",
        "‹It is over.›¦ ‹It is not.›",
        "``It is over.''¦ ``It is not,'' she said.",
        "\"He told me, 'It is over.'\"¦ She left.",
        "\"He told me, 'It is over.' \"¦ She left.",
        "“He told me, ‘It is over.’ ”¦ She left.",
        "\"You said, 'I will go.'¦ But you stayed,\" she said.",
        'It was, he said, "a mess."¦ And he left.',
        'He said it was "over".¦ She said it was "not".',
        'He quoted the rule: "No one leaves."¦ Everyone left.',
        '"Nobody rows alone.¦ Nobody wins alone." - Jo Dunn',
        '"What now?!"¦ Nobody knew.',
    ],
    "brackets": [
        "(He was late.)¦ The rest were on time.",
        "He was late (he said so himself).¦ The rest were on time.",
        "He said: “It is over (for now).”¦ She agreed.",
        "He was (allegedly!) late.¦ She wasn't.",
    ],
    "spacing": [
        'He said it was over .¦ She said , " It is not . "¦ They left .',
        '"It is over." ¦ "It is not."',
        '"It is over," he said.¦The mayor left.¦"It is not," she said.',
        "“It is over.”¦“It is not,” she said.",
        "The site example.com reported it.¦ See www.example.com/News.Item for more.",
        "他来了。¦她走了！",
    ],
    "lines": [
        "Storm hits coast\n¦Thousands of homes were without power.¦ Crews are out.",
        "Storm hits coast\n\n¦By Dana Holt\n\n¦Thousands of homes were without power.",
        "Storm hits coast\r\n¦Thousands of homes were without power.\r\n\r\n¦Crews are out.",
        "• First item\n¦• Second item\n¦• Third item",
        "- First item.\n¦- Second item.",
        "1. First item.\n¦2. Second item.¦ It has two sentences.",
        "“One.\n\n¦“Two,” he said.",
        "Councillor Jo Dunn¦ In the northern wards, turnout rose to half.¦ It was a record.",
        "Hello all,\n\n¦The committee met on Tuesday evening in the small hall and agreed\n"
        "to postpone the vote until Dr. Amos Reed returns from leave.¦ Members\n"
        "will hear from the chair next week.\n\n¦Regards,\n¦Dana",
        "> The committee met on Tuesday evening in the small hall and\n"
        "> agreed to postpone the vote.¦ Members will hear from\n"
        "> the chair.",
    ],
}
CASES = [
    pytest.param(text, id=f"{kind}-{re.sub('[^0-9A-Za-z]+', '-', text)[:36].strip('-') or 'cjk'}")
    for kind, texts in HARD.items()
    for text in texts
]


def pieces(text: str) -> list[str]:
    return [text[s.start : s.end] for s in segment(text)]


@pytest.mark.parametrize("marked", CASES)
def test_hard_case(marked: str) -> None:
    assert pieces(marked.replace("¦", "")) == [piece.strip() for piece in marked.split("¦")]


def test_there_are_sixty_hard_cases() -> None:
    assert len(CASES) >= 60


def test_empty_text_has_no_segments() -> None:
    assert segment("") == []
    assert segment(" \n\t\n ") == []


def test_paragraphs_are_counted() -> None:
    text = "Storm hits coast\n\nIt rained. It blew.\nCrews are out."
    assert [s.paragraph for s in segment(text)] == [0, 1, 1, 2]


def test_segments_carry_the_furniture_proposal() -> None:
    text = "The bridge closed on Monday after a crack was found.\n\nShare this article\n\nIt opens again in May."
    first, share, last = segment(text)
    assert share.furniture > max(first.furniture, last.furniture)


def test_wrapping_a_text_does_not_change_its_sentences() -> None:
    paragraphs = [
        "The harbour board met on Tuesday and put off its vote on the new quay until the spring, its chair said.",
        "“We have heard the fishermen. We have heard the hotels,” Jo Dunn told reporters after the meeting."
        " No date was set, and the board did not say who would pay for the dredging that the plan calls for.",
        "Work on the old quay began in 2012 and was to have taken three years, according to the town's own records.",
    ]
    flat = "\n\n".join(paragraphs)
    for width in (50, 66, 72, 80):
        wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
        assert [" ".join(piece.split()) for piece in pieces(wrapped)] == pieces(flat)


def test_very_long_lines_are_split() -> None:
    assert len(segment("He left. " * 20_000)) == 20_000
    assert len(segment("a. " * 50_000)) >= 1
    assert len(segment('"' * 100_000)) == 1


TEXTS = st.text(
    alphabet=st.sampled_from("aAbI1 .!?…\"'“”‘’«»()-–—\n\r\t\u2028\u00a0>。") | st.characters(), max_size=120
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_character_is_in_exactly_one_segment(text: str) -> None:
    position = 0
    paragraph = 0
    for found in segment(text):
        assert text[position : found.start].strip() == ""
        assert found.start < found.end
        piece = text[found.start : found.end]
        assert piece == piece.strip()
        assert found.paragraph >= paragraph
        position, paragraph = found.end, found.paragraph
    assert text[position:].strip() == ""


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_segmenting_is_deterministic(text: str) -> None:
    assert segment(text) == segment(text)
