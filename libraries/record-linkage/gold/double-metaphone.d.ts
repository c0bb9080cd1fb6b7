// Said here so that the types can be checked before a changed list of packages is installed.
declare module 'double-metaphone' {
  export function doubleMetaphone(word: string): [string, string]
}
