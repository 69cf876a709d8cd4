import { Problem, problemOf } from "./problem";

/**
 * The one place that talks to the server: JSON in and out, the session cookie, the CSRF header on everything that changes
 * something, and every failure as a Problem. It keeps nothing but the CSRF value and two listeners.
 */
const kBase = "/api/v1";

type Method = "GET" | "POST" | "PUT" | "DELETE";
export type Query = Record<string, string | number | undefined | null>;

interface Call {
  query?: Query;
  body?: unknown;
  bytes?: Blob;
  signal?: AbortSignal;
}

let csrf = "";
let onSignedOut: () => void = () => {};

export function setCsrf(value: string): void {
  csrf = value;
}

/** Called when the server no longer knows the session: signed out elsewhere, expired, or the user was disabled. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** `/children/{person}` and its values, each percent-encoded. */
export function pathOf(template: string, values: Record<string, string | number> = {}): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

export function urlOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return `${kBase}${path}${text ? `?${text}` : ""}`;
}

async function send(method: Method, path: string, call: Call = {}): Promise<Response> {
  const headers = new Headers({ Accept: "application/json, application/problem+json" });
  if (method !== "GET") headers.set("X-Kith-Csrf", csrf);
  let body: BodyInit | undefined;
  if (call.bytes !== undefined) {
    headers.set("Content-Type", "application/octet-stream");
    body = call.bytes;
  } else if (call.body !== undefined) {
    headers.set("Content-Type", "application/json");
    body = JSON.stringify(call.body);
  }
  let response: Response;
  try {
    response = await fetch(urlOf(path, call.query), { method, headers, body, signal: call.signal, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "offline", "no connection", error instanceof Error ? error.message : "");
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    // Other refusals with this status (a wrong password, a code asked for) leave the session as it is.
    if (problem.id === "session.none") onSignedOut();
    throw problem;
  }
  return response;
}

async function json<T>(method: Method, path: string, call?: Call): Promise<T> {
  const response = await send(method, path, call);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) => json<T>("GET", path, { query, signal });
export const post = <T>(path: string, body: unknown = {}) => json<T>("POST", path, { body });
export const put = <T>(path: string, body: unknown = {}) => json<T>("PUT", path, { body });
export const remove = <T = void>(path: string) => json<T>("DELETE", path, { body: {} });
export const putBytes = <T>(path: string, query: Query, bytes: Blob, signal?: AbortSignal) =>
  json<T>("PUT", path, { query, bytes, signal });

/** A file the server makes, saved under the name it gives. */
export async function download(path: string, fallbackName: string): Promise<void> {
  const response = await send("GET", path);
  const disposition = response.headers.get("Content-Disposition") ?? "";
  const name = /filename="([^"]+)"/.exec(disposition)?.[1] ?? fallbackName;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
