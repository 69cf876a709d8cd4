import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** Every text exists in both languages, says the same parameters, and every key that a page names is there. */
const folder = new URL(".", import.meta.url);
const languages = ["en", "es"] as const;
type Entries = Map<string, string>;

function flatten(value: unknown, prefix: string, into: Entries): Entries {
  if (typeof value === "string") into.set(prefix, value);
  else for (const [key, inner] of Object.entries(value as object)) flatten(inner, prefix ? `${prefix}.${key}` : key, into);
  return into;
}
const namespaces = readdirSync(new URL("en/", folder))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(".json", ""));
const read = (language: string, namespace: string) =>
  flatten(JSON.parse(readFileSync(new URL(`${language}/${namespace}.json`, folder), "utf8")), "", new Map());
// Spanish has a plural form of its own for millions (CLDR "many"); English has not.
const singular = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const keysOf = (entries: Entries) => new Set([...entries.keys()].map(singular));
const parametersOf = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map((match) => match[1])
    .filter((name) => name !== "count")
    .sort();

describe("texts", () => {
  it("have the same files in both languages", () => {
    expect(readdirSync(new URL("es/", folder)).sort()).toEqual(readdirSync(new URL("en/", folder)).sort());
  });

  it.each(namespaces)("say every key of %s in both languages", (namespace) => {
    const [en, es] = languages.map((language) => read(language, namespace)) as [Entries, Entries];
    expect([...keysOf(es)].sort()).toEqual([...keysOf(en)].sort());
  });

  it.each(namespaces)("leave nothing of %s empty or unfinished", (namespace) => {
    for (const language of languages) {
      for (const [key, text] of read(language, namespace)) expect(text.trim(), `${language} ${namespace} ${key}`).not.toBe("");
    }
  });

  it.each(namespaces)("name the same parameters in %s", (namespace) => {
    const [en, es] = languages.map((language) => read(language, namespace)) as [Entries, Entries];
    for (const [key, text] of en) {
      const other = es.get(key);
      if (other !== undefined) expect(parametersOf(other), `${namespace} ${key}`).toEqual(parametersOf(text));
    }
  });

  it.each(namespaces)("have every plural form that Spanish and English need in %s", (namespace) => {
    const needed = { en: ["one", "other"], es: ["one", "many", "other"] };
    for (const language of languages) {
      const entries = read(language, namespace);
      for (const key of entries.keys()) {
        if (!key.endsWith("_other")) continue;
        for (const form of needed[language])
          expect(entries.has(`${singular(key)}_${form}`), `${language} ${namespace} ${singular(key)}_${form}`).toBe(true);
      }
    }
  });
});

describe("pages", () => {
  const source = new URL("../", folder);
  const files = (readdirSync(source, { recursive: true }) as string[]).filter((name) => name.endsWith(".tsx"));
  const known = new Map(namespaces.map((namespace) => [namespace, keysOf(read("en", namespace))]));

  it.each(files)("%s names only keys that exist", (file) => {
    const code = readFileSync(new URL(file, source), "utf8");
    const bound = [...code.matchAll(/useTranslation\((?:"([\w-]+)")?\)/g)].map((match) => match[1] ?? "common");
    if (bound.length === 0) return;
    for (const match of code.matchAll(/\bt\("([\w.]+)"((?:,\s*\{[^}]*?ns:\s*"([\w-]+)")?)/g)) {
      const [, key, , elsewhere] = match;
      const places = elsewhere ? [elsewhere] : [...new Set(bound)];
      const isThere = (place: string) =>
        [...(known.get(place) ?? [])].some((each) => each === singular(key!) || each.startsWith(`${key}.`));
      expect(places.some(isThere), `${file}: ${key} in ${places.join(", ")}`).toBe(true);
    }
  });
});
