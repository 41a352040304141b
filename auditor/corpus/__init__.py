"""A corpus of any size: streaming, resumable, parallel.

The input is cut, by position, into chunks of records (``chunks``).  ``work.audit_chunk`` turns a chunk into tables: a
pure function, whatever runs it.  An engine (``engine``) runs it on many chunks at once; the results lie in a store
(``store``), each chunk complete or absent; ``run`` puts the pieces together.
"""
