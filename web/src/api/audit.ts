import { get, pathOf } from "./client";
import type { Instant, ListPage, Sentence } from "./types";

/** The log of every disclosure, and what makes it checkable. */
export interface AuditEntry {
  sequence: number;
  at: Instant;
  by_name?: string | null;
  kind: string;
  child?: string | null;
  summary: string | Sentence;
}
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  text: string;
  public_key: string;
  verified: { ok: boolean; checked: number };
}

export const listAudit = (cursor?: string) => get<ListPage<AuditEntry>>("/audit", { cursor, limit: 50 });
export const getCheckpoint = () => get<Checkpoint>("/audit/checkpoint");
export const getReceipt = (sequence: number) => get<Record<string, unknown>>(pathOf("/audit/{sequence}/receipt", { sequence }));
