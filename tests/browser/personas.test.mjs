// The five-minute task of every person of the product, against the real server and a community that has lived a year, each
// within a budget of clicks. What is typed or chosen from a list is not a click; what is pressed is.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, violationsOf, whatIsMissing } from "./chromium.mjs";
import { openHouse, whatTheServerMisses } from "./house.mjs";

const missing = whatIsMissing() ?? whatTheServerMisses();

describe(
  "in five minutes",
  { skip: missing ?? false, timeout: 900_000 },
  () => {
    const cookies = new Map();
    let house;
    let browser;
    before(async () => {
      house = await openHouse();
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await house?.close();
    });

    /** Someone who entered by their one-time link, and counts what they press. */
    async function enter(user, options = {}) {
      // A link works once: who comes a second time still has the cookie of the first.
      const storageState = cookies.get(user);
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        locale: "en-US",
        reducedMotion: "reduce",
        acceptDownloads: true,
        storageState,
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        if (
          message.type() === "error" &&
          /Content Security|Refused to/.test(message.text())
        )
          errors.push(message.text());
      });
      await page.goto(storageState ? house.url : house.link(user));
      await page.locator("h1#page-title").waitFor();
      cookies.set(user, await context.storageState());
      assert.ok(
        !page.url().includes("#"),
        "the token is gone from the address",
      );
      let clicks = 0;
      return {
        page,
        errors,
        press: async (target) => {
          clicks += 1;
          await target.click();
        },
        goTo: async (name) => {
          clicks += 1;
          await page
            .getByRole("navigation")
            .getByRole("link", { name, exact: true })
            .click();
        },
        within: async (budget) => {
          assert.deepEqual(errors, []);
          assert.ok(
            clicks <= budget,
            `${clicks} clicks, the budget is ${budget}`,
          );
          await context.close();
        },
      };
    }
    const sentence = (page) => page.locator(".page-sentence");

    test("a practitioner finds a child, sees who else is helping and whom to call, and what consent allows", async () => {
      const { page, goTo, press, within } = await enter("ms-rivera");
      await goTo("My children");
      await sentence(page).waitFor();
      await press(page.locator(".roster a").first());
      await page.getByRole("heading", { name: "Who is helping" }).waitFor();
      await page.locator('a[href^="tel:"]').first().waitFor();
      assert.ok((await page.getByRole("heading", { level: 2 }).count()) >= 3);
      assert.match(
        page.url(),
        /\/children\/[\w-]+$/,
        "no name stands in the address",
      );
      assert.deepEqual(await violationsOf(page), []);
      await within(3);
    });

    test("a member lead drops an export, sees what changed and what was wrong, gets the sheet, and sees what they gain", async () => {
      const { page, goTo, press, within } = await enter("lead-santos");
      await goTo("Deliveries");
      await sentence(page).waitFor();
      const source = page.getByLabel("For which source?");
      if (!(await source.inputValue())) await source.selectOption({ index: 1 });
      await page.locator("#drop-files").setInputFiles(registerOf(house.folder));
      await press(page.getByRole("button", { name: "Look at the files" }));
      const deliver = page.getByRole("button", { name: /^Deliver/ }).first();
      const held = page.getByText("These files were delivered before.");
      await deliver.or(held).first().waitFor({ timeout: 120_000 });
      if (await deliver.isVisible()) {
        await press(deliver);
        await press(page.getByRole("link", { name: "See what it changed" }));
      } else {
        await press(page.getByRole("table").getByRole("link").first());
      }
      await page
        .getByRole("heading", { name: "What it changed" })
        .waitFor({ timeout: 120_000 });
      const sheet = page.getByRole("button", {
        name: "Download the fix-it sheet",
      });
      if (await sheet.isVisible()) {
        const download = page.waitForEvent("download");
        await press(sheet);
        assert.match((await download).suggestedFilename(), /\.xlsx$/);
      }
      await goTo("Who joined");
      await page.getByText("Hours saved").waitFor();
      assert.deepEqual(await violationsOf(page), []);
      await within(7);
    });

    test("a steward settles a match, checks an agreement, prepares a motion and looks at the data's health", async () => {
      const { page, goTo, press, within } = await enter("steward-hayes");
      await goTo("Reviews");
      await page
        .getByRole("heading", { name: "The evidence, field by field" })
        .waitFor();
      await page.keyboard.press("d");
      await page.getByText("Settled: different children.").waitFor();
      await goTo("Deliveries");
      await page.getByRole("heading", { name: "Feeds" }).waitFor();
      await goTo("Consents");
      await page.locator(".agreement").first().waitFor();
      await goTo("Decide");
      await press(page.getByRole("button", { name: "Propose a motion" }));
      await page
        .getByLabel("What is to be decided, in one sentence")
        .fill("Publish no group below 12 children");
      await page
        .getByLabel("Why, and what follows from it")
        .fill("Our smallest school asked for it.");
      await page
        .getByLabel("The change", { exact: true })
        .selectOption("set_minimum_cell");
      await page.getByLabel("Smallest group").fill("12");
      await press(page.getByRole("button", { name: "Propose it" }));
      const motion = page.locator("[data-motion]", {
        hasText: "Publish no group below 12 children",
      });
      await motion
        .getByRole("row", {
          name: /Smallest group that may be published 11 12/,
        })
        .waitFor();
      assert.deepEqual(await violationsOf(page), []);
      await within(6);
    });

    test("an analyst reads a measure, compares groups, publishes safely, and asks whether a programme helped", async () => {
      const { page, goTo, press, within } = await enter("analyst-cho");
      await goTo("Measures");
      await page.getByRole("heading", { name: "How it is made" }).waitFor();
      await press(page.getByRole("button", { name: "Publish this table" }));
      await page
        .locator('[data-state="refused"], .notice:has-text("Published")')
        .first()
        .waitFor();
      await goTo("Did it help?");
      await press(page.getByRole("button", { name: "Did it help?" }));
      await page
        .locator(
          '.page-sentence:not(:has-text("Choose a programme")), [data-state="refused"]',
        )
        .first()
        .waitFor({ timeout: 60_000 });
      assert.deepEqual(await violationsOf(page), []);
      await within(4);
    });

    test("a parent on a phone sees who holds what and who looked, takes a consent back, gives it again, and asks for a correction", async () => {
      const { page, press, within } = await enter("parent-demo", {
        viewport: { width: 360, height: 740 },
      });
      await page.getByRole("heading", { name: "Who holds what" }).waitFor();
      await page
        .getByRole("heading", { name: "Who looked, and why" })
        .waitFor();
      await press(page.getByRole("button", { name: "Take it back" }).first());
      await page
        .getByText("From now on nobody sees anything by this permission.")
        .first()
        .waitFor();
      await press(page.getByRole("button", { name: "Undo" }));
      await page.getByText("Given. It holds from now on.").waitFor();
      await page
        .getByLabel("What is wrong, and what is right?")
        .fill("Her last name has an accent.");
      await press(page.getByRole("button", { name: "Ask for a correction" }));
      await page.getByText("Waiting").first().waitFor();
      assert.deepEqual(await violationsOf(page), []);
      const overflow = await page.evaluate(
        () =>
          document.documentElement.scrollWidth -
          document.documentElement.clientWidth,
      );
      assert.ok(overflow <= 0, `${overflow} px too wide`);
      await within(3);
    });

    test("what a parent withdraws is gone from an open practitioner's page at its next request", async () => {
      const parent = await enter("parent-demo");
      await parent.page
        .getByRole("button", { name: "Take it back" })
        .first()
        .waitFor();
      const person = await parent.page.evaluate(async () =>
        (await (await fetch("/api/v1/family")).json()).children.map(
          (child) => child.person,
        ),
      );
      const teacher = await enter("ms-rivera");
      const shownTo = (child) =>
        teacher.page.evaluate(
          async (id) =>
            (
              await (
                await fetch(`/api/v1/children/${id}?purpose=care-coordination`)
              ).json()
            ).cells?.filter(
              (cell) =>
                cell.shown &&
                cell.answer.reasons.some((reason) =>
                  /consent/.test(reason.rule),
                ),
            ).length ?? 0,
          child,
        );
      let child;
      for (const one of person)
        if (!child && (await shownTo(one)) > 0) child = one;
      assert.ok(
        child,
        "no cell of the family's children is shown to the teacher by consent",
      );
      const names = parent.page
        .getByRole("group", { name: "Which child?" })
        .getByRole("button");
      if ((await names.count()) > 0)
        await names.nth(person.indexOf(child)).click();
      await teacher.page.goto(`${house.url}/children/${child}`);
      const cells = teacher.page.getByRole("heading", {
        name: "Who is helping",
      });
      await cells.waitFor();
      const takeBack = parent.page.getByRole("button", {
        name: "Take it back",
      });
      for (let left = await takeBack.count(); left > 0; left -= 1) {
        await takeBack.first().click();
        await parent.page
          .getByText("Taken back. From now on")
          .first()
          .waitFor();
        await parent.page.waitForFunction(
          (before) =>
            document.querySelectorAll(".consent:not(.is-past)").length < before,
          left,
        );
      }
      assert.equal(await shownTo(child), 0);
      await parent.within(0);
      await teacher.within(0);
    });
  },
);

/** The newest register of the club that the year left behind. */
function registerOf(folder) {
  const club = join(folder, "town");
  const files = readdirSync(club, { recursive: true })
    .filter((name) => /northside-club.*\.xlsx$/.test(String(name)))
    .sort();
  assert.ok(
    files.length > 0,
    "the sample community has no register of the club",
  );
  return join(club, String(files.at(-1)));
}
