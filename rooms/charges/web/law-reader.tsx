import { NativeSelect, TextInput } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  EmptyState,
  ErrorNote,
  Loading,
  Notice,
  PageHead,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { Act, Provision, Version } from '../law.ts'
import { leftToRight, penaltyText } from '../wording.ts'
import styles from './charges.module.css'
import { LawGradeMark } from './telling.tsx'

/** The law as this installation holds it: by Act, and as it stood on a day. */
export function LawReader() {
  const { t, pick, date } = useWords()
  const [asked, ask] = useSearchParams()
  const on = asked.get('on') ?? ''
  const actCode = asked.get('act') ?? ''
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
  const acts = (data?.acts ?? []).filter((one) => !actCode || one.act === actCode)
  return (
    <div className={styles.law}>
      <PageHead
        title={t('charges.law')}
        sub={
          isDay(on) ? t('charges.law.as-it-stood', { on: date(on) }) : t('charges.law.all-versions')
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
    </section>
  )
}

function VersionPart({ act, version }: { act: Act; version: Version }) {
  const words = useWords()
  const { t, pick, lang } = words
  const comma = lang === 'ur' ? '، ' : ', '
  return (
    <div className={styles.version} data-standing={version.standing}>
      <p className={styles.grade}>
        <VersionSpan version={version} /> ·{' '}
        <LawGradeMark grade={version.grade} sources={version.sources} titles={act.sources} /> ·{' '}
        {version.reviewedByLawyer === 'none'
          ? t('charges.no-lawyer-yet')
          : t('charges.reviewed-by', version.reviewedByLawyer)}
      </p>
      {version.where && (
        <p className={styles.grade}>
          {t('charges.law.where', {
            where: version.where.map((one) => t(`charges.province.${one}`)).join(comma),
          })}
        </p>
      )}
      {version.elements.length > 0 && (
        <ul>
          {version.elements.map((one) => (
            <li key={one.id}>{pick(one.text)}</li>
          ))}
        </ul>
      )}
      {version.penalty && (
        <p>
          <b>{t('charges.law.penalty')}</b> {penaltyText(words, version.penalty)}
        </p>
      )}
      <p className={styles.grade}>
        {[
          version.cognizable !== null &&
            t(version.cognizable ? 'charges.cognizable' : 'charges.not-cognizable'),
          version.bailable !== null &&
            t(version.bailable ? 'charges.bailable' : 'charges.not-bailable'),
          version.court && pick(version.court),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {(version.conflicts ?? []).map((conflict) => (
        <div key={conflict.about.en} className={styles.conflict}>
          <b>{t('charges.law.conflict', { about: pick(conflict.about) })}</b>
          <ul>
            {conflict.readings.map((one) => (
              <li key={one.says.en}>
                {pick(one.says)}{' '}
                <LawGradeMark grade={one.grade} sources={one.sources} titles={act.sources} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {version.amendedBy && <p className={styles.caution}>{pick(version.amendedBy)}</p>}
      {version.notes && <p className={styles.what}>{pick(version.notes)}</p>}
      <p className={styles.grade}>
        {version.sources
          .map((one) => act.sources[one]?.title)
          .filter(Boolean)
          .join('; ')}
      </p>
    </div>
  )
}

function VersionSpan({ version }: { version: Version }) {
  const { t, date } = useWords()
  if (version.standing === 'reported') return <b>{t('charges.law.reported')}</b>
  const from = version.from
    ? t(version.fromUncertain ? 'charges.in-force-about' : 'charges.in-force-since', {
        on: date(version.from),
      })
    : t('charges.law.long-in-force')
  return (
    <>
      {version.until ? `${from} ${t('charges.in-force-until', { on: date(version.until) })}` : from}
    </>
  )
}
