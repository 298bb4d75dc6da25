#!/usr/bin/env python3
"""Asks Datasette the questions of the benchmark `search`, over HTTP and of the same calls.

    CALLBOOK_BENCH_SQL=questions.tsv CALLBOOK_BENCH_DIR=DIR cargo bench --bench search
    pip install datasette sqlite-utils zstandard
    python3 benches/search/datasette.py DIR/book.sqlite questions.tsv FOLDER [questions a class]

It is asked in three ways, each question as one request over a kept connection, once to warm up and once for its time, in
milliseconds:

* `book`: its table page of the book itself, as JSON: `/book/calls.json?_search=…&_sort_desc=…&_size=100`, which counts
  what the question finds; with `_facet=` for each list of values that the window counts beside its calls. A second
  time alone, with `_nocount` and `_nofacet`.
* `copy`: the same of a copy that is made for it.
* `sql`: hand-written SQL on the copy, `/calls.json?sql=…&_shape=arrays`, and `/calls/calls.json?_where=…&_facet=…` for the
  counts of all filters.

The copy is FOLDER/calls.sqlite, made first unless it is there: a table `calls` in the order of time with an FTS5 table of
what was said and written, and an index for each column that is asked for, all by sqlite-utils, then ANALYZE, as somebody
does who wants Datasette to be quick. Of the book it is told that `words` is the full-text table (`_fts_table`, `_fts_pk`).
Datasette is started on a free port with its time limits lifted and without its suggestions of facets. The long texts of
the copy are left out of its table pages (`_nocol`), as they are no columns of the book's table.
"""

import http.client
import json
import pathlib
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse

COLUMNS = """started_at caller_name caller_number caller_digits place tracking_number group_name source answered
    wait_secs talk_secs sentiment lead voicemail verified stage""".split()
TEXTS = ["agent", "caller", "unknown", "others"]
INDEXED = """started_at caller_digits tracking_number group_name source answered wait_secs talk_secs sentiment lead
    voicemail verified stage""".split()
FACETS = ["stage", "sentiment", "source", "group_name", "tracking_number", "answered", "lead", "voicemail", "verified"]
FACETED = [("_facet", column) for column in FACETS]


def main():
    book, questions, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    most = int(sys.argv[4]) if len(sys.argv) > 4 else 20
    derived = folder / "calls.sqlite"
    if not derived.exists():
        part = folder / "calls.part"
        part.unlink(missing_ok=True)
        derive(book, part)
        part.rename(derived)
    classes = {}
    for line in open(questions, encoding="utf-8"):
        name, kind, sql = line.rstrip("\n").split("\t", 2)
        classes.setdefault(name, []).append((kind, sql))
    # Under the name that its addresses have.
    link = folder / "book.sqlite"
    link.unlink(missing_ok=True)
    link.symlink_to(pathlib.Path(book).resolve())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    limits = ["sql_time_limit_ms", "facet_time_limit_ms", "facet_suggest_time_limit_ms"]
    settings = [word for limit in limits for word in ("--setting", limit, "120000")]
    server = subprocess.Popen(
        [
            sys.executable, "-m", "datasette", "serve", str(derived), str(link), "--host", "127.0.0.1", "--port", str(port),
            "--setting", "max_returned_rows", "1000", "--setting", "suggest_facets", "off", *settings,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ask_all(port, classes, most)
    finally:
        server.terminate()
        server.wait()


def derive(book, path):
    """Writes the calls of a book as tables that people make with sqlite-utils."""
    import sqlite_utils
    import zstandard

    source = sqlite3.connect(f"file:{book}?mode=ro", uri=True)
    readers = {
        id: zstandard.ZstdDecompressor(dict_data=zstandard.ZstdCompressionDict(dictionary))
        for id, dictionary in source.execute("SELECT id, bytes FROM dictionaries")
    }
    names = {"started_at": "sort_at", "caller_digits": "caller_key"}
    columns = ", ".join("c." + names.get(column, column) for column in COLUMNS)
    rows = source.execute(
        f"SELECT {columns}, t.packing, t.bytes FROM calls c JOIN texts t ON t.time_key = c.time_key ORDER BY c.time_key"
    )

    def records():
        for *values, packing, kept in rows:
            if packing:
                kept = readers[packing].decompress(kept)
            agent, caller, unknown, others, _, _ = json.loads(kept)
            yield dict(zip(COLUMNS + TEXTS, [*values, agent, caller, unknown, "\n".join(others)]))

    db = sqlite_utils.Database(path)
    # It is thrown away when it breaks off.
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -500000")
    begun = time.monotonic()

    def done(what):
        print(f"{what} after {time.monotonic() - begun:.0f} s", flush=True)

    db["calls"].insert_all(records(), batch_size=1000)
    done("calls")
    db["calls"].enable_fts(TEXTS)
    done("words")
    for column in INDEXED:
        db["calls"].create_index([column])
    db.analyze()
    done("indexes")
    db.close()


def ask_all(port, classes, most):
    connection = wait_for(port)
    print(f"{'ms, p50 / p99':34} {'sql':>19} {'book, page alone':>19} {'with counts':>19} {'copy, page alone':>19} {'with counts':>19}")
    for name, all_of_class in classes.items():
        asked = [(kind, what) for kind, what in all_of_class if kind != "table"]
        pages = [list(map(tuple, json.loads(what))) for kind, what in all_of_class if kind == "table"]
        ways = [[query(*question) for question in spread(asked, most)]]
        for address in (of_book, of_copy):
            for alone in (True, False):
                ways.append([address(page, alone) for page in spread(pages, most)])
        print(f"{name:34} {' '.join(times(connection, way) for way in ways)}", flush=True)


def spread(questions, most):
    return questions[:: max(1, len(questions) // most)][:most]


def times(connection, paths):
    if not paths:
        return f"{'':>19}"
    taken = []
    for path in paths:
        ask(connection, path)
        begun = time.perf_counter()
        ask(connection, path)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return f"{taken[len(taken) // 2]:9.2f} /{taken[len(taken) * 99 // 100]:8.2f}"


def query(kind, sql):
    if kind == "facets":
        return "/calls/calls.json?" + urllib.parse.urlencode([("_where", sql), ("_size", "1"), *FACETED])
    return "/calls.json?" + urllib.parse.urlencode({"sql": sql, "_shape": "arrays"})


def of_book(page, alone):
    """The table page of the book itself."""
    names = {"started_at": "sort_at", "caller_digits": "caller_key"}

    def named(parameter):
        column, *rest = parameter.split("__")
        return "__".join([names.get(column, column), *rest])

    words = [(named(parameter), value) for parameter, value in page]
    words += [("_fts_table", "words"), ("_fts_pk", "time_key"), ("_sort_desc", "sort_at")]
    return table("/book/calls.json?", words, alone)


def of_copy(page, alone):
    """The table page of the copy."""
    words = page + [("_sort_desc", "started_at")] + [("_nocol", column) for column in TEXTS]
    return table("/calls/calls.json?", words, alone)


def table(path, words, alone):
    beside = [("_nocount", "1"), ("_nofacet", "1")] if alone else FACETED
    return path + urllib.parse.urlencode([*words, ("_size", "100"), *beside])


def ask(connection, path):
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{answer.status}: {body[:500]!r} for {path}")


def wait_for(port):
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
            connection.request("GET", "/-/versions.json")
            connection.getresponse().read()
            return connection
        except OSError:
            time.sleep(0.1)
    raise SystemExit("Datasette did not start")


if __name__ == "__main__":
    main()
