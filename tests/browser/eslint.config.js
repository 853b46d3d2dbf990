import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import typescript from "typescript-eslint";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export default typescript.config({
    files: ["web/**/*.ts", "web/**/*.tsx"],
    extends: [
        ...typescript.configs.strictTypeChecked,
        ...typescript.configs.stylisticTypeChecked,
        a11y.flatConfigs.strict,
    ],
    plugins: { "react-hooks": hooks },
    languageOptions: { parserOptions: { project: "web/tsconfig.json", tsconfigRootDir: root } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
        ...hooks.configs.recommended.rules,
        "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
        "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
        "no-restricted-syntax": [
            "error",
            {
                selector: "JSXAttribute[name.name='style']",
                message: "The Content-Security-Policy has no unsafe-inline: a class and a rule in style/ do the same.",
            },
            {
                selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
                message: "What comes from the API is text, never HTML.",
            },
        ],
        "@typescript-eslint/no-floating-promises": [
            "error",
            { allowForKnownSafeCalls: [{ from: "package", name: "test", package: "node:test" }] },
        ],
        "jsx-a11y/no-interactive-element-to-noninteractive-role": ["error", { td: ["cell"], tr: ["row"] }],
        // A table whose rows become cards keeps its roles by naming them; a region that scrolls must be reachable.
        "jsx-a11y/no-redundant-roles": "off",
        eqeqeq: "error",
    },
});
