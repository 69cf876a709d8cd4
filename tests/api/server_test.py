#!/usr/bin/env python3
"""The server as bad clients, slow jobs, certificates and signals meet it.   server_test.py PROGRAM"""
import http.client
import json
import pathlib
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

from house import House, Person, open_house


def raw(house, data, wait_s=5):
    """What comes back for these bytes, before the server closes or falls silent."""
    with socket.create_connection(("127.0.0.1", house.port), timeout=wait_s) as connection:
        connection.sendall(data)
        received = b""
        try:
            while chunk := connection.recv(65536):
                received += chunk
        except (TimeoutError, socket.timeout, ConnectionResetError):
            pass
        return received


def refuses_what_is_no_http(house):
    for data in (b"\x16\x03\x01\x00\xa5" + b"\x00" * 100, b"FROB / HTTP/1.1\r\nHost: a\r\n\r\n",
                 b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
                 b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X-%d: a\r\n" % i for i in range(5000)) + b"\r\n",
                 b"POST /api/v1/link HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n",
                 b"POST /api/v1/link HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"):
        answer = raw(house, data, 1)
        assert not answer.startswith(b"HTTP/1.1 5") and b" 200 " not in answer[:40], (data[:40], answer[:80])
    assert Person(house).ask("GET", "/health").status == 200


def serves_pages(house):
    person = Person(house)
    for path in ("/", "/children/k-1", "/enter"):
        page = person.ask("GET", path)
        assert page.status == 200 and page.type == "text/html", (path, page.status)
        assert "script-src 'self';" in page.headers["content-security-policy"]
    tag = page.headers["etag"]
    assert person.ask("GET", "/", headers={"If-None-Match": tag}).status == 304
    assert person.ask("GET", "/assets/none.js").status == 404
    packed = person.ask("GET", "/api/v1/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip" and packed.body[:2] == b"\x1f\x8b"


def ends_sessions_of_the_disabled(house, steward):
    user = next(u for u, role in house.roles.items() if role == "practitioner" and u in house.tokens)
    person = house.person(user)
    assert person.get("/session").status == 200
    assert steward.ask("PUT", f"/api/v1/users/{user}/state", {"disabled": True}).status == 204
    assert person.get("/session").status == 401
    assert steward.ask("PUT", f"/api/v1/users/{user}/state", {"disabled": False}).status == 204


def streams_progress(house, steward):
    job = steward.ask("POST", "/api/v1/link")
    assert job.status == 202, job.body
    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=60)
    connection.request("GET", f"/api/v1/jobs/{job.json()['id']}/events", headers={"Cookie": steward.cookie})
    response = connection.getresponse()
    assert response.getheader("Content-Type") == "text/event-stream"
    text = response.read().decode()
    assert "event: done" in text, text[-200:]
    last = json.loads(text.strip().rsplit("data: ", 1)[1])
    assert last["state"] == "done", last


def log_names_nobody(house):
    text = "".join(house.log)
    for user in house.roles:
        assert user not in text, "a user's name is in the log"
    for line in house.log:
        assert set(json.loads(line)) <= {"at", "request", "operation", "method", "status", "ms", "bytes", "role", "error",
                                         "note"}, line


def stops_gracefully(house, steward):
    """Requests that are under way when the signal comes are answered."""
    statuses = []

    def ask_on():
        person = Person(house)
        person.cookie = steward.cookie
        try:
            while True:
                statuses.append(person.get("/community").status)
        except OSError:
            pass
    threads = [threading.Thread(target=ask_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    began = time.monotonic()
    assert house.stop() == 0
    for thread in threads:
        thread.join()
    assert time.monotonic() - began < 12
    assert statuses and set(statuses) <= {200, 503}, set(statuses)


def sessions_outlive_a_restart(house):
    steward = house.person("steward-hayes")
    time.sleep(0.1)
    assert house.stop() == 0
    house.start()
    assert steward.get("/session").status == 200
    return steward


def speaks_tls(program, folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"],
                   cwd=folder, check=True, capture_output=True)
    house = House(program, folder, "--tls-cert", "cert.pem", "--tls-key", "key.pem").start()
    try:
        assert house.url.startswith("https://")
        context = ssl.create_default_context(cafile=str(pathlib.Path(folder, "cert.pem")))
        connection = http.client.HTTPSConnection("127.0.0.1", house.port, context=context, timeout=30)
        body = json.dumps({"token": house.tokens["ms-rivera"]})
        connection.request("POST", "/api/v1/session/link", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        assert answer.status == 200
        cookie = answer.getheader("Set-Cookie")
        assert cookie.startswith("__Host-kith=") and "; Secure" in cookie
        assert "max-age=31536000" in answer.getheader("Strict-Transport-Security")
        assert connection.sock.version() in ("TLSv1.2", "TLSv1.3")
    finally:
        house.process.send_signal(signal.SIGTERM)
        assert house.process.wait(30) == 0


def refuses_unsafe_starts(program, folder):
    for words, error in ((["--listen", "0.0.0.0"], "server.not-secure"), (["--tls-cert", "kith.db"], "server.tls"),
                         (["--tls-cert", "kith.db", "--tls-key", "kith.db"], "server.tls"),
                         (["--port", "70000"], "server.port")):
        done = subprocess.run([program, "serve", *words], cwd=folder, capture_output=True, text=True, timeout=60)
        assert done.returncode == 3 and error in done.stderr, (words, done.stderr)


def main():
    with open_house(sys.argv[1]) as house:
        refuses_what_is_no_http(house)
        serves_pages(house)
        steward = sessions_outlive_a_restart(house)
        ends_sessions_of_the_disabled(house, steward)
        streams_progress(house, steward)
        log_names_nobody(house)
        stops_gracefully(house, steward)
        refuses_unsafe_starts(house.program, house.folder)
        speaks_tls(house.program, house.folder)
    with tempfile.TemporaryDirectory() as empty:
        refuses = subprocess.run([house.program, "serve"], cwd=empty, capture_output=True, text=True)
        assert refuses.returncode != 0


if __name__ == "__main__":
    main()
