import { describe, expect, it } from "vitest";
import { formatsOf } from "../design/format";
import { isBlank } from "./Chart";
import { viewOf, withTexts } from "./draw";
import { periodLabel } from "./period";
import type { Picture } from "./picture";
import { kSpecs } from "./specs";
import { isHidden } from "./TrendChart";

const pictures: Record<keyof typeof kSpecs, Picture> = {
  trend: {
    spec: "trend",
    texts: { y: "", format: ".0%" },
    data: {
      points: [
        { when: "Sep", value: 0.2, low: 0.15, high: 0.25, said: "Sep" },
        { when: "Oct", value: null, low: null, high: null, said: "" },
        { when: "Nov", value: 0.1, low: 0.05, high: 0.15, said: "Nov" },
      ],
      targets: [{ value: 0.12, label: "Goal: 12%" }],
    },
  },
  intervals: {
    spec: "intervals",
    texts: { x: "Share", format: ".0%" },
    data: {
      lines: [{ value: 0 }],
      rows: [
        { order: 0, label: "Lincoln", value: 0.2, low: 0.1, high: 0.3, main: true, hidden: "", said: "" },
        { order: 1, label: "Cedar", value: null, low: null, high: null, main: false, hidden: "withheld", said: "" },
      ],
    },
  },
  balance: {
    spec: "balance",
    texts: { x: "Deviations" },
    data: { lines: [{ value: 0.25 }], rows: [{ order: 0, label: "Grade", before: 0.4, after: 0.02, said: "" }] },
  },
  overlap: {
    spec: "overlap",
    texts: { x: "Likelihood", above: "With", below: "Without" },
    data: {
      bins: [
        { from: 0, to: 0.5, treated: 2, controls: 9, said: "" },
        { from: 0.5, to: 1, treated: 7, controls: 1, said: "" },
      ],
    },
  },
};
const svgOf = (name: keyof typeof kSpecs) => viewOf(pictures[name], 480).toSVG();
const marksOf = (svg: string, mark: string) =>
  [...svg.matchAll(new RegExp(`<g class="mark-${mark} role-mark[^"]*"[^>]*>(.*?)</g>`, "gs"))].map((match) => match[1] ?? "");

describe("charts", () => {
  it("draw every spec without eval, as the pages' security policy demands", async () => {
    const evil = globalThis.Function;
    globalThis.Function = (() => {
      throw new Error("eval is forbidden");
    }) as unknown as FunctionConstructor;
    try {
      for (const name of Object.keys(kSpecs) as (keyof typeof kSpecs)[]) expect(await svgOf(name), name).toContain("<svg");
    } finally {
      globalThis.Function = evil;
    }
  });

  it("leave a gap where a value is withheld, and draw no dot for it", async () => {
    const svg = await svgOf("trend");
    const dots = marksOf(svg, "symbol").join("").match(/<path/g) ?? [];
    expect(dots).toHaveLength(2);
    expect(marksOf(svg, "line").join("").match(/M/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it("write why a row has no value", async () => {
    expect(await svgOf("intervals")).toContain(">withheld<");
  });

  it("tell before from after by shape, not by colour alone", async () => {
    const svg = await svgOf("balance");
    const [before, after] = marksOf(svg, "symbol");
    const shape = (marks: string | undefined) => / d="([^"]+)"/.exec(marks ?? "")?.[1];
    expect(shape(before)).toContain("A");
    expect(shape(after)).not.toContain("A");
  });

  it("take their colours from the theme only", async () => {
    for (const name of Object.keys(kSpecs) as (keyof typeof kSpecs)[]) {
      for (const match of (await svgOf(name)).matchAll(/(?:fill|stroke)="([^"]+)"/g))
        expect(["none", "transparent"].includes(match[1] ?? "") || match[1]?.startsWith("var(--"), `${name}: ${match[1]}`).toBe(true);
    }
  });

  it("put the page's words in the place of @ names and leave the rest", () => {
    expect(withTexts({ title: "@x", deep: ["@y", "plain", 3], none: "@missing" }, { x: "Share", y: "Days" })).toEqual({
      title: "Share",
      deep: ["Days", "plain", 3],
      none: "",
    });
  });

  it("name a window as a day, a month or a school year", () => {
    const formats = formatsOf("en-US");
    expect(periodLabel("2026-09-07", "2026-09-07", formats)).toBe("Sep 7");
    expect(periodLabel("2026-09-01", "2026-09-30", formats)).toBe("Sep 2026");
    expect(periodLabel("2025-08-25", "2026-06-10", formats)).toBe("2025–26");
  });

  it("draw nothing where every row is withheld", () => {
    const rows = (value: number | null) => ({ ...pictures.intervals, data: { lines: [], rows: [{ value }, { value: null }] } });
    expect([isBlank(rows(null)), isBlank(rows(0))]).toEqual([true, false]);
  });

  it("take both ways of saying that a cell is withheld", () => {
    expect([true, "primary", "complementary", false, "no", undefined].map((suppressed) => isHidden({ suppressed }))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
