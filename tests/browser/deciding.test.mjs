// What people do on the pages about consents, decisions, members, measures, effects and the log: that it is sent as the API says,
// that the page says what came of it, and that it can be taken back.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, violationsOf, whatIsMissing } from "./chromium.mjs";
import { consents } from "./fixtures/family.mjs";
import { answers } from "./fixtures/index.mjs";
import { paths, report } from "./fixtures/effect.mjs";
import { session } from "./fixtures/shell.mjs";
import { problem, startPagesServer } from "./pages_server.mjs";

const missing = whatIsMissing();

describe("deciding and knowing", { skip: missing ?? false }, () => {
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

  async function open(path, { as = {}, ...options } = {}) {
    server.override({ "GET /session": { ...session, ...as } });
    const context = await browser.newContext({
      viewport: { width: 1100, height: 900 },
      locale: "en-US",
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(server.url + path);
    return { page, close: () => context.close() };
  }
  const sent = (method, path) =>
    server.seen
      .filter((each) => each.method === method && each.path === path)
      .map((each) => (each.body ? JSON.parse(each.body) : null));
  const family = { role: "family", pages: ["family"] };
  const steward = { role: "steward" };

  test("a parent takes a consent back on a phone in Spanish, and says it again", async () => {
    server.reset();
    const { page, close } = await open("/family", {
      as: { ...family, language: "es" },
      viewport: { width: 360, height: 740 },
      locale: "es-US",
    });
    await page.getByRole("button", { name: "Retirarlo" }).first().click();
    await page
      .getByText("Desde ahora nadie ve nada con este permiso.")
      .first()
      .waitFor();
    assert.equal(sent("POST", "/family/consents/c-112/withdraw").length, 1);
    await page.getByRole("button", { name: "Deshacer" }).click();
    await page.getByText("Dado. Vale desde ahora.").waitFor();
    const [again] = sent("POST", "/family/k-0aaaaaaaaaaa/consents");
    assert.deepEqual(
      [again.categories, again.recipients, again.to, again.authority],
      [consents[0].categories, consents[0].recipients, consents[0].to, "a-7"],
    );
    assert.ok(
      !("from" in again),
      "a starting day would make it wait for midnight",
    );
    await close();
  });

  test("a parent narrows a consent, and only what was taken away is sent", async () => {
    server.reset();
    const { page, close } = await open("/family", { as: family });
    await page.getByRole("button", { name: "Share less" }).first().click();
    assert.deepEqual(await violationsOf(page), []);
    await page
      .getByRole("checkbox", { name: "Programme attendance" })
      .uncheck();
    await page.getByRole("button", { name: "Share only this" }).click();
    await page.getByText("From now on less is shared.").waitFor();
    assert.deepEqual(sent("POST", "/family/consents/c-112/narrow"), [
      { categories: ["school_attendance"] },
    ]);
    await close();
  });

  test("nothing is given until something is ticked in every list", async () => {
    server.reset();
    const { page, close } = await open("/family", { as: family });
    await page.getByRole("button", { name: "Give a permission" }).click();
    await page.getByRole("button", { name: "Give this permission" }).click();
    await page
      .getByRole("alert")
      .getByText("Choose at least one in each list.")
      .waitFor();
    assert.equal(sent("POST", "/family/k-0aaaaaaaaaaa/consents").length, 0);
    await page.getByRole("checkbox", { name: "Food" }).check();
    await page.getByRole("checkbox", { name: "Mercy Hospital" }).check();
    await page
      .getByRole("checkbox", { name: "Coordinate help for one child" })
      .check();
    await page.getByRole("button", { name: "Give this permission" }).click();
    await page.getByText("Given. It holds from now on.").waitFor();
    const [given] = sent("POST", "/family/k-0aaaaaaaaaaa/consents");
    assert.deepEqual(
      [given.effect, given.categories, given.recipients, given.purposes],
      ["permit", ["food"], ["mercy-hospital"], ["care-coordination"]],
    );
    await close();
  });

  test("a lead votes with the keyboard, and the change stands beside the vote", async () => {
    server.reset();
    const { page, close } = await open("/decide", {
      as: { role: "member-lead" },
    });
    const motion = page.locator('[data-motion="m-3"]');
    await motion.getByRole("cell", { name: "15%" }).waitFor();
    await motion
      .getByText("2 of 6 members have voted. 1 more is needed.")
      .waitFor();
    await motion.getByRole("radio", { name: "For", exact: true }).focus();
    await page.keyboard.press("Space");
    await motion.getByRole("textbox").fill("We can do this.");
    await motion
      .getByRole("button", { name: "Vote", exact: true })
      .press("Enter");
    await page.waitForTimeout(300);
    assert.deepEqual(sent("POST", "/motions/m-3/ballots"), [
      { choice: "for", reason: "We can do this." },
    ]);
    await close();
  });

  test("a steward proposes a goal, typed in percent and sent as a share", async () => {
    server.reset();
    const { page, close } = await open("/decide", { as: steward });
    await page.getByRole("button", { name: "Propose a motion" }).click();
    await page
      .getByLabel("What is to be decided, in one sentence")
      .fill("No more than 12 in 100");
    await page
      .getByLabel("Why, and what follows from it")
      .fill("Two programmes helped.");
    await page
      .getByLabel("The change", { exact: true })
      .selectOption("put_measure_target");
    await page.getByLabel("Goal, in percent").fill("12");
    await page.getByRole("button", { name: "Propose it" }).click();
    await page.getByText("Proposed. Everybody can read it now").waitFor();
    assert.deepEqual(sent("POST", "/motions")[0].change, {
      kind: "put_measure_target",
      target: { card: "chronic-absence", value: 0.12 },
    });
    await close();
  });

  test("what happened to a refused proposal is said beside the button", async () => {
    server.reset();
    server.override({
      "POST /motions": problem(
        422,
        "change.value",
        "the value is out of bounds",
      ),
    });
    const { page, close } = await open("/decide", { as: steward });
    await page.getByRole("button", { name: "Propose a motion" }).click();
    await page.getByLabel("What is to be decided, in one sentence").fill("x");
    await page.getByLabel("Why, and what follows from it").fill("y");
    await page.getByRole("button", { name: "Propose it" }).click();
    await page
      .getByRole("alert")
      .getByText("the value is out of bounds")
      .waitFor();
    await close();
  });

  test("groups too small are shown as withheld, with the rule, in the picture and in the table", async () => {
    server.reset();
    const { page, close } = await open("/measures", {
      as: { role: "analyst" },
    });
    await page.getByLabel("Compare by").selectOption("school");
    const figure = page
      .getByRole("figure")
      .filter({ hasText: "How far apart are the groups?" });
    await figure
      .getByRole("button", { name: "Show the numbers as a table" })
      .click();
    await figure
      .getByRole("row", {
        name: /Maple Charter withheld: fewer children than may be shown/,
      })
      .waitFor();
    await figure
      .getByRole("row", { name: /Home school withheld: with the others/ })
      .waitFor();
    await figure
      .locator("svg text", { hasText: "withheld: fewer children" })
      .waitFor();
    assert.deepEqual(await violationsOf(page), []);
    await close();
  });

  test("a table that would give children away is not published, and the page says why", async () => {
    server.reset();
    server.override({
      "POST /measures/{id}/releases": problem(
        409,
        "release.differencing",
        "it differs by too few children",
      ),
    });
    const { page, close } = await open("/measures", {
      as: { role: "analyst" },
    });
    await page.getByRole("button", { name: "Publish this table" }).click();
    await page
      .locator('[data-state="refused"]')
      .getByText("Whoever has both could find them")
      .waitFor();
    assert.deepEqual(await violationsOf(page), []);
    await close();
  });

  test("did it help: the verdict comes first, and what could make it wrong follows", async () => {
    server.reset();
    const { page, close } = await open("/effect", { as: { role: "analyst" } });
    await page.getByRole("button", { name: "Did it help?" }).click();
    await page
      .locator(".page-sentence", {
        hasText:
          "It helped: children with Power Hour did better in attendance by 3.1 percentage points, likely between 1.2 and 5.0.",
      })
      .waitFor();
    for (const title of [
      "How large is the difference?",
      "Does the comparison pass its test?",
      "Was like compared with like?",
      "Who could be compared?",
      "What would it take to be wrong?",
      "How does it stand by the published standards?",
    ]) {
      await page.getByRole("heading", { name: title }).waitFor();
    }
    await page.locator('[data-spec="balance"] svg').waitFor();
    assert.deepEqual(await violationsOf(page), []);
    await close();
  });

  test("did it help: what failed stands in the verdict itself", async () => {
    server.reset();
    server.override({
      "POST /effects": {
        ...report,
        verdict: { key: "not_fair" },
        concerns: ["placebo_failed"],
        placebo: { ...report.placebo, passed: false },
      },
    });
    const { page, close } = await open("/effect", { as: { role: "analyst" } });
    await page.getByRole("button", { name: "Did it help?" }).click();
    await page
      .locator(".page-sentence", {
        hasText:
          "No fair comparison can be made for Power Hour: the groups already differed the year before.",
      })
      .waitFor();
    await close();
  });

  test("did it help: too few children are a refusal, not a number", async () => {
    server.reset();
    server.override({
      "POST /effects": {
        verdict: { key: "refused" },
        sentence: "",
        refused: { key: "effect.too-few", minimum: 60 },
      },
    });
    const { page, close } = await open("/effect", { as: { role: "analyst" } });
    await page.getByRole("button", { name: "Did it help?" }).click();
    await page
      .locator('[data-state="refused"]')
      .getByText("At least 60 with the programme")
      .waitFor();
    assert.equal(await page.locator('[data-spec="intervals"]').count(), 0);
    assert.deepEqual(await violationsOf(page), []);
    await close();
  });

  test("same path, not yet helped: names with reasons, counts elsewhere, and no score", async () => {
    server.reset();
    const { page, close } = await open("/effect", {
      as: { role: "coordinator" },
    });
    await page.getByRole("button", { name: "Did it help?" }).click();
    await page.getByRole("link", { name: "Jayden Whitfield" }).waitFor();
    await page
      .getByText(
        "missed 9 of the last 20 days; attendance falling since Jan 2026",
      )
      .waitFor();
    await page.getByText("too few to be counted here").waitFor();
    assert.equal(
      await page
        .getByText(/score|risk|rank/i)
        .filter({ hasNotText: "nobody gets a score" })
        .count(),
      0,
    );
    assert.equal(paths.groups[2].n, null);
    await close();
  });

  test("the plan opens as a board, and a changed step can be undone", async () => {
    server.reset();
    const { page, close } = await open("/joined", { as: steward });
    await page.getByRole("button", { name: "By stage" }).click();
    await page.getByRole("button", { name: "Change: Cedar Library" }).click();
    await page.getByLabel("Next step").fill("Call on Friday");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    assert.deepEqual(sent("PUT", "/engagement/p-1"), [
      { next_step: "Call on Friday" },
    ]);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForTimeout(300);
    assert.equal(
      sent("PUT", "/engagement/p-1")[1].next_step,
      "Visit on a Tuesday",
    );
    await close();
  });

  test("a lead answers a readiness statement for the own member", async () => {
    server.reset();
    const { page, close } = await open("/joined", {
      as: { role: "member-lead", member: "northside-club" },
    });
    const row = page.getByRole("row", {
      name: /Everybody here can say in one sentence/,
    });
    await row.getByText("Your answer").first().click();
    await row.getByLabel("Your answer").selectOption("3");
    await row.getByRole("button", { name: "Answer" }).click();
    await row.getByText("Answered.").waitFor();
    assert.deepEqual(sent("PUT", "/readiness/purpose.shared"), [
      { level: 3, confidence: 2, evidence: "" },
    ]);
    await close();
  });

  test("a change is tried without being made", async () => {
    server.reset();
    const { page, close } = await open("/consents", { as: steward });
    await page.getByRole("button", { name: "Try a change" }).click();
    await page.getByRole("button", { name: "Show what would change" }).click();
    await page.getByText("Then shown for 780 of 1,000 children.").waitFor();
    assert.equal(
      sent("POST", "/decisions/what-if")[0].change.kind,
      "consent_given",
    );
    await close();
  });

  test("gaps of an agreement stand with the law that asks for them", async () => {
    server.reset();
    const { page, close } = await open("/consents", { as: steward });
    await page
      .getByText("It does not say when the data is destroyed.")
      .waitFor();
    await page.getByText("34 CFR 99.35(b)").waitFor();
    await close();
  });

  test("a receipt can be had for one entry, and more entries can be asked for", async () => {
    server.reset();
    const { page, close } = await open("/audit", { as: steward });
    await page.getByRole("button", { name: "Receipt 420" }).click();
    await page
      .getByRole("heading", { name: "Receipt for entry 420" })
      .waitFor();
    assert.deepEqual(await violationsOf(page), []);
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByText("24 of 24 entries").waitFor();
    await close();
  });

  test("print holds the table twin of every picture", async () => {
    server.reset();
    const { page, close } = await open("/measures", {
      as: { role: "analyst" },
    });
    await page.locator('[data-spec="trend"] svg').waitFor();
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(".chart-table table").first().isVisible());
    assert.equal(await page.locator(".shell-bar").isVisible(), false);
    await close();
  });
});
