import type { ReactNode } from 'react';
import type { Device } from '#lib/devices/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatDay } from '#lib/messages/format.ts';
import { toDirectionText, toPositionText, toUpstreamUrl } from './device-facts.ts';
import styles from './map.module.css';
import { TechnologyMark } from './technology-mark.tsx';

/** Everything held at one spot, one block a device, each with the dataset that says so. */
export function DeviceCard({ devices }: { devices: readonly Device[] }) {
  const { map } = getMessages();
  return (
    <>
      {devices.length > 1 && (
        <p className={styles.note}>{formatCount(devices.length, map.at, defaultLocale)}</p>
      )}
      {devices.map((device) => (
        <DeviceFacts key={device.id} device={device} />
      ))}
    </>
  );
}

function DeviceFacts({ device }: { device: Device }) {
  const { evidence, map } = getMessages();
  const { facts } = map;
  const upstream = toUpstreamUrl(device);
  const status = map.statuses[device.status as keyof typeof map.statuses] ?? device.status;
  return (
    <article className={styles.device}>
      <h3>
        <TechnologyMark code={device.technologies[0]?.code ?? 'unknown'} />{' '}
        {device.technologies.length === 0
          ? map.unknownTechnology
          : device.technologies.map((technology, index) => (
              <span key={technology.code}>
                {index > 0 && ', '}
                <a href={`/technologies/${technology.code}`}>{technology.label}</a>
              </span>
            ))}
      </h3>
      <p className={styles.wording}>{device.dataset.wording}</p>
      <dl className={styles.facts}>
        <Fact name={facts.status}>{status}</Fact>
        <Fact name={facts.direction}>{toDirectionText(device.bearings) ?? map.noDirection}</Fact>
        {device.fieldOfView !== null && <Fact name={facts.view}>{Math.round(device.fieldOfView)}°</Fact>}
        {device.form !== null && <Fact name={facts.form}>{device.form}</Fact>}
        {device.mount !== null && <Fact name={facts.mount}>{device.mount}</Fact>}
        {device.zone !== null && <Fact name={facts.zone}>{device.zone}</Fact>}
        <Fact name={facts.operator}>
          {device.operator === null ? (
            map.notKnown
          ) : (
            <a href={`/organizations/${device.operator.slug}`}>{device.operator.label}</a>
          )}
        </Fact>
        {device.manufacturer !== null && (
          <Fact name={facts.manufacturer}>
            <a href={`/organizations/${device.manufacturer.slug}`}>{device.manufacturer.label}</a>
          </Fact>
        )}
        <Fact name={facts.confirmed}>{device.lastConfirmed ?? map.noDate}</Fact>
        <Fact name={facts.places}>
          {device.places.length === 0
            ? map.noPlace
            : device.places.map((place, index) => (
                <span key={place.code}>
                  {index > 0 && ' › '}
                  <a href={`/places/${place.code}`}>
                    <bdi>{place.label}</bdi>
                  </a>
                </span>
              ))}
        </Fact>
        <Fact name={facts.position}>
          {toPositionText(device)}
          {device.precisionM !== null &&
            `, ${map.precision.replace('{metres}', String(Math.round(device.precisionM)))}`}
        </Fact>
        <Fact name={facts.source}>
          {device.dataset.publisher}, {device.dataset.title}, {device.dataset.version}
        </Fact>
        <Fact name={facts.record}>
          <code>{device.record.externalId}</code>
          {upstream !== null && (
            <>
              {' '}
              <a href={upstream} rel="noreferrer">
                {map.upstream}
              </a>
            </>
          )}
        </Fact>
        <Fact name={facts.seen}>
          {device.record.firstSeen === device.record.lastSeen
            ? device.record.lastSeen
            : `${device.record.firstSeen}–${device.record.lastSeen}`}
        </Fact>
        {device.record.state !== 'present' && (
          <Fact name={facts.missing}>
            {fill(evidence.upstream[device.record.state], {
              since: formatDay(device.record.missingSince ?? '', defaultLocale),
            })}
          </Fact>
        )}
        {device.record.doubted && <Fact name={facts.doubt}>{map.doubted}</Fact>}
        <Fact name={facts.license}>{device.dataset.license}</Fact>
      </dl>
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
