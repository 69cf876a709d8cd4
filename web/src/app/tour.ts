import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { finishTourStep } from "../api/operations";
import type { Session } from "../api/types";
import { kSessionKey } from "./session";

/** Ticks off a step of the guided first minutes, when it is in this viewer's tour and not done yet. */
export function useFinishStep(): (key: string) => void {
  const client = useQueryClient();
  return useCallback(
    (key) => {
      const session = client.getQueryData<Session | null>(kSessionKey);
      if (!session?.tour.steps.some((step) => step.key === key && !step.done)) return;
      const steps = session.tour.steps.map((step) => (step.key === key ? { ...step, done: true } : step));
      client.setQueryData(kSessionKey, { ...session, tour: { ...session.tour, steps } });
      void finishTourStep(key).catch(() => {}); // it is a courtesy: nothing depends on it
    },
    [client],
  );
}

/** The same for a step that is done by seeing something: once `isSeen` is true. */
export function useStepSeen(key: string, isSeen: boolean): void {
  const finish = useFinishStep();
  useEffect(() => {
    if (isSeen) finish(key);
  }, [finish, key, isSeen]);
}
