import { QueryClient } from "@tanstack/react-query";
import { asProblem } from "../api/problem";

/**
 * Answers about children are asked again whenever a page is opened or looked at again: a consent withdrawn meanwhile must be
 * gone at the next look. Refusals are not tried again; a lost connection is, twice.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 0,
      gcTime: 60_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => {
        const { status } = asProblem(error);
        return failures < 2 && (status === 0 || status === 503);
      },
      retryDelay: (attempt) => 500 * 2 ** attempt,
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
