import type { MeasureRow } from "../../api/insight";

const kTotals = new Set<string | null>([null, "", "*", "all", "total"]);

export const isTotal = (row: MeasureRow): boolean => kTotals.has(row.group);
export const isWithheld = (row: MeasureRow): boolean => row.suppressed !== "no";

const byTime = (a: MeasureRow, b: MeasureRow) => (a.to ?? "").localeCompare(b.to ?? "");

/** All children together, window by window. */
export function trendOf(rows: readonly MeasureRow[]): MeasureRow[] {
  return rows.filter(isTotal).sort(byTime);
}

/** The groups of the newest window, the widest known value first, what is withheld last. */
export function groupsOf(rows: readonly MeasureRow[]): MeasureRow[] {
  const groups = rows.filter((row) => !isTotal(row));
  const newest = groups
    .map((row) => row.to ?? "")
    .sort()
    .at(-1);
  const size = (row: MeasureRow) => (isWithheld(row) ? Number.NEGATIVE_INFINITY : (valueOf(row) ?? Number.NEGATIVE_INFINITY));
  return groups
    .filter((row) => (row.to ?? "") === newest)
    .sort((a, b) => size(b) - size(a) || String(a.group).localeCompare(String(b.group), undefined, { numeric: true }));
}

/** A share where there is one, else the count. */
export const valueOf = (row: MeasureRow): number | null => (isWithheld(row) ? null : (row.ratio ?? row.n));
