import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useDensity } from './density.ts'
import { useSession } from './session.tsx'
import styles from './shell.module.css'
import { useWords } from './words.tsx'

/** The foot of the rail: the other language, and the person's own matters. */
export function UserMenu({ name, onHelp }: { name: ReactNode; onHelp: () => void }) {
  const { t, lang, setLang } = useWords()
  const { person, signOut } = useSession()
  const [density, setDensity] = useDensity(person.id)
  const navigate = useNavigate()
  const other = lang === 'ur' ? 'en' : 'ur'
  return (
    <>
      <button type="button" className={styles.quiet} lang={other} onClick={() => setLang(other)}>
        {t('work.language')}
      </button>
      <Menu position="top-start" width={240} withinPortal>
        <Menu.Target>
          <button type="button" className={styles.quiet}>
            {name}
            <small>{person.duties.map((duty) => t(`work.duty.${duty}`)).join(' · ')}</small>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void navigate('/account')}>{t('work.account')}</Menu.Item>
          <Menu.Item onClick={onHelp}>{t('work.keys')}</Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('work.density')}</Menu.Label>
          {(['comfortable', 'compact'] as const).map((choice) => (
            <Menu.Item
              key={choice}
              role="menuitemradio"
              aria-checked={density === choice}
              leftSection={<span aria-hidden="true">{density === choice ? '✓' : ' '}</span>}
              onClick={() => setDensity(choice)}
            >
              {t(`work.density.${choice}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => void signOut()}>{t('work.sign-out')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
