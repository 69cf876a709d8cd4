import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import { setCsrf, whenSignedOut } from "../api/client";
import { getSession } from "../api/operations";
import { asProblem } from "../api/problem";
import type { PageId, Session } from "../api/types";
import { kLanguageKey, speak } from "../text";
import { uploads } from "../upload/runner";
import { applyScheme } from "./scheme";

/** Who is signed in. Undefined while asking, null when nobody is. */
type Known = Session | null | undefined;
const Context = createContext<Known>(undefined);

export const kSessionKey = ["session"];

export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const query = useQuery({ queryKey: kSessionKey, queryFn: askSession, staleTime: 5 * 60_000, retry: false });

  useEffect(() => {
    whenSignedOut(() => {
      if (!client.getQueryData(kSessionKey)) return;
      // Nothing of a child stays in memory once the session is over.
      client.removeQueries({ predicate: (other) => other.queryKey[0] !== kSessionKey[0] });
      uploads.end();
      client.setQueryData(kSessionKey, null);
    });
  }, [client]);

  const session = query.data;
  useEffect(() => {
    if (!session) return;
    // A language chosen on this device before signing in outlives the kept one only if none was ever kept here.
    if (!localStorageHas(kLanguageKey)) void speak(session.language);
    applyScheme(session.scheme);
  }, [session]);

  return <Context.Provider value={query.isError ? null : query.data}>{children}</Context.Provider>;
}

/** Takes over a session the server has just opened. */
export function useTakeSession() {
  const client = useQueryClient();
  return (session: Session) => {
    setCsrf(session.csrf);
    client.setQueryData(kSessionKey, session);
  };
}

export const useKnownSession = () => useContext(Context);

/** The session on pages that are only drawn when there is one. */
export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error("a page that needs a session was drawn without one");
  return session;
}

export const mayOpen = (session: Session, page: PageId) => session.pages.includes(page);

async function askSession(): Promise<Session | null> {
  try {
    const session = await getSession();
    setCsrf(session.csrf);
    return session;
  } catch (error) {
    if (asProblem(error).isSignedOut) return null;
    throw error;
  }
}

function localStorageHas(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}
