/** The value below which `share` (0..1) of the numbers lie; NaN when there are none. */
export function quantile(numbers, share) {
  if (!numbers.length) return NaN;
  const sorted = Float64Array.from(numbers).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export const median = (numbers) => {
  const known = numbers.filter(Number.isFinite);
  if (!known.length) return NaN;
  const sorted = [...known].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Latency figures in milliseconds. */
export const spread = (numbers) => ({
  p50: quantile(numbers, 0.5),
  p95: quantile(numbers, 0.95),
  p99: quantile(numbers, 0.99),
  max: quantile(numbers, 1),
});

/** Slope of the straight line through points on logarithmic axes: 0 costs the same at any size, 1 doubles with it. */
export function slopeOf(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const middle = (index) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [x, y] = [middle(0), middle(1)];
  const across = logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return across === 0 ? NaN : logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / across;
}
