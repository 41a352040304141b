from auditor.data import counts_table, describe, describe_shipped
from auditor.data.places import SHIPPED


def test_counts_are_by_split_and_corpus(article, authored):
    first, second = describe([article, article, *authored])
    assert (first.corpus, first.articles, first.sentences, first.attributions) == ("sample", 2, 8, 4)
    assert first.codes == (2, 0, 0, 0, 2, 0, 2, 2)
    assert (second.split, second.corpus, second.articles, second.sentences) == ("dev", "authored", 16, 324)


def test_the_data_card_holds_the_counts_of_what_ships():
    card = (SHIPPED / "README.md").read_text(encoding="utf-8")
    assert counts_table(describe_shipped()) in card
