/**
 * What went wrong, as the server says it (RFC 9457). `id` is the stable word that pages choose their text by; `status` decides
 * which designed state is shown. A lost connection is a Problem too, so that a page knows one kind of failure only.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly id: string,
    readonly title: string,
    readonly detail = "",
    readonly where = "",
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(`${id}: ${title}`);
    this.name = "Problem";
  }

  get isDenied(): boolean {
    return this.status === 403;
  }
  get isSignedOut(): boolean {
    return this.status === 401;
  }
  get isMissing(): boolean {
    return this.status === 404;
  }
  get isOffline(): boolean {
    return this.status === 0;
  }
}

interface ProblemDetails {
  type?: string;
  title?: string;
  detail?: string;
  id?: string;
  where?: string;
}

export async function problemOf(response: Response): Promise<Problem> {
  const details = await readDetails(response);
  const id = details.id ?? details.type?.replace("urn:kith:error:", "") ?? `http.${response.status}`;
  const wait = Number(response.headers.get("Retry-After"));
  return new Problem(
    response.status,
    id,
    details.title ?? response.statusText,
    details.detail,
    details.where,
    Number.isFinite(wait) && wait > 0 ? wait : null,
  );
}

async function readDetails(response: Response): Promise<ProblemDetails> {
  if (!response.headers.get("Content-Type")?.includes("json")) return {};
  try {
    return (await response.json()) as ProblemDetails;
  } catch {
    return {};
  }
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, "offline", "no connection", error instanceof Error ? error.message : "");
}
