/** Processor time of `work` in milliseconds. Unlike the clock it does not grow when the machine is busy with other things. */
export function measureCpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
