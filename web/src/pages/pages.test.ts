import { describe, expect, it } from "vitest";
import type { Agreement, Consent } from "../api/agreements";
import type { Prospect, ReadinessLine } from "../api/govern";
import type { MeasureRow, Overlap } from "../api/insight";
import { inOrder } from "./consents/Agreements";
import { coveredShare } from "./consents/ConsentsPage";
import { changeLines } from "./decide/change_lines";
import { changeOf } from "./decide/ProposeForm";
import { boxesOf, endsSoon, isLiving, lessThan, sameWords, wishOf } from "./family/consent_wish";
import { changesOf } from "./joined/ProspectForm";
import { columnsOf, mostApart } from "./joined/readiness_map";
import { largestPairs } from "./measures/Organisations";
import { groupsOf, trendOf, valueOf } from "./measures/rows";

const consent: Consent = {
  id: "c-1",
  version: 1,
  state: "given",
  effect: "permit",
  categories: ["*"],
  sources: ["*"],
  recipients: ["club", "clinic"],
  purposes: ["help"],
  actions: ["detail"],
  from: "2026-01-01",
  to: "2026-12-01",
  signed_at: null,
  days_left: 8,
};

describe("family window", () => {
  it("gives a withdrawn consent again for no longer than it would have held", () => {
    expect(sameWords(consent, "2026-11-23").to).toBe("2026-12-01");
    expect(sameWords({ ...consent, to: null }, "2026-11-23").to).toBeUndefined();
  });
  it("renews for a year, and never shortens what holds longer", () => {
    expect(wishOf(consent, "2026-11-23").to).toBe("2027-11-23");
    expect(wishOf({ ...consent, to: "2030-01-01" }, "2026-11-23").to).toBe("2030-01-01");
  });
  it("never names a starting day, so that what is given holds at once in every time zone", () => {
    expect(wishOf(consent)).not.toHaveProperty("from");
  });
  it("sends only what was taken away, and leaves everything as everything", () => {
    const all = { categories: ["food", "contact"], recipients: ["club", "clinic"], purposes: ["help"] };
    const wish = { categories: boxesOf(consent.categories, all.categories), recipients: ["club"], purposes: ["help"], to: "2026-12-01" };
    expect(lessThan(consent, wish, all)).toEqual({ recipients: ["club"] });
    expect(lessThan(consent, { ...wish, recipients: ["club", "clinic"] }, all)).toEqual({});
    expect(lessThan(consent, { ...wish, categories: ["food"] }, all)).toEqual({ categories: ["food"], recipients: ["club"] });
  });
  it("warns before the end, not after it and not when nothing holds", () => {
    expect([
      endsSoon(consent),
      endsSoon({ ...consent, days_left: 61 }),
      endsSoon({ ...consent, days_left: -1 }),
      endsSoon({ ...consent, state: "withdrawn" }),
    ]).toEqual([true, false, false, false]);
    expect(isLiving({ ...consent, state: "expired" })).toBe(false);
  });
});

describe("motions", () => {
  it("say what comes in and what goes out of a list", () => {
    const lines = changeLines(
      { "purpose/help": { id: "help", categories: ["a", "b"], name: "Help" } },
      { "purpose/help": { id: "help", categories: ["b", "c"], name: "Help" } },
    );
    expect(lines).toEqual([{ place: "purpose/help", field: "categories", before: "a, b", after: "b, c", added: ["c"], removed: ["a"] }]);
  });
  it("say a plain value before and after, and nothing where nothing differs", () => {
    expect(changeLines({ minimum_cell: 5, publish_zeros: false }, { minimum_cell: 11, publish_zeros: false })).toEqual([
      { place: "minimum_cell", field: null, before: "5", after: "11", added: [], removed: [] },
    ]);
    expect(changeLines({}, {})).toEqual([]);
    expect(changeLines(null, "?")).toEqual([]);
  });
  it("show what is removed by its name", () => {
    expect(changeLines({ "member/club": { id: "club", name: "The Club" } }, { "member/club": null })).toEqual([
      { place: "member/club", field: null, before: "The Club", after: null, added: [], removed: [] },
    ]);
  });
  it("send a goal typed in percent as a share", () => {
    const values = { minimum: 11, zeros: true, card: "chronic-absence", percent: 15 };
    expect(changeOf("put_measure_target", values)).toEqual({
      kind: "put_measure_target",
      target: { card: "chronic-absence", value: 0.15 },
    });
    expect(changeOf("publish_zeros", values)).toEqual({ kind: "publish_zeros", value: 1 });
    expect(changeOf("none", values)).toBeUndefined();
  });
});

describe("measures", () => {
  const row = (group: string | null, to: string, ratio: number | null, suppressed: MeasureRow["suppressed"] = "no"): MeasureRow => ({
    group,
    from: to,
    to,
    n: 5,
    d: 50,
    ratio,
    low: 0,
    high: 1,
    suppressed,
  });
  const rows = [
    row("all", "2026-10-31", 0.3),
    row("A", "2026-10-31", 0.9),
    row("B", "2026-11-30", 0.1),
    row("C", "2026-11-30", 0.7, "primary"),
    row("D", "2026-11-30", 0.4),
    row(null, "2026-09-30", 0.2),
  ];
  it("order the whole by time and the groups of the newest window by size", () => {
    expect(trendOf(rows).map((one) => one.to)).toEqual(["2026-09-30", "2026-10-31"]);
    expect(groupsOf(rows).map((one) => one.group)).toEqual(["D", "B", "C"]);
  });
  it("never show the value of a withheld row, even if one came", () => {
    expect(valueOf(row("C", "2026-11-30", 0.7, "complementary"))).toBeNull();
  });
  it("order withheld pairs by name, so that their place says nothing", () => {
    const pair = (a: string, b: string, low: number | null, suppressed: boolean) => ({
      a,
      b,
      low,
      high: low,
      expected: null,
      ratio: null,
      suppressed,
    });
    const overlap: Overlap = {
      members: [],
      matrix: [
        pair("z", "y", null, true),
        pair("a", "b", 20, false),
        pair("b", "a", 20, false),
        pair("c", "d", 40, false),
        pair("a", "c", null, true),
      ],
      distinct: { low: 1, high: 1 },
    };
    expect(largestPairs(overlap).map((one) => one.a + one.b)).toEqual(["cd", "ab", "ac", "zy"]);
  });
});

describe("consents and agreements", () => {
  it("leave withheld cells out of both sums of coverage", () => {
    expect(
      coveredShare([
        { member: "a", category: "x", covered: 30, of: 60 },
        { member: "b", category: "x", covered: null, of: null, suppressed: true },
      ]),
    ).toBe(0.5);
    expect(coveredShare([])).toBeNull();
  });
  it("put gaps first, then what ends soonest", () => {
    const one = (id: string, days: number | null, gaps = 0) =>
      ({ id, days_left: days, gaps: Array.from({ length: gaps }, () => ({ key: "k", citation: "", text: "" })) }) as unknown as Agreement;
    expect(inOrder([one("open", null), one("soon", 5), one("gap", 400, 1)]).map((agreement) => agreement.id)).toEqual([
      "gap",
      "soon",
      "open",
    ]);
  });
});

describe("who joined", () => {
  it("puts the statements people disagree on first and keeps their order otherwise", () => {
    const line = (item: string, spread: number | null, members: string[]) =>
      ({ item, spread, answers: members.map((member) => ({ member, level: 1, confidence: 1, evidence: "" })) }) as unknown as ReadinessLine;
    const lines = [line("a", 0, ["m2"]), line("b", 3, ["m1", "m2"]), line("c", null, []), line("d", 3, [])];
    expect(mostApart(lines).map((one) => one.item)).toEqual(["b", "d", "a", "c"]);
    expect(columnsOf(lines)).toEqual(["m1", "m2"]);
  });
  it("sends only what was changed, so that a stage is not reached twice", () => {
    const prospect: Prospect = {
      id: "p",
      organisation: "Library",
      member: null,
      contact: "",
      owner: "hayes",
      stage: "met",
      benefit: "",
      fears: "",
      next_step: "Call",
      due: "2026-12-01",
      overdue: false,
      hours_given: 0,
      hours_saved: 0,
      history: [],
    };
    const same = {
      organisation: "Library",
      contact: "",
      owner: "hayes",
      stage: "met" as const,
      benefit: "",
      fears: "",
      next_step: "Visit",
      due: "2026-12-01",
    };
    expect(changesOf(prospect, same)).toEqual({ next_step: "Visit" });
  });
});
