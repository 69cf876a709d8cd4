import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** Mantine dressed in the tokens. Shade 7 is the accent on paper, shade 3 on dark. */
const clay: MantineColorsTuple = [
  "#fbf1ec",
  "#f4e3da",
  "#f0b79f",
  "#e8a184",
  "#d5805d",
  "#bf6240",
  "#ab5131",
  "#9a4528",
  "#7f361d",
  "#642a16",
];
const dusk: MantineColorsTuple = [
  "#ede6db",
  "#d3c9bd",
  "#b9aea1",
  "#93877a",
  "#5b5248",
  "#423b34",
  "#2d2924",
  "#1b1815",
  "#151210",
  "#0f0d0b",
];

export const theme = createTheme({
  colors: { clay, dark: dusk },
  primaryColor: "clay",
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.4,
  fontFamily: "var(--sans)",
  headings: { fontFamily: "var(--serif)" },
  defaultRadius: "8px",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "never", // tokens.css draws one ring for everything that takes focus
  black: "#2a2420",
});

export const variables: CSSVariablesResolver = () => ({
  variables: {
    "--mantine-color-body": "var(--paper)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-default": "var(--sheet)",
    "--mantine-color-default-hover": "var(--shade)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-default-color": "var(--ink)",
    "--mantine-color-dimmed": "var(--ink-soft)",
    "--mantine-color-placeholder": "var(--ink-soft)",
    "--mantine-color-anchor": "var(--accent-ink)",
    "--mantine-color-error": "var(--accent-ink)",
    "--input-bd": "var(--line-strong)",
  },
  light: {},
  dark: {},
});
