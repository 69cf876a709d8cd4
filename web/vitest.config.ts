import { defineConfig } from "vitest/config";
import { vegaSpecs } from "./vite_specs";

export default defineConfig({ plugins: [vegaSpecs()], test: { include: ["src/**/*.test.ts"], environment: "node" } });
