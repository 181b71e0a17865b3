/** Copies texts, and shows the result at the button. */

/** @param {string} text @returns {Promise<boolean>}  False when the browser refused. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/**
 * Copies in the old way, for plain-HTTP pages, where the clipboard API is missing.
 * @param {string} text
 */
function copyBySelection(text) {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.autocomplete = "off"; // browsers save other fields to bring them back
  area.value = text;
  area.className = "sr-only";
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

/**
 * Makes a button copy a text and say that it did.
 * @param {HTMLButtonElement} button
 * @param {() => string} text
 * @param {string} what  The name of the text in the announcement, such as "Token".
 * @param {(text: string) => void} announce
 */
export function copyButton(button, text, what, announce) {
  const label = button.textContent ?? "Copy";
  button.setAttribute("aria-label", `${label} ${what.toLowerCase()}`);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  button.addEventListener("click", async () => {
    const done = await copy(text());
    button.textContent = done ? "Copied" : "Not copied";
    button.dataset.done = String(done);
    announce(
      done
        ? `${what} copied.`
        : `The browser did not allow copying. Select the text and copy it yourself.`,
    );
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = label;
      delete button.dataset.done;
    }, 1600);
  });
}
