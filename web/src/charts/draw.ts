import { transforms } from "vega-dataflow";
import * as encoders from "vega-encode";
import { expressionInterpreter } from "vega-interpreter";
import { parse } from "vega-parser";
import * as dataTransforms from "vega-transforms";
import { View } from "vega-view";
import * as viewTransforms from "vega-view-transforms";
import specs from "virtual:vega-specs";
import type { Picture } from "./picture";

/**
 * Vega itself, loaded only where a chart is. Expressions are walked as syntax trees, never compiled: the pages are served under
 * `script-src 'self'`, which forbids eval. Only the parts of Vega that the specs use are registered.
 */
Object.assign(transforms, dataTransforms, viewTransforms, encoders);

export function withTexts(value: unknown, texts: Record<string, string>): unknown {
  if (typeof value === "string") return value.startsWith("@") ? (texts[value.slice(1)] ?? "") : value;
  if (Array.isArray(value)) return value.map((entry) => withTexts(entry, texts));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withTexts(entry, texts)]));
}

export function viewOf(picture: Picture, width: number, container?: HTMLElement): View {
  const spec = withTexts(specs[picture.spec], picture.texts) as object;
  const view = new View(parse(spec, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: container ? "svg" : "none",
    container,
    hover: false,
  });
  for (const [name, rows] of Object.entries(picture.data)) view.data(name, structuredClone(rows));
  view.width(width);
  if (picture.height) view.height(picture.height);
  return view;
}

/** Draws into the element at its width and follows the width; gives back how to stop. */
export function draw(container: HTMLElement, picture: Picture): () => void {
  const view = viewOf(picture, Math.max(200, container.clientWidth), container);
  void view.runAsync();
  const watch = new ResizeObserver(([entry]) => {
    const width = Math.max(200, Math.floor(entry?.contentRect.width ?? 0));
    if (Math.abs(width - view.width()) > 1) void view.width(width).runAsync();
  });
  watch.observe(container);
  return () => {
    watch.disconnect();
    view.finalize();
  };
}
