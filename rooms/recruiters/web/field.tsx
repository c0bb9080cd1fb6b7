import { Button } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import { allKept, keep } from '../../../web/workspace/offline/kept.ts'
import { useOutbox, type Written } from '../../../web/workspace/offline/outbox.ts'
import { EmptyState, Loading, Notice, PersonName } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { LicenseeView } from './answers.ts'
import styles from './field.module.css'
import { type Draft, newDraft, visitBody } from './field-draft.ts'
import { FieldForm } from './field-form.tsx'
import type { InspectionList, InspectionView } from './inspection-answers.ts'
import { VisitReasons } from './inspections.tsx'
import { LicenceNumber } from './state.tsx'

/**
 * The checklist for the road: stands alone, outside the workspace's frame, so that it opens without
 * a network and without a session.
 */
export function FieldPage() {
  const { t, number } = useWords()
  const box = useOutbox<Draft>('inspection', '/api/recruiters/inspections/visits', visitBody)
  const plan = usePlan(box.state === 'open', box.signedIn)
  const [openId, setOpenId] = useState<string>()
  const opened = box.all.find((one) => one.id === openId)
  const begin = useCallback(
    async (of: Pick<Draft, 'inspectionId' | 'licensee'>) => {
      const id = crypto.randomUUID()
      await box.write(id, newDraft(of, dayInPakistan(new Date())), false)
      setOpenId(id)
    },
    [box],
  )
  useAsked(box.signedIn && box.state === 'open', begin)
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>{t('recruiters.field.title')}</h1>
        <p role="status" className={styles.small}>
          {t(box.online ? 'recruiters.field.online' : 'recruiters.field.offline')}
          {box.pageKept && ` · ${t('recruiters.field.kept')}`}
        </p>
      </header>
      {box.state === 'opening' && <Loading />}
      {box.state === 'locked' && (
        <EmptyState
          title={t('recruiters.field.locked')}
          action={
            <Button component={Link} to="/recruiters/inspections">
              {t('recruiters.field.sign-in')}
            </Button>
          }
        >
          {t('recruiters.field.locked.text')}
        </EmptyState>
      )}
      {box.sent > 0 && (
        <Notice tone="met" title={t('recruiters.field.sent', { count: box.sent })}>
          <Link to="/recruiters/inspections">{t('recruiters.field.to-list')}</Link>
        </Notice>
      )}
      {box.state === 'open' && opened && (
        <FieldForm
          key={opened.id}
          draft={opened.value}
          save={(draft, ready) =>
            box.write(
              opened.id,
              ready ? { ...draft, writtenOffline: !navigator.onLine } : draft,
              ready,
            )
          }
          close={() => setOpenId(undefined)}
        />
      )}
      {box.state === 'open' && !opened && (
        <>
          <Drafts box={box} open={setOpenId} />
          <h2>{t('recruiters.field.planned')}</h2>
          {plan.length === 0 && (
            <p className={styles.small}>{t('recruiters.field.none-planned')}</p>
          )}
          <ul className={styles.list}>
            {plan.map((one) => (
              <li key={one.id}>
                <b>
                  <PersonName name={one.licensee.name} />
                </b>{' '}
                <LicenceNumber number={one.licensee.licenceNumber} />
                <p className={styles.small}>
                  <bdi>{one.licensee.address}</bdi>
                </p>
                <p className={styles.small}>
                  <VisitReasons reasons={one.reasons} />
                </p>
                {!box.all.some(({ value }) => value.inspectionId === one.id) && (
                  <Button
                    onClick={() =>
                      void begin({
                        inspectionId: one.id,
                        licensee: {
                          id: one.licensee.id,
                          licenceNumber: one.licensee.licenceNumber,
                          name: one.licensee.name,
                        },
                      })
                    }
                  >
                    {t('recruiters.field.begin')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <details className={styles.small}>
            <summary>{t('recruiters.field.what-is-kept')}</summary>
            <p>{t('recruiters.field.what-is-kept.text', { hours: number(16) })}</p>
          </details>
          <p>
            <Link to="/recruiters/inspections">{t('recruiters.field.leave')}</Link>
          </p>
        </>
      )}
    </main>
  )
}

/** The planned visits: from the server where it answers, else as they were kept. */
function usePlan(open: boolean, signedIn: boolean): InspectionView[] {
  const [plan, setPlan] = useState<InspectionView[]>([])
  useEffect(() => {
    if (!open) return
    const read = async () => {
      try {
        if (!signedIn) throw new Error('not signed in')
        const { items } = await api.get<InspectionList>('/api/recruiters/inspections', {
          bare: true,
        })
        const planned = items.filter((one) => one.state === 'planned')
        await keep('plan', 'plan', planned)
        setPlan(planned)
      } catch {
        setPlan((await allKept<InspectionView[]>('plan'))[0]?.value ?? [])
      }
    }
    void read()
  }, [open, signedIn])
  return plan
}

/** A visit that nobody planned begins on the licensee's page, with a network. */
function useAsked(
  ready: boolean,
  begin: (of: Pick<Draft, 'inspectionId' | 'licensee'>) => Promise<void>,
): void {
  const [query, setQuery] = useSearchParams()
  const asked = query.get('licensee')
  useEffect(() => {
    if (!ready || !asked) return
    setQuery({}, { replace: true })
    void api
      .get<{ licensee: LicenseeView }>(`/api/recruiters/licensees/${asked}`, { bare: true })
      .then(({ licensee: { id, licenceNumber, name } }) =>
        begin({ inspectionId: null, licensee: { id, licenceNumber, name } }),
      )
      .catch(() => undefined)
  }, [ready, asked, begin, setQuery])
}

function Drafts(of: { box: ReturnType<typeof useOutbox<Draft>>; open: (id: string) => void }) {
  const { t } = useWords()
  const { box } = of
  if (!box.all.length) return null
  return (
    <section>
      <h2>{t('recruiters.field.here')}</h2>
      <ul className={styles.list}>
        {box.all.map((one) => (
          <li key={one.id}>
            <b>
              <PersonName name={one.value.licensee.name} />
            </b>
            <DraftState box={box} one={one} open={of.open} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function DraftState(of: {
  box: ReturnType<typeof useOutbox<Draft>>
  one: Written<Draft>
  open: (id: string) => void
}) {
  const { t } = useWords()
  const { box, one } = of
  const edit = (
    <Button variant="default" onClick={() => of.open(one.id)}>
      {t('recruiters.field.go-on')}
    </Button>
  )
  if (one.refused) {
    const meanwhile = one.refused === 'recruiters/visited-meanwhile'
    return (
      <>
        <Notice tone="danger" title={t('recruiters.field.refused')}>
          {t(`problem.${one.refused}`)}
        </Notice>
        <div className={styles.actions}>
          {meanwhile ? (
            <Button
              onClick={() => void box.write(one.id, { ...one.value, inspectionId: null }, true)}
            >
              {t('recruiters.field.send-apart')}
            </Button>
          ) : (
            edit
          )}
          <Button variant="default" onClick={() => void box.discard(one.id)}>
            {t('recruiters.field.discard')}
          </Button>
        </div>
      </>
    )
  }
  if (!one.ready) return <div className={styles.actions}>{edit}</div>
  return (
    <>
      <p className={styles.small}>
        {t(
          box.signedIn || !box.online ? 'recruiters.field.waits' : 'recruiters.field.waits-sign-in',
        )}
      </p>
      <div className={styles.actions}>
        {box.online && box.signedIn && (
          <Button variant="default" onClick={() => void box.sendAll()}>
            {t('recruiters.field.send-now')}
          </Button>
        )}
        {box.online && !box.signedIn && (
          <Button component={Link} to="/recruiters/inspections">
            {t('recruiters.field.sign-in')}
          </Button>
        )}
      </div>
    </>
  )
}
