/** @jsxImportSource preact */
import { inTransaction } from '../../core/database.ts'
import { definePage, type PublicPage } from '../../web/public/page.ts'
import { listSigned, type SignedForm } from './fairness-records.ts'
import { type RegisterAnswer, readRegister } from './register.ts'
import { FairnessPage } from './web/public/fairness.tsx'
import { RegisterPage } from './web/public/register.tsx'

const registerPage = definePage<RegisterAnswer>({
  path: '/register',
  headings: 'register',
  fetches: true,
  load: ({ house }) => inTransaction(house.database, (db) => readRegister(db, house)),
  island: (view, register) => ({
    script: 'register',
    words: ['public.register.', 'public.log.step.', 'reason.', 'public.trouble.offline'],
    props: { register, tryout: view.house.config.mode === 'tryout' },
  }),
  render: (view, register) => (
    <div id="island">
      <RegisterPage
        t={view.t}
        lang={view.lang}
        register={register}
        tryout={view.house.config.mode === 'tryout'}
      />
    </div>
  ),
})

const fairnessPage = definePage<SignedForm[]>({
  path: '/register/fairness',
  headings: 'register',
  load: ({ house }) => inTransaction(house.database, listSigned),
  render: (view, signed) => <FairnessPage view={view} signed={signed} />,
})

export const pages: readonly PublicPage[] = [registerPage, fairnessPage]
