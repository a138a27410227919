import { openTaskQueue, type TaskQueue } from '../engine/task-queue.ts';

/** The schedule of the watch of cited addresses. */
export function openWatchQueue(
  url: string,
  onError: (error: Error) => void,
  pollingSeconds?: number,
): Promise<TaskQueue> {
  return openTaskQueue(url, { name: 'watch', expireInSeconds: 3600 }, onError, pollingSeconds);
}
