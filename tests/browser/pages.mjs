// Every page of the program and where it stands.
export const addresses = {
  enter: { path: "/", signedOut: true },
  home: { path: "/" },
  children: { path: "/children" },
  child: { path: "/children/k-0aaaaaaaaaaa" },
  deliveries: { path: "/deliveries" },
  delivery: { path: "/deliveries/7" },
  reviews: { path: "/reviews" },
  consents: { path: "/consents" },
  decide: { path: "/decide" },
  joined: { path: "/joined" },
  measures: { path: "/measures" },
  effect: { path: "/effect" },
  family: { path: "/family" },
  audit: { path: "/audit" },
  settings: { path: "/settings" },
};

/** What a page asks first: its states are forced through this operation. `empty` is the answer that has nothing in it. */
const none = { items: [], next_cursor: null, total: 0 };
export const questions = {
  home: { page: "home", operation: "GET /home", empty: { sentence: { key: "home.no_purpose" }, purpose: null, measures: [], needs: [], as_of: "2026-11-23T22:00:00Z" } },
  children: { page: "children", operation: "GET /children", empty: { ...none, sentence: { key: "roster.needing", n: 0, of: 0 }, as_of: "2026-11-23T22:00:00Z" } },
  child: {
    page: "child", operation: "GET /children/{person}",
    empty: { person: "k-0aaaaaaaaaaa", purpose: "care-coordination", at: "2026-11-23T22:00:00Z", given: "", surname: "", birth_date: "", helpers: [], timeline: [], cells: [], next_steps: [], audit_entries: [] },
  },
  deliveries: { page: "deliveries", operation: "GET /deliveries", empty: { ...none, feeds: [] } },
  delivery: { page: "delivery", operation: "GET /deliveries/{id}" },
  "problems of a delivery": { page: "delivery", operation: "GET /deliveries/{id}/problems", empty: none },
  reviews: { page: "reviews", operation: "GET /reviews", empty: none },
  review: { page: "reviews", operation: "GET /reviews/{id}" },
  agreements: { page: "consents", operation: "GET /agreements", empty: none },
  "reach of consent": { page: "consents", operation: "GET /consents", empty: { sentence: { key: "consents.overview" }, coverage: [], expiring: [], handovers: 0, lapsed: 0 } },
  motions: { page: "decide", operation: "GET /motions", empty: none },
  register: { page: "decide", operation: "GET /register", empty: { items: [], replay: "equal", configuration_hash: "00", without_motion: [] } },
  "stakeholder plan": { page: "joined", operation: "GET /engagement", empty: none },
  readiness: { page: "joined", operation: "GET /readiness", empty: { items: [] } },
  measures: { page: "measures", operation: "GET /measures", empty: none },
  measure: { page: "measures", operation: "GET /measures/{id}" },
  overlap: { page: "measures", operation: "GET /measures/overlap", empty: { members: [], matrix: [], distinct: { low: null, high: null } } },
  releases: { page: "measures", operation: "GET /releases", empty: none },
  programmes: { page: "effect", operation: "GET /programmes", empty: none },
  family: { page: "family", operation: "GET /family", empty: { children: [] } },
  "a child in the family window": { page: "family", operation: "GET /family/{person}" },
  "audit log": { page: "audit", operation: "GET /audit", empty: none },
  checkpoint: { page: "audit", operation: "GET /audit/checkpoint" },
};
