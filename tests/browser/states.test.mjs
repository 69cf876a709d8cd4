// Every page in every designed state: no axe violation, nothing wider than the screen at 320 px, no script error, and the state
// says what to do next. States are forced by what the server answers.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, violationsOf, whatIsMissing, widths } from "./chromium.mjs";
import { answers } from "./fixtures/index.mjs";
import { session } from "./fixtures/shell.mjs";
import { addresses, questions } from "./pages.mjs";
import { problem, startPagesServer } from "./pages_server.mjs";

const missing = whatIsMissing();
const states = {
  denied: () => problem(403, "consent.denied"),
  missing: () => problem(404, "child.unknown"),
  failed: () => problem(500, "internal"),
  busy: () => ({ ...problem(429, "request.too-often"), headers: { "Retry-After": "30" } }),
  offline: () => ({ status: 0, body: "", cut: true }),
  loading: () => ({ status: 200, body: {}, delayMs: 60_000 }),
};

describe("pages", { skip: missing ?? false }, () => {
  let server;
  let browser;
  before(async () => {
    server = await startPagesServer(answers);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(path, options = {}) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: "en-US",
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) errors.push(message.text());
    });
    await page.goto(server.url + path);
    return { page, errors, close: () => context.close() };
  }

  for (const [name, { path, signedOut }] of Object.entries(addresses)) {
    test(`${name} has no axe violation, light and dark, and fits 320 px`, async () => {
      server.reset();
      if (signedOut) server.override({ "GET /session": problem(401, "session.none") });
      for (const options of [
        {},
        { colorScheme: "dark" },
        { viewport: { width: 320, height: 700 } },
        { viewport: { width: 768, height: 1024 }, locale: "es-US" },
      ]) {
        if (!signedOut) server.override({ "GET /session": { ...session, language: options.locale === "es-US" ? "es" : "en" } });
        const { page, errors, close } = await open(path, options);
        await page.waitForLoadState("networkidle");
        await page.locator("h1").first().waitFor();
        assert.deepEqual(await violationsOf(page), [], `${name} ${JSON.stringify(options)}`);
        assert.deepEqual(errors, [], `${name} ${JSON.stringify(options)}`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(overflow <= 0, `${name} is ${overflow} px too wide ${JSON.stringify(options)}`);
        await close();
      }
    });
  }

  for (const [name, { page: pageName, operation, empty }] of Object.entries(questions)) {
    for (const [state, answer] of Object.entries(states)) {
      test(`${name}: ${state}`, async () => {
        server.reset();
        server.override({ [operation]: answer() });
        const { page, errors, close } = await open(addresses[pageName].path);
        const shown = page.locator(`[data-state="${state}"]`).first();
        await shown.waitFor({ timeout: 10_000 });
        assert.deepEqual(await violationsOf(page), []);
        assert.deepEqual(errors, []);
        if (state !== "loading") assert.ok((await shown.locator("a, button").count()) > 0, "the state has no next step");
        await close();
      });
    }
    if (!empty) continue;
    test(`${name}: empty`, async () => {
      server.reset();
      server.override({ [operation]: empty });
      const { page, errors, close } = await open(addresses[pageName].path);
      await page.locator('[data-state="empty"]').first().waitFor({ timeout: 10_000 });
      assert.deepEqual(await violationsOf(page), []);
      assert.deepEqual(errors, []);
      await close();
    });
  }

  test("a refusal takes away what was shown before", async () => {
    server.reset();
    const { page, close } = await open(addresses.child.path);
    await page.getByText("(612) 555-0110").first().waitFor();
    server.override({ "GET /children/{person}": problem(404, "child.unknown") });
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await page.locator('[data-state="missing"]').waitFor({ timeout: 20_000 });
    assert.equal(await page.getByText("555-0110").count(), 0);
    assert.equal(await page.getByText("Whitfield").count(), 0);
    await close();
  });

  test("the end of a session leads to the door and leaves nothing behind", async () => {
    server.reset();
    const { page, close } = await open(addresses.children.path);
    await page.getByText("Jayden").waitFor();
    server.override({ "GET /children/{person}": problem(401, "session.none"), "GET /session": problem(401, "session.none") });
    await page.getByRole("link", { name: "Jayden Whitfield" }).click();
    await page.getByLabel("User name").waitFor();
    assert.equal(await page.getByText("Jayden").count(), 0);
    await close();
  });

  test("a one-time link is wiped from the address before it is sent", async () => {
    server.reset();
    server.override({ "GET /session": problem(401, "session.none") });
    const { page, close } = await open("/enter#secret-token");
    await page.getByRole("navigation").first().waitFor();
    assert.ok(!page.url().includes("secret-token"));
    const sent = server.seen.find((each) => each.path === "/session/link");
    assert.deepEqual(JSON.parse(sent.body), { token: "secret-token" });
    assert.ok(
      server.seen.every((each) => !each.path.includes("secret-token") && !String(each.headers.referer ?? "").includes("secret-token")),
    );
    await close();
  });

  test("everything that changes something carries the CSRF value", async () => {
    server.reset();
    const { page, close } = await open(addresses.child.path);
    await page.getByLabel("What will you do?").fill("Send the bus plan");
    await page.getByRole("button", { name: "Add step" }).click();
    await page.getByText("Step added.").waitFor();
    const sent = server.seen.find((each) => each.method === "POST" && each.path.endsWith("/next-steps"));
    assert.equal(sent.headers["x-kith-csrf"], "c".repeat(43));
    await close();
  });

  test("a page can be reached, read and left by keyboard alone", async () => {
    server.reset();
    const { page, close } = await open("/");
    await page.locator(".shell-nav").first().waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.className), "skip-link");
    await page.locator(".shell-side a", { hasText: "My children" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("2 of your 10 children").waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    await page.getByRole("link", { name: "Jayden Whitfield" }).focus();
    await page.keyboard.press("Enter");
    const reason = page.getByRole("button", { name: "a consent in force covers this" });
    await reason.waitFor();
    await reason.focus();
    await page.locator(".tip-body", { hasText: "c-112" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".tip-body", { hasText: "c-112" }).waitFor({ state: "hidden" });
    await close();
  });

  test("a review is answered by a key and taken back by another", async () => {
    server.reset();
    const { page, close } = await open(addresses.reviews.path);
    await page.getByRole("cell", { name: "Jonathan", exact: true }).waitFor();
    await page.keyboard.press("d");
    await page.getByText("Settled: different children.").waitFor();
    await page.getByRole("cell", { name: "Amina" }).waitFor();
    assert.deepEqual(JSON.parse(server.seen.find((each) => each.path === "/reviews/31/verdict").body), { answer: "different" });
    await page.keyboard.press("z");
    await page.getByRole("cell", { name: "Jon", exact: true }).waitFor();
    assert.ok(server.seen.some((each) => each.path === "/verdicts/77/revoke"));
    await page.getByRole("switch").uncheck();
    const count = server.seen.filter((each) => each.path.endsWith("/verdict")).length;
    await page.keyboard.press("s");
    await page.waitForTimeout(200);
    assert.equal(server.seen.filter((each) => each.path.endsWith("/verdict")).length, count);
    await close();
  });

  test("an upload goes on by itself after a reload of the page", async () => {
    server.reset();
    const bytes = 9_000_000;
    const state = {
      id: "u-9",
      source: "lincoln-sis",
      state: "receiving",
      job: null,
      delivery: null,
      preview: null,
      files: [{ index: 0, name: "rows.csv", bytes, received: 0 }],
    };
    let isHeld = true;
    server.override({
      "POST /uploads": () => ({ status: 201, body: state }),
      "GET /uploads": () => ({ items: [state], next_cursor: null, total: 1 }),
      "GET /uploads/u-9": () => state,
      "PUT /uploads/u-9/files/0": async ({ url, body }) => {
        if (isHeld && Number(url.searchParams.get("offset")) > 0)
          return { status: 503, body: { id: "server.stopping", title: "" }, type: "application/problem+json" };
        assert.equal(Number(url.searchParams.get("offset")), state.files[0].received);
        state.files[0].received += body.length;
        if (state.files[0].received === bytes) state.state = "ready";
        return state;
      },
      "POST /uploads/u-9/preview": {
        status: 202,
        body: { id: "j-9", kind: "preview", state: "running", doing: "reading files", done: 1, total: 2, result: null, error: null },
      },
      "GET /jobs/j-9/events": {
        status: 200,
        type: "text/event-stream",
        body: 'event: done\ndata: {"id":"j-9","kind":"preview","state":"done","doing":"","done":2,"total":2,"result":null,"error":null}\n\n',
      },
    });
    const { page, close } = await open(addresses.deliveries.path);
    await page
      .getByLabel("Files", { exact: true })
      .setInputFiles({ name: "rows.csv", mimeType: "text/csv", buffer: Buffer.alloc(bytes, "a,b\n") });
    await page.getByLabel("For which source?").selectOption("lincoln-sis");
    state.files[0].received = 0;
    const begun = page.getByRole("button", { name: "Look at the files" }).click();
    await begun;
    await page.getByText("The server cannot be reached.").waitFor();
    assert.equal(state.files[0].received, 4 << 20);
    await page.reload();
    isHeld = false;
    await page.waitForFunction(() => document.querySelector(".upload") !== null);
    for (let wait = 0; wait < 100 && state.state !== "ready"; wait += 1) await page.waitForTimeout(100);
    assert.equal(state.files[0].received, bytes);
    await close();
  });

  test("a reload where the browser kept nothing asks for the same files", async () => {
    server.reset();
    const state = {
      id: "u-8",
      source: "lincoln-sis",
      state: "receiving",
      job: null,
      delivery: null,
      preview: null,
      files: [{ index: 0, name: "rows.csv", bytes: 12, received: 4 }],
    };
    server.override({
      "GET /uploads": { items: [state], next_cursor: null, total: 1 },
      "GET /uploads/u-8": state,
      "PUT /uploads/u-8/files/0": ({ url, body }) => {
        assert.equal(url.searchParams.get("offset"), "4");
        assert.equal(body.toString(), "5678abcd");
        return { ...state, state: "ready", files: [{ ...state.files[0], received: 12 }] };
      },
      "POST /uploads/u-8/preview": problem(409, "upload.working"),
    });
    const { page, close } = await open(addresses.deliveries.path);
    const again = page.getByLabel("The same files again");
    await again.setInputFiles({ name: "other.csv", mimeType: "text/csv", buffer: Buffer.from("123456789012") });
    await page.getByText("These are not the same files").waitFor();
    await again.setInputFiles({ name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from("12345678abcd") });
    for (let wait = 0; wait < 50 && !server.seen.some((each) => each.method === "PUT"); wait += 1) await page.waitForTimeout(100);
    assert.ok(server.seen.some((each) => each.method === "PUT"));
    await close();
  });

  test("a phone finds every page behind one button", async () => {
    server.reset();
    const { page, close } = await open("/", { viewport: { width: widths[0].width, height: widths[0].height } });
    await page.getByRole("button", { name: "Menu" }).click();
    const dialog = page.getByRole("navigation");
    await dialog.waitFor();
    assert.equal(await dialog.getByRole("link").count(), 11);
    assert.deepEqual(await violationsOf(page), []);
    await dialog.getByRole("link", { name: "Deliveries" }).click();
    await page.getByText("feeds is late").waitFor();
    await dialog.waitFor({ state: "hidden" });
    await close();
  });
});
