import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { MeasureCard } from "../../api/insight";

/** A card's name and question: the program's own cards speak the reader's language, a community's own stay as they were written. */
export function useCardWords(): (card: MeasureCard) => { name: string; question: string } {
  const { t } = useTranslation("measures");
  return useCallback(
    (card) => {
      const question = t(`card.${card.id}.question`, { defaultValue: card.question });
      return { question, name: t(`card.${card.id}.name`, { defaultValue: card.name ?? question }) };
    },
    [t],
  );
}
