import { get, pathOf, post, put } from "./client";
import type { Day, Instant, ListPage } from "./types";

/** Deciding together: motions and the register, the stakeholder plan, readiness, and what a member has from taking part. */
export type Choice = "for" | "against" | "abstain";
export type MotionClass = "consent_policy" | "minimum_data_set" | "measure" | "membership" | "request" | "incident";
export type MotionState = "draft" | "tabled" | "open" | "carried" | "lost" | "no_quorum" | "in_effect" | "superseded";
export interface Motion {
  id: string;
  class: MotionClass;
  title: string;
  text: string;
  state: MotionState;
  proposer: string;
  opened_at: Instant | null;
  closes_on: Day;
  electorate: string[];
  quorum: { needed: number; present: number };
  threshold: string;
  evidence?: string;
  tally: { for: number; against: number; abstain: number };
  ballots: { member: string; choice: Choice; reason: string | null; at: Instant }[];
  change: { kind: string | null; summary: string; before: unknown; after: unknown };
  my_ballot?: Choice | null;
  may_vote?: boolean;
}
export interface MotionWish {
  class: MotionClass;
  title: string;
  text: string;
  change?: Record<string, unknown>;
  closes_on: Day;
}
export interface Register {
  items: Motion[];
  replay: "equal" | "differs";
  configuration_hash: string;
}

export const listMotions = () => get<ListPage<Motion>>("/motions", { limit: 200 });
export const proposeMotion = (wish: MotionWish) => post<Motion>("/motions", wish);
export const openMotion = (id: string) => post<Motion>(pathOf("/motions/{id}/open", { id }));
export const castBallot = (id: string, choice: Choice, reason?: string) =>
  post<Motion>(pathOf("/motions/{id}/ballots", { id }), { choice, ...(reason ? { reason } : {}) });
export const closeMotion = (id: string) => post<Motion>(pathOf("/motions/{id}/close", { id }));
export const getRegister = () => get<Register>("/register");

export const kStages = [
  "identified",
  "met",
  "interested",
  "mou",
  "dsa",
  "first_data",
  "first_benefit_seen",
  "active",
  "champion",
  "paused",
  "left",
] as const;
export type Stage = (typeof kStages)[number];
export interface Prospect {
  id: string;
  organisation: string;
  member?: string | null;
  contact: string;
  owner: string;
  stage: Stage;
  benefit: string;
  fears: string;
  next_step: string;
  due: Day | null;
  overdue: boolean;
  hours_given: number | null;
  hours_saved: number | null;
  history: { stage: Stage; at: Day }[];
}
export interface ProspectWish {
  organisation?: string;
  member?: string;
  contact?: string;
  owner?: string;
  stage?: Stage;
  benefit?: string;
  fears?: string;
  next_step?: string;
  due?: Day;
  hours_given?: number;
  hours_saved?: number;
}
export interface ReadinessLine {
  item: string;
  dimension: string;
  question: string;
  answers: { member: string; level: number; confidence: number; evidence: string }[];
  spread: number | null;
  indicator?: { key: string; value: number | null; unit: string; next_step: string; standing?: string } | null;
  hidden_until_answered?: boolean;
}
export interface Benefit {
  children_low: number | null;
  children_high: number | null;
  overlaps: { member: string; low: number | null; high: number | null; suppressed: boolean | string }[];
  hours_saved: number;
  findings: number;
  rows_read?: number;
}

export const listEngagement = () => get<ListPage<Prospect>>("/engagement", { limit: 200 });
export const addEngagement = (wish: ProspectWish) => post<Prospect>("/engagement", wish);
export const updateEngagement = (id: string, wish: ProspectWish) => put<Prospect>(pathOf("/engagement/{id}", { id }), wish);
export const getReadiness = () => get<{ items: ReadinessLine[] }>("/readiness");
export const answerReadiness = (item: string, answer: { level: number; confidence: number; evidence: string }) =>
  put<unknown>(pathOf("/readiness/{item}", { item }), answer);
export const getBenefit = (member: string) => get<Benefit>(pathOf("/members/{member}/benefit", { member }));
