import { type ReactNode, useId, useState } from 'react'
import { NavLink } from 'react-router'
import { api } from './api.ts'
import { useDensity } from './density.ts'
import { useSession } from './session.tsx'
import styles from './shell.module.css'
import { useWords } from './words.tsx'

/** The foot of the rail: the other language, and the person's own matters. */
export function UserMenu({ name, onHelp }: { name: ReactNode; onHelp: () => void }) {
  const { t, lang, setLang } = useWords()
  const { person } = useSession()
  const [open, setOpen] = useState(false)
  const id = useId()
  const other = lang === 'ur' ? 'en' : 'ur'
  const choose = () => {
    setLang(other)
    // Kept with the account too, for the next device; not worth an error if it fails.
    void api.put('/api/me/language', { language: other }).catch(() => undefined)
  }
  return (
    <>
      <button type="button" className={styles.quiet} lang={other} onClick={choose}>
        {t('work.language')}
      </button>
      <button
        type="button"
        className={styles.quiet}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {name}
        <small>{person.duties.map((duty) => t(`work.duty.${duty}`)).join(' · ')}</small>
      </button>
      <div id={id} hidden={!open} className={styles.own}>
        <Own onHelp={onHelp} />
      </div>
    </>
  )
}

function Own({ onHelp }: { onHelp: () => void }) {
  const { t } = useWords()
  const { person, signOut } = useSession()
  const [density, setDensity] = useDensity(person.id)
  const other = density === 'compact' ? 'comfortable' : 'compact'
  return (
    <>
      <NavLink className={styles.quiet!} to="/account">
        {t('work.account')}
      </NavLink>
      <button type="button" className={styles.quiet} onClick={onHelp}>
        {t('work.keys')}
      </button>
      <button type="button" className={styles.quiet} onClick={() => setDensity(other)}>
        {t(`work.density.${other}`)}
      </button>
      <button type="button" className={styles.quiet} onClick={() => void signOut()}>
        {t('work.sign-out')}
      </button>
    </>
  )
}
