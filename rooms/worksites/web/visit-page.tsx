import { Button } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { dayInPakistan } from '../../../core/days.ts'
import { api, ProblemError } from '../../../web/workspace/api.ts'
import type { Place } from '../../../web/workspace/districts.ts'
import styles from '../../../web/workspace/offline/field.module.css'
import { Drafts, FieldFoot, FieldFrame } from '../../../web/workspace/offline/field-frame.tsx'
import { allKept, keep } from '../../../web/workspace/offline/kept.ts'
import { useDraft, useOutbox, type Written } from '../../../web/workspace/offline/outbox.ts'
import { ErrorNote, PersonName } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { ListedSite, SiteView } from './answers.ts'
import { FindingFields, OrderFields, PlaceFields, SeenFields } from './visit-fields.tsx'
import { emptyVisit, troubleOf, type VisitTyped, visitBody } from './visit-typed.ts'

const LIST = '/worksites'

/** What the form needs to know of the office, kept for times without a network. */
interface Known {
  own: string
  sites: Pick<SiteView, 'id' | 'name' | 'place'>[]
  places: Place[]
}
const nothing: Known = { own: '', sites: [], places: [] }

/** A visit, written down at the site, with a network or without one; sent once. */
export function VisitPage() {
  const { t } = useWords()
  const box = useOutbox<VisitTyped>('worksite-visit', '/api/worksites/visits', visitBody)
  const [query, setQuery] = useSearchParams()
  const asked = query.get('site')
  const known = useKnown(box.state === 'open', box.signedIn, asked)
  const [openId, setOpenId] = useState<string>()
  const opened = box.all.find((one) => one.id === openId)
  const { state, write } = box
  const begin = useCallback(
    async (siteId: string) => {
      const id = crypto.randomUUID()
      await write(id, { ...emptyVisit(), siteId }, false)
      setOpenId(id)
    },
    [write],
  )
  // From the page of a site, or of all sites, the form opens at once.
  useEffect(() => {
    if (state !== 'open' || asked === null) return
    setQuery({}, { replace: true })
    void begin(asked)
  }, [state, asked, begin, setQuery])
  const nameOf = (visit: VisitTyped) => (
    <PersonName
      name={
        known.sites.find((one) => one.id === visit.siteId)?.name ||
        visit.name ||
        t('worksites.visit.site.new')
      }
    />
  )
  return (
    <FieldFrame title={t('worksites.visit.new')} box={box} list={LIST}>
      {opened ? (
        <VisitForm
          key={opened.id}
          known={known}
          one={opened}
          save={(visit, ready) =>
            write(opened.id, ready ? { ...visit, writtenOffline: !navigator.onLine } : visit, ready)
          }
          close={() => setOpenId(undefined)}
        />
      ) : (
        <>
          <Drafts box={box} list={LIST} nameOf={nameOf} open={setOpenId} />
          <div className={styles.actions}>
            <Button onClick={() => void begin('')}>{t('worksites.visit.begin')}</Button>
          </div>
          <FieldFoot list={LIST} />
        </>
      )}
    </FieldFrame>
  )
}

/** From the server where it answers, else as it was kept; with the site that was asked for. */
function useKnown(open: boolean, signedIn: boolean, asked: string | null): Known {
  const [known, setKnown] = useState(nothing)
  const [first] = useState(asked)
  useEffect(() => {
    if (!open) return
    const read = async () => {
      try {
        if (!signedIn) throw new Error('not signed in')
        const bare = { bare: true }
        const [session, { items }, places, one] = await Promise.all([
          api.get<{ person: { jurisdiction: string } }>('/api/session', bare),
          api.get<{ items: ListedSite[] }>('/api/worksites', bare),
          api.get<Place[]>('/api/places', bare),
          first ? api.get<SiteView>(`/api/worksites/${first}`, bare) : undefined,
        ])
        const all = one && !items.some(({ id }) => id === one.id) ? [one, ...items] : items
        const sites = all.map(({ id, name, place }) => ({ id, name, place }))
        const now = { own: session.person.jurisdiction, sites, places }
        await keep('worksites-known', 'worksites-known', now)
        setKnown(now)
      } catch {
        setKnown((await allKept<Known>('worksites-known'))[0]?.value ?? nothing)
      }
    }
    void read()
  }, [open, signedIn, first])
  return known
}

function VisitForm(of: {
  known: Known
  one: Written<VisitTyped>
  save: (visit: VisitTyped, ready: boolean) => Promise<void>
  close: () => void
}) {
  const { t } = useWords()
  const { refused, fields } = of.one
  const [problem, setProblem] = useState(
    refused ? new ProblemError(400, refused, { fields }) : undefined,
  )
  const { draft: visit, change } = useDraft(of.one.value, of.save)
  const parts = { visit, change, problem }
  const finish = async () => {
    const trouble = troubleOf(visit, dayInPakistan(new Date()))
    setProblem(trouble)
    if (trouble) return
    await of.save(visit, true)
    of.close()
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void finish()
      }}
    >
      <PlaceFields {...parts} known={of.known} />
      <SeenFields {...parts} />
      <FindingFields {...parts} />
      <OrderFields {...parts} />
      <ErrorNote problem={problem} />
      <div className={styles.actions}>
        <Button type="submit">{t('worksites.visit.save')}</Button>
        <Button variant="default" onClick={of.close}>
          {t('work.field.later')}
        </Button>
      </div>
      <p className={styles.small}>{t('work.field.kept-here')}</p>
    </form>
  )
}
