import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { getCommunity } from "./operations";
import type { Community } from "./types";

const kEverything = "*";

/** Ids of the API as the reader's words. Unknown ids are made readable rather than hidden. */
export function useNames() {
  const { t, i18n } = useTranslation("words");
  const community = useQuery({ queryKey: ["community"], queryFn: getCommunity, staleTime: 10 * 60_000 });
  return useMemo(() => namesOf(community.data, t, i18n.language), [community.data, t, i18n.language]);
}
export type Names = ReturnType<typeof namesOf>;

type Translate = (key: string, options?: Record<string, unknown>) => string;

export function namesOf(community: Community | undefined, t: Translate, language: string) {
  const word = (group: string) => (id: string | null | undefined) =>
    !id
      ? ""
      : id === kEverything
        ? t(`all.${group}`, { defaultValue: t("all.other") })
        : t(`${group}.${id}`, { defaultValue: readable(id) });
  const named = (group: string, list: { id: string; name: string }[] | undefined) => (id: string | null | undefined) =>
    list?.find((entry) => entry.id === id)?.name ?? word(group)(id);
  const list = new Intl.ListFormat(language, { style: "long", type: "conjunction" });
  const purposeWord = word("purpose");
  const names = {
    member: named("member", community?.members),
    source: named("source", community?.sources),
    // Known purposes speak the reader's language; others come as the community wrote them.
    purpose: (id: string) => {
      const known = t(`purpose.${id}`, { defaultValue: "" });
      return known || community?.purposes.find((purpose) => purpose.id === id)?.name || purposeWord(id);
    },
    category: (id: string) =>
      id === kEverything ? t("all.category") : t(`categories.${id}`, { ns: "common", defaultValue: readable(id) }),
    action: word("action"),
    role: (id: string) => t(`roles.${id}`, { ns: "common", defaultValue: readable(id) }),
    recipient: (recipient: string): string => recipientName(recipient),
    list: (ids: readonly string[], name: (id: string) => string) => list.format(ids.map(name)),
    all: list,
    members: community?.members ?? [],
    purposes: community?.purposes ?? [],
    sources: community?.sources ?? [],
    programmes: community?.programmes ?? [],
    categories: community?.categories ?? [],
  };
  function recipientName(recipient: string): string {
    if (recipient === kEverything) return t("all.member");
    const [kind, id] = recipient.includes(":") ? (recipient.split(":", 2) as [string, string]) : ["member", recipient];
    return kind === "role" ? names.role(id) : kind === "user" ? readable(id) : names.member(id);
  }
  return names;
}

export function readable(id: string): string {
  const words = id.replaceAll(/[_.-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
