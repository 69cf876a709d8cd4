import { getUpload, putPart } from "../api/operations";
import { asProblem } from "../api/problem";
import type { Upload } from "../api/types";

/**
 * Sends the files of an upload in parts, from where the server says it stands. A lost line or a restart of the server is waited
 * out; a gap is answered with the place the server expects. Not for reading files: the server does.
 */
export const kPartBytes = 4 << 20; // half of what a part may have, so that progress is seen on a slow line

export interface Part {
  index: number;
  offset: number;
  bytes: number;
}

/** The next part to send, or null when the server has everything. Empty files need none. */
export function nextPart(upload: Pick<Upload, "files">): Part | null {
  for (const file of upload.files) {
    if (file.received < file.bytes)
      return { index: file.index, offset: file.received, bytes: Math.min(kPartBytes, file.bytes - file.received) };
  }
  return null;
}

export function progressOf(upload: Pick<Upload, "files">): { received: number; bytes: number } {
  return upload.files.reduce((sum, file) => ({ received: sum.received + file.received, bytes: sum.bytes + file.bytes }), {
    received: 0,
    bytes: 0,
  });
}

/** The files a person picked again, in the order of the upload; null unless they are the same by name and size. */
export function sameFiles<F extends { name: string; size: number }>(upload: Pick<Upload, "files">, picked: F[]): F[] | null {
  const found: F[] = [];
  for (const wanted of upload.files) {
    const file = picked.find((each) => each.name === wanted.name && each.size === wanted.bytes);
    if (!file) return null;
    found.push(file);
  }
  return found;
}

const kWaitMs = [500, 1000, 2000, 4000, 8000];

export interface Watcher {
  moved: (upload: Upload) => void;
  waiting: (isWaiting: boolean) => void;
}

export async function sendParts(start: Upload, files: Blob[], watcher: Watcher, signal: AbortSignal): Promise<Upload> {
  let upload = start;
  let failures = 0;
  for (let part = nextPart(upload); part !== null; part = nextPart(upload)) {
    signal.throwIfAborted();
    const file = files[part.index];
    if (!file) throw new Error("a file of the upload is missing");
    try {
      upload = await putPart(upload.id, part.index, part.offset, file.slice(part.offset, part.offset + part.bytes), signal);
      if (failures > 0) watcher.waiting(false);
      failures = 0;
    } catch (error) {
      if (signal.aborted) throw error;
      const problem = asProblem(error);
      if (problem.id === "upload.offset") {
        upload = await getUpload(upload.id);
      } else if (problem.isOffline || problem.status === 503 || problem.status === 429) {
        watcher.waiting(true);
        await pause(
          problem.retryAfterSeconds ? problem.retryAfterSeconds * 1000 : kWaitMs[Math.min(failures, kWaitMs.length - 1)]!,
          signal,
        );
        failures += 1;
      } else {
        throw error;
      }
    }
    watcher.moved(upload);
  }
  return upload;
}

function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, waitMs);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(new DOMException("stopped", "AbortError"));
      },
      { once: true },
    );
  });
}
