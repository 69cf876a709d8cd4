import { get, pathOf, post, put, putBytes, remove } from "./client";
import type * as T from "./types";

/** One function per operation of docs/openapi.json, by its operationId. Pages call these and know no paths. */
export const getSession = () => get<T.Session>("/session");
export const enterByLink = (token: string) => post<T.Session>("/session/link", { token });
export const enterByPassword = (user: string, password: string, code?: string) =>
  post<T.Session>("/session/password", { user, password, ...(code ? { code } : {}) });
export const leave = () => remove("/session");
export const setPassword = (password: string, current?: string) =>
  put<void>("/session/password", { password, ...(current ? { current } : {}) });
export const beginTotp = () => post<{ secret: string; otpauth_url: string }>("/session/totp");
export const confirmTotp = (code: string) => put<void>("/session/totp", { code });
export const setPreferences = (wish: { language?: "en" | "es"; scheme?: T.Session["scheme"]; tour_dismissed?: boolean }) =>
  put<T.Session | void>("/session/preferences", wish);

export const getCommunity = () => get<T.Community>("/community");
export const getHome = () => get<T.Home>("/home");
export const listMyChildren = (cursor?: string) => get<T.Roster>("/children", { cursor, limit: 200 });
export const findChildren = (query: string, purpose: string) => post<T.FoundChildren>("/children/find", { query, purpose });
export const getChild = (person: string, purpose?: string) => get<T.Child>(pathOf("/children/{person}", { person }), { purpose });
export const addNextStep = (person: string, step: { text: string; owner: string; due: T.Day | null }) =>
  post<T.NextStep>(pathOf("/children/{person}/next-steps", { person }), step);
export const updateNextStep = (person: string, id: string, change: { state: T.NextStep["state"]; outcome?: string }) =>
  post<T.NextStep>(pathOf("/children/{person}/next-steps/{id}", { person, id }), change);

export const listDeliveries = (source?: string, cursor?: string) => get<T.Deliveries>("/deliveries", { source, cursor });
export const getDelivery = (id: string) => get<T.Delivery>(pathOf("/deliveries/{id}", { id }));
export const listProblemGroups = (id: string) => get<T.ListPage<T.ProblemGroup>>(pathOf("/deliveries/{id}/problems", { id }));
export const undoDelivery = (id: string) => post<T.Delivery>(pathOf("/deliveries/{id}/undo", { id }));
export const applyFix = (id: string, group: string, fix: T.ProblemGroup["fix"]) =>
  post<T.Delivery>(pathOf("/deliveries/{id}/fixes", { id }), { group, fix });
export const beginUpload = (source: string, files: { name: string; bytes: number }[]) =>
  post<T.Upload>("/uploads", { source, files });
export const putPart = (id: string, index: number, offset: number, bytes: Blob, signal?: AbortSignal) =>
  putBytes<T.Upload>(pathOf("/uploads/{id}/files/{index}", { id, index }), { offset }, bytes, signal);
export const getUpload = (id: string) => get<T.Upload>(pathOf("/uploads/{id}", { id }));
export const listUploads = () => get<T.ListPage<T.Upload>>("/uploads");
export const previewUpload = (id: string) => post<T.Job>(pathOf("/uploads/{id}/preview", { id }));
export const deliverUpload = (id: string, allowRemovals?: boolean) =>
  post<T.Job>(pathOf("/uploads/{id}/deliver", { id }), allowRemovals ? { allow_removals: true } : {});
export const dropUpload = (id: string) => remove(pathOf("/uploads/{id}", { id }));
export const getJob = (id: string) => get<T.Job>(pathOf("/jobs/{id}", { id }));
export const startLink = () => post<T.Job>("/link");

export const listReviews = (cursor?: string) => get<T.ListPage<T.ReviewSummary>>("/reviews", { cursor });
export const getReview = (id: string) => get<T.Review>(pathOf("/reviews/{id}", { id }));
export const settleReview = (id: string, answer: T.ReviewAnswer) =>
  post<{ verdict?: string | null; next?: string | null }>(pathOf("/reviews/{id}/verdict", { id }), { answer });
export const undoVerdict = (id: string) => post<void>(pathOf("/verdicts/{id}/revoke", { id }));
