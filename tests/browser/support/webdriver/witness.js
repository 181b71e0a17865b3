/**
 * For browsers that do not tell their driver what a page writes to the console. The tests' server
 * lets this run first in the page and in the engine's worker. It keeps what it sees as [kind, text,
 * level] until a test fetches it.
 */
(() => {
  const inPage = typeof document === "object";
  const channel = new BroadcastChannel("witness");
  const seen = [];
  const tell = (kind, text, level = "") =>
    inPage ? seen.push([kind, text, level]) : channel.postMessage([kind, text, level]);
  if (inPage) {
    Object.defineProperty(globalThis, Symbol.for("witness"), { value: { seen, copied: "" } });
    channel.onmessage = ({ data }) => seen.push(data);
  }

  for (const [method, level] of Object.entries({ error: "error", warn: "warning", info: "info" })) {
    const original = console[method];
    console[method] = (...given) => {
      tell("console", given.map(String).join(" "), level);
      original.apply(console, given);
    };
  }
  const named = (error, otherwise) =>
    error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : otherwise;
  addEventListener(
    "error",
    (event) => {
      if (event instanceof ErrorEvent) tell("uncaught", named(event.error, event.message));
      else
        tell(
          "failed",
          event.target.src ?? event.target.href ?? String(event.target),
          "error event",
        );
    },
    true,
  );
  addEventListener("unhandledrejection", ({ reason }) =>
    tell("uncaught", named(reason, String(reason))),
  );
  addEventListener("securitypolicyviolation", (event) => {
    tell(
      "console",
      `CSP violation: ${event.violatedDirective} blocked ${event.blockedURI}` +
        ` at ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
      "error",
    );
  });
  new PerformanceObserver((list) => {
    for (const { name, responseStatus } of list.getEntries()) {
      tell("request", name);
      if (responseStatus >= 400) tell("answered", name, String(responseStatus));
    }
  }).observe({ type: "resource", buffered: true });

  if (!inPage) return;
  if (navigator.serviceWorker) navigator.serviceWorker.register = async () => undefined;
  const { clipboard } = navigator;
  const write = clipboard?.writeText;
  if (write) {
    clipboard.writeText = async (text) => {
      await write.call(clipboard, text);
      globalThis[Symbol.for("witness")].copied = text;
    };
  }
})();
