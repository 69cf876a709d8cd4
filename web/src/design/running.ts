/** Where each step of a running total begins and ends, and the range they need. */
export function accumulate(weights: number[]) {
  const spans: { from: number; to: number }[] = [];
  let total = 0;
  let low = 0;
  let high = 0;
  for (const weight of weights) {
    spans.push({ from: total, to: total + weight });
    total += weight;
    low = Math.min(low, total);
    high = Math.max(high, total);
  }
  if (high === low) high = low + 1;
  return { spans, total, low, high };
}
