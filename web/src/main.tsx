import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./app/query";
import { router } from "./app/router";
import { schemeManager } from "./app/scheme";
import { SessionProvider } from "./app/session";
import { UndoProvider } from "./design";
import "./design/mantine.css";
import "./design/tokens.css";
import "./design/design.css";
import "./app/shell.css";
import { theme, variables } from "./design/theme";
import { startTexts, wishedLanguage } from "./text";

await startTexts(wishedLanguage());

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <SessionProvider>
          <UndoProvider>
            <RouterProvider router={router} />
          </UndoProvider>
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
