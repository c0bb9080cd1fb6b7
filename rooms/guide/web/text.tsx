import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Name } from '../../../core/people.ts'
import { api } from '../../../web/workspace/api.ts'
import { useGet, useSend } from '../../../web/workspace/asking.ts'
import {
  Card,
  ConfirmButton,
  ErrorNote,
  Loading,
  Notice,
  PageHead,
  PersonName,
  Tag,
  When,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import type { VersionState } from '../page-records.ts'
import type { Page } from '../page-text.ts'
import { Decide, tones } from './decide.tsx'
import { Reading } from './reading.tsx'
import { Recordings } from './recordings.tsx'
import styles from './texts.module.css'

interface VersionView {
  id: string
  page: Page
  note: string
  writtenBy: Name | null
  writtenAt: string
  state: VersionState
  decidedBy: Name | null
  decidedAt: string | null
  decisionWords: string
  reviewAgainOn: string | null
  own: boolean
}
export interface TextView {
  slug: string
  shipped: Page | null
  outId: string | null
  versions: VersionView[]
}

/** A page with its versions: read, publish, return, take down. */
export function TextPage() {
  const { slug = '' } = useParams()
  const { t, pick, lang } = useWords()
  const { data, problem, loading, again } = useGet<TextView>(`/api/guide/texts/${slug}`)
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const page = data.versions[0]?.page ?? data.shipped!
  return (
    <>
      <PageHead
        crumbs={[{ label: t('guide.texts.title'), to: '/texts' }]}
        title={<bdi>{pick({ en: page.en.title, ur: page.ur.title })}</bdi>}
        actions={
          <div className={styles.actions}>
            {data.outId && (
              <Button component="a" href={`/${lang}/for/${slug}`} target="_blank" variant="default">
                {t('guide.texts.see')}
              </Button>
            )}
            <Button component={Link} to={`/texts/${slug}/write`}>
              {t('guide.texts.write')}
            </Button>
          </div>
        }
      />
      <div className={styles.stack}>
        {data.versions.length === 0 && data.shipped && (
          <Shipped slug={slug} page={data.shipped} again={again} />
        )}
        {data.versions.length > 0 && (
          <Card title={t('guide.texts.versions')}>
            {data.versions.map((version) => (
              <VersionPart
                key={version.id}
                version={version}
                isOut={version.id === data.outId}
                again={again}
              />
            ))}
          </Card>
        )}
        <Recordings slug={slug} textId={data.outId ?? data.versions[0]?.id} />
      </div>
    </>
  )
}

function Shipped({ slug, page, again }: { slug: string; page: Page; again: () => void }) {
  const { t } = useWords()
  const publish = useSend(
    () => api.post(`/api/guide/texts/${slug}/publish-shipped`, { words: '' }),
    { refresh: ['/api/guide/texts'], done: again },
  )
  return (
    <Card title={t('guide.texts.shipped')}>
      <div className={styles.stack}>
        <Notice tone="partly">{t('guide.texts.shipped-means')}</Notice>
        <Reading page={page} />
        <ErrorNote problem={publish.problem} />
        <div>
          <ConfirmButton
            title={t('guide.texts.publish')}
            what={t('guide.texts.publish-what')}
            confirm={t('guide.texts.publish')}
            onConfirm={() => publish.send()}
          >
            {t('guide.texts.publish')}
          </ConfirmButton>
        </div>
      </div>
    </Card>
  )
}

function VersionPart({
  version,
  isOut,
  again,
}: {
  version: VersionView
  isOut: boolean
  again: () => void
}) {
  const { t } = useWords()
  const [open, setOpen] = useState(version.state === 'written')
  return (
    <section className={styles.version}>
      <div className={styles.stack}>
        <div>
          <Tag tone={tones[version.state]}>{t(`guide.texts.version-state.${version.state}`)}</Tag>{' '}
          <span className={styles.small}>
            {version.writtenBy ? (
              <PersonName name={version.writtenBy} />
            ) : (
              t('guide.texts.by-software')
            )}{' '}
            · <When at={version.writtenAt} />
            {version.decidedBy && version.decidedAt && (
              <>
                {' → '}
                <PersonName name={version.decidedBy} /> · <When at={version.decidedAt} />
              </>
            )}
          </span>
          <p>
            <bdi>{version.note}</bdi>
          </p>
          {version.decisionWords && (
            <p className={styles.small}>
              <bdi>{version.decisionWords}</bdi>
            </p>
          )}
        </div>
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t('guide.texts.preview')}</summary>
          {open && <Reading page={version.page} />}
        </details>
        {(isOut || version.state === 'written') && (
          <Decide
            url={`/api/guide/versions/${version.id}/decide`}
            waits={version.state === 'written'}
            own={version.own ? t('guide.texts.own') : undefined}
            publishWhat={t('guide.texts.publish-what')}
            withdrawWhat={t('guide.texts.withdraw-what')}
            again={again}
          />
        )}
      </div>
    </section>
  )
}
