/**
 * Removes characters from the end of a text. An expression such as `/=+$/` would do it as well, but
 * it tries every run of these characters in the whole text, and each run once per character.
 * @param {string} text
 * @param {string} characters  What may be removed.
 */
export function withoutEnd(text, characters) {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
