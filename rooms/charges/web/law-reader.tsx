import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Link, useSearchParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  EmptyState,
  ErrorNote,
  Loading,
  Notice,
  PageHead,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useSession } from '../../../web/workspace/session.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type Act, citationOf, factsOf, type Provision, type Text } from '../law.ts'
import { leftToRight } from '../wording.ts'
import styles from './charges.module.css'
import { VersionChanges, VersionPart } from './law-version.tsx'

/** The law as this installation holds it: by Act, and as it stood on a day. */
export function LawReader() {
  const { t, pick, date } = useWords()
  const [asked, ask] = useSearchParams()
  const on = asked.get('on') ?? ''
  const actCode = asked.get('act') ?? ''
  const form = asked.get('form') ?? ''
  const section = asked.get('section') ?? ''
  const query = new URLSearchParams({ ...(isDay(on) ? { on } : {}) })
  const { data, problem, loading, again } = useGet<{ acts: Act[] }>(`/api/law?${query}`)
  const set = (name: string, value: string) =>
    ask(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  const acts = (data?.acts ?? [])
    .filter((one) => !actCode || one.act === actCode)
    .map((act) => ({
      ...act,
      provisions: act.provisions.filter(
        (one) => concerns(one, form) && isOrHas(one, section, pick),
      ),
    }))
    .filter((act) => act.provisions.length > 0)
  return (
    <div className={styles.law}>
      <PageHead
        title={t('charges.law')}
        sub={
          isDay(on) ? t('charges.law.as-it-stood', { on: date(on) }) : t('charges.law.all-versions')
        }
        actions={
          <Button component={Link} to="/law/changes" variant="default">
            {t('charges.law.changes')}
          </Button>
        }
      />
      <Notice tone="partly">{t('charges.law.not-reviewed')}</Notice>
      <div className={styles.filters}>
        <NativeSelect
          label={t('charges.law.act')}
          value={actCode}
          onChange={(event) => set('act', event.currentTarget.value)}
          data={[
            { value: '', label: t('work.all') },
            ...(data?.acts ?? []).map((one) => ({ value: one.act, label: pick(one.title) })),
          ]}
        />
        <TextInput
          type="date"
          label={t('charges.law.on')}
          value={on}
          onChange={(event) => set('on', event.currentTarget.value)}
        />
        <NativeSelect
          label={t('charges.law.form')}
          value={form}
          onChange={(event) => set('form', event.currentTarget.value)}
          data={[
            { value: '', label: t('work.all') },
            ...forms.map((one) => ({ value: one, label: t(`charges.fact.${one}`) })),
          ]}
        />
        <TextInput
          label={t('charges.law.find')}
          placeholder={t('charges.fir.sections.hint')}
          value={section}
          onChange={(event) => set('section', event.currentTarget.value)}
        />
      </div>
      {loading && <Loading />}
      <ErrorNote problem={problem} again={again} />
      {data && acts.length === 0 && (
        <EmptyState title={t('charges.law.nothing-then')}>
          {t('charges.law.nothing-then.what-to-do')}
        </EmptyState>
      )}
      {acts.map((act) => (
        <ActSection key={act.act} act={act} />
      ))}
    </div>
  )
}

/** What a person is made to do or is taken for: the purposes among the facts. */
const forms = [
  'forced-labour',
  'debt-bondage',
  'servitude',
  'forced-begging',
  'forced-criminality',
  'commercial-sex',
  'forced-marriage',
  'organ-removal',
  'fee-taken-for-work-abroad',
  'border-crossed-illegally',
]

function concerns(provision: Provision, form: string): boolean {
  if (!form) return true
  return provision.versions.some((version) =>
    version.elements.some((one) => one.when && factsOf(one.when).includes(form)),
  )
}

function isOrHas(provision: Provision, asked: string, pick: (text: Text) => string): boolean {
  const text = asked.trim().toLowerCase()
  if (!text) return true
  if (/^[0-9]/.test(text)) return provision.section.toLowerCase().startsWith(text)
  return provision.versions.some((one) => pick(one.heading).toLowerCase().includes(text))
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

function ActSection({ act }: { act: Act }) {
  const { pick } = useWords()
  return (
    <section className={styles.act} aria-labelledby={`act-${act.act}`}>
      <h2 id={`act-${act.act}`}>{pick(act.title)}</h2>
      <p className={styles.what}>
        <bdi>{act.citation}</bdi>. {pick(act.status)}
      </p>
      {act.provisions.map((one) => (
        <ProvisionPart key={one.section} act={act} provision={one} />
      ))}
    </section>
  )
}

function ProvisionPart({ act, provision }: { act: Act; provision: Provision }) {
  const { t, pick } = useWords()
  const { has } = useSession()
  // Texts for different provinces stand side by side: only those that follow one another changed.
  const standing = provision.versions.filter((one) => one.standing === 'in-force' && !one.where)
  return (
    <section className={styles.provision}>
      <h3>
        <bdi>{t('charges.section', { section: leftToRight(provision.section) })}</bdi>{' '}
        {pick(provision.versions[0]!.heading)}
      </h3>
      <Tag>{t(`charges.law.role.${provision.role}`)}</Tag>
      {provision.ofTheMigrant && (
        <span className={styles.caution}> {t('charges.law.of-the-migrant')}</span>
      )}
      {provision.versions.map((one) => (
        <VersionPart key={one.key} act={act} version={one} />
      ))}
      {standing.slice(1).map((one, nth) => (
        <details key={one.key} className={styles.considered}>
          <summary>
            {t('charges.law.changed-between', { before: standing[nth]!.key, after: one.key })}
          </summary>
          <VersionChanges before={standing[nth]!} after={one} />
        </details>
      ))}
      {has('legal-officer') && (
        <Button
          component={Link}
          to={`/law/draft?cited=${encodeURIComponent(citationOf(act, provision))}`}
          size="compact-sm"
          variant="subtle"
          className={styles.noPrint ?? ''}
        >
          {t('charges.law.new-version')}
          <span className={styles.srOnly}> {citationOf(act, provision)}</span>
        </Button>
      )}
    </section>
  )
}
