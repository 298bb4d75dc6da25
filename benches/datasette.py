#!/usr/bin/env python3
"""Asks Datasette the questions of the benchmark `search`, over HTTP and on the same file.

    CALLBOOK_BENCH_SQL=questions.tsv CALLBOOK_BENCH_DIR=DIR cargo bench --bench search
    pip install datasette
    python3 benches/datasette.py DIR/book.sqlite questions.tsv [questions a class]

Datasette is started on a free port with its time limit lifted. Each question is one request over a kept connection for
`/book.json?sql=…&_shape=arrays`, asked once to warm up and once for its time, in milliseconds.
"""

import http.client
import socket
import subprocess
import sys
import time
import urllib.parse


def main():
    book, questions = sys.argv[1], sys.argv[2]
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    classes = {}
    for line in open(questions, encoding="utf-8"):
        name, sql = line.rstrip("\n").split("\t", 1)
        classes.setdefault(name, []).append(sql)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable, "-m", "datasette", "serve", book, "--host", "127.0.0.1", "--port", str(port),
            "--setting", "sql_time_limit_ms", "120000", "--setting", "max_returned_rows", "1000",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ask_all(port, classes, most)
    finally:
        server.terminate()
        server.wait()


def ask_all(port, classes, most):
    connection = wait_for(port)
    for name, all_of_class in classes.items():
        some = all_of_class[:: max(1, len(all_of_class) // most)][:most]
        times = []
        for sql in some:
            ask(connection, sql)
            begun = time.perf_counter()
            ask(connection, sql)
            times.append((time.perf_counter() - begun) * 1000)
        times.sort()
        p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
        print(f"{name:34} {p50:9.2f} /{p99:9.2f}   of {len(times)}", flush=True)


def ask(connection, sql):
    path = "/book.json?" + urllib.parse.urlencode({"sql": sql, "_shape": "arrays"})
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
