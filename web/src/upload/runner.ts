import * as operations from "../api/operations";
import { asProblem, type Problem } from "../api/problem";
import type { Job, Upload } from "../api/types";
import { isOver, watchJob } from "./jobs";
import { forget, forgetAll, keep, keptFiles } from "./kept";
import { sameFiles, sendParts } from "./parts";

/**
 * The uploads of this visit, from the picked files to the delivery. They live beside the pages: somebody may look at another
 * page meanwhile. The truth is on the server; this only says how far it is and does the next thing.
 */
export interface Running {
  upload: Upload;
  job: Job | null;
  isSending: boolean;
  isWaiting: boolean; // for the server to come back
  needsFiles: boolean; // after a reload, where the browser kept nothing
  problem: Problem | null;
}

type Listener = () => void;

class Runner {
  private running: Running[] = [];
  private listeners = new Set<Listener>();
  private stops = new Map<string, () => void>();

  subscribe = (listener: Listener) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  list = (): Running[] => this.running;

  /** Takes up what a former visit, or a reload, left unfinished. */
  async resume(): Promise<void> {
    const { items } = await operations.listUploads();
    for (const upload of items) {
      if (this.running.some((each) => each.upload.id === upload.id)) continue;
      this.put(upload.id, { upload, job: null, isSending: false, isWaiting: false, needsFiles: false, problem: null });
      if (upload.state === "receiving") {
        const files = await keptFiles(upload.id);
        if (files) void this.send(upload, files);
        else this.put(upload.id, { needsFiles: true });
      } else if (upload.state === "ready" && !upload.preview) {
        void this.preview(upload.id);
      } else if (upload.job && upload.state === "working") {
        this.watch(upload.id, upload.job);
      }
    }
  }

  async begin(source: string, files: File[]): Promise<void> {
    const upload = await operations.beginUpload(
      source,
      files.map((file) => ({ name: file.name, bytes: file.size })),
    );
    this.put(upload.id, { upload, job: null, isSending: true, isWaiting: false, needsFiles: false, problem: null });
    void keep(upload.id, files);
    void this.send(upload, files);
  }

  /** The same files again, after a reload. False when they are others. */
  goOn(id: string, picked: File[]): boolean {
    const upload = this.find(id)?.upload;
    const files = upload && sameFiles(upload, picked);
    if (!upload || !files) return false;
    void keep(id, files);
    void this.send(upload, files);
    return true;
  }

  preview = (id: string) => this.ask(id, () => operations.previewUpload(id));
  deliver = (id: string, allowRemovals: boolean) => this.ask(id, () => operations.deliverUpload(id, allowRemovals));

  async drop(id: string): Promise<void> {
    this.stop(id);
    await operations.dropUpload(id).catch((error: unknown) => {
      if (!asProblem(error).isMissing) throw error;
    });
    await forget(id);
    this.remove(id);
  }

  remove(id: string): void {
    this.stop(id);
    this.set(this.running.filter((each) => each.upload.id !== id));
  }

  /** At the end of a session nothing of it stays here. */
  end(): void {
    for (const id of [...this.stops.keys()]) this.stop(id);
    this.set([]);
    void forgetAll();
  }

  private async send(upload: Upload, files: Blob[]): Promise<void> {
    const { id } = upload;
    const abort = new AbortController();
    this.stop(id);
    this.stops.set(id, () => abort.abort());
    this.put(id, { isSending: true, needsFiles: false, problem: null });
    try {
      const current = await operations.getUpload(id);
      const whole = await sendParts(
        current,
        files,
        {
          moved: (moved) => this.put(id, { upload: moved }),
          waiting: (isWaiting) => this.put(id, { isWaiting }),
        },
        abort.signal,
      );
      this.put(id, { upload: whole, isSending: false, isWaiting: false });
      void forget(id);
      await this.preview(id);
    } catch (error) {
      if (!abort.signal.aborted) this.put(id, { problem: asProblem(error), isSending: false, isWaiting: false });
    }
  }

  private async ask(id: string, start: () => Promise<Job>): Promise<void> {
    this.put(id, { problem: null });
    try {
      const job = await start();
      this.put(id, { job });
      this.watch(id, job.id);
    } catch (error) {
      this.put(id, { problem: asProblem(error) });
    }
  }

  private watch(id: string, job: string): void {
    this.stop(id);
    const changed = (now: Job) => {
      this.put(id, { job: now });
      if (isOver(now)) void this.refresh(id);
    };
    this.stops.set(
      id,
      watchJob(job, changed, (error) => this.put(id, { problem: asProblem(error), job: null })),
    );
  }

  private async refresh(id: string): Promise<void> {
    try {
      this.put(id, { upload: await operations.getUpload(id) });
    } catch (error) {
      this.put(id, { problem: asProblem(error) });
    }
  }

  private stop(id: string): void {
    this.stops.get(id)?.();
    this.stops.delete(id);
  }

  private find = (id: string) => this.running.find((each) => each.upload.id === id);

  private put(id: string, change: Partial<Running>): void {
    const known = this.find(id);
    if (known) this.set(this.running.map((each) => (each === known ? { ...each, ...change } : each)));
    else if (change.upload) this.set([...this.running, change as Running]);
  }

  private set(running: Running[]): void {
    this.running = running;
    for (const listener of this.listeners) listener();
  }
}

export const uploads = new Runner();
