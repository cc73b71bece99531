/**
 * The whole part of `whole × ratio`, with the ratio taken as the decimal number that it prints as: 100 × 0.29 is 29,
 * where floating point says 28.999999999999996.
 */
export function floorTimes(whole: number, ratio: number): number {
  const [digits = "", exponent = ""] = ratio.toExponential().split("e");
  const fraction = digits.split(".")[1]?.length ?? 0;
  const places = Number(exponent) - fraction;
  const product = BigInt(whole) * BigInt(digits.replace(".", "")) * 10n ** BigInt(Math.max(0, places));
  return Number(product / 10n ** BigInt(Math.max(0, -places)));
}
