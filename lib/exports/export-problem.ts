/** What is wrong with an export. `where` is a file, an entry's index or a record. */
export type ExportProblem = { where: string; what: string; index?: number };
