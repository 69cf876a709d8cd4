import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { setPreferences } from "../api/operations";
import type { Session } from "../api/types";
import { type Language, speak } from "../text";
import { kSessionKey, useKnownSession } from "./session";
import type { Scheme } from "./scheme";

/** Keeps a wish with the user when somebody is signed in. A refusal changes nothing on this device. */
function useKeepWish() {
  const session = useKnownSession();
  const client = useQueryClient();
  return (wish: { language?: Language; scheme?: Scheme }) => {
    if (!session) return;
    client.setQueryData(kSessionKey, { ...session, ...wish } satisfies Session);
    void setPreferences(wish).catch(() => {});
  };
}

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const keep = useKeepWish();
  const other: Language = i18n.language === "es" ? "en" : "es";
  return (
    <button
      type="button"
      className="shell-language"
      lang={other}
      onClick={() => {
        void speak(other);
        keep({ language: other });
      }}
    >
      {t("app.other_language")}
    </button>
  );
}

export function SchemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const keep = useKeepWish();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("scheme.label")}
      value={colorScheme}
      onChange={(value) => {
        setColorScheme(value as Scheme);
        keep({ scheme: value as Scheme });
      }}
      data={(["auto", "light", "dark"] as const).map((value) => ({ value, label: t(`scheme.${value}`) }))}
    />
  );
}
