/** Completes what a matcher or a rule may name: claims, grants, values, functions. */
import { autocompletion } from "@codemirror/autocomplete";
import { EditorView } from "@codemirror/view";

/**
 * @typedef {object} Choice
 * @property {string} text  What is put in.
 * @property {string} about  A few words about it.
 */

/** A character of what may be completed. */
const PART = /[\w.[\]"':/*-]/;
/** The longest text before the cursor that is looked at. */
const LONGEST = 200;
const STILL = /^[\w.[\]"':/*-]*$/;

const look = EditorView.theme({
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mono)",
    fontSize: "var(--code-size)",
    maxHeight: "14rem",
    maxWidth: "min(30rem, 90vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.3rem 0.6rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--selection)",
    color: "var(--ink)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": {
    color: "var(--muted)",
    fontFamily: "var(--sans)",
    fontStyle: "normal",
    marginLeft: "1rem",
  },
});

/**
 * @param {() => Choice[]} choices  Asked each time, because they depend on the token.
 * @returns {import("@codemirror/state").Extension}
 */
export function completionOf(choices) {
  return [
    look,
    autocompletion({
      icons: false,
      override: [
        (context) => {
          const text = context.state.sliceDoc(Math.max(0, context.pos - LONGEST), context.pos);
          let length = 0;
          while (PART.test(text.charAt(text.length - 1 - length))) length += 1;
          if (length === 0 && !context.explicit) return null;
          return {
            from: context.pos - length,
            options: choices().map(({ text, about }) => ({ label: text, detail: about })),
            validFor: STILL,
          };
        },
      ],
    }),
  ];
}
