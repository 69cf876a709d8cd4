/** The shapes of the API, by the names of docs/openapi.json. */
export type Day = string;
export type Instant = string;

/** A sentence the server makes: a key of the texts and its parameters. */
export interface Sentence {
  key: string;
  [parameter: string]: string | number | boolean | null | undefined;
}

export interface ListPage<T> {
  items: T[];
  next_cursor: string | null;
  total: number;
}

export type PageId =
  | "home" | "children" | "deliveries" | "reviews" | "consents" | "decide"
  | "joined" | "measures" | "effect" | "family" | "audit";

export interface Session {
  user: string;
  name: string;
  role: string;
  member: string | null;
  member_name: string | null;
  language: "en" | "es";
  scheme: "auto" | "light" | "dark";
  csrf: string;
  expires_at: Instant;
  pages: PageId[];
  tour: { dismissed: boolean; steps: { key: string; page: string; done: boolean }[] };
  community: string;
}

export interface Community {
  name: string;
  members: { id: string; name: string; kind: string; phone: string | null; contact: string | null }[];
  sources: {
    id: string; name: string; member: string; categories: string[]; programme: string | null; policy: string | null;
    last_delivery_at: Instant | null;
  }[];
  purposes: { id: string; name: string; categories: string[]; from: Day; to: Day | null }[];
  categories: { id: string }[];
  programmes: { id: string; name: string; source: string; member: string }[];
}

export interface MeasurePoint {
  from: Day; to: Day; n: number | null; value: number | null; low: number | null; high: number | null;
  coverage: number | null; suppressed: boolean | string;
}
export interface HomeMeasure {
  card: string; question: string; unit: "share" | "count"; better: "lower" | "higher"; target?: number | null;
  points: MeasurePoint[];
}
export interface HomeNeed {
  kind: "reviews" | "problems" | "motion" | "consent_expiring" | "stale_source" | "handover" | "next_step";
  count: number; page: PageId; due?: Day | null; params?: Record<string, string | number>;
}
export interface Home {
  sentence: Sentence;
  purpose: {
    id: string; name: string; question: string; state: string; from: Day; to: Day | null;
    progress: { done: number; total: number };
  } | null;
  measures: HomeMeasure[];
  needs: HomeNeed[];
  as_of: Instant;
}

export interface Strip { from: Day; marks: string; source: string | null }
export type ChildStatus = "needs_you" | "watch" | "steady" | "unknown";
export interface RosterChild {
  person: string; given: string; surname: string; reasons: Sentence[]; strip: Strip | null; last_contact?: Day | null;
  next_step?: { text: string; due: Day | null; owner: string } | null; status: ChildStatus;
}
export interface Roster extends ListPage<RosterChild> { sentence: Sentence; as_of: Instant }

export interface FoundChild { person: string; given: string; surname: string; birth_date: Day | null; sources: string[] }
export interface FoundChildren { hits: FoundChild[]; is_cut: boolean }

export interface Reason { rule: string; id?: string | number | null; clause?: string | null; text: string }
export interface Unlock { kind: string; text: string; [more: string]: unknown }
export interface DecisionAnswer { decision: "permit" | "deny"; reasons: Reason[]; obligations: string[]; unlock: Unlock | null }
export interface Fact { kind: string; from: Day | null; to: Day | null; attributes: { name: string; value: string }[] }
export interface CellContent {
  identity?: Record<string, unknown> | null;
  facts: Fact[];
  strips: { programme: string; from: Day; marks: string }[];
}
export interface Cell {
  category: string; source: string; source_name: string; member: string; shown: boolean; held: boolean;
  suspected_gone?: boolean; answer: DecisionAnswer; content: CellContent | null;
}
export interface HelperMember { member: string; name: string; kind: string; sources: string[]; contact: string | null; phone: string | null }
export interface TimelineEntry { day: Day; category: string; source: string; text: string }
export interface NextStep {
  id: string; text: string; owner: string; due: Day | null; state: "open" | "done" | "dropped"; outcome?: string | null;
  created_by: string; created_at: Instant;
}
export interface Child {
  person: string; purpose: string; at: Instant; given: string; surname: string; birth_date: Day | null;
  helpers: HelperMember[]; timeline: TimelineEntry[]; cells: Cell[]; next_steps: NextStep[]; audit_entries: number[];
}

export interface DeliveryCounts {
  added: number; changed: number; same: number; gone: number; held_back: number;
  input_lines: number; loaded_lines: number; quarantined_lines: number; ignored_lines: number;
}
export interface Delivery {
  id: string; source: string; source_name: string; member: string; state: string; received_at: Instant; by: string;
  files: { name: string; bytes: number }[]; counts: DeliveryCounts;
}
export interface Feed {
  source: string; name: string; member: string; last_at: Instant | null; expected_every_days?: number | null;
  health: "fresh" | "late" | "never";
}
export interface Deliveries extends ListPage<Delivery> { feeds: Feed[] }
export interface ProblemGroup {
  id: string; severity: string; count: number; column?: string | null;
  examples: { file: string; line: number; column?: string | number | null; value?: string | null }[];
  fix: { kind: "date_order" | "mark" | "column" | "none"; [more: string]: unknown };
}
export interface UploadFile { index: number; name: string; bytes: number; received: number }
export interface Upload {
  id: string; source: string; state: "receiving" | "ready" | "working" | "done" | "failed"; files: UploadFile[];
  job?: string | null; delivery?: string | null; preview?: Preview | null;
}
export interface Preview { counts: DeliveryCounts; problems?: ProblemGroup[]; [more: string]: unknown }
export interface Job {
  id: string; kind: "preview" | "deliver" | "link"; state: "waiting" | "running" | "done" | "failed"; doing: string;
  done: number; total: number; result?: Record<string, unknown> | null; error?: { id: string; title?: string; detail?: string } | null;
}

export interface ReviewSide { source: string; source_name: string; member: string; fields: { name: string; value: string }[] }
export interface ReviewSummary { id: string; weight: number; reason: string; a: ReviewSide; b: ReviewSide }
export interface Review extends ReviewSummary {
  evidence: { field: string; level: string; weight: number; note: string }[];
  household: { field: string; weight: number }[];
  others_in_cluster: number;
}
export type ReviewAnswer = "same" | "different" | "unsure";
