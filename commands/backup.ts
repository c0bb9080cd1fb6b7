import type { Command } from './command.ts'
export const backup: Command = { name: 'backup', summary: '', help: '', run: async () => 0 }
