import { type Flavor, namedFlavor } from '@protomaps/basemaps';
import type { Palette, Theme } from '../palette.ts';

type Ground = {
  park: string;
  wood: string;
  sand: string;
  /** Grounds of schools, hospitals, industry: hardly told from land. */
  grounds: string;
  paved: string;
  /** Fill and edge of streets, by rank; an edge makes a pale street a street on pale land. */
  minor: string;
  minorEdge: string;
  major: string;
  majorEdge: string;
  highway: string;
  highwayEdge: string;
  path: string;
  tunnel: string;
  tunnelEdge: string;
  railway: string;
};

const grounds: Record<Theme, Ground> = {
  light: {
    park: '#e6ecd8',
    wood: '#dfe7d1',
    sand: '#f3ecd9',
    grounds: '#f2eee4',
    paved: '#f2efe7',
    minor: '#ffffff',
    minorEdge: '#dbd5c6',
    major: '#ffffff',
    majorEdge: '#cbc4b1',
    highway: '#fdf3d9',
    highwayEdge: '#bdb296',
    path: '#dcd6c8',
    tunnel: '#f0ece1',
    tunnelEdge: '#ddd7c8',
    railway: '#c9c4b8',
  },
  dark: {
    park: '#1d2722',
    wood: '#1c2a22',
    sand: '#27261f',
    grounds: '#212528',
    paved: '#24282b',
    minor: '#34393d',
    minorEdge: '#15181a',
    major: '#3f464a',
    majorEdge: '#131517',
    highway: '#4d5458',
    highwayEdge: '#0f1113',
    path: '#303538',
    tunnel: '#262b2e',
    tunnelEdge: '#1a1d20',
    railway: '#383d40',
  },
};

/** Colors of a street map: quiet ground under the devices, which are the subject, and yet every street told from land. */
export function toFlavor(palette: Palette, theme: Theme): Flavor {
  const { land, water, building, label, labelSoft, halo } = palette;
  const ground = grounds[theme];
  return {
    // Only for what no layer of ours draws: shields, points of interest.
    ...namedFlavor(theme === 'dark' ? 'black' : 'white'),
    background: water,
    earth: land,
    water,
    buildings: building,
    park_a: ground.park,
    park_b: ground.park,
    zoo: ground.park,
    wood_a: ground.wood,
    wood_b: ground.wood,
    scrub_a: ground.wood,
    scrub_b: ground.wood,
    glacier: halo,
    sand: ground.sand,
    beach: ground.sand,
    hospital: ground.grounds,
    school: ground.grounds,
    industrial: ground.grounds,
    military: ground.grounds,
    aerodrome: ground.grounds,
    pedestrian: ground.paved,
    pier: ground.paved,
    runway: ground.minorEdge,
    ...toRoads(ground),
    railway: ground.railway,
    ocean_label: labelSoft,
    roads_label_minor: labelSoft,
    roads_label_minor_halo: halo,
    roads_label_major: label,
    roads_label_major_halo: halo,
    address_label: labelSoft,
    address_label_halo: halo,
    subplace_label: labelSoft,
    subplace_label_halo: halo,
    city_label: label,
    city_label_halo: halo,
  };
}

function toRoads(ground: Ground): Partial<Flavor> {
  const { minor, minorEdge, major, majorEdge, highway, highwayEdge, path, tunnel, tunnelEdge } = ground;
  return {
    other: path,
    minor_service: minor,
    minor_service_casing: minorEdge,
    minor_a: minor,
    minor_b: minor,
    minor_casing: minorEdge,
    link: major,
    link_casing: majorEdge,
    major,
    major_casing_early: majorEdge,
    major_casing_late: majorEdge,
    highway,
    highway_casing_early: highwayEdge,
    highway_casing_late: highwayEdge,
    bridges_other: path,
    bridges_other_casing: minorEdge,
    bridges_minor: minor,
    bridges_minor_casing: minorEdge,
    bridges_link: major,
    bridges_link_casing: majorEdge,
    bridges_major: major,
    bridges_major_casing: majorEdge,
    bridges_highway: highway,
    bridges_highway_casing: highwayEdge,
    tunnel_other: tunnel,
    tunnel_other_casing: tunnelEdge,
    tunnel_minor: tunnel,
    tunnel_minor_casing: tunnelEdge,
    tunnel_link: tunnel,
    tunnel_link_casing: tunnelEdge,
    tunnel_major: tunnel,
    tunnel_major_casing: tunnelEdge,
    tunnel_highway: tunnel,
    tunnel_highway_casing: tunnelEdge,
  };
}
