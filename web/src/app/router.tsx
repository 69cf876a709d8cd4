import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Root } from "./Root";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

/** Every page is its own chunk, fetched when it is first opened (or pointed at). */
const root = createRootRoute({ component: Root, notFoundComponent: NotFound });
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });
const page = <Path extends string>(path: Path, load: () => Promise<{ default: React.ComponentType }>) =>
  createRoute({ getParentRoute: () => shell, path, component: lazyRouteComponent(load) });

const routes = [
  page("/", () => import("../pages/home/HomePage")),
  page("/children", () => import("../pages/children/MyChildrenPage")),
  page("/children/$person", () => import("../pages/child/ChildPage")),
  page("/deliveries", () => import("../pages/deliveries/DeliveriesPage")),
  page("/deliveries/$delivery", () => import("../pages/deliveries/DeliveryPage")),
  page("/reviews", () => import("../pages/reviews/ReviewsPage")),
  page("/consents", () => import("../pages/consents/ConsentsPage")),
  page("/decide", () => import("../pages/decide/DecidePage")),
  page("/joined", () => import("../pages/joined/JoinedPage")),
  page("/measures", () => import("../pages/measures/MeasuresPage")),
  page("/effect", () => import("../pages/effect/EffectPage")),
  page("/family", () => import("../pages/family/FamilyPage")),
  page("/audit", () => import("../pages/audit/AuditPage")),
  page("/settings", () => import("../pages/settings/SettingsPage")),
] as const;

const enter = createRoute({
  getParentRoute: () => root,
  path: "/enter",
  component: lazyRouteComponent(() => import("../pages/enter/EnterPage")),
});

export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren([...routes]), enter]),
  defaultPreload: "intent",
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
