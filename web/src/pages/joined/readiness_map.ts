import type { ReadinessLine } from "../../api/govern";

type Answer = ReadinessLine["answers"][number];

export const levelOf = (answer: Answer): number => Math.min(3, Math.max(0, Math.round(answer.level)));

/** Members that answered anything, in one order for the whole map. */
export function columnsOf(lines: readonly ReadinessLine[]): string[] {
  return [...new Set(lines.flatMap((line) => line.answers.map((answer) => answer.member)))].sort();
}

/** Where people disagree most stands first; within that, the order of the statements. */
export function mostApart(lines: readonly ReadinessLine[]): ReadinessLine[] {
  return lines
    .map((line, index) => ({ line, index }))
    .sort((a, b) => (b.line.spread ?? -1) - (a.line.spread ?? -1) || a.index - b.index)
    .map(({ line }) => line);
}
