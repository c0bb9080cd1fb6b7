/** @jsxImportSource preact */
import { inTransaction } from '../../core/database.ts'
import { definePage, type PublicPage } from '../../web/public/page.ts'
import { type RegisterAnswer, readRegister } from './register.ts'
import { RegisterPage } from './web/public/register.tsx'

const registerPage = definePage<RegisterAnswer>({
  path: '/register',
  headings: 'report',
  fetches: true,
  load: ({ house }) => inTransaction(house.database, readRegister),
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

export const pages: readonly PublicPage[] = [registerPage]
