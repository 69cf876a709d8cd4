import { describe, expect, it } from "vitest";
import { addDays, daysBetween, formatsOf, phoneLink, phoneText } from "./format";
import { countMarks, lastMarks } from "./marks";
import { accumulate } from "./running";

describe("days", () => {
  it("never move with a time zone", () => {
    for (const zone of ["Pacific/Honolulu", "Pacific/Kiritimati", "America/Chicago"]) {
      process.env.TZ = zone;
      expect(formatsOf("en-US").day("2026-03-01")).toBe("Mar 1, 2026");
      expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
      expect(daysBetween("2026-10-31", "2026-11-02")).toBe(2);
    }
    delete process.env.TZ;
  });
  it("stay as they are where only the month or the year is known", () => {
    expect(formatsOf("en-US").day("2015-03")).toBe("2015-03");
  });
  it("are said in the reader's language", () => {
    expect(formatsOf("es-US").day("2026-03-01")).toMatch(/1.*mar.*2026/);
  });
});

describe("numbers", () => {
  it("have a sign for nothing", () => {
    const formats = formatsOf("en-US");
    expect([formats.count(null), formats.share(undefined), formats.day("")]).toEqual(["–", "–", "–"]);
  });
  it("scale bytes", () => {
    expect(formatsOf("en-US").bytes(182_114)).toBe("182 kB");
    expect(formatsOf("en-US").bytes(82_400_000)).toBe("82.4 MB");
  });
});

describe("phones", () => {
  it("are written as they are dialled here", () => {
    expect(phoneText("+16125550110")).toBe("(612) 555-0110");
    expect(phoneText("+44 20 7946 0018")).toBe("+44 20 7946 0018");
  });
  it("are dialled by digits only", () => {
    expect(phoneLink("(612) 555-0110")).toBe("tel:6125550110");
  });
});

describe("marks", () => {
  it("end with the last one said and begin where asked", () => {
    expect(lastMarks("  PP--ATPH.  ", 5)).toEqual({ start: 5, marks: ".ALPL" });
    expect(lastMarks("  PPA  ")).toEqual({ start: 2, marks: "PPA" });
    expect(lastMarks("    ")).toEqual({ start: 0, marks: "" });
  });
  it("count each kind and no other letter", () => {
    expect(countMarks("PPA.LE?P")).toEqual({ P: 3, A: 1, L: 1, E: 1 });
  });
});

describe("running totals", () => {
  it("start where the one before ended", () => {
    const { spans, total, low, high } = accumulate([3, 5, -10]);
    expect(spans).toEqual([
      { from: 0, to: 3 },
      { from: 3, to: 8 },
      { from: 8, to: -2 },
    ]);
    expect([total, low, high]).toEqual([-2, -2, 8]);
  });
  it("have a width even when nothing weighs", () => {
    expect(accumulate([0, 0])).toMatchObject({ low: 0, high: 1 });
  });
});
