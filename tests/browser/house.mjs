// A small community that has lived a year, and the real server on a free port, in a folder that goes away at the end.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const kChildren = "300";
const kUntil = "2026-11-20";
const kLink = /^(\S+) \((\S+)\)\s+(\S+)\/enter#(\S+)$/;

export const program = process.env.KITH ?? "";

/** Why there is no server to test, or null. */
export function whatTheServerMisses() {
  if (!program || !existsSync(program))
    return "KITH does not name the built program";
  if (
    spawnSync(program, ["serve", "--help"], { encoding: "utf8" }).status !== 0
  )
    return "this program has no server";
  return null;
}

export async function openHouse() {
  const folder = mkdtempSync(join(tmpdir(), "kith-house-"));
  const ledger = join(folder, "kith.db");
  const env = {
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith("KITH")),
    ),
    KITH_LEDGER: ledger,
  };
  const run = (...words) =>
    execFileSync(program, words, {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
  run(
    "town",
    "--children",
    kChildren,
    "--seed",
    "7",
    "--until",
    kUntil,
    "--live",
    ledger,
    "--out",
    join(folder, "town"),
  );

  const server = spawn(
    program,
    ["serve", "--port", "0", "--print-links", "--requests-a-second", "0"],
    { env, stdio: ["ignore", "pipe", "ignore"] },
  );
  const links = new Map();
  let url = "";
  const lines = createInterface({ input: server.stdout });
  await new Promise((resolve, reject) => {
    let quiet;
    lines.on("line", (line) => {
      if (line.startsWith("serving "))
        url = line.split(" ")[1].replace(/\/$/, "");
      const link = kLink.exec(line.trim());
      if (link) links.set(link[1], `${link[3]}/enter#${link[4]}`);
      clearTimeout(quiet);
      if (links.size > 0) quiet = setTimeout(resolve, 500); // every link is printed at once
    });
    server.once("exit", (code) =>
      reject(new Error(`the server ended with ${code} before it served`)),
    );
    setTimeout(
      () => reject(new Error("the server printed no links within a minute")),
      60_000,
    ).unref();
  });
  return {
    folder,
    url,
    link: (user) =>
      links.get(user) ??
      (() => {
        throw new Error(`no link for ${user}`);
      })(),
    close: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
