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
