import { useTranslation } from "react-i18next";

/** A problem by its id, in words: what is wrong and what the sender can do. Ids of a later version are shown as they are. */
export function useProblemWords() {
  const { t } = useTranslation("problems");
  const key = (id: string) =>
    id
      .replace(/^intake\./, "")
      .replaceAll(".", "_")
      .replaceAll("-", "_");
  return {
    title: (id: string) => t(`${key(id)}.title`, { defaultValue: id }),
    advice: (id: string) => t(`${key(id)}.advice`, { defaultValue: "" }),
  };
}
