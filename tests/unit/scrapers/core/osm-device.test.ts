import { describe, expect, test } from 'vitest';
import { parseTagDate, type Tags, toDevice } from '#scrapers/core/osm-device.ts';

const asOf = '2025-11-30';
const base = { man_made: 'surveillance', 'surveillance:type': 'camera' };
const device = (tags: Tags) => {
  const result = toDevice(tags, asOf);
  if ('drop' in result) throw new Error(`dropped: ${result.drop}`);
  return result.device;
};
const drop = (tags: Tags) => {
  const result = toDevice(tags, asOf);
  return 'drop' in result ? result.drop : null;
};

describe('technology', () => {
  test.each([
    ['camera', ['video.camera']],
    ['ALPR', ['vehicle.alpr']],
    ['anpr', ['vehicle.alpr']],
    ['gunshot_detector', ['audio.gunshot']],
    ['camera;radar', ['video.camera', 'vehicle.radar']],
    ['camera;ALPR', ['vehicle.alpr', 'video.camera']],
    ['ALPR;speed_camera;red_light_camera', ['vehicle.alpr', 'vehicle.speed', 'vehicle.redlight']],
    ['sensor', []],
    ['building', []],
  ])('surveillance:type=%s', (type, technologies) => {
    expect(device({ man_made: 'surveillance', 'surveillance:type': type }).technologies).toEqual(
      technologies,
    );
  });

  test('a missing type is unknown, not a camera', () => {
    expect(device({ man_made: 'surveillance', 'camera:type': 'dome' }).technologies).toEqual([]);
  });

  test('highway=speed_camera says what it is', () => {
    expect(device({ man_made: 'surveillance', highway: 'speed_camera' }).technologies).toEqual([
      'vehicle.speed',
    ]);
  });

  test('a guard beside a camera leaves the camera', () => {
    expect(device({ man_made: 'surveillance', 'surveillance:type': 'camera;guard' }).technologies).toEqual([
      'video.camera',
    ]);
  });
});

describe('what is not published', () => {
  test.each([
    ['no_tags', {}],
    ['not_surveillance', { amenity: 'bicycle_parking', surveillance: 'outdoor' }],
    ['guard', { man_made: 'surveillance', 'surveillance:type': 'guard' }],
    ['dummy', { ...base, 'camera:type': 'fake' }],
    ['indoor', { ...base, surveillance: 'indoor' }],
    ['indoor', { ...base, indoor: 'yes' }],
    ['private', { ...base, surveillance: 'private' }],
    ['private', { ...base, access: 'private' }],
    ['private', { ...base, 'operator:type': 'private_individual' }],
    ['private', { ...base, operator: 'Privat' }],
    ['doorbell', { ...base, 'camera:type': 'doorbell' }],
    ['doorbell', { ...base, 'camera:mount': 'doorbell' }],
    ['doorbell', { ...base, surveillance: 'ring_doorbell' }],
    ['indoor', { ...base, 'surveillance:zone': 'hallway' }],
    ['private', { ...base, 'surveillance:zone': 'traffic;driveway' }],
    ['home_camera', { ...base, manufacturer: 'Ring Inc' }],
    ['home_camera', { ...base, brand: 'Nest', surveillance: 'public' }],
  ])('%s: %j', (reason, tags) => {
    expect(drop(tags as Tags)).toBe(reason);
  });

  test('what stands inside and outside is published', () => {
    expect(drop({ ...base, surveillance: 'indoor;outdoor' })).toBeNull();
    expect(drop({ ...base, surveillance: 'public', access: 'yes' })).toBeNull();
  });
});

describe('direction', () => {
  test('camera:direction comes before direction', () => {
    expect(device({ ...base, 'camera:direction': '10', direction: '200' }).bearings).toEqual([10]);
    expect(device({ ...base, direction: '200' }).bearings).toEqual([200]);
  });

  test('an unreadable camera:direction is not replaced by the direction of something else', () => {
    expect(device({ ...base, 'camera:direction': 'both', direction: '200' }).bearings).toEqual([]);
  });

  test('a blank camera:direction leaves direction', () => {
    expect(device({ ...base, 'camera:direction': ' ', direction: '200' }).bearings).toEqual([200]);
  });
});

describe('status', () => {
  test.each([
    ['disused:man_made', 'disused'],
    ['abandoned:man_made', 'disused'],
    ['removed:man_made', 'removed'],
    ['was:man_made', 'removed'],
    ['proposed:man_made', 'planned'],
  ])('%s', (key, status) => {
    const result = device({ [key]: 'surveillance', [`${key.split(':')[0]}:surveillance:type`]: 'ALPR' });
    expect(result.status).toBe(status);
    expect(result.technologies).toEqual(['vehicle.alpr']);
  });

  test('without a mark it is present; disused=yes counts', () => {
    expect(device(base).status).toBe('present');
    expect(device({ ...base, disused: 'yes' }).status).toBe('disused');
  });

  test('a prefix on another tag changes nothing', () => {
    expect(device({ ...base, 'disused:shop': 'yes' }).status).toBe('present');
  });
});

describe('form, mount and zone', () => {
  test('known words become codes, several values give the first known one', () => {
    expect(
      device({ ...base, 'camera:type': 'PTZ', 'camera:mount': 'Pole', 'surveillance:zone': 'x;trafic' }),
    ).toMatchObject({
      form: 'panning',
      mount: 'pole',
      zone: 'traffic',
    });
  });

  test('unknown words are unknown', () => {
    expect(
      device({ ...base, 'camera:type': 'mobile', 'camera:mount': '?', 'surveillance:zone': 'Mars' }),
    ).toMatchObject({ form: null, mount: null, zone: null });
  });
});

describe('dates', () => {
  test('check_date, then survey:date, confirm; start_date gives only the year', () => {
    expect(device({ ...base, check_date: '2024-05-06', 'survey:date': '2020' })).toMatchObject({
      lastConfirmed: '2024-05-06',
      year: 2024,
    });
    expect(device({ ...base, check_date: 'yesterday', 'survey:date': '2020-07' })).toMatchObject({
      lastConfirmed: '2020-07',
      year: 2020,
    });
    expect(device({ ...base, start_date: '2011' })).toMatchObject({ lastConfirmed: null, year: 2011 });
  });

  test.each([
    '2025:03',
    '2024-13-01',
    '2024-02-30',
    '12/05/2024',
    '2024-5-1',
    '1923',
    'survey',
    '2026-01-01',
    '',
  ])('%s is no date that the file can know', (text) => {
    expect(parseTagDate(text, asOf)).toBeNull();
  });

  test('the last day itself and partial dates of the last month count', () => {
    expect(parseTagDate('2025-11-30', asOf)).toBe('2025-11-30');
    expect(parseTagDate('2025-11', asOf)).toBe('2025-11');
    expect(parseTagDate('2025', asOf)).toBe('2025');
  });
});

describe('doubt', () => {
  test.each([
    "Cette caméra n'est peut-être plus présente",
    'This may be disused',
    'no longer visible in street-level images',
    'check if this camera is still there',
    'Noch vorhanden?',
    "N'existe plus, suite à des attaques",
    'does not exist at this position',
    'Verify if this exists',
  ])('fixme=%s', (fixme) => {
    expect(device({ ...base, fixme }).uncertain).toBe(true);
  });

  test.each(['needs exact positioning', 'position', 'resurvey', 'direction?', 'offline', ''])(
    'fixme=%s asks for something else',
    (fixme) => {
      expect(device({ ...base, fixme }).uncertain).toBe(false);
    },
  );

  test('only fixme is asked', () => {
    expect(device({ ...base, note: 'no longer there', description: 'may be disused' }).uncertain).toBe(false);
  });
});

test('values of surveillance:type that mean nothing here are told', () => {
  expect(
    device({ man_made: 'surveillance', 'surveillance:type': 'Sensor;camera;guard' }).unknownTypes,
  ).toEqual(['sensor']);
});

test('free text is never part of a device', () => {
  const text = JSON.stringify(
    device({
      ...base,
      note: 'Jane Doe lives here',
      description: 'x1',
      fixme: 'x2',
      name: 'x3',
      user: 'x4',
      uid: 'x5',
    }),
  );
  expect(text).not.toMatch(/Jane|x\d/);
});
