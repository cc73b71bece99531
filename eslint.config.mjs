import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const PURE = "Synthesis depends on its input only: pass the value in.";

const newError = {
  selector: "ThrowStatement > NewExpression[callee.name=/^(Error|TypeError|RangeError|SyntaxError)$/]",
  message: "Report a Problem, or throw a ValidationError through lib/errors.ts.",
};

const clock = { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: PURE };

export default defineConfig(
  globalIgnores([
    "build/",
    "dist/",
    ".cdk8s/",
    "reports/",
    "coverage/",
    "constructs/imports/",
    "go/",
    "examples/services/",
  ]),
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      // `return place.complain(…)` records a problem and gives nothing.
      "@typescript-eslint/no-confusing-void-expression": "off",
      // noUncheckedIndexedAccess asks for it where an index is known to be in range.
      "@typescript-eslint/no-non-null-assertion": "off",
      // Props come from the outside: what their types exclude is checked all the same.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unnecessary-type-conversion": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        {
          allowNumber: true,
          allow: ["Cpu", "Duration", "Percent", "Size", "URLSearchParams"],
        },
      ],
      // Functions are named as the place to report, and not called.
      "@typescript-eslint/unbound-method": "off",
      // Control characters are what several patterns look for.
      "no-control-regex": "off",
    },
  },
  {
    files: ["**/*.cjs", "**/*.mjs"],
    languageOptions: { globals: { console: "readonly", process: "readonly" } },
  },
  {
    files: ["**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { __dirname: "readonly", module: "writable", require: "readonly" },
    },
  },
  {
    files: ["test/**"],
    rules: {
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["lib/**", "constructs/**", "app/**", "targets/**", "stacks/**"],
    rules: {
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["app/**", "targets/**"],
    rules: { "no-restricted-syntax": ["error", newError] },
  },
  {
    files: ["lib/**", "constructs/**"],
    rules: {
      "no-restricted-syntax": ["error", newError, clock],
      "no-restricted-globals": [
        "error",
        ...["process", "setTimeout", "setInterval", "fetch", "console", "performance", "crypto"].map((name) => ({
          name,
          message: PURE,
        })),
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: PURE },
        { object: "Math", property: "random", message: PURE },
      ],
    },
  },
  {
    files: ["lib/errors.ts"],
    rules: { "no-restricted-syntax": ["error", clock] },
  },
);
