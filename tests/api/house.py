"""A small living community in a folder of its own, the real server on a free port, and people signed in to it."""
import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import tempfile
import threading
import time

CHILDREN = "250"
LINK = re.compile(r"^(\S+) \((\S+)\)\s+\S+/enter#(\S+)$")


def without_kith():
    return {k: v for k, v in os.environ.items() if not k.startswith("KITH_")}


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {k.lower(): v for k, v in response.getheaders()}
        self.body = response.read()
        self.type = self.headers.get("content-type", "").split(";")[0]

    def json(self):
        return json.loads(self.body)


class Person:
    """One browser: a cookie, a CSRF value, a connection."""

    def __init__(self, house, user=None):
        self.house, self.user, self.cookie, self.csrf = house, user, None, None
        self.connection = None

    def ask(self, method, path, body=None, headers=(), raw=None):
        sent = {"Accept": "application/json", **dict(headers)}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if self.csrf and method != "GET":
            sent.setdefault("X-Kith-Csrf", self.csrf)
        if body is not None:
            raw = json.dumps(body).encode()
        if raw is not None:
            sent.setdefault("Content-Type", "application/json")
        for attempt in (1, 2):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=60)
                self.connection.putrequest(method, path, skip_accept_encoding=True)
                for name, value in sent.items():
                    self.connection.putheader(name, value)
                if raw is not None or method != "GET":
                    self.connection.putheader("Content-Length", str(len(raw or b"")))
                self.connection.endheaders(raw)
                return Answer(self.connection.getresponse())
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.connection.close()
                self.connection = None  # kept open too long; once more
                if attempt == 2:
                    raise

    def get(self, path):
        return self.ask("GET", "/api/v1" + path)

    def enter(self, token):
        answer = self.ask("POST", "/api/v1/session/link", {"token": token})
        assert answer.status == 200, (answer.status, answer.body)
        self.cookie = answer.headers["set-cookie"].split(";")[0]
        self.csrf = answer.json()["csrf"]
        return answer


class House:
    def __init__(self, program, folder, *options):
        self.program, self.folder, self.options = os.path.abspath(program), folder, options
        self.tokens, self.roles, self.log = {}, {}, []

    def run(self, *words):
        done = subprocess.run([self.program, *words], cwd=self.folder, env=without_kith(), capture_output=True, text=True)
        assert done.returncode == 0, f"{words[0]}: {done.stderr}"
        return done.stdout

    def make(self):
        self.run("town", "--children", CHILDREN, "--seed", "7", "--out", "town", "--live", "kith.db", "--until", "2026-11-20")
        return self

    def start(self):
        words = [self.program, "serve", "--port", "0", "--print-links", "--requests-a-second", "0", *self.options]
        self.process = subprocess.Popen(words, cwd=self.folder, env=without_kith(), stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        first = self.process.stdout.readline()
        assert first, self.process.stderr.read()
        self.url = first.split()[1]
        self.port = int(self.url.rstrip("/").rsplit(":", 1)[1])
        # The links come before the first line of the log.
        threading.Thread(target=self.read_log, daemon=True, args=(started := threading.Event(),)).start()
        threading.Thread(target=self.read_links, daemon=True).start()
        assert started.wait(60), "the server did not start"
        known = -1
        while known != len(self.tokens):  # the links were printed before, and may still be on their way here
            known = len(self.tokens)
            time.sleep(0.2)
        return self

    def read_links(self):
        for line in self.process.stdout:
            if match := LINK.match(line.strip()):
                self.tokens[match[1]], self.roles[match[1]] = match[3], match[2]

    def read_log(self, started):
        for line in self.process.stderr:
            self.log.append(line)
            if '"note":"started"' in line:
                started.set()
        started.set()

    def person(self, user):
        person = Person(self, user)
        person.enter(self.tokens.pop(user))
        return person

    def people(self):
        return {user: self.person(user) for user in sorted(self.tokens)}

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@contextlib.contextmanager
def open_house(program, *options):
    with tempfile.TemporaryDirectory(prefix="kith-api-") as folder:
        house = House(program, folder, *options).make().start()
        try:
            yield house
        finally:
            if house.process.poll() is None:
                house.process.kill()
                house.process.wait()
