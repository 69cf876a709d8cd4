import { isMantineColorScheme, type MantineColorSchemeManager } from "@mantine/core";

/** Light, dark, or as the system says; kept on this device under the key that public/scheme.js reads before the first paint. */
export type Scheme = "auto" | "light" | "dark";
const kSchemeKey = "kith-scheme";
let onApplied: (scheme: Scheme) => void = () => {};

export const schemeManager: MantineColorSchemeManager = {
  get: (fallback) => {
    try {
      const kept = localStorage.getItem(kSchemeKey);
      return isMantineColorScheme(kept) ? kept : fallback;
    } catch {
      return fallback;
    }
  },
  set: (scheme) => {
    try {
      localStorage.setItem(kSchemeKey, scheme);
    } catch {
      // Lasts for this visit only.
    }
  },
  subscribe: (update) => {
    onApplied = update;
  },
  unsubscribe: () => {
    onApplied = () => {};
  },
  clear: () => {
    try {
      localStorage.removeItem(kSchemeKey);
    } catch {
      // Nothing was kept.
    }
  },
};

/** The scheme kept with the user applies on a device that has none of its own. */
export function applyScheme(scheme: Scheme): void {
  try {
    if (localStorage.getItem(kSchemeKey) !== null) return;
  } catch {
    return;
  }
  onApplied(scheme);
}
