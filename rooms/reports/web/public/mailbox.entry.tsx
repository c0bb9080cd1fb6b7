import { startIsland } from '../../../../web/public/island.tsx'
import { MailboxPage, type MailboxProps } from './mailbox.tsx'

startIsland<MailboxProps>(MailboxPage)
