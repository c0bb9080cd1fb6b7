import { Button } from '@mantine/core'
import { Link, useParams } from 'react-router'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  Card,
  DataTable,
  ErrorNote,
  Facts,
  Loading,
  PageHead,
  PersonName,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { items, itemsFor } from '../inspection.ts'
import { CorrectiveList } from './correctives.tsx'
import type { FullInspection } from './inspection-answers.ts'
import { DropButton, VisitReasons } from './inspections.tsx'
import styles from './recruiters.module.css'
import { LicenceNumber } from './state.tsx'

/** One visit: planned with its reasons, or made with all it found. */
export function InspectionPage() {
  const { id } = useParams()
  const { t, date } = useWords()
  const { data, problem, loading, again } = useGet<FullInspection>(
    `/api/recruiters/inspections/${id}`,
  )
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  const unknown = t('work.not-known')
  return (
    <>
      <PageHead
        crumbs={[
          { label: t('recruiters.title'), to: '/recruiters' },
          { label: t('recruiters.inspections.title'), to: '/recruiters/inspections' },
        ]}
        title={<PersonName name={data.licensee.name} />}
        sub={
          <>
            <LicenceNumber number={data.licensee.licenceNumber} />{' '}
            <Tag tone={data.state === 'made' ? 'met' : 'partly'}>
              {t(`recruiters.inspection-state.${data.state}`)}
            </Tag>
          </>
        }
        actions={
          data.mayWrite &&
          data.state === 'planned' && (
            <>
              <DropButton inspection={data} />
              <Button component={Link} to="/recruiters/field">
                {t('recruiters.field.open')}
              </Button>
            </>
          )
        }
      />
      <Card>
        <Facts
          facts={[
            [
              t('recruiters.inspection.planned-for'),
              data.plannedFor ? date(data.plannedFor) : t('recruiters.inspection.not-planned'),
            ],
            [t('recruiters.first.reasons'), <VisitReasons key="why" reasons={data.reasons} />],
            [t('recruiters.inspection.on'), data.on ? date(data.on) : unknown],
            [
              t('recruiters.inspection.by'),
              data.by ? <PersonName key="by" name={data.by} /> : unknown,
            ],
          ]}
        />
        {data.words && (
          <p>
            <bdi dir="auto">{data.words}</bdi>
          </p>
        )}
        {data.writtenOffline && (
          <p className={styles.small}>{t('recruiters.inspection.written-offline')}</p>
        )}
        <p>
          <Link to={`/recruiters/licensees/${data.licensee.id}`}>
            {t('recruiters.inspection.to-licensee')}
          </Link>
        </p>
      </Card>
      {data.state === 'made' && <Findings inspection={data} />}
      {data.orders.length > 0 && (
        <Card title={t('recruiters.correctives')}>
          <CorrectiveList orders={data.orders} />
        </Card>
      )}
    </>
  )
}

function Findings({ inspection }: { inspection: FullInspection }) {
  const { t, lang } = useWords()
  const asked = new Set(itemsFor(inspection.licensee.kind).map((item) => item.code))
  const all = items.map((item) => ({
    ...item,
    found: inspection.findings.find((one) => one.item === item.code),
  }))
  const rows = all.filter((row) => row.found)
  const rest = all
    .filter((row) => !row.found && asked.has(row.code))
    .map((row) => t(`recruiters.item.${row.code}`))
  const list = new Intl.ListFormat(lang, { type: 'unit' })
  const loose = inspection.photos.filter((one) => !one.item)
  return (
    <Card title={t('recruiters.inspection.found')}>
      <DataTable
        caption={t('recruiters.inspection.found')}
        rows={rows}
        rowKey={(row) => row.code}
        empty={<p className={styles.soft}>{t('recruiters.inspection.nothing-looked')}</p>}
        columns={[
          {
            key: 'item',
            label: t('recruiters.inspection.item'),
            main: true,
            show: (row) => (
              <>
                {t(`recruiters.item.${row.code}`)}
                <div className={styles.small}>{row.rule || t('recruiters.item.no-rule')}</div>
              </>
            ),
          },
          {
            key: 'answer',
            label: t('recruiters.inspection.answer'),
            show: (row) =>
              row.found && (
                <Tag tone={row.found.answer === 'in-order' ? 'met' : 'danger'}>
                  {t(`recruiters.answer.${row.found.answer}`)}
                </Tag>
              ),
          },
          {
            key: 'words',
            label: t('recruiters.inspection.note'),
            show: (row) => (
              <>
                {row.found?.words && <bdi dir="auto">{row.found.words}</bdi>}
                <Photos
                  inspection={inspection}
                  photos={inspection.photos.filter((one) => one.item === row.code)}
                  of={t(`recruiters.item.${row.code}`)}
                />
              </>
            ),
          },
        ]}
      />
      <Photos inspection={inspection} photos={loose} of={t('recruiters.inspection.photo')} />
      {rest.length > 0 && (
        <p className={styles.small}>
          {t('recruiters.inspection.not-looked', { items: list.format(rest) })}
        </p>
      )}
      <p className={styles.small}>{t('recruiters.inspection.rules')}</p>
    </Card>
  )
}

function Photos(of: { inspection: FullInspection; photos: FullInspection['photos']; of: string }) {
  return (
    <div className={styles.photos}>
      {of.photos.map((one) => {
        const url = `/api/recruiters/inspections/${of.inspection.id}/photos/${one.id}`
        return (
          <a key={one.id} href={url} target="_blank" rel="noreferrer">
            <img src={url} alt={of.of} />
          </a>
        )
      })}
    </div>
  )
}
