// Counts the characters that methods of texts and expressions look at. Part of a module that
// `run_module` runs; it must come before the modules that are counted.
let work = 0;

/** @param {() => unknown} run  @returns {number} */
// biome-ignore lint/correctness/noUnusedVariables: the rest of the module uses it
const counted = (run) => {
  work = 0;
  run();
  return work;
};

/** Counts what a method costs: `cost` gets its result, the text, and its arguments. */
const count = (owner, name, cost) => {
  const real = owner[name];
  owner[name] = function (...values) {
    const before = this.lastIndex ?? 0;
    const result = real.apply(this, values);
    work += cost.call(this, result, values, before);
    return result;
  };
};

// From where the search begins to where it ends; to the text's end when nothing was found.
for (const name of ["indexOf", "includes"])
  count(String.prototype, name, function (result, [, from = 0]) {
    return (typeof result === "number" && result >= 0 ? result : this.length) - from + 1;
  });
for (const name of ["split", "replace", "replaceAll", "trim", "match", "toLowerCase"])
  count(String.prototype, name, function () {
    return this.length;
  });
// `slice` copies nothing, but a long text that is sliced again and again is read again and again.
count(String.prototype, "slice", (result) => result.length);
// A test calls `exec` itself.
count(RegExp.prototype, "exec", function (result, [given], before) {
  const text = String(given);
  const from = this.global || this.sticky ? before : 0;
  if (result) return result.index - from + result[0].length + 1;
  return this.sticky ? 1 : Math.max(1, text.length - from);
});
export {};
