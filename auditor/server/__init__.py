"""``auditor serve``: a web page and a JSON interface to the auditor, for one person or for a newsroom behind a proxy.

Nothing of an article outlives the request that brought it: no file, no database, no log, no cache.  The labels and the
corrections live in the page, which sends them along when it wants another report.
"""
