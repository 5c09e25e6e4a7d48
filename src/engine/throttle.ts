/** Calls `work` at most once in `intervalMs`, at once when it is due, otherwise later with the latest value. */
export function throttle<T>(intervalMs: number, work: (value: T) => void): (value: T) => void {
  let timer: NodeJS.Timeout | undefined;
  let waiting: { value: T } | undefined;
  const run = (value: T) => {
    work(value);
    timer = setTimeout(() => {
      timer = undefined;
      if (!waiting) return;
      const { value: latest } = waiting;
      waiting = undefined;
      run(latest);
    }, intervalMs);
    timer.unref();
  };
  return (value) => {
    if (timer) waiting = { value };
    else run(value);
  };
}
