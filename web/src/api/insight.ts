import { get, pathOf, post } from "./client";
import type { Day, Instant, ListPage, Sentence } from "./types";

/** What is known and what helped. Numbers come already suppressed; a hidden one has no value and says which rule hid it. */
export type Suppression = "no" | "primary" | "complementary";
export interface MeasureCard {
  id: string;
  version?: number | string;
  name: string;
  question: string;
  unit: "share" | "count";
  better?: "lower" | "higher";
  groups?: string[];
  numerator?: string;
  denominator?: string;
  exclusions?: string;
  window?: string;
  purpose?: string;
  minimum?: number;
  [more: string]: unknown;
}
export interface MeasureRow {
  group: string | null;
  from: Day | null;
  to: Day | null;
  n: number | null;
  d: number | null;
  ratio: number | null;
  low: number | null;
  high: number | null;
  suppressed: Suppression;
}
export interface Measure {
  card: MeasureCard;
  as_of: Instant | Day;
  population: { permitted: number | null; of: number | null; coverage: number | null };
  rows: MeasureRow[];
  bounds?: unknown;
  method: unknown;
}
export interface Overlap {
  members: { id: string; name: string }[];
  matrix: {
    a: string;
    b: string;
    low: number | null;
    high: number | null;
    expected: number | null;
    ratio: number | null;
    suppressed: boolean | Suppression;
  }[];
  distinct: { low: number | null; high: number | null };
}
export interface Release {
  id: string;
  card?: string;
  group?: string | null;
  at?: Instant;
  by?: string;
  state?: string;
  cells?: number;
  hidden?: number;
  [more: string]: unknown;
}

export const listMeasures = () => get<ListPage<MeasureCard>>("/measures");
export const getMeasure = (id: string, group?: string) => get<Measure>(pathOf("/measures/{id}", { id }), { group });
export const getOverlap = () => get<Overlap>("/measures/overlap");
export const publishMeasure = (id: string, group: string) => post<Release>(pathOf("/measures/{id}/releases", { id }), { group });
export const listReleases = () => get<ListPage<Release>>("/releases");

export interface Programme {
  id: string;
  name: string;
  member?: string;
  source?: string;
  outcomes?: string[];
  children?: number | null;
  [more: string]: unknown;
}
export interface EffectReport {
  verdict: { key: string; [more: string]: unknown };
  sentence: Sentence | string;
  estimate: { value: number; low: number; high: number; unit: string } | null;
  n: { treated: number; controls: number; matched: number; dropped: number };
  balance: { covariate: string; before: number | null; after: number | null; wwc: string }[];
  overlap: { treated: number[]; controls: number[]; treated_outside?: number } | null;
  concerns?: string[];
  estimators: { name: string; value: number; low: number; high: number }[];
  placebo: { value: number; low: number; high: number; passed: boolean } | null;
  sensitivity: { rv: number; rv_alpha: number; evalue?: number | null } | null;
  wwc: { rating: string; essa_tier: string | number | null; because: string | string[] } | null;
  method: unknown;
  refused?: { key: string; minimum?: number | null; [more: string]: unknown } | null;
}
export interface Paths {
  groups: {
    id: string;
    shape: string | { key: string; since?: Day };
    n: number | null;
    series: { month: string; mean: number | null; low: number | null; high: number | null }[];
    helped: { n: number | null; back_on_track: number | null; low: number | null; high: number | null };
    not_yet_helped: {
      count: number | null;
      children: { person: string; given: string; surname: string; reasons: (Sentence | string)[] }[] | null;
    };
  }[];
}
export const listProgrammes = () => get<ListPage<Programme>>("/programmes");
export const estimateEffect = (programme: string, outcome: string) => post<EffectReport>("/effects", { programme, outcome });
export const getPaths = (programme: string) => get<Paths>(pathOf("/programmes/{id}/paths", { id: programme }));
