#!/usr/bin/env python3
"""Every operation of the served OpenAPI document, with a valid and many invalid requests, as people of every role: never a
5xx, never a broken connection, and each answer conforms to its schema.   api_test.py PROGRAM"""
import json
import re
import sys

from conformity import Document
from house import Person, open_house

WILD_PARAMS = ["%00", "%ff", "..%2f..%2fetc", "a" * 3000, "99999999999999999999999", "-1", "%F0%9F%98%80", "%27%3B--", "1e9", "%"]
WILD_VALUES = [None, True, -1, 0, 2**63, 2**64, 1e308, "", "x" * 100_000, "\u0000", "\ud7ff\u202e", [], [[]], {}, {"a": []},
               ["a"] * 1000, "'; drop table records; --", "=cmd()", "<script>"]
WILD_BODIES = [b"", b"{", b"[]", b"null", b"7", b'"a"', b'{"a":"\xff\xfe"}', b'{"a":1,"a":2}', b'{"a":1e999}', b"\x00",
               b"[" * 50_000, b'{"a":' * 5_000 + b"1" + b"}" * 5_000, b'{"unknown":1}', b"{}" + b" " * 2_000_000]
# These end or change the session that asks; each is asked apart.
OF_THE_SESSION = {"leave", "enterByLink", "enterByPassword", "setPassword"}


class Drawn:
    def __init__(self, house, document):
        self.house, self.document = house, document
        self.faults, self.asked, self.answered = [], 0, {}

    def judge(self, operation, method, path, answer, what):
        self.asked += 1
        name = operation["operationId"]
        if answer.status >= 500 and answer.status != 503:
            self.faults.append(f"{name} ({what}): {answer.status} {answer.body[:120]!r}")
            return
        if answer.status < 300:
            self.answered[name] = self.answered.get(name, 0) + 1
        if answer.status in (304, 405):
            return
        for fault in self.document.answer_faults(operation, answer):
            self.faults.append(f"{name} ({what}) {answer.status}: {fault}")

    def ask(self, person, operation, method, path, what, **request):
        try:
            answer = person.ask(method, path, **request)
        except (OSError, ConnectionError) as broken:
            self.faults.append(f"{operation['operationId']} ({what}): {type(broken).__name__}")
            return
        self.judge(operation, method, path, answer, what)


def known_values(people):
    """Ids that exist, by the path they stand in; children also by who may see them."""
    steward = people["steward-hayes"]
    upload = steward.ask("POST", "/api/v1/uploads", {"source": "lincoln-sis", "files": [{"name": "a.csv", "bytes": 9}]})
    job = steward.ask("POST", "/api/v1/link")
    known = {"uploads": [upload.json()["id"]], "jobs": [job.json()["id"]], "index": [0]}

    def learn(key, values):
        known.setdefault(key, []).extend(v for v in values if v not in known.get(key, []))

    for user, person in people.items():
        def items(path, key="items"):
            answer = person.get(path)
            return answer.json().get(key, []) if answer.status == 200 else []
        children = [one["person"] for one in items("/family", "children")[:2] + items("/children")[:2]]
        learn("person", children)
        learn(user, children)
        learn("deliveries", [one["id"] for one in items("/deliveries")[:2]])
        learn("reviews", [one["id"] for one in items("/reviews")[:2]])
        learn("motions", [one["id"] for one in items("/motions")[:3]])
        learn("measures", [one["id"] for one in items("/measures")[:3]])
        learn("programmes", [one["id"] for one in items("/programmes")[:2]])
        learn("engagement", [one["id"] for one in items("/engagement")[:2]])
        learn("item", [one["item"] for one in items("/readiness")[:2]])
        learn("sequence", [one["sequence"] for one in items("/audit")[:2]])
        learn("user", ["locked-out"])
        learn("member", [one["id"] for one in items("/community", "members")[:2]])
    return known


def filled(path, known, user=""):
    """The path with ids that exist where some are known (children: to this user), else with one that does not."""
    group = (path.split("/") + ["", ""])[3] if path.startswith("/api/") else ""

    def value(match):
        options = (match[1] == "person" and known.get(user)) or known.get(match[1]) or known.get(group) or ["nothing-like-it"]
        return str(options[0])
    return re.sub(r"\{(\w+)\}", value, path)


def queries(operation):
    wanted = [p for p in operation.get("parameters", ()) if p["in"] == "query"]
    values = {"purpose": "care-coordination", "offset": "0"}
    plain = "&".join(f"{p['name']}={values[p['name']]}" for p in wanted if p.get("required"))
    yield plain
    for p in wanted:
        for wild in ("", "-1", "99999999999999999999", "%00", "%ff", "a" * 500, "a&" + p["name"] + "=b", "1.5"):
            yield f"{plain}&{p['name']}={wild}"
    yield plain + "&unknown=1"
    yield "&".join(["%zz"] * 100)


def valid_requests(drawn, people, known):
    for method, path, operation in drawn.document.operations():
        name = operation["operationId"]
        if name in OF_THE_SESSION or name == "watchJob":
            continue
        query = next(queries(operation))
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        body = None
        if content:
            body = content.get("example", drawn.document.example(content["schema"]))
        for user, person in people.items():
            request = {"body": body} if content else {}
            drawn.ask(person, operation, method, filled(path, known, user) + (f"?{query}" if query else ""),
                      f"valid, {user}", **request)


def wild_requests(drawn, person, known):
    for method, path, operation in drawn.document.operations():
        name = operation["operationId"]
        if name in OF_THE_SESSION - {"enterByLink"}:
            continue
        if name != "watchJob":
            for query in queries(operation):
                drawn.ask(person, operation, method, filled(path, known) + "?" + query, "query")
        for wild in WILD_PARAMS if "{" in path else ():
            drawn.ask(person, operation, method, re.sub(r"\{\w+\}", lambda _: wild, path), "param")
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if not content:
            drawn.ask(person, operation, method, filled(path, known), "a body nobody expects", raw=b'{"a":1}')
            continue
        for raw in WILD_BODIES:
            drawn.ask(person, operation, method, filled(path, known), f"body {raw[:12]!r}", raw=raw)
        drawn.ask(person, operation, method, filled(path, known), "type", raw=b"{}", headers={"Content-Type": "text/plain"})
        whole = drawn.document.example(content["schema"])
        for field in whole:
            for wild in WILD_VALUES:
                raw = json.dumps({**whole, field: wild}).encode("utf-8", "surrogatepass")
                drawn.ask(person, operation, method, filled(path, known), f"field {field}", raw=raw)


def main():
    with open_house(sys.argv[1]) as house:
        people = house.people()
        assert len(people) >= 8, sorted(people)
        document = Document(people["steward-hayes"].get("/openapi.json").json())
        drawn = Drawn(house, document)
        known = known_values(people)
        valid_requests(drawn, people, known)
        nobody = Person(house)
        for method, path, operation in document.operations():
            answer = nobody.ask(method, filled(path, known))
            is_open = operation.get("security") == []
            if not is_open and answer.status != 401:
                drawn.faults.append(f"{operation['operationId']}: {answer.status} to somebody signed out")
        for user in ("steward-hayes", "parent-demo", "ms-rivera"):
            wild_requests(drawn, people[user], known)
        assert house.process.poll() is None, "the server ended"
        silent = sorted(o["operationId"] for m, _, o in document.operations()
                        if m == "GET" and "watchJob" != o["operationId"] and o["operationId"] not in drawn.answered)
        print(f"{drawn.asked} requests, {len(drawn.faults)} faults; {len(drawn.answered)} operations answered; "
              f"reads that nobody got: {silent}")
        for fault in sorted(set(drawn.faults))[:60]:
            print("  " + fault)
        assert not drawn.faults
        assert set(silent) <= {"getFixIt"}, "every read has somebody who may"  # no delivery of the sample is held back
        assert house.stop() == 0


if __name__ == "__main__":
    main()
