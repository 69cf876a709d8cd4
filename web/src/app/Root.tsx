import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Loading } from "../design";
import { useKnownSession } from "./session";

const EnterPage = lazy(() => import("../pages/enter/EnterPage"));

/** Nobody signed in sees the door, at whatever address they came: after it they are where they wanted to be. */
export function Root() {
  const session = useKnownSession();
  const isEntering = useRouterState({ select: (state) => state.location.pathname === "/enter" });
  if (session === undefined) {
    return (
      <div className="door">
        <div className="door-sheet">
          <Loading />
        </div>
      </div>
    );
  }
  if (session === null && !isEntering) {
    return (
      <Suspense fallback={<Loading />}>
        <EnterPage />
      </Suspense>
    );
  }
  return (
    <Suspense fallback={<Loading />}>
      <Outlet />
    </Suspense>
  );
}
