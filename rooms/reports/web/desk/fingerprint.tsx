import { useEffect, useState } from 'react'
import { fingerprintOf } from '../../sealing/certificate.ts'
import styles from './desk.module.css'

/** Six groups of digits that two people compare aloud before one lets the other in. */
export function Fingerprint({ of }: { of: string }) {
  const [digits, setDigits] = useState('')
  useEffect(() => {
    void fingerprintOf(of).then(setDigits)
  }, [of])
  return <bdi className={styles.fingerprint}>{digits}</bdi>
}
