import { startIsland } from '../../../../web/public/island.tsx'
import { Wizard, type WizardProps } from './wizard.tsx'

startIsland<WizardProps>(Wizard)
