import { Button } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api } from '../../../web/workspace/api.ts'
import styles from '../../../web/workspace/offline/field.module.css'
import { Drafts, FieldFoot, FieldFrame } from '../../../web/workspace/offline/field-frame.tsx'
import { allKept, keep } from '../../../web/workspace/offline/kept.ts'
import { useOutbox } from '../../../web/workspace/offline/outbox.ts'
import { PersonName } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { LicenseeView } from './answers.ts'
import { type Draft, newDraft, visitBody } from './field-draft.ts'
import { FieldForm } from './field-form.tsx'
import type { InspectionList, InspectionView } from './inspection-answers.ts'
import { VisitReasons } from './inspections.tsx'
import { LicenceNumber } from './state.tsx'

const LIST = '/recruiters/inspections'

/**
 * The checklist for the road: stands alone, outside the workspace's frame, so that it opens without
 * a network and without a session.
 */
export function FieldPage() {
  const { t } = useWords()
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
    <FieldFrame title={t('recruiters.field.title')} box={box} list={LIST}>
      {opened && (
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
      {!opened && (
        <>
          <Drafts
            box={box}
            list={LIST}
            nameOf={({ licensee }) => <PersonName name={licensee.name} />}
            open={setOpenId}
            instead={(one) =>
              one.refused === 'recruiters/visited-meanwhile' && (
                <Button
                  onClick={() => void box.write(one.id, { ...one.value, inspectionId: null }, true)}
                >
                  {t('recruiters.field.send-apart')}
                </Button>
              )
            }
          />
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
                          kind: one.licensee.kind,
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
          <FieldFoot list={LIST} />
        </>
      )}
    </FieldFrame>
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
      .then(({ licensee: { id, kind, licenceNumber, name } }) =>
        begin({ inspectionId: null, licensee: { id, kind, licenceNumber, name } }),
      )
      .catch(() => undefined)
  }, [ready, asked, begin, setQuery])
}
