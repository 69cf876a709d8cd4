import i18next from "i18next";
import { initReactI18next } from "react-i18next";

/**
 * Texts: `text/<language>/<namespace>.json`, one namespace per page plus `common` (shell, states, words of the glossary). A new
 * file is picked up by its name. One language is one chunk, loaded when it is spoken.
 */
export type Language = "en" | "es";
export const kLanguages: Language[] = ["en", "es"];

type Texts = Record<string, Record<string, unknown>>;
const loaders: Record<Language, () => Promise<{ default: Texts }>> = {
  en: () => import("./en"),
  es: () => import("./es"),
};

export const kLanguageKey = "kith-language";

export function wishedLanguage(): Language {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(kLanguageKey);
  } catch {
    // No storage in private mode: the browser's own language decides.
  }
  const wish = kept ?? navigator.language.slice(0, 2);
  return wish === "es" ? "es" : "en";
}

export async function startTexts(language: Language): Promise<void> {
  const texts = (await loaders[language]()).default;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: texts },
    defaultNS: "common",
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

export async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "common")) {
    const texts = (await loaders[language]()).default;
    for (const [namespace, entries] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, entries);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(kLanguageKey, language);
  } catch {
    // The choice then lasts for this visit only.
  }
}
