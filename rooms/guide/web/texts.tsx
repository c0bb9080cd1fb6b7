import { Button } from '@mantine/core'
import { Link } from 'react-router'
import type { Name } from '../../../core/people.ts'
import { useGet } from '../../../web/workspace/asking.ts'
import {
  DataTable,
  EmptyState,
  ErrorNote,
  Loading,
  PageHead,
  Tag,
} from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'

interface Listed {
  slug: string
  title: Name
  out: boolean
  reviewAgainOn: string | null
  waiting: boolean
}

/** Every page of the guide: what is out, and what waits for somebody to read it. */
export function TextsPage() {
  const { t, pick, date } = useWords()
  const { data, problem, loading, again } = useGet<Listed[]>('/api/guide/texts')
  if (loading) return <Loading />
  if (!data) return <ErrorNote problem={problem} again={again} />
  return (
    <>
      <PageHead
        title={t('guide.texts.title')}
        sub={t('guide.texts.sub')}
        actions={
          <Button component={Link} to="/texts/new">
            {t('guide.texts.new')}
          </Button>
        }
      />
      <DataTable
        caption={t('guide.texts.title')}
        rows={data}
        rowKey={(one) => one.slug}
        empty={<EmptyState title={t('guide.texts.none')}>{t('guide.texts.none-do')}</EmptyState>}
        columns={[
          {
            key: 'page',
            label: t('guide.texts.page'),
            main: true,
            show: (one) => (
              <Link to={`/texts/${one.slug}`}>
                <bdi>{pick(one.title)}</bdi>
              </Link>
            ),
          },
          {
            key: 'state',
            label: t('guide.texts.state'),
            show: (one) => (
              <>
                <Tag tone={one.out ? 'met' : 'neutral'}>
                  {t(one.out ? 'guide.texts.out' : 'guide.texts.not-out')}
                </Tag>{' '}
                {one.waiting && <Tag tone="partly">{t('guide.texts.waiting')}</Tag>}
              </>
            ),
          },
          {
            key: 'again',
            label: t('guide.texts.again'),
            show: (one) => (one.reviewAgainOn ? date(one.reviewAgainOn) : '–'),
          },
        ]}
      />
    </>
  )
}
