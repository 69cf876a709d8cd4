import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, type Problem } from "../api/problem";

/**
 * Every question a page asks the server ends in one of seven designed states: loading, offline, denied, missing, failed, empty,
 * and the answer itself (with a line above it when it is partial or could not be refreshed). Each state has a next step.
 */
interface AnswerProps<T> {
  query: Pick<UseQueryResult<T, Error>, "data" | "isError" | "error"> & { refetch: () => unknown };
  /** How many grey lines stand for the answer while it is loading. */
  lines?: number;
  skeleton?: ReactNode;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  /** Says what is missing from an answer that is only part of the whole; null when nothing is. */
  partial?: (data: T) => ReactNode | null;
  children: (data: T) => ReactNode;
}

export function Answer<T>({ query, lines = 4, skeleton, isEmpty, empty, partial, children }: AnswerProps<T>) {
  const { t } = useTranslation();
  if (query.data === undefined) {
    if (query.isError) return <ProblemState problem={asProblem(query.error)} retry={() => void query.refetch()} />;
    return skeleton ?? <Loading lines={lines} />;
  }
  // Shown data that may no longer be shown is taken away at once; only a lost connection keeps it on the page.
  if (query.isError) {
    const problem = asProblem(query.error);
    if (problem.isDenied || problem.isMissing || problem.isSignedOut)
      return <ProblemState problem={problem} retry={() => void query.refetch()} />;
  }
  const missing = partial?.(query.data) ?? null;
  return (
    <>
      {query.isError ? (
        <p className="notice small" role="status">
          {t("state.stale")}{" "}
          <button type="button" className="link-button" onClick={() => void query.refetch()}>
            {t("state.retry")}
          </button>
        </p>
      ) : null}
      {missing ? (
        <p className="notice small" data-state="partial">
          {missing}
        </p>
      ) : null}
      {isEmpty?.(query.data) ? (empty ?? <EmptyState title={t("state.empty")} />) : children(query.data)}
    </>
  );
}

export function Loading({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" data-state="loading">
      <span className="visually-hidden">{t("state.loading")}</span>
      <div className="skeleton-lines" aria-hidden="true">
        {Array.from({ length: lines }, (_, index) => (
          <div className="skeleton-line" key={index} />
        ))}
      </div>
    </div>
  );
}

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="state" data-state="empty">
      <h2>{title}</h2>
      {children ? <div className="soft">{children}</div> : null}
      {action}
    </div>
  );
}

/** Calm and useful: what happened, why, and what to do next. Never a hint that something hidden exists. */
export function ProblemState({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const { t } = useTranslation();
  const kind = problem.isOffline
    ? "offline"
    : problem.isDenied
      ? "denied"
      : problem.isMissing
        ? "missing"
        : problem.isSignedOut
          ? "signed_out"
          : problem.status === 429
            ? "busy"
            : "failed";
  return (
    <div className={`state ${kind === "denied" || kind === "missing" ? "state-denied" : "state-failed"}`} role="alert" data-state={kind}>
      <h2>{t(`state.${kind}.title`)}</h2>
      <p className="soft">{t(`state.${kind}.text`, { seconds: problem.retryAfterSeconds ?? 30 })}</p>
      {kind === "failed" && problem.detail ? <p className="small">{problem.detail}</p> : null}
      {kind === "failed" ? <p className="small soft">{t("state.reference", { id: problem.id })}</p> : null}
      {retry && kind !== "denied" && kind !== "missing" ? (
        <Button variant="default" onClick={retry}>
          {t("state.retry")}
        </Button>
      ) : (
        <a href="/">{t("state.go_home")}</a>
      )}
    </div>
  );
}

/** The problem of an action (not of a question), beside the button that met it. */
export function ActionProblem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  const problem = asProblem(error);
  const known = t(`problem.${problem.id.replace(/[.-]/g, "_")}`, { defaultValue: "" });
  const text =
    known || (problem.isOffline ? t("state.offline.title") : problem.isDenied ? t("state.denied.title") : problem.detail || problem.title);
  return (
    <p className="notice small" role="alert">
      {text}
    </p>
  );
}
