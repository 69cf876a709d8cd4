// Keeps a picture of every page at three widths, light, and at one width dark and in Spanish, in web/shots for people to look at.
import { mkdirSync } from "node:fs";
import { launch, webFolder, whatIsMissing, widths } from "./chromium.mjs";
import { answers } from "./fixtures/index.mjs";
import { session } from "./fixtures/shell.mjs";
import { startPagesServer } from "./pages_server.mjs";
import { addresses } from "./pages.mjs";

const missing = whatIsMissing();
if (missing) throw new Error(missing);
const only = process.argv.slice(2);
const folder = `${webFolder}shots`;
mkdirSync(folder, { recursive: true });
const server = await startPagesServer(answers);
const browser = await launch();

async function shoot(name, address, options, suffix) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") console.error(`${name} ${suffix}: ${message.text()}`);
  });
  page.on("pageerror", (error) => console.error(`${name} ${suffix}: ${error.message}`));
  if (options.locale === "es-US") server.override({ "GET /session": { ...session, language: "es" } });
  if (address.signedOut) server.override({ "GET /session": { status: 401, body: {} } });
  await page.goto(server.url + address.path);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${folder}/${name}-${suffix}.png`, fullPage: true });
  server.reset();
  await context.close();
}

for (const [name, address] of Object.entries(addresses)) {
  if (only.length > 0 && !only.includes(name)) continue;
  for (const { name: width, ...viewport } of widths) await shoot(name, address, { viewport, locale: "en-US" }, width);
  await shoot(name, address, { viewport: { width: 1280, height: 900 }, locale: "en-US", colorScheme: "dark" }, "1280-dark");
  await shoot(name, address, { viewport: { width: 360, height: 780 }, locale: "es-US" }, "360-es");
}
await browser.close();
await server.close();
console.log(`the pictures are in ${folder}`);
