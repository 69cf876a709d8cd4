import { download, get, pathOf, post, put, putBytes, remove, urlOf } from "./client";
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
export const confirmTotp = (code: string) => put<{ recovery: string[] }>("/session/totp", { code });
export const setPreferences = (wish: { language?: "en" | "es"; scheme?: T.Session["scheme"]; tour_dismissed?: boolean }) =>
  put<T.Session>("/session/preferences", wish);

export const finishTourStep = (step: string) => post<void>(pathOf("/session/tour/{step}", { step }));

export const getCommunity = () => get<T.Community>("/community");
export const getHome = () => get<T.Home>("/home");
export const listMyChildren = (cursor?: string) => get<T.Roster>("/children", { cursor, limit: 200 });
export const findChildren = (query: string, purpose: string) => post<T.Found>("/children/find", { query, purpose });
export const getChild = (person: string, purpose?: string) => get<T.Child>(pathOf("/children/{person}", { person }), { purpose });
export const addNextStep = (person: string, step: T.NewNextStep) =>
  post<T.NextStep>(pathOf("/children/{person}/next-steps", { person }), step);
export const updateNextStep = (person: string, id: string, change: T.NextStepChange) =>
  put<T.NextStep>(pathOf("/children/{person}/next-steps/{id}", { person, id }), change);

export const listDeliveries = (source?: string, cursor?: string) => get<T.DeliveryList>("/deliveries", { source, cursor });
export const getDelivery = (id: number) => get<T.Delivery>(pathOf("/deliveries/{id}", { id }));
export const listProblemGroups = (id: number) => get<T.ListPage<T.ProblemGroup>>(pathOf("/deliveries/{id}/problems", { id }));
export const undoDelivery = (id: number) => post<T.Delivery>(pathOf("/deliveries/{id}/undo", { id }));
export const applyFix = (id: number, group: string, fix: T.Fix) => post<T.Job>(pathOf("/deliveries/{id}/fixes", { id }), { group, fix });
export const getFixIt = (id: number) => download(pathOf("/deliveries/{id}/fix-it", { id }), `fix-it-${id}.xlsx`);

export const beginUpload = (source: string, files: { name: string; bytes: number }[]) => post<T.Upload>("/uploads", { source, files });
export const putPart = (id: string, index: number, offset: number, bytes: Blob, signal?: AbortSignal) =>
  putBytes<T.Upload>(pathOf("/uploads/{id}/files/{index}", { id, index }), { offset }, bytes, signal);
export const getUpload = (id: string) => get<T.Upload>(pathOf("/uploads/{id}", { id }));
export const listUploads = () => get<T.ListPage<T.Upload>>("/uploads");
export const previewUpload = (id: string) => post<T.Job>(pathOf("/uploads/{id}/preview", { id }));
export const deliverUpload = (id: string, allowRemovals: boolean) =>
  post<T.Job>(pathOf("/uploads/{id}/deliver", { id }), { allow_removals: allowRemovals });
export const dropUpload = (id: string) => remove(pathOf("/uploads/{id}", { id }));
export const getJob = (id: string) => get<T.Job>(pathOf("/jobs/{id}", { id }));
export const jobEventsUrl = (id: string) => urlOf(pathOf("/jobs/{id}/events", { id }));
export const startLink = () => post<T.Job>("/link");

export const listReviews = (cursor?: string) => get<T.ListPage<T.ReviewBrief>>("/reviews", { cursor });
export const getReview = (id: number) => get<T.Review>(pathOf("/reviews/{id}", { id }));
export const settleReview = (id: number, answer: T.Verdict) =>
  post<{ verdict: number | null; next: number | null }>(pathOf("/reviews/{id}/verdict", { id }), { answer });
export const undoVerdict = (verdict: number) => post<void>(pathOf("/verdicts/{verdict}/revoke", { verdict }));
