import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Name } from '../../../core/people.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import { useDistricts } from '../../../web/workspace/districts.ts'
import {
  Card,
  EmptyState,
  ErrorNote,
  Field,
  Loading,
  Notice,
  PageHead,
  PersonName,
  When,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type ForWhom, forWhom, type Listed, listedKinds, tellings } from '../listing.ts'
import styles from './texts.module.css'

interface ListingView extends Listed {
  id: string
  place: Name
  listedAt: string
  listedBy: Name | null
  endedBy: Name | null
  endedAt: string | null
}
interface Own {
  mayList: boolean
  items: ListingView[]
}

/** What the public may know of the office's shelters and centres: let it be known, take it back. */
export function ListingsPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useGet<Own>('/api/guide/listings')
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const out = data.items.filter(({ endedAt }) => !endedAt)
  const past = data.items.filter(({ endedAt }) => endedAt)
  return (
    <>
      <PageHead title={t('guide.listings.rail')} sub={t('guide.listings.sub')} />
      <div className={styles.stack}>
        <Card title={t('guide.listings.out')}>
          {out.length === 0 && (
            <EmptyState title={t('guide.listings.none')}>{t('guide.listings.none-do')}</EmptyState>
          )}
          {out.map((one) => (
            <Standing key={one.id} listing={one} />
          ))}
        </Card>
        {data.mayList ? (
          <NewListing />
        ) : (
          <p className={styles.small}>{t('guide.listings.only-head')}</p>
        )}
        {past.length > 0 && <Past listings={past} />}
      </div>
    </>
  )
}

function Standing({ listing }: { listing: ListingView }) {
  const { t, pick } = useWords()
  // One tap and no question: whoever is found must not have to explain first.
  const takeBack = useSend(() => api.post(`/api/guide/listings/${listing.id}/take-back`, {}), {
    refresh: ['/api/guide/listings'],
  })
  const parts = [
    t(`guide.listing.kind.${listing.kind}`),
    ...listing.forWhom.map((one) => t(`guide.listing.for.${one}`)),
    pick(listing.place),
    ...(listing.address ? [pick(listing.address)] : []),
  ]
  return (
    <section className={`${styles.version} ${styles.stack}`}>
      <div>
        {listing.name && (
          <p>
            <b>
              <bdi>{pick(listing.name)}</bdi>
            </b>
          </p>
        )}
        <p>
          <bdi>{parts.join(t('guide.listing.and'))}</bdi>
        </p>
        {listing.phone && <bdi dir="ltr">{listing.phone}</bdi>}
        <p className={styles.small}>
          {t(`guide.listings.tells.${listing.tells}`)} · <When at={listing.listedAt} /> ·{' '}
          <PersonName name={listing.listedBy} />
        </p>
      </div>
      <ErrorNote problem={takeBack.problem} />
      <div>
        <Button color="red" loading={takeBack.busy} onClick={() => void takeBack.send()}>
          {t('guide.listings.take-back')}
        </Button>
      </div>
    </section>
  )
}

const blank = {
  kind: '',
  tells: 'district' as Listed['tells'],
  forWhom: [] as ForWhom[],
  placeCode: '',
  phone: '',
  nameUr: '',
  nameEn: '',
  addressUr: '',
  addressEn: '',
}

/** What is sent: of what is not to be told, nothing, whatever was typed before. */
function listedOf(typed: typeof blank) {
  const both = (ur: string, en: string) => ({ ur: ur.trim(), en: en.trim() })
  return {
    kind: typed.kind,
    tells: typed.tells,
    forWhom: typed.forWhom,
    placeCode: typed.placeCode,
    phone: typed.phone.trim() || null,
    name: typed.tells === 'district' ? null : both(typed.nameUr, typed.nameEn),
    address: typed.tells === 'address' ? both(typed.addressUr, typed.addressEn) : null,
  }
}

function NewListing() {
  const { t } = useWords()
  const { groups } = useDistricts()
  const [typed, setTyped] = useState(blank)
  const put = useSend(() => api.post('/api/guide/listings', listedOf(typed)), {
    refresh: ['/api/guide/listings'],
    done: () => setTyped(blank),
  })
  const set = (more: Partial<typeof blank>) => setTyped({ ...typed, ...more })
  const text = (key: 'phone' | 'nameUr' | 'nameEn' | 'addressUr' | 'addressEn', dir: string) => ({
    value: typed[key],
    dir,
    onChange: (event: { currentTarget: { value: string } }) =>
      set({ [key]: event.currentTarget.value }),
  })
  const problem = put.problem
  return (
    <Card title={t('guide.listings.new')}>
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          void put.send()
        }}
      >
        <Notice>{t('guide.listings.careful')}</Notice>
        <div className={styles.pair}>
          <Field name="kind" label={t('guide.listings.kind')} problem={problem} required>
            <NativeSelect
              value={typed.kind}
              onChange={(event) => set({ kind: event.currentTarget.value })}
              data={[
                { value: '', label: t('work.choose') },
                ...listedKinds.map((value) => ({ value, label: t(`guide.listing.kind.${value}`) })),
              ]}
            />
          </Field>
          <Field name="placeCode" label={t('guide.listings.district')} problem={problem} required>
            <NativeSelect
              value={typed.placeCode}
              onChange={(event) => set({ placeCode: event.currentTarget.value })}
              data={[{ value: '', label: t('work.choose') }, ...groups]}
            />
          </Field>
          <Field name="tells" label={t('guide.listings.tells')} problem={problem} required>
            <NativeSelect
              value={typed.tells}
              onChange={(event) => set({ tells: event.currentTarget.value as Listed['tells'] })}
              data={tellings.map((value) => ({ value, label: t(`guide.listings.tells.${value}`) }))}
            />
          </Field>
          <Field
            name="phone"
            label={t('guide.listings.phone')}
            hint={t('guide.listings.phone-hint')}
            problem={problem}
          >
            <TextInput {...text('phone', 'ltr')} inputMode="tel" maxLength={20} />
          </Field>
          {typed.tells !== 'district' && (
            <>
              <Field name="name" label={t('guide.listings.name-ur')} problem={problem} required>
                <TextInput {...text('nameUr', 'rtl')} maxLength={120} />
              </Field>
              <Field name="name" label={t('guide.listings.name-en')} problem={problem} required>
                <TextInput {...text('nameEn', 'ltr')} maxLength={120} />
              </Field>
            </>
          )}
          {typed.tells === 'address' && (
            <>
              <Field
                name="address"
                label={t('guide.listings.address-ur')}
                problem={problem}
                required
              >
                <TextInput {...text('addressUr', 'rtl')} maxLength={300} />
              </Field>
              <Field
                name="address"
                label={t('guide.listings.address-en')}
                problem={problem}
                required
              >
                <TextInput {...text('addressEn', 'ltr')} maxLength={300} />
              </Field>
            </>
          )}
        </div>
        <Checkbox.Group
          label={t('guide.listings.for')}
          value={typed.forWhom}
          onChange={(value) => set({ forWhom: value as ForWhom[] })}
        >
          <div className={styles.actions}>
            {forWhom.map((value) => (
              <Checkbox key={value} value={value} label={t(`guide.listing.for.${value}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <ErrorNote problem={problem} />
        <div>
          <Button type="submit" loading={put.busy} disabled={typed.forWhom.length === 0}>
            {t('guide.listings.put')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

function Past({ listings }: { listings: readonly ListingView[] }) {
  const { t, pick } = useWords()
  return (
    <Card title={t('guide.listings.past')}>
      <p className={styles.small}>{t('guide.listings.past-means')}</p>
      <ul>
        {listings.map((one) => (
          <li key={one.id}>
            {t(`guide.listing.kind.${one.kind}`)}
            {t('guide.listing.and')}
            <bdi>{pick(one.place)}</bdi> · <When at={one.listedAt} />{' '}
            <PersonName name={one.listedBy} /> → {one.endedAt && <When at={one.endedAt} />}{' '}
            <PersonName name={one.endedBy} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
