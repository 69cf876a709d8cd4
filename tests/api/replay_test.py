#!/usr/bin/env python3
"""Everything each person reads is asked again as everybody else and signed out, with ids of the first: it is denied, or holds
only what the second may see anyway.   replay_test.py PROGRAM

What a person may see is what their own lists say: their children, their family, their deliveries and reviews. An answer about
another's child must equal the answer about a child that does not exist."""
import sys

from house import Person, open_house

NOBODY = "k-zzzzzzzzzzzz"
PURPOSE = "?purpose=care-coordination"
PER_LIST = 3


def items_of(person, path, key, name):
    answer = person.get(path)
    return [one[name] for one in answer.json().get(key, [])] if answer.status == 200 else []


def reads_of(person):
    """What this person may open, as (path, where the id of a child stands)."""
    children = items_of(person, "/children", "items", "person")
    family = items_of(person, "/family", "children", "person")
    reads = {}
    for child in children[:PER_LIST]:
        reads[f"/children/{child}{PURPOSE}"] = ("/children/{}" + PURPOSE, child)
        reads[f"/children/{child}/consents"] = ("/children/{}/consents", child)
    for child in family:
        reads[f"/family/{child}"] = ("/family/{}", child)
    for path, key in (("/deliveries", "id"), ("/reviews", "id")):
        for number in items_of(person, path, "items", key)[:PER_LIST]:
            reads[f"{path}/{number}"] = (path + "/{}", None)
    for path in ("/children", "/family", "/deliveries", "/reviews", "/users", "/audit", "/uploads", "/consents", "/agreements",
                 "/engagement", "/readiness", "/measures/overlap", "/releases"):
        reads[path] = (path, None)
    return reads, set(children) | set(family)


def what_is_told(answer, asked_for):
    """Status and body, but for the id that the asker said."""
    return answer.status, answer.body.replace(asked_for.encode(), b"ID")


def names_in(cell_answer):
    return [cell_answer.get(k) for k in ("given", "surname", "birth_date")]


def is_rightful_child(child):
    """Names come from shown cells only, and content from permitted ones only."""
    cells = child.get("cells", [])
    shows_identity = any(c["shown"] and c["category"] in ("identity", "contact") for c in cells)
    if any(names_in(child)) and not shows_identity:
        return False
    return all((c["content"] is None) or (c["shown"] and c["answer"]["decision"] == "permit") for c in cells)


def replay(people, nobody):
    reads = {user: reads_of(person) for user, person in people.items()}
    leaks, asked = [], 0
    for owner, (paths, _) in reads.items():
        for path, (template, child) in paths.items():
            asked += 1
            if nobody.get(path).status != 401:
                leaks.append(f"{template} of {owner} signed out")
            for user, person in people.items():
                if user == owner:
                    continue
                asked += 1
                answer = person.get(path)
                if answer.status >= 500:
                    leaks.append(f"{template} of {owner} as {user}: {answer.status}")
                if child is None:
                    continue
                if answer.status != 200:
                    unknown = person.get(template.format(NOBODY))
                    if what_is_told(answer, child) != what_is_told(unknown, NOBODY):
                        leaks.append(f"{template} of {owner} as {user}: tells that the child exists")
                elif template == "/children/{}" + PURPOSE and not is_rightful_child(answer.json()):
                    leaks.append(f"{template} of {owner} as {user}: shows what was not permitted")
                elif template.startswith("/family") and child not in reads[user][1]:
                    leaks.append(f"{template} of {owner} as {user}: opens another family's window")
    return asked, leaks


def own_pages_only(people, house):
    """A list that a role has no page for gives that role nothing."""
    leaks = []
    pages = {"/users": {"steward"}, "/audit": {"steward"}, "/reviews": {"steward"}}
    for user, person in people.items():
        for path, roles in pages.items():
            answer = person.get(path)
            if answer.status == 200 and house.roles[user] not in roles:
                leaks.append(f"{path} as {user}")
            if answer.status != 200 and house.roles[user] in roles:
                leaks.append(f"{path} is closed to {user}")
    return leaks


def main():
    with open_house(sys.argv[1]) as house:
        people = house.people()
        asked, leaks = replay(people, Person(house))
        leaks += own_pages_only(people, house)
        print(f"{asked} requests of {len(people)} people replayed, {len(leaks)} leaks")
        for leak in sorted(set(leaks)):
            print("  " + leak)
        assert not leaks


if __name__ == "__main__":
    main()
