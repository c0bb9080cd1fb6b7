/** @jsxImportSource preact */
import { randomBytes } from 'node:crypto'
import { inTransaction } from '../../core/database.ts'
import { listProvinces } from '../../core/place-list.ts'
import { isUrgent } from '../../web/public/helplines.ts'
import { definePage, type PublicPage, type PublicView } from '../../web/public/page.ts'
import { lineOf, say } from '../../web/public/pieces.tsx'
import { campaignCodeIn } from '../guide/door.ts'
import { sealOnArrival } from './plain-form.ts'
import { rootOf } from './root.ts'
import { MailboxPage } from './web/public/mailbox.tsx'
import { type Filled, PlainAnswer, PlainForm } from './web/public/plain-form.tsx'
import { Wizard, type WizardProps } from './web/public/wizard.tsx'

interface ReportData {
  provinces: WizardProps['provinces']
  /** Marks this page, so that a form sent twice is one report. */
  once: string
  /** What was sent by the plain form and refused. */
  filled?: Filled
}

const keysFor = (view: PublicView) => ({
  root: rootOf(view.house),
  worker: view.asset('key-worker.js'),
})

function wizardProps(view: PublicView, { provinces }: ReportData): WizardProps {
  const lines = view.helplines.filter(isUrgent).map((line) => lineOf(line, view.lang))
  return { ...keysFor(view), provinces, lines, via: campaignCodeIn(view.query.via) }
}

// Each page carries only the texts that its script can show: the first load is counted in bytes.
const parts = (...names: string[]) => names.map((name) => `public.${name}`)
const problems = (...codes: string[]) => codes.map((code) => `problem.reports/${code}`)
const sharedWords = [
  ...parts(
    'back',
    'done.files-missing',
    'log.save',
    'fate.sealed',
    'files.',
    'sending.',
    'trouble.',
    'voice.',
  ),
  'due.',
  'term.',
  'problem.core/our-fault',
  'problem.core/too-large',
  'problem.core/too-many-requests',
  ...problems(
    'already-filed',
    'conversation-moved-on',
    'epoch-has-changed',
    'no-such-desk',
    'no-such-place',
    'receipt-already-used',
    'too-many-attachments',
  ),
]
const reportWords = [
  ...sharedWords,
  ...parts(
    'about.',
    'age.',
    'came-by',
    'check.',
    'contact.',
    'danger.',
    'desk.',
    'done.',
    'draft.',
    'fate.',
    'kind.',
  ),
  ...parts(
    'next',
    'official.',
    'people.',
    'place.',
    'receipt.',
    'signs.',
    'skip',
    'step',
    'story.',
  ),
  'shell.danger',
  'shell.grade.',
]
const mailboxWords = [
  ...sharedWords,
  ...parts('decision.', 'happened.', 'log.', 'mailbox.', 'retaliation.', 'return.'),
]

const reportPage = definePage<ReportData>({
  path: '/report',
  headings: 'report',
  seals: true,
  load: async (view) => ({
    provinces: await listProvinces(view.house, view.lang),
    once: randomBytes(18).toString('base64url'),
  }),
  island: (view, data) => ({
    script: 'report',
    words: reportWords,
    props: wizardProps(view, data),
  }),
  render: (view, data) => {
    const { provinces, once, filled } = data
    const plain = (
      <PlainForm
        t={view.t}
        lang={view.lang}
        provinces={provinces}
        filled={{ once, via: campaignCodeIn(view.query.via), ...filled }}
      />
    )
    if (filled) return plain
    return (
      <>
        <div id="island" class="with-script">
          <Wizard {...wizardProps(view, data)} t={view.t} lang={view.lang} />
        </div>
        <noscript>{plain}</noscript>
      </>
    )
  },
  submit: async (view, form) => {
    const { house, lang } = view
    const received = await inTransaction(house.database, (db) =>
      sealOnArrival(house, db, { ...form, language: lang }),
    )
    house.stir()
    return <PlainAnswer t={view.t} lang={view.lang} received={received} />
  },
})

const returnPage = definePage({
  path: '/return',
  headings: 'mailbox',
  seals: true,
  island: (view) => ({ script: 'mailbox', words: mailboxWords, props: keysFor(view) }),
  render: (view) => (
    <>
      <div id="island" class="with-script">
        <MailboxPage {...keysFor(view)} t={view.t} lang={view.lang} />
      </div>
      <noscript>
        <h1>{view.t('public.return.title')}</h1>
        <p>{say(view.t('public.plain.return'))}</p>
      </noscript>
    </>
  ),
})

export const pages: readonly PublicPage[] = [reportPage, returnPage]
