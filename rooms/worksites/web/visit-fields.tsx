import { Button, NativeSelect } from '@mantine/core'
import type { ProblemError } from '../../../web/workspace/api.ts'
import { type Place, useDistrictsIn } from '../../../web/workspace/districts.ts'
import { CodeField, TextField, WordsField } from '../../../web/workspace/fields.tsx'
import { PhotosField } from '../../../web/workspace/offline/photos.tsx'
import { Card, Field } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { partyRoles } from '../site.ts'
import { bases, correctiveCodes, findingCodes, MOST_PHOTOS, visitReasons } from '../visit.ts'
import type { SiteView } from './answers.ts'
import { DayField } from './fields.tsx'
import { SiteFields } from './site-form.tsx'
import { emptyFinding, emptyOrder, type VisitTyped } from './visit-typed.ts'
import styles from './worksites.module.css'

interface Parts {
  visit: VisitTyped
  change: (to: Partial<VisitTyped>) => void
  problem: ProblemError | undefined
}

const fieldsOf =
  ({ visit, change, problem }: Parts) =>
  (
    key: Exclude<keyof VisitTyped, 'findings' | 'orders' | 'writtenOffline'>,
    name: string = key,
  ) => ({
    name,
    problem,
    value: visit[key],
    set: (value: string) => change({ [key]: value }),
  })

/** A site that is on file, or a new one with its district and pin. */
export function PlaceFields({
  known,
  ...parts
}: Parts & {
  known: { own: string; sites: Pick<SiteView, 'id' | 'name' | 'place'>[]; places: Place[] }
}) {
  const { t, pick } = useWords()
  const { groups } = useDistrictsIn(known.places, known.own)
  const field = fieldsOf(parts)
  const names: Record<string, string> = Object.fromEntries(
    known.sites.map((one) => [one.id, `${one.name} (${pick(one.place.name)})`]),
  )
  return (
    <Card title={t('worksites.visit.where')}>
      <div className={styles.stack}>
        {known.sites.length > 0 && <SiteField {...field('siteId')} names={names} />}
        {!parts.visit.siteId && (
          <SiteFields field={field} prefix="site." groups={groups} take={parts.change} />
        )}
      </div>
    </Card>
  )
}

function SiteField({
  names,
  ...of
}: {
  names: Record<string, string>
  name: string
  problem: ProblemError | undefined
  value: string
  set: (value: string) => void
}) {
  const { t, lang } = useWords()
  const options = Object.entries(names).sort(([, one], [, other]) => one.localeCompare(other, lang))
  return (
    <Field {...of} label={t('worksites.visit.site')} required>
      <NativeSelect
        value={of.value}
        onChange={(event) => of.set(event.currentTarget.value)}
        data={[
          { value: '', label: t('worksites.visit.site.new') },
          ...options.map(([value, label]) => ({ value, label })),
        ]}
      />
    </Field>
  )
}

export function SeenFields(parts: Parts) {
  const { t } = useWords()
  const field = fieldsOf(parts)
  return (
    <Card title={t('worksites.visit.seen')}>
      <div className={styles.stack}>
        <div className={styles.pair}>
          <DayField {...field('on')} label={t('worksites.on')} required />
          <CodeField
            {...field('reason')}
            label={t('worksites.visit.reason')}
            codes={visitReasons}
            words="worksites.reason"
            required
          />
        </div>
        <div className={styles.pair}>
          <TextField
            {...field('workersSeen')}
            label={t('worksites.visit.workers-seen')}
            inputMode="numeric"
            most={7}
          />
          <TextField
            {...field('childrenSeen')}
            label={t('worksites.visit.children-seen')}
            inputMode="numeric"
            most={7}
          />
        </div>
        <WordsField {...field('words')} label={t('worksites.visit.words')} />
      </div>
    </Card>
  )
}

export function FindingFields({ visit, change, problem }: Parts) {
  const { t, number } = useWords()
  const put = (at: number, to: object) =>
    change({ findings: visit.findings.map((one, i) => (i === at ? { ...one, ...to } : one)) })
  const photos = visit.findings.reduce((sum, one) => sum + one.photos.length, 0)
  return (
    <Card title={t('worksites.findings')}>
      <div className={styles.stack}>
        {visit.findings.map((one, i) => {
          const field = (key: Exclude<keyof typeof one, 'photos'>) => ({
            name: `findings.${i}.${key}`,
            problem,
            value: one[key],
            set: (value: string) => put(i, { [key]: value }),
          })
          return (
            <fieldset key={i} className={styles.entry}>
              <legend>{t('worksites.finding-n', { n: number(i + 1) })}</legend>
              <div className={styles.stack}>
                <CodeField
                  {...field('code')}
                  label={t('worksites.finding')}
                  codes={findingCodes}
                  words="worksites.finding"
                  required
                />
                <div className={styles.pair}>
                  <CodeField
                    {...field('basis')}
                    label={t('worksites.basis')}
                    codes={bases}
                    words="worksites.basis"
                    required
                  />
                  <TextField
                    {...field('people')}
                    label={t('worksites.finding.people')}
                    inputMode="numeric"
                    most={7}
                  />
                </div>
                <WordsField {...field('words')} label={t('worksites.words')} />
                <PhotosField
                  photos={one.photos}
                  alt={one.code ? t(`worksites.finding.${one.code}`) : t('worksites.finding')}
                  full={photos >= MOST_PHOTOS}
                  add={(photo) => put(i, { photos: [...one.photos, photo] })}
                  remove={(id) => put(i, { photos: one.photos.filter((p) => p.id !== id) })}
                />
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => change({ findings: visit.findings.filter((_, j) => j !== i) })}
                >
                  {t('work.remove')}
                </Button>
              </div>
            </fieldset>
          )
        })}
        <Button
          variant="default"
          onClick={() => change({ findings: [...visit.findings, emptyFinding] })}
        >
          {t('worksites.finding.add')}
        </Button>
      </div>
    </Card>
  )
}

export function OrderFields({ visit, change, problem }: Parts) {
  const { t, number } = useWords()
  const put = (at: number, to: object) =>
    change({ orders: visit.orders.map((one, i) => (i === at ? { ...one, ...to } : one)) })
  return (
    <Card title={t('worksites.orders')}>
      <div className={styles.stack}>
        {visit.orders.map((one, i) => {
          const field = (key: keyof typeof one) => ({
            name: `orders.${i}.${key}`,
            problem,
            value: one[key],
            set: (value: string) => put(i, { [key]: value }),
          })
          return (
            <fieldset key={i} className={styles.entry}>
              <legend>{t('worksites.order-n', { n: number(i + 1) })}</legend>
              <div className={styles.stack}>
                <CodeField
                  {...field('code')}
                  label={t('worksites.order')}
                  codes={correctiveCodes}
                  words="worksites.order"
                  required
                />
                <div className={styles.pair}>
                  <CodeField
                    {...field('toRole')}
                    label={t('worksites.order.whom')}
                    codes={partyRoles}
                    words="worksites.party"
                    required
                  />
                  <DayField {...field('dueOn')} label={t('worksites.order.due-on')} required />
                </div>
                <WordsField {...field('words')} label={t('worksites.words')} />
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => change({ orders: visit.orders.filter((_, j) => j !== i) })}
                >
                  {t('work.remove')}
                </Button>
              </div>
            </fieldset>
          )
        })}
        <Button variant="default" onClick={() => change({ orders: [...visit.orders, emptyOrder] })}>
          {t('worksites.order.add')}
        </Button>
      </div>
    </Card>
  )
}
