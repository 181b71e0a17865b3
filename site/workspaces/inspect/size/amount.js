/** Writes a number of bytes so that people can compare it. */
import { count } from "../../../shared/dom.js";

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

/** @param {number} bytes */
export function amount(bytes) {
  if (bytes < 10_000) return `${count(bytes)} B`;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${Number(value.toFixed(digits))} ${UNITS[unit]}`;
}
