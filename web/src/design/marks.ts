/** How often each attendance mark stands in a strip; other signs count as no mark. */
export function countMarks(marks: string): Record<"P" | "A" | "L" | "E", number> {
  const counts = { P: 0, A: 0, L: 0, E: 0 };
  for (const mark of marks) if (mark in counts) counts[mark as keyof typeof counts] += 1;
  return counts;
}
