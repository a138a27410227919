import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second (USER_HZ). */
const msPerTick = 10;

type Process = { parent: number; ticks: number };

/**
 * Processor time that a process and everything that it started and that still runs have used, in milliseconds; null
 * where there is no /proc. Unlike time on the clock it does not depend on what else the machine does.
 */
export function readProcessorMs(pids: readonly number[]): number | null {
  if (!existsSync('/proc/self/stat')) return null;
  const processes = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The name of the program, in parentheses, may hold spaces: fields are counted from behind it (proc(5)).
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      processes.set(Number(name), {
        parent: Number(fields[1]),
        ticks: Number(fields[11]) + Number(fields[12]),
      });
    } catch {
      // It ended meanwhile.
    }
  }
  const belongs = (pid: number): boolean => {
    const parent = processes.get(pid)?.parent;
    return pids.includes(pid) || (parent !== undefined && parent > 1 && belongs(parent));
  };
  let ticks = 0;
  for (const [pid, process] of processes) if (belongs(pid)) ticks += process.ticks;
  return ticks * msPerTick;
}
