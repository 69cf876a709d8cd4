import { getJob, jobEventsUrl } from "../api/operations";
import { asProblem } from "../api/problem";
import type { Job } from "../api/types";

export const isOver = (job: Job) => job.state === "done" || job.state === "failed";

const kAskAgainMs = 1500;

/**
 * Follows a job to its end by server-sent events. When the line breaks (the server restarts, say) it asks until the job answers
 * again, then listens again. Returns the way to stop.
 */
export function watchJob(id: string, changed: (job: Job) => void, lost: (error: Error) => void): () => void {
  let source: EventSource | null = null;
  let timer: number | undefined;
  let isStopped = false;

  const stop = () => {
    isStopped = true;
    source?.close();
    window.clearTimeout(timer);
  };
  const take = (job: Job) => {
    if (isStopped) return;
    if (isOver(job)) stop();
    changed(job);
  };
  const listen = () => {
    source = new EventSource(jobEventsUrl(id));
    const read = (event: MessageEvent<string>) => take(JSON.parse(event.data) as Job);
    for (const name of ["progress", "done", "failed"]) source.addEventListener(name, read as EventListener);
    source.onerror = () => {
      source?.close();
      ask();
    };
  };
  const ask = () => {
    if (isStopped) return;
    getJob(id).then(
      (job) => {
        take(job);
        if (!isStopped) timer = window.setTimeout(listen, kAskAgainMs);
      },
      (error: unknown) => {
        if (isStopped) return;
        const problem = asProblem(error);
        if (problem.isOffline || problem.status === 503) timer = window.setTimeout(ask, kAskAgainMs);
        else {
          stop();
          lost(problem);
        }
      },
    );
  };
  listen();
  return stop;
}
