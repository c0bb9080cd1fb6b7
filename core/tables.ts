// Written by tools/tables.ts from the database. Do not edit.
// biome-ignore lint/complexity/noBannedTypes: no table of core is queried through these types yet
export type CoreTables = {}
