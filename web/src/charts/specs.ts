import type { TopLevelSpec } from "vega-lite";

/**
 * Every picture Kith draws, as Vega-Lite. They are compiled to Vega when the bundle is built (vite_specs.ts), so the compiler
 * does not ship. Data arrive by name when a chart is drawn. A text "@name" is replaced by the page's own words; colours are
 * the theme's variables, so that the dark scheme and print need no second drawing. Meaning is never carried by colour alone:
 * shape, line style or a written label always says it too.
 */
const kInk = "var(--ink)";
const kSoft = "var(--ink-soft)";
const kGrid = "var(--line)";
const kAccent = "var(--accent)";
const kPaper = "var(--sheet)";

const kConfig = {
  aria: false,
  background: "transparent",
  font: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif', // a real one: labels are measured with it
  padding: { left: 4, right: 12, top: 8, bottom: 4 },
  view: { stroke: null },
  axis: {
    labelColor: kSoft,
    titleColor: kSoft,
    gridColor: kGrid,
    domainColor: kGrid,
    tickColor: kGrid,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    labelPadding: 6,
    titlePadding: 8,
  },
  text: { fill: kInk, fontSize: 12 },
} as const;

const kFit = { type: "fit-x", contains: "padding" } as const;

/** One value over time with its interval. A hidden point leaves a gap that the table explains. */
const trend: TopLevelSpec = {
  width: "container",
  height: 180,
  autosize: kFit,
  data: { name: "points" },
  encoding: {
    x: {
      field: "when",
      type: "ordinal",
      sort: null,
      scale: { padding: 0.3 },
      axis: { title: null, labelAngle: 0, labelOverlap: "greedy", labelSeparation: 10, ticks: false, grid: false },
    },
  },
  layer: [
    {
      mark: { type: "area", color: kAccent, opacity: 0.16 },
      encoding: {
        y: {
          field: "low",
          type: "quantitative",
          title: "@y",
          scale: { zero: true, nice: true },
          axis: { format: "@format", tickCount: 4, domain: false, ticks: false },
        },
        y2: { field: "high" },
      },
    },
    {
      data: { name: "targets" },
      mark: { type: "rule", strokeDash: [5, 4], strokeWidth: 1.5, color: kSoft },
      encoding: { x: { value: 0 }, x2: { value: "width" }, y: { field: "value", type: "quantitative" } },
    },
    {
      data: { name: "targets" },
      mark: { type: "text", align: "left", baseline: "bottom", dx: 2, dy: -3, color: kSoft, fontSize: 12 },
      encoding: { x: { value: 0 }, y: { field: "value", type: "quantitative" }, text: { field: "label" } },
    },
    {
      mark: { type: "line", color: kAccent, strokeWidth: 2.5, interpolate: "linear" },
      encoding: { y: { field: "value", type: "quantitative" } },
    },
    {
      transform: [{ filter: "isValid(datum.value)" }],
      mark: { type: "point", filled: true, size: 46, color: kAccent, opacity: 1 },
      encoding: { y: { field: "value", type: "quantitative" }, tooltip: { field: "said" } },
    },
  ],
  config: kConfig,
};

/**
 * Dot and interval, one row a group, its name written above its line so that it fits a phone. `lines` are upright references
 * (zero, everyone). A row without a value says why in its own words.
 */
const intervals: TopLevelSpec = {
  width: "container",
  height: { step: 46 },
  autosize: kFit,
  data: { name: "rows" },
  encoding: { y: { field: "order", type: "ordinal", axis: null, scale: { paddingInner: 0 } } },
  layer: [
    {
      data: { name: "lines" },
      mark: { type: "rule", strokeDash: [5, 4], strokeWidth: 1.5, color: kSoft },
      encoding: { x: { field: "value", type: "quantitative" }, y: { value: 0 }, y2: { value: "height" } },
    },
    {
      mark: { type: "rule", strokeWidth: 3, strokeCap: "round", color: kAccent },
      transform: [{ filter: "isValid(datum.low) && isValid(datum.high)" }],
      encoding: {
        x: {
          field: "low",
          type: "quantitative",
          title: "@x",
          scale: { zero: false, nice: true, padding: 10 },
          axis: { format: "@format", tickCount: 5, grid: false },
        },
        x2: { field: "high" },
        tooltip: { field: "said" },
        yOffset: { value: 34 },
      },
    },
    {
      transform: [{ filter: "isValid(datum.value)" }],
      mark: { type: "point", filled: true, color: kAccent, stroke: kPaper, strokeWidth: 2, opacity: 1 },
      encoding: {
        size: { field: "main", type: "nominal", scale: { domain: [true, false], range: [260, 90] }, legend: null },
        x: { field: "value", type: "quantitative" },
        tooltip: { field: "said" },
        yOffset: { value: 34 },
        shape: { field: "main", type: "nominal", scale: { domain: [true, false], range: ["diamond", "circle"] }, legend: null },
      },
    },
    {
      mark: { type: "text", align: "left", baseline: "top", fontSize: 13 },
      encoding: { x: { value: 0 }, text: { field: "label" }, yOffset: { value: 6 } },
    },
    {
      transform: [{ filter: "!isValid(datum.value)" }],
      mark: { type: "text", align: "left", baseline: "middle", fontStyle: "italic", color: kSoft },
      encoding: { x: { value: 0 }, text: { field: "hidden" }, yOffset: { value: 34 } },
    },
  ],
  config: kConfig,
};

/** Love plot: how far apart the two groups were before matching (hollow) and after (filled), against the standard's limits. */
const balance: TopLevelSpec = {
  width: "container",
  height: { step: 40 },
  autosize: kFit,
  data: { name: "rows" },
  encoding: { y: { field: "order", type: "ordinal", axis: null, scale: { paddingInner: 0 } } },
  layer: [
    {
      data: { name: "lines" },
      mark: { type: "rule", strokeDash: [5, 4], strokeWidth: 1.5, color: kSoft },
      encoding: { x: { field: "value", type: "quantitative" }, y: { value: 0 }, y2: { value: "height" } },
    },
    {
      mark: { type: "rule", strokeWidth: 1.5, color: kSoft },
      encoding: {
        x: {
          field: "before",
          type: "quantitative",
          title: "@x",
          scale: { zero: true, nice: true, padding: 10 },
          axis: { format: ".2f", tickCount: 5, grid: false },
        },
        x2: { field: "after" },
        yOffset: { value: 29 },
      },
    },
    {
      mark: { type: "point", filled: true, shape: "circle", size: 80, fill: kPaper, stroke: kSoft, strokeWidth: 2, opacity: 1 },
      encoding: { x: { field: "before", type: "quantitative" }, tooltip: { field: "said" }, yOffset: { value: 29 } },
    },
    {
      mark: { type: "point", filled: true, shape: "diamond", size: 110, color: kAccent, opacity: 1 },
      encoding: { x: { field: "after", type: "quantitative" }, tooltip: { field: "said" }, yOffset: { value: 29 } },
    },
    {
      mark: { type: "text", align: "left", baseline: "top", fontSize: 13 },
      encoding: { x: { value: 0 }, text: { field: "label" }, yOffset: { value: 4 } },
    },
  ],
  config: kConfig,
};

/** Who could have been compared: children with the programme above the line, children without it below, by likelihood of joining. */
const overlap: TopLevelSpec = {
  width: "container",
  height: 180,
  autosize: kFit,
  data: { name: "bins" },
  encoding: {
    x: { field: "from", type: "quantitative", scale: { domain: [0, 1] }, axis: { title: "@x", format: "%", tickCount: 5, grid: false } },
    x2: { field: "to" },
  },
  layer: [
    {
      mark: { type: "bar", color: kAccent, stroke: kPaper, strokeWidth: 1 },
      encoding: {
        y2: { datum: 0 },
        y: {
          field: "treated",
          type: "quantitative",
          axis: { title: null, labelExpr: "format(abs(datum.value), 'd')", tickCount: 5, domain: false, ticks: false, tickMinStep: 1 },
        },
        tooltip: { field: "said" },
      },
    },
    {
      transform: [{ calculate: "-datum.controls", as: "below" }],
      mark: { type: "bar", fill: kPaper, stroke: kSoft, strokeWidth: 1.5 },
      encoding: { y2: { datum: 0 }, y: { field: "below", type: "quantitative" }, tooltip: { field: "said" } },
    },
    {
      data: { values: [{}] },
      mark: { type: "text", align: "right", baseline: "top", text: "@above" },
      encoding: { x: { value: "width" }, y: { value: 0 } },
    },
    {
      data: { values: [{}] },
      mark: { type: "text", align: "right", baseline: "bottom", text: "@below" },
      encoding: { x: { value: "width" }, y: { value: "height" } },
    },
  ],
  config: kConfig,
};

export const kSpecs = { trend, intervals, balance, overlap };
export type SpecName = keyof typeof kSpecs;
