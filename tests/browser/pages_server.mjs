// Serves web/dist the way the program does (same Content-Security-Policy, index.html for every page's address) and answers
// the API from fixtures. A test overrides single answers: another body, a problem, a delay, or silence.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { webFolder } from "./chromium.mjs";

const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; " +
  "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

export function problem(status, id, title = id) {
  return { status, body: { type: `urn:kith:error:${id}`, title, status, detail: "", id }, type: "application/problem+json" };
}

/** `answers` maps "GET /children/{person}" to a body, to {status, body, delayMs, type}, or to a function of the request. */
export async function startPagesServer(answers) {
  let overrides = {};
  const seen = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    if (url.pathname.startsWith("/api/v1/")) {
      const path = url.pathname.slice("/api/v1".length);
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      seen.push({ method: request.method, path, headers: request.headers, body: body.toString("utf8").slice(0, 5000) });
      await answer(find({ ...answers, ...overrides }, request.method, path), { request, path, url, body }, response);
      return;
    }
    await sendFile(url.pathname, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    override: (changes) => {
      overrides = { ...overrides, ...changes };
    },
    reset: () => {
      overrides = {};
      seen.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

function find(answers, method, path) {
  const exact = answers[`${method} ${path}`];
  if (exact !== undefined) return exact;
  for (const [key, value] of Object.entries(answers)) {
    const [keyMethod, template] = key.split(" ");
    if (keyMethod !== method || !template.includes("{")) continue;
    if (new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(path)) return value;
  }
  return problem(404, "fixture.missing", `no fixture for ${method} ${path}`);
}

async function answer(fixture, context, response) {
  const made = typeof fixture === "function" ? await fixture(context) : fixture;
  const full =
    made && typeof made === "object" && "status" in made && ("body" in made || "delayMs" in made || "cut" in made)
      ? made
      : { status: 200, body: made };
  if (full.delayMs) await new Promise((resolve) => setTimeout(resolve, full.delayMs));
  if (full.cut) return response.destroy();
  response.writeHead(full.status, { "Content-Type": full.type ?? "application/json", "Cache-Control": "no-store", ...full.headers });
  response.end(full.body === undefined || full.status === 204 ? "" : typeof full.body === "string" ? full.body : JSON.stringify(full.body));
}

async function sendFile(path, response) {
  const file = normalize(path === "/" || !extname(path) ? "/index.html" : path);
  try {
    const bytes = await readFile(join(webFolder, "dist", file));
    response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": policy });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}
