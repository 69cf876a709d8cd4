import { get, pathOf, post } from "./client";
import type { Day, ListPage, Sentence } from "./types";

/** Agreements and consents as staff see them: terms, gaps, what ends when, and what a change would do. */
export type Tier = "mou" | "dsa" | "dul";
export interface Gap {
  key: string;
  citation: string;
  text: string;
}
export interface Agreement {
  id: string;
  tier: Tier;
  title?: string | null;
  parties: string[];
  contributor: string | null;
  sources: string[];
  categories: string[];
  purposes: string[];
  recipients: string[];
  actions: string[];
  from: Day | null;
  to: Day | null;
  state: string;
  gaps: Gap[];
  days_left?: number | null;
}
export interface Coverage {
  member: string;
  category: string;
  covered: number | null;
  of: number | null;
  suppressed?: boolean | string;
}
export interface ConsentOverview {
  sentence: Sentence;
  coverage: Coverage[];
  expiring: { month: string; count: number | null; suppressed?: boolean | string }[];
  handovers: number | null;
  lapsed: number | null;
}
export interface WhatIfQuestion {
  viewer?: string;
  child?: string;
  purpose: string;
  category: string;
  source: string;
  change: { kind: "agreement_in_force" | "consent_given" | "consent_withdrawn" | "expires"; id?: string };
}
export interface Decided {
  decision: "permit" | "deny";
  rule?: string;
  reasons: { rule: string; text: string }[];
}
export interface WhatIfAnswer {
  before: Decided | null;
  after: Decided | null;
  counts?: { before: number | null; after: number | null; of: number | null; suppressed?: boolean } | null;
}

export const listAgreements = () => get<ListPage<Agreement>>("/agreements", { limit: 200 });
export const consentOverview = () => get<ConsentOverview>("/consents");
export const whatIf = (question: WhatIfQuestion) => post<WhatIfAnswer>("/decisions/what-if", question);

/** One consent of one child, as its holder of authority and as staff see it. */
export interface Consent {
  id: string;
  version: number;
  state: string;
  effect: "permit" | "deny";
  categories: string[];
  sources: string[];
  recipients: string[];
  purposes: string[];
  actions: string[];
  from: Day | null;
  to: Day | null;
  signed_at: string | null;
  days_left?: number | null;
}
/** Absent lists mean what the server says: every source, and seeing and calling. */
export interface ConsentWish {
  effect: "permit" | "deny";
  categories: string[];
  sources?: string[];
  recipients: string[];
  purposes: string[];
  actions?: string[];
  from?: Day;
  to?: Day;
}

export interface FamilyChild {
  person: string;
  given: string;
  surname: string;
  birth_date: Day | null;
  authority: { id: string; capacity: string; until: Day | null } | null;
  handover_on: Day | null;
}
export interface Holding {
  member: string;
  name: string;
  phone: string | null;
  source: string;
  source_name: string;
  categories: { category: string; records: number; from: Day | null; to: Day | null; shared_with: string[] }[];
}
export interface Look {
  at: string;
  by_name: string;
  member: string;
  role: string;
  purpose: string;
  decision: string;
  categories: string[];
}
export interface Correction {
  id: string;
  source: string;
  category: string;
  text: string;
  state: string;
  asked_at: string;
  reply?: string;
}
export interface FamilyWindow {
  holdings: Holding[];
  looks: { total: number; items: Look[] };
  consents: Consent[];
  corrections: Correction[];
}

export const getFamily = () => get<{ children: FamilyChild[] }>("/family");
export const getFamilyChild = (person: string) => get<FamilyWindow>(pathOf("/family/{person}", { person }));
export const familyGive = (person: string, wish: ConsentWish & { authority?: string }) =>
  post<Consent>(pathOf("/family/{person}/consents", { person }), wish);
export const familyNarrow = (id: string, wish: Partial<ConsentWish>) => post<Consent>(pathOf("/family/consents/{id}/narrow", { id }), wish);
export const familyWithdraw = (id: string) => post<Consent | void>(pathOf("/family/consents/{id}/withdraw", { id }));
export const askCorrection = (person: string, wish: { source: string; category: string; text: string }) =>
  post<Correction>(pathOf("/family/{person}/corrections", { person }), wish);
