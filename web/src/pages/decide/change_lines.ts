/**
 * A motion's change as lines a person can read: one line for every field that differs, at every place the change sets. Lists say
 * what comes in and what goes; everything else says what it was and what it becomes.
 */
export interface ChangeLine {
  place: string;
  field: string | null;
  before: string | null;
  after: string | null;
  added: string[];
  removed: string[];
}

type Values = Record<string, unknown>;

const isObject = (value: unknown): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) return value.map((entry) => textOf(entry) ?? "").join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

export function changeLines(before: unknown, after: unknown): ChangeLine[] {
  const was = isObject(before) ? before : {};
  const becomes = isObject(after) ? after : {};
  const places = [...new Set([...Object.keys(was), ...Object.keys(becomes)])].sort();
  return places.flatMap((place) => linesAt(place, was[place], becomes[place]));
}

function linesAt(place: string, before: unknown, after: unknown): ChangeLine[] {
  if (!isObject(before) && !isObject(after)) return isSame(before, after) ? [] : [line(place, null, before, after)];
  const was = isObject(before) ? before : {};
  const becomes = isObject(after) ? after : {};
  if (isObject(before) && !isObject(after)) return [line(place, null, nameOf(was, place), null)];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(becomes)])].filter((field) => field !== "id" && field !== "card");
  return fields.filter((field) => !isSame(was[field], becomes[field])).map((field) => line(place, field, was[field], becomes[field]));
}

function line(place: string, field: string | null, before: unknown, after: unknown): ChangeLine {
  const [was, becomes] = [listOf(before), listOf(after)];
  const isList = Array.isArray(before) || Array.isArray(after);
  return {
    place,
    field,
    before: textOf(before),
    after: textOf(after),
    added: isList ? becomes.filter((entry) => !was.includes(entry)) : [],
    removed: isList ? was.filter((entry) => !becomes.includes(entry)) : [],
  };
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map((entry) => textOf(entry) ?? "") : []);
const nameOf = (value: Values, place: string): unknown => value.name ?? value.title ?? place;
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** `purpose/attendance-support` as its kind and its id. */
export function placeParts(place: string): { kind: string; id: string } {
  const [kind = place, id = ""] = place.split("/", 2);
  return { kind, id };
}
