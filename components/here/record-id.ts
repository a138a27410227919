/** Id of the part of `/here/<code>` that the look-up takes over. */
export const recordId = 'here-record';
