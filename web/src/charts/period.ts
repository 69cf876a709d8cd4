import { daysBetween, type Formats } from "../design/format";

/** A window of time in few words: a day, a month, or a school year. */
export function periodLabel(from: string, to: string, formats: Formats): string {
  const days = daysBetween(from, to);
  if (days <= 1) return formats.shortDay(to);
  if (days <= 45) return formats.month(to);
  if (days >= 200 && days <= 370) {
    const [first, last] = [from.slice(0, 4), to.slice(0, 4)];
    return first === last ? first : `${first}–${last.slice(2)}`;
  }
  return `${formats.month(from)} – ${formats.month(to)}`;
}
