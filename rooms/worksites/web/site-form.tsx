import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../web/workspace/api.ts'
import { useDistricts } from '../../../web/workspace/districts.ts'
import { CodeField, type FieldOf, TextField } from '../../../web/workspace/fields.tsx'
import { FormModal } from '../../../web/workspace/form-modal.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { siteKinds } from '../site.ts'
import type { SiteView } from './answers.ts'
import { DistrictField } from './fields.tsx'
import { useForm } from './form.ts'
import { pinOf } from './visit-typed.ts'
import styles from './worksites.module.css'

type SiteKey = 'kind' | 'name' | 'placeCode' | 'placeWords' | 'latitude' | 'longitude'

/** Kind, name, district, way and pin of a site: with a visit, or by itself. */
export function SiteFields({
  field,
  prefix = '',
  groups,
  take,
}: {
  field: (key: SiteKey, name?: string) => Omit<FieldOf, 'label'>
  prefix?: string
  groups: ReturnType<typeof useDistricts>['groups']
  take: (pin: { latitude: string; longitude: string }) => void
}) {
  const { t } = useWords()
  return (
    <>
      <div className={styles.pair}>
        <CodeField
          {...field('kind', `${prefix}kind`)}
          label={t('worksites.site.kind')}
          codes={siteKinds}
          words="worksites.kind"
          required
        />
        <TextField
          {...field('name', `${prefix}name`)}
          label={t('worksites.site.name')}
          hint={t('worksites.site.name.hint')}
          required
        />
      </div>
      <DistrictField
        {...field('placeCode')}
        label={t('worksites.district')}
        groups={groups}
        required
      />
      <TextField
        {...field('placeWords', `${prefix}placeWords`)}
        label={t('worksites.place.words')}
      />
      <PinFields field={field} prefix={prefix} take={take} />
    </>
  )
}

/** Coordinates typed, or taken from the phone; they go nowhere but into the file. */
function PinFields({
  field,
  prefix,
  take,
}: Pick<Parameters<typeof SiteFields>[0], 'field' | 'take'> & { prefix: string }) {
  const { t } = useWords()
  const [trouble, setTrouble] = useState(false)
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setTrouble(false)
        take({ latitude: coords.latitude.toFixed(6), longitude: coords.longitude.toFixed(6) })
      },
      () => setTrouble(true),
      { enableHighAccuracy: true, timeout: 20_000 },
    )
  return (
    <>
      <div className={styles.pair}>
        {(['latitude', 'longitude'] as const).map((key) => (
          <TextField
            key={key}
            {...field(key, `${prefix}pin.${key}`)}
            label={t(`worksites.pin.${key}`)}
            dir="ltr"
            inputMode="decimal"
            most={20}
          />
        ))}
      </div>
      <div>
        <Button variant="default" onClick={locate}>
          {t('worksites.pin.take')}
        </Button>
        {trouble && <p role="alert">{t('worksites.pin.trouble')}</p>}
      </div>
    </>
  )
}

/** A site on file, put right. */
export function SiteForm({ site, close }: { site: SiteView; close: () => void }) {
  const { t } = useWords()
  const { groups } = useDistricts(site.place.province)
  const { field, modal } = useForm(
    {
      kind: site.kind,
      name: site.name,
      placeCode: site.place.code,
      placeWords: site.placeWords ?? '',
      latitude: site.pin ? String(site.pin.latitude) : '',
      longitude: site.pin ? String(site.pin.longitude) : '',
    } as Record<SiteKey, string>,
    ({ latitude, longitude, placeWords, ...rest }) =>
      api.post(`/api/worksites/${site.id}`, {
        ...rest,
        placeWords: placeWords || null,
        pin: pinOf({ latitude, longitude }),
        version: site.version,
      }),
    close,
  )
  return (
    <FormModal title={t('worksites.correct')} {...modal}>
      <SiteFields
        field={field}
        groups={groups}
        take={({ latitude, longitude }) => {
          field('latitude').set(latitude)
          field('longitude').set(longitude)
        }}
      />
    </FormModal>
  )
}
