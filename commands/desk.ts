import type { Command } from './command.ts'
export const desk: Command = { name: 'desk', summary: '', help: '', run: async () => 0 }
