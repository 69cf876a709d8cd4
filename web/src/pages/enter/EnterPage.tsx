import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { enterByLink, enterByPassword } from "../../api/operations";
import { asProblem } from "../../api/problem";
import { LanguageSwitch, SchemeSwitch } from "../../app/Switches";
import { useTakeSession } from "../../app/session";
import { ActionProblem, Loading } from "../../design";

/**
 * The door. A one-time link carries its token behind `#`, where no server log and no referrer sees it; it is read once and
 * wiped from the address before anything is sent.
 */
export default function EnterPage() {
  const { t } = useTranslation("enter");
  const goOn = useGoOn();
  const byLink = useMutation({ mutationFn: enterByLink, onSuccess: goOn });
  const started = useRef(false);
  const [hadToken, setHadToken] = useState(false);

  useEffect(() => {
    document.title = `${t("title")} · Kith`;
    if (started.current) return;
    started.current = true;
    const token = window.location.hash.slice(1);
    if (!token || window.location.pathname !== "/enter") return;
    history.replaceState(null, "", "/enter");
    setHadToken(true);
    byLink.mutate(token);
  }, [t, byLink]);

  const isOpening = hadToken && (byLink.isPending || byLink.isSuccess);
  return (
    <main className="door">
      <div className="door-sheet">
        <div>
          <div className="door-name">Kith</div>
          <p className="soft">{t("what")}</p>
        </div>
        {isOpening ? <Loading lines={3} /> : null}
        {byLink.isError ? (
          <p className="notice" role="alert">
            {t(asProblem(byLink.error).isOffline ? "offline" : "link_failed")}
          </p>
        ) : null}
        {isOpening ? null : <PasswordForm onEntered={goOn} />}
        <div className="door-tools">
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
      </div>
    </main>
  );
}

function useGoOn() {
  const take = useTakeSession();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (session: Parameters<typeof take>[0]) => {
    take(session);
    if (path === "/enter") void navigate({ to: "/", replace: true });
  };
}

function PasswordForm({ onEntered }: { onEntered: ReturnType<typeof useGoOn> }) {
  const { t } = useTranslation("enter");
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const entering = useMutation({
    mutationFn: () => enterByPassword(user.trim(), password, code.trim() || undefined),
    onSuccess: onEntered,
  });
  const needsCode = entering.isError && asProblem(entering.error).id.includes("code");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    entering.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} aria-labelledby="door-title">
      <h1 id="door-title" className="page-title">
        {t("title")}
      </h1>
      <TextInput
        label={t("user")}
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
        autoComplete="username"
        required
        withAsterisk={false}
        autoCapitalize="none"
        spellCheck={false}
      />
      <PasswordInput
        label={t("password")}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ "aria-label": t("show_password") }}
      />
      <TextInput
        label={t("code")}
        description={t("code_hint")}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        autoComplete="one-time-code"
        inputMode="numeric"
        required={needsCode}
        withAsterisk={false}
      />
      {entering.isError ? <ActionProblem error={entering.error} /> : null}
      <Button type="submit" loading={entering.isPending}>
        {t("enter")}
      </Button>
      <p className="small soft">{t("no_password")}</p>
    </form>
  );
}
