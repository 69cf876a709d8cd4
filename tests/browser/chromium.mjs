// Debian's Chromium, driven by playwright-core. The packages stand in web/node_modules: the tests add none of their own.
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const webFolder = fileURLToPath(new URL("../../web/", import.meta.url));
const require = createRequire(`${webFolder}package.json`);

const axeFile = `${webFolder}node_modules/axe-core/axe.min.js`;
const axeSource = existsSync(axeFile) ? readFileSync(axeFile, "utf8") : "";
const executable = process.env.KITH_CHROMIUM ?? "/usr/bin/chromium";

/** Why the browser tests cannot run here, or null. */
export function whatIsMissing() {
  if (!existsSync(executable)) return `no browser at ${executable}`;
  if (!existsSync(`${webFolder}node_modules/playwright-core`)) return "web/node_modules is not installed (npm ci --ignore-scripts)";
  if (!existsSync(`${webFolder}dist/index.html`)) return "web/dist is not built (npm run build)";
  return null;
}

export function launch() {
  const { chromium } = require("playwright-core");
  return chromium.launch({
    executablePath: executable,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export const widths = [
  { name: "360", width: 360, height: 780 },
  { name: "768", width: 768, height: 1024 },
  { name: "1280", width: 1280, height: 900 },
];

/** Violations of WCAG 2.2 A and AA and of good practice on the page as it stands, as short texts. */
export async function violationsOf(page) {
  await page.evaluate(axeSource); // not a script tag: the pages allow none but their own
  const results = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return results.violations.map(
    (each) =>
      `${each.id}: ${each.nodes
        .slice(0, 3)
        .map((node) => `${node.target.join(" ")} — ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`)
        .join(" | ")}`,
  );
}
