/**
 * The files of unfinished uploads, kept by the browser so that a reload goes on by itself. They hold children's data: they are
 * removed when the upload is over or dropped, when somebody signs out, and after a day. Where the browser keeps nothing (private
 * mode), the person picks the same files again and the upload goes on where it stood.
 */
interface Kept {
  id: string;
  files: File[];
  keptAt: number;
}

const kStore = "uploads";
const kKeepMs = 24 * 3_600_000;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("kith", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(kStore, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const database = await open();
    return await new Promise<T>((resolve, reject) => {
      const request = act(database.transaction(kStore, mode).objectStore(kStore));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    }).finally(() => database.close());
  } catch {
    return undefined; // nothing can be kept here; the person picks the files again
  }
}

export const keep = (id: string, files: File[]) =>
  inStore("readwrite", (store) => store.put({ id, files, keptAt: Date.now() } satisfies Kept));
export const forget = (id: string) => inStore("readwrite", (store) => store.delete(id));
export const forgetAll = () => inStore("readwrite", (store) => store.clear());

export async function keptFiles(id: string): Promise<File[] | null> {
  const kept = (await inStore("readonly", (store) => store.get(id))) as Kept | undefined;
  if (!kept) return null;
  if (Date.now() - kept.keptAt > kKeepMs) {
    await forget(id);
    return null;
  }
  return kept.files;
}
