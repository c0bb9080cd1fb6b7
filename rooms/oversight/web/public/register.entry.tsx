import { startIsland } from '../../../../web/public/island.tsx'
import { RegisterPage, type RegisterProps } from './register.tsx'

startIsland<RegisterProps>(RegisterPage)
