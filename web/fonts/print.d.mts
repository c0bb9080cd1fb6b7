export function printFonts(): Promise<Record<string, Buffer>>
