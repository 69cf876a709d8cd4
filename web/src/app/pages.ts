import type { PageId } from "../api/types";

/** The pages in the order of the navigation, with their address. */
export const kPages: { id: PageId; path: string }[] = [
  { id: "home", path: "/" },
  { id: "children", path: "/children" },
  { id: "family", path: "/family" },
  { id: "deliveries", path: "/deliveries" },
  { id: "reviews", path: "/reviews" },
  { id: "consents", path: "/consents" },
  { id: "decide", path: "/decide" },
  { id: "joined", path: "/joined" },
  { id: "measures", path: "/measures" },
  { id: "effect", path: "/effect" },
  { id: "audit", path: "/audit" },
];

export const pathOfPage = (id: string): string => kPages.find((page) => page.id === id)?.path ?? "/";
