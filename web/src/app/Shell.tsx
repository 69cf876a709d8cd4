import { Burger, Menu } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { leave } from "../api/operations";
import { uploads } from "../upload/runner";
import { kPages } from "./pages";
import { LanguageSwitch, SchemeSwitch } from "./Switches";
import { kSessionKey, mayOpen, useSession } from "./session";

/** The frame of every page: skip link, navigation by role, language and scheme, and focus that follows the route. */
export function Shell() {
  const { t } = useTranslation();
  const session = useSession();
  const [isNavOpen, setNavOpen] = useState(false);
  const main = useFocusOnRoute(() => setNavOpen(false));
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t("app.skip")}
      </a>
      <header className="shell-bar no-print">
        <Burger
          className="shell-burger"
          opened={isNavOpen}
          onClick={() => setNavOpen((open) => !open)}
          size="sm"
          aria-label={t("app.menu")}
          aria-expanded={isNavOpen}
          aria-controls="navigation"
        />
        <Link to="/" className="shell-name">
          {t("app.name")} <span className="soft">{session.community}</span>
        </Link>
        <div className="shell-right">
          <LanguageSwitch />
          <AccountMenu />
        </div>
      </header>
      <div
        id="navigation"
        className={`shell-side no-print ${isNavOpen ? "is-open" : ""}`}
        onKeyDown={(event) => event.key === "Escape" && setNavOpen(false)}
      >
        <Navigation />
      </div>
      <main id="main" className="shell-main" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
    </div>
  );
}

function Navigation() {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <nav aria-label={t("app.navigation")}>
      <ul className="plain-list shell-nav">
        {kPages
          .filter((page) => mayOpen(session, page.id))
          .map((page) => (
            <li key={page.id}>
              <Link to={page.path} activeOptions={{ exact: page.path === "/" }} activeProps={{ "aria-current": "page" }}>
                {t(`pages.${page.id}`)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function AccountMenu() {
  const { t } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const leaving = useMutation({
    mutationFn: leave,
    onSettled: () => {
      uploads.end();
      client.clear();
      client.setQueryData(kSessionKey, null);
    },
  });
  return (
    <Menu position="bottom-end" shadow="md" withinPortal={false}>
      <Menu.Target>
        <button type="button" className="shell-account">
          <span className="visually-hidden">{t("app.account")}: </span>
          {session.name}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="shell-who small">
          <div>{t(`roles.${session.role}`, { defaultValue: session.role })}</div>
          {session.member_name ? <div className="soft">{session.member_name}</div> : null}
        </div>
        <Menu.Item component={Link} to="/settings">
          {t("pages.settings")}
        </Menu.Item>
        <Menu.Item onClick={() => leaving.mutate()}>{t("app.leave")}</Menu.Item>
        <div className="shell-who">
          <SchemeSwitch />
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}

/** On a change of page the heading takes the focus, so that the keyboard and a screen reader start where the eye does. */
function useFocusOnRoute(onChange: () => void) {
  // The resolved location: its page is drawn, so its heading is there.
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname ?? state.location.pathname });
  const main = useRef<HTMLElement>(null);
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    onChange();
    window.scrollTo(0, 0);
    requestAnimationFrame(() => (main.current?.querySelector<HTMLElement>("h1") ?? main.current)?.focus({ preventScroll: true }));
  }, [path, onChange]);
  return main;
}
