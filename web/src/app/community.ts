import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getCommunity } from "../api/operations";
import type { Community } from "../api/types";

/** What the community is made of: asked once a visit, it changes by decisions only. */
export const useCommunity = () => useQuery({ queryKey: ["community"], queryFn: getCommunity, staleTime: 10 * 60_000 });

export function openPurposes(community: Community | undefined, today: string): Community["purposes"] {
  return (community?.purposes ?? []).filter((purpose) => (!purpose.from || purpose.from <= today) && (!purpose.to || purpose.to >= today));
}

let chosen: string | null = null;

/** The purpose somebody looks for: care first where it is open; a choice lasts for the visit. */
export function usePurpose() {
  const community = useCommunity();
  const [, redraw] = useState(0);
  const open = openPurposes(community.data, new Date().toISOString().slice(0, 10));
  const known = open.some((purpose) => purpose.id === chosen) ? chosen : null;
  const purpose = known ?? open.find((each) => each.id === "care-coordination")?.id ?? open[0]?.id ?? null;
  const choose = (id: string) => {
    chosen = id;
    redraw((count) => count + 1);
  };
  return { purpose, purposes: open, choose, community };
}

export const nameOf = (list: { id: string; name: string }[] | undefined, id: string): string =>
  list?.find((entry) => entry.id === id)?.name ?? id;
