import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';
import type { SightView } from './view.ts';

/** "seen on 26 November 2026 in a stored copy of the publisher's page, an excerpt of it" */
export function toSightText(sight: SightView): string {
  const words = getMessages().evidence;
  return fill(words.sight[sight.medium], {
    date: sight.on,
    form: words.sightForm[sight.form],
    extent: words.sightExtent[sight.extent],
  });
}
