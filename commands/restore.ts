import type { Command } from './command.ts'
export const restore: Command = { name: 'restore', summary: '', help: '', run: async () => 0 }
