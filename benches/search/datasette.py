#!/usr/bin/env python3
"""Asks Datasette the questions of the benchmark `search`, over HTTP and of the same calls.

    CALLBOOK_BENCH_SQL=questions.tsv CALLBOOK_BENCH_DIR=DIR cargo bench --bench search
    pip install datasette sqlite-utils zstandard
    python3 benches/search/datasette.py DIR/book.sqlite questions.tsv FOLDER [questions a class]

The calls of the book are written to FOLDER/calls.sqlite first, unless that is there: a table `calls` in the order of
time with an FTS5 table of what was said and written, and an index for each column that is asked for, all by sqlite-utils,
then ANALYZE, as somebody does who wants Datasette to be quick. Datasette is started on a free port with its time limits
lifted. Each question is one request over a kept connection: `/calls.json?sql=…&_shape=arrays` for pages and counts,
`/calls/calls.json?_where=…&_facet=…` for the counts of all filters. It is asked once to warm up and once for its time,
in milliseconds. Words are asked as Datasette asks them itself: `rowid IN (SELECT rowid FROM calls_fts …)`.
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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    limits = ["sql_time_limit_ms", "facet_time_limit_ms", "facet_suggest_time_limit_ms"]
    settings = [word for limit in limits for word in ("--setting", limit, "120000")]
    server = subprocess.Popen(
        [
            sys.executable, "-m", "datasette", "serve", str(derived), "--host", "127.0.0.1", "--port", str(port),
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
    for name, all_of_class in classes.items():
        some = all_of_class[:: max(1, len(all_of_class) // most)][:most]
        times = []
        for question in some:
            ask(connection, *question)
            begun = time.perf_counter()
            ask(connection, *question)
            times.append((time.perf_counter() - begun) * 1000)
        times.sort()
        p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
        print(f"{name:34} {p50:9.2f} /{p99:9.2f}   of {len(times)}", flush=True)


def ask(connection, kind, sql):
    if kind == "facets":
        words = [("_where", sql), ("_size", "1")] + [("_facet", column) for column in FACETS]
        path = "/calls/calls.json?" + urllib.parse.urlencode(words)
    else:
        path = "/calls.json?" + urllib.parse.urlencode({"sql": sql, "_shape": "arrays"})
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{answer.status}: {body[:500]!r} for {sql}")


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
