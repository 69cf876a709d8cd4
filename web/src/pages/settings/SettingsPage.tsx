import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { beginTotp, confirmTotp, setPassword, setPreferences } from "../../api/operations";
import type { Session } from "../../api/types";
import { LanguageSwitch, SchemeSwitch } from "../../app/Switches";
import { kSessionKey, useSession } from "../../app/session";
import { ActionProblem, Page, Section } from "../../design";
import "./settings.css";

export default function SettingsPage() {
  const { t } = useTranslation("settings");
  const session = useSession();
  return (
    <Page title={t("pages.settings", { ns: "common" })} sentence={t(session.has_password ? "sentence.password" : "sentence.link")}>
      <Section title={t("looks")}>
        <div className="row">
          <SchemeSwitch />
          <LanguageSwitch />
          {session.tour.dismissed ? <TourAgain /> : null}
        </div>
      </Section>
      <Section title={t("password.title")}>
        <PasswordForm hasPassword={session.has_password} />
      </Section>
      <Section title={t("totp.title")}>
        <TotpForm hasTotp={session.has_totp} />
      </Section>
    </Page>
  );
}

function useChangeSession() {
  const client = useQueryClient();
  return (change: Partial<Session>) => client.setQueryData<Session | null>(kSessionKey, (session) => session && { ...session, ...change });
}

function TourAgain() {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const showing = useMutation({
    mutationFn: () => setPreferences({ tour_dismissed: false }),
    onSuccess: (session) => client.setQueryData(kSessionKey, session),
  });
  return (
    <button type="button" className="link-button" onClick={() => showing.mutate()}>
      {t("tour_again")}
    </button>
  );
}

function PasswordForm({ hasPassword }: { hasPassword: boolean }) {
  const { t } = useTranslation("settings");
  const change = useChangeSession();
  const [current, setCurrent] = useState("");
  const [wish, setWish] = useState("");
  const setting = useMutation({
    mutationFn: () => setPassword(wish, hasPassword ? current : undefined),
    onSuccess: () => {
      change({ has_password: true });
      setCurrent("");
      setWish("");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setting.mutate();
  };
  const eye = { "aria-label": t("show_password") };
  return (
    <form className="stack settings-form" onSubmit={submit}>
      {hasPassword ? (
        <PasswordInput
          label={t("password.current")}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={eye}
        />
      ) : null}
      <PasswordInput
        label={t("password.wish")}
        description={t("password.hint")}
        value={wish}
        onChange={(event) => setWish(event.currentTarget.value)}
        autoComplete="new-password"
        visibilityToggleButtonProps={eye}
      />
      <div>
        <Button type="submit" variant="default" disabled={wish === ""} loading={setting.isPending}>
          {t("password.set")}
        </Button>
      </div>
      <ActionProblem error={setting.error} />
      {setting.isSuccess ? <p role="status">{t("password.done")}</p> : null}
    </form>
  );
}

function TotpForm({ hasTotp }: { hasTotp: boolean }) {
  const { t } = useTranslation("settings");
  const change = useChangeSession();
  const [code, setCode] = useState("");
  const beginning = useMutation({ mutationFn: beginTotp });
  const confirming = useMutation({ mutationFn: () => confirmTotp(code.trim()), onSuccess: () => change({ has_totp: true }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirming.mutate();
  };
  if (confirming.data) {
    return (
      <div className="stack" role="status">
        <p>{t("totp.done")}</p>
        <p>{t("totp.recovery")}</p>
        <ul className="plain-list totp-codes">
          {confirming.data.recovery.map((each) => (
            <li key={each}>
              <code>{each}</code>
            </li>
          ))}
        </ul>
      </div>
    );
  }
  if (!beginning.data) {
    return (
      <div className="stack">
        <p className="prose">{t(hasTotp ? "totp.has" : "totp.what")}</p>
        <div>
          <Button variant="default" onClick={() => beginning.mutate()} loading={beginning.isPending}>
            {t(hasTotp ? "totp.again" : "totp.begin")}
          </Button>
        </div>
        <ActionProblem error={beginning.error} />
      </div>
    );
  }
  return (
    <form className="stack settings-form" onSubmit={submit}>
      <p>{t("totp.enter")}</p>
      <code className="totp-secret">{beginning.data.secret}</code>
      <p className="small">
        <a href={beginning.data.otpauth_url}>{t("totp.open_app")}</a>
      </p>
      <TextInput
        label={t("totp.code")}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="one-time-code"
      />
      <div>
        <Button type="submit" variant="default" loading={confirming.isPending}>
          {t("totp.confirm")}
        </Button>
      </div>
      <ActionProblem error={confirming.error} />
    </form>
  );
}
