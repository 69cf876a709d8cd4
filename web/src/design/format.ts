/** Numbers and dates as people of one language read them. Days are civil days: they never move with a time zone. */
export type Formats = ReturnType<typeof formatsOf>;

const kNothing = "–";

export function parseDay(day: string): Date {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`);
}

export function addDays(day: string, count: number): string {
  return new Date(parseDay(day).getTime() + count * 86_400_000).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((parseDay(to).getTime() - parseDay(from).getTime()) / 86_400_000);
}

export function formatsOf(language: string) {
  const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const shortDay = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(language, { month: "short", year: "numeric", timeZone: "UTC" });
  const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit" });
  const count = new Intl.NumberFormat(language);
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const bytes = (value: number) => {
    const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
    let scaled = value;
    let step = 0;
    while (scaled >= 1000 && step < units.length - 1) {
      scaled /= 1000;
      step += 1;
    }
    return new Intl.NumberFormat(language, {
      style: "unit",
      unit: units[step],
      unitDisplay: "short",
      maximumFractionDigits: step > 1 ? 1 : 0,
    }).format(scaled);
  };
  // A record may know the month or the year only: such a date is shown as it stands.
  const whole = (value: string) => (/^\d{4}-\d{2}-\d{2}/.test(value) ? day.format(parseDay(value)) : value);
  const orNothing =
    <V>(format: (value: V) => string) =>
    (value: V | null | undefined) =>
      value === null || value === undefined || value === "" ? kNothing : format(value);
  return {
    day: orNothing(whole),
    shortDay: orNothing((value: string) => shortDay.format(parseDay(value))),
    month: orNothing((value: string) => month.format(parseDay(value))),
    weekday: orNothing((value: string) => weekday.format(parseDay(value))),
    /** An instant in the reader's own time zone. */
    moment: orNothing((value: string) => moment.format(new Date(value))),
    count: orNothing((value: number) => count.format(value)),
    share: orNothing((value: number) => share.format(value)),
    decimal: orNothing((value: number) => decimal.format(value)),
    bytes: orNothing(bytes),
  };
}

/** `tel:` wants digits; people want what was written. */
export function phoneLink(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, "")}`;
}

/** `+16125550110` as it is dialled here: (612) 555-0110. Other countries' numbers stay as they are. */
export function phoneText(phone: string): string {
  const match = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone.replace(/[\s().-]/g, ""));
  return match ? `(${match[1]}) ${match[2]}-${match[3]}` : phone;
}
