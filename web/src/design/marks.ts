/**
 * Attendance marks, one letter a day. Strips of a record carry the letters as stored (docs/formats/tables.md): T late, H part of
 * the day, `-` and blank for no school or nothing said; a roster's line says L and `.` for these.
 */
const kLetters: Record<string, string> = { P: "P", A: "A", E: "E", L: "L", T: "L", H: "L" };

/** The last `days` days up to the last one with a mark, in the letters P A L E and `.`. */
export function lastMarks(marks: string, days = marks.length): { start: number; marks: string } {
  const letters = Array.from(marks, (mark) => kLetters[mark] ?? ".").join("");
  const end = letters.replace(/\.+$/, "").length;
  const first = Math.max(0, letters.search(/[^.]/));
  const start = Math.min(end, Math.max(first, end - days));
  return { start, marks: letters.slice(start, end) };
}

/** A source that sends absences only: a day without a mark was a day present, and there is no number of days to hold against. */
export const isExceptionsOnly = (marks: string) => !marks.includes("P");

/** How often each mark stands in a line; other signs count as no mark. */
export function countMarks(marks: string): Record<"P" | "A" | "L" | "E", number> {
  const counts = { P: 0, A: 0, L: 0, E: 0 };
  for (const mark of marks) if (mark in counts) counts[mark as keyof typeof counts] += 1;
  return counts;
}
