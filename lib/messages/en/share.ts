/** Passing a view of the map on. */
export const share = {
  title: 'Share, embed, save',
  picture: 'Save a picture',
  pictureSaved: 'Saved.',
  pictureFailed: 'The picture could not be made.',
  pictureNotice: 'An empty area never means free of surveillance. {day}',
  fileName: 'public-dossier-map.png',
  embed: 'For another page',
  embedNote:
    'The frame shows this view and a list of it. It sets no cookie and asks nobody else for anything; readers of that page then ask this server for the map.',
  frameTitle: 'Map of surveillance: {label}',
  open: 'Open the whole map',
  embeddedFrom: 'From {name}',
  listTitle: 'The same as a list',
};
