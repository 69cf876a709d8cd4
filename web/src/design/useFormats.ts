import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatsOf } from "./format";

export function useFormats() {
  const { i18n } = useTranslation();
  return useMemo(() => formatsOf(i18n.language === "es" ? "es-US" : "en-US"), [i18n.language]);
}
