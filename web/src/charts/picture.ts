import type { SpecName } from "./specs";

export type Row = Record<string, string | number | boolean | null>;

/** What is drawn: a spec by name, its data by name, and the page's words for the "@..." in it. `height` only where no step rules it. */
export interface Picture {
  spec: SpecName;
  data: Record<string, readonly Row[]>;
  texts: Record<string, string>;
  height?: number;
}

export interface TableColumn {
  key: string;
  label: string;
  align?: "start" | "end";
}

/** The same facts as the picture, for reading, for a screen reader, for copying. Cells are already in the reader's language. */
export interface TableTwin {
  columns: readonly TableColumn[];
  rows: readonly Record<string, string>[];
}
