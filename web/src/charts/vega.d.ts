/** The compiled charts/specs.ts, made by vite_specs.ts. */
declare module "virtual:vega-specs" {
  const specs: Record<import("./specs").SpecName, object>;
  export default specs;
}

// The parts of Vega that ship without types of their own.
declare module "vega-view" {
  export { View } from "vega-typings";
}
declare module "vega-parser" {
  export function parse(spec: object, config?: object, options?: { ast: boolean }): import("vega-typings").Runtime;
}
declare module "vega-dataflow" {
  export const transforms: Record<string, unknown>;
}
declare module "vega-transforms";
declare module "vega-view-transforms";
declare module "vega-encode";
