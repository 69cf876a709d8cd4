import { afterEach, describe, expect, it, vi } from "vitest";
import type { Upload } from "../api/types";
import { kPartBytes, nextPart, progressOf, sameFiles, sendParts } from "./parts";

const uploadOf = (...files: [bytes: number, received: number][]): Upload => ({
  id: "u1",
  source: "s",
  state: "receiving",
  job: null,
  delivery: null,
  preview: null,
  files: files.map(([bytes, received], index) => ({ index, name: `f${index}`, bytes, received })),
});
const watcher = { moved: () => {}, waiting: () => {} };

// Comparing megabytes through the matcher takes a minute.
const isEqual = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** A server that keeps what it gets, and fails as told. */
function serverOf(upload: Upload, failures: (string | number)[] = []) {
  const kept = upload.files.map((file) => new Uint8Array(file.bytes));
  vi.stubGlobal("fetch", async (url: string, options: RequestInit) => {
    const { pathname, searchParams } = new URL(url, "http://x");
    if (options.method === "GET") return Response.json(upload);
    const failure = failures.shift();
    if (failure === "lost") throw new TypeError("no network");
    if (typeof failure === "number")
      return Response.json(
        { id: "server.restarting", title: "" },
        { status: failure, headers: { "Content-Type": "application/problem+json" } },
      );
    const file = upload.files[Number(pathname.split("/").at(-1))]!;
    const offset = Number(searchParams.get("offset"));
    if (offset !== file.received) return Response.json({ id: "upload.offset", title: "", where: String(file.received) }, { status: 409 });
    const bytes = new Uint8Array(await (options.body as Blob).arrayBuffer());
    kept[file.index]!.set(bytes, offset);
    file.received += bytes.length;
    return Response.json(structuredClone(upload));
  });
  return kept;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("nextPart", () => {
  it("starts where the server stands", () => {
    expect(nextPart(uploadOf([10, 10], [kPartBytes + 5, kPartBytes]))).toEqual({ index: 1, offset: kPartBytes, bytes: 5 });
  });
  it("never exceeds a part", () => {
    expect(nextPart(uploadOf([kPartBytes * 3, 0]))?.bytes).toBe(kPartBytes);
  });
  it("needs no part for empty files", () => {
    expect(nextPart(uploadOf([0, 0], [4, 4]))).toBeNull();
  });
});

describe("sendParts", () => {
  const bytes = (count: number) => new Uint8Array(count).map((_, index) => (index * 31) % 251);

  it("sends every byte once, in order, over several files", async () => {
    const content = [bytes(kPartBytes * 2 + 17), bytes(0), bytes(99)];
    const upload = uploadOf(...content.map((each) => [each.length, 0] as [number, number]));
    const kept = serverOf(upload);
    const end = await sendParts(
      structuredClone(upload),
      content.map((each) => new Blob([each])),
      watcher,
      new AbortController().signal,
    );
    expect(progressOf(end)).toEqual({ received: progressOf(upload).bytes, bytes: progressOf(upload).bytes });
    content.forEach((each, index) => expect(isEqual(kept[index]!, each)).toBe(true));
  });

  it("waits out a lost line and a restart of the server", async () => {
    vi.useFakeTimers();
    const content = bytes(100);
    const upload = uploadOf([100, 0]);
    const kept = serverOf(upload, ["lost", 503]);
    const waits: boolean[] = [];
    const sending = sendParts(
      structuredClone(upload),
      [new Blob([content])],
      { ...watcher, waiting: (is) => waits.push(is) },
      new AbortController().signal,
    );
    await vi.runAllTimersAsync();
    await sending;
    expect(isEqual(kept[0]!, content)).toBe(true);
    expect(waits).toEqual([true, true, false]);
  });

  it("goes on where the server stands when it disagrees about the place", async () => {
    const content = bytes(60);
    const upload = uploadOf([60, 20]);
    const kept = serverOf(upload);
    kept[0]!.set(content.slice(0, 20));
    await sendParts(uploadOf([60, 0]), [new Blob([content])], watcher, new AbortController().signal);
    expect(isEqual(kept[0]!, content)).toBe(true);
  });

  it("does not try again what is refused", async () => {
    const upload = uploadOf([10, 0]);
    serverOf(upload, [403]);
    await expect(sendParts(upload, [new Blob([bytes(10)])], watcher, new AbortController().signal)).rejects.toMatchObject({ status: 403 });
  });
});

describe("sameFiles", () => {
  const upload = uploadOf([5, 0], [7, 0]);
  it("finds the files whatever their order", () => {
    expect(
      sameFiles(upload, [
        { name: "f1", size: 7 },
        { name: "f0", size: 5 },
      ])?.map((file) => file.name),
    ).toEqual(["f0", "f1"]);
  });
  it("refuses another size", () => {
    expect(
      sameFiles(upload, [
        { name: "f1", size: 8 },
        { name: "f0", size: 5 },
      ]),
    ).toBeNull();
  });
});
