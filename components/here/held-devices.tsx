import { Section } from '#components/ui/section.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatNumber } from '#lib/messages/format.ts';
import type { PlaceBrief } from '#lib/places/brief.ts';
import type { PlacePage } from '#lib/places/queries.ts';

/** How many devices and local uses are held for a place, with the way to them; none is drawn. */
export function HeldDevices({ place, brief }: { place: PlacePage; brief: PlaceBrief }) {
  const { here, places } = getMessages();
  const words = here.record;
  const devices = brief.devices.reduce((sum, row) => sum + row.count, 0);
  const uses = brief.deployments.total;
  const label = place.head.ref.label;
  return (
    <Section id="devices" title={words.devices} {...(uses > 0 ? { note: places.deploymentsNote } : {})}>
      {devices + uses === 0 && <p>{words.devicesNone}</p>}
      {devices > 0 && (
        <p>
          {fill(formatCount(devices, words.devicesHeld, defaultLocale), { place: label })}.{' '}
          <a href={brief.mapHref} data-screen-only="">
            {fill(here.devices.openPlace, { place: label })}
          </a>
        </p>
      )}
      {uses > 0 && (
        <p>
          {formatCount(uses, words.usesHeld, defaultLocale)}.{' '}
          <a href={`/programs?place=${encodeURIComponent(place.code)}#deployments`}>
            {fill(places.deploymentsAll, { count: formatNumber(uses, defaultLocale) })}
          </a>
        </p>
      )}
    </Section>
  );
}
