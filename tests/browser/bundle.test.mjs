// What is compiled into the program: small enough for a slow line, nothing inline, nothing from elsewhere.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { webFolder } from "./chromium.mjs";

const dist = `${webFolder}dist`;
const isBuilt = existsSync(`${dist}/index.html`);
const bytesMax = 500_000;
const firstPageBytesMax = 250_000;

describe("the bundle", { skip: isBuilt ? false : "web/dist is not built (npm run build)" }, () => {
  const files = isBuilt
    ? readdirSync(dist, { recursive: true })
        .map(String)
        .filter((name) => /\.\w+$/.test(name))
    : [];
  const compressed = (name) => gzipSync(readFileSync(`${dist}/${name}`), { level: 9 }).length;

  test("is under 500 kB compressed, all of it", () => {
    const total = files.reduce((sum, name) => sum + compressed(name), 0);
    assert.ok(total < bytesMax, `${total} bytes`);
  });

  test("loads less than half of that for the first page", () => {
    const html = readFileSync(`${dist}/index.html`, "utf8");
    const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1]);
    const total = first.reduce((sum, name) => sum + compressed(name), compressed("index.html"));
    assert.ok(total < firstPageBytesMax, `${total} bytes in ${first.length} files`);
    assert.ok(
      first.every((name) => !name.includes("draw")),
      "charts are fetched when they are drawn",
    );
  });

  test("holds no inline script or style and fetches nothing from elsewhere", () => {
    const html = readFileSync(`${dist}/index.html`, "utf8");
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) assert.match(tag, /\ssrc="\//, tag);
    assert.doesNotMatch(html, /<style|\son\w+=|style=/);
    for (const [, address] of html.matchAll(/(?:src|href)="([^"]+)"/g)) assert.match(address, /^\/(?!\/)/);
  });

  test("evaluates no text as program", () => {
    // `script-src 'self'` would refuse it: Vega's expressions run in its interpreter.
    for (const name of files.filter((file) => file.endsWith(".js"))) {
      assert.doesNotMatch(readFileSync(`${dist}/${name}`, "utf8"), /\beval\(/, name);
    }
  });
});
