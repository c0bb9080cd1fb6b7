import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { EmptyState } from './parts.tsx'
import { useWords } from './words.tsx'

function Said() {
  const { t } = useWords()
  return (
    <EmptyState
      title={t('work.broken.title')}
      action={<Button onClick={() => location.reload()}>{t('work.reload')}</Button>}
    >
      {t('work.broken.text')}
    </EmptyState>
  )
}

/** A page that throws takes only itself down: the rail stays, and the page says what to do. */
export class Unbroken extends Component<{ at: string; children: ReactNode }, { at?: string }> {
  override state: { at?: string } = {}

  override componentDidCatch(): void {
    this.setState({ at: this.props.at })
  }

  static getDerivedStateFromError(): { at?: string } {
    return { at: '' }
  }

  override render(): ReactNode {
    const broken = this.state.at === '' || this.state.at === this.props.at
    return broken ? <Said /> : this.props.children
  }
}
