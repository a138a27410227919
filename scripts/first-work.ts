import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const firstWork = 'bloomberg-2016-03-03-china-pre-crime';

/**
 * Copies the part of `data/` that the first work needs: vocabularies, its own entities (data/entities/<kind>.yaml, without what later
 * works added in folders) and its claims file. What is said of the first work alone is asked of this.
 */
export function copyFirstWork(dataFolder: string, target: string): string {
  cpSync(join(dataFolder, 'vocabularies'), join(target, 'vocabularies'), { recursive: true });
  mkdirSync(join(target, 'entities'), { recursive: true });
  for (const name of readdirSync(join(dataFolder, 'entities')).filter((file) => file.endsWith('.yaml')))
    cpSync(join(dataFolder, 'entities', name), join(target, 'entities', name));
  cpSync(join(dataFolder, 'works', `${firstWork}.yaml`), join(target, 'works', `${firstWork}.yaml`));
  return target;
}
