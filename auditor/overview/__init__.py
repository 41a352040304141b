"""Many audits at a glance: figures by outlet, author, month, source and rule, and the page that shows them.

The parts, and the seam between them::

    audits, one after another                         tables of a corpus (Parquet)
            │  aggregate.Aggregator                           │  SQL: GROUP BY
            └──────────────► tally.Tally, rows ◄──────────────┘
                                   │  overview.build_overview
                                   ▼
                           overview.Overview
                                   │
            index page, comparison.csv, cited_sources.csv, plots

Whatever fills an ``Overview`` has to supply plain sums only.  A group's ``Tally`` is its number of articles, its words,
the sums of its articles' sentence counts and the sums of the products of these counts; a data base gives each by one
``sum`` in a ``GROUP BY``, whatever the number of articles.  Shares, corrections and intervals are worked out from the
sums here, in one place.  Nothing below ``aggregate`` and ``write`` knows what an ``Audit`` is.
"""
