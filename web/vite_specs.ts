import { compile } from "vega-lite";
import type { Plugin } from "vite";
import { kSpecs } from "./src/charts/specs";

const kModule = "virtual:vega-specs";

/** Compiles the Vega-Lite of charts/specs.ts while the bundle is built: 20 kB of Vega JSON ship instead of the 100 kB compiler. */
export function vegaSpecs(): Plugin {
  return {
    name: "kith-vega-specs",
    resolveId: (id) => (id === kModule ? `\0${kModule}` : undefined),
    load(id) {
      if (id !== `\0${kModule}`) return undefined;
      const quiet = { warn: () => quiet, info: () => quiet, debug: () => quiet, error: () => quiet, level: () => quiet };
      const compiled = Object.fromEntries(
        Object.entries(kSpecs).map(([name, spec]) => [name, compile(spec, { logger: quiet as never }).spec]),
      );
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(compiled))});`;
    },
  };
}
