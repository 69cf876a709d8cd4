import type { Consent, ConsentWish, Holding } from "../../api/agreements";
import { addDays } from "../../design/format";

export const kEverything = "*";
const kYearDays = 365;
const kSoonDays = 60;

const kLiving = new Set(["given", "renewed", "proposed", "requested", "suspended_by_conflict"]);

export const isLiving = (consent: Consent): boolean => kLiving.has(consent.state);
/** A permission nobody can act on any more may be given again; a refusal too. */
export const endsSoon = (consent: Consent): boolean =>
  isLiving(consent) &&
  consent.days_left !== null &&
  consent.days_left !== undefined &&
  consent.days_left >= 0 &&
  consent.days_left <= kSoonDays;

export const today = (): string => new Date().toISOString().slice(0, 10);

/** The same words again, from today, for a year (or as long as they were meant to hold, if that is later). */
export function wishOf(consent: Consent, from = today()): ConsentWish {
  const year = addDays(from, kYearDays);
  return {
    effect: consent.effect,
    categories: consent.categories,
    sources: consent.sources,
    recipients: consent.recipients,
    purposes: consent.purposes,
    actions: consent.actions,
    to: consent.to !== null && consent.to > year ? consent.to : year,
  };
}

/** Exactly the words that were taken back, as long as they would still have held: the undo of a withdrawal never widens. */
export function sameWords(consent: Consent, from = today()): ConsentWish {
  return { ...wishOf(consent, from), to: consent.to ?? undefined };
}

export const categoriesHeld = (holdings: readonly Holding[]): string[] => [
  ...new Set(holdings.flatMap((holding) => holding.categories.map((kept) => kept.category))),
];

interface Terms {
  categories: string[];
  recipients: string[];
  purposes: string[];
}

/** Only the lists somebody took something out of: what stands as it was is not sent, so that "everything" stays everything. */
export function lessThan(was: Terms & { to: string | null }, wish: Terms & { to: string }, all: Terms): Partial<ConsentWish> {
  const less: Partial<ConsentWish> = {};
  for (const key of ["categories", "recipients", "purposes"] as const) {
    if (boxesOf(was[key], all[key]).some((id) => !wish[key].includes(id))) less[key] = wish[key];
  }
  if (wish.to && wish.to !== was.to) less.to = wish.to;
  return less;
}

/** A set as the boxes that stand for it: "everything" is every box. */
export const boxesOf = (set: readonly string[], all: readonly string[]): string[] => (set.includes(kEverything) ? [...all] : [...set]);
export const isWhole = (set: readonly string[], all: readonly string[]): boolean => all.length > 0 && all.every((id) => set.includes(id));
