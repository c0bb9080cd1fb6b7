import { Button, Checkbox, Modal, NativeSelect, Radio, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../../web/workspace/api.ts'
import { useSend } from '../../../web/workspace/asking.ts'
import { ErrorNote, Field, Notice } from '../../../web/workspace/parts.tsx'
import { useWords } from '../../../web/workspace/words.tsx'
import { type ChargeDecision, chargeDecisions } from '../decision.ts'
import { nameOf, sectionName } from '../wording.ts'
import { type Charges, chargesUrl, type Proposal } from './types.ts'

export interface DecideOn {
  proposal: Proposal | undefined
}

const keyOf = (one: Proposal) => `${one.cited}|${one.version}|${one.accusedId ?? ''}`

/** A person's decision on one section against one accused, with reasons. */
export function DecideForm({
  caseId,
  charges,
  on,
  close,
}: {
  caseId: string
  charges: Charges
  on: DecideOn
  close: () => void
}) {
  const words = useWords()
  const { t } = words
  const [key, setKey] = useState(keyOf(on.proposal ?? charges.proposals[0]!))
  const [decision, setDecision] = useState<ChargeDecision>('charge')
  const [reasons, setReasons] = useState('')
  const [weighed, setWeighed] = useState(false)
  const proposal = charges.proposals.find((one) => keyOf(one) === key)
  const { send, busy, problem } = useSend(
    (body: unknown) => api.post(`${chargesUrl(caseId)}/decisions`, body),
    {
      refresh: [`/api/cases/${caseId}`],
      done: close,
    },
  )
  const standing = charges.decisions.find(
    (one) => one.stands && one.cited === proposal?.cited && one.accusedId === proposal?.accusedId,
  )
  function record(event: React.FormEvent) {
    event.preventDefault()
    if (!proposal) return
    const { cited, version: lawVersion, accusedId } = proposal
    void send({
      cited,
      lawVersion,
      accusedId,
      decision,
      reasons,
      victimhoodWeighed: weighed,
      supersedes: standing?.id ?? null,
    })
  }
  const options = charges.proposals.map((one) => ({
    value: keyOf(one),
    label: `${sectionName(words, charges.acts, one.cited)} · ${nameOf(words, charges.people, one.accusedId)} · ${t(`charges.finding.${one.finding}`)}`,
  }))
  return (
    <Modal
      opened
      onClose={close}
      closeButtonProps={{ 'aria-label': t('work.close') }}
      title={t('charges.record-decision')}
      size="lg"
    >
      <form onSubmit={record}>
        <Stack>
          <Field name="cited" label={t('charges.form.section')} problem={problem} required>
            <NativeSelect
              data={options}
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
            />
          </Field>
          <Radio.Group
            label={t('charges.form.decision')}
            value={decision}
            onChange={(value) => setDecision(value as ChargeDecision)}
          >
            <Stack gap="xs" mt="xs">
              {chargeDecisions.map((one) => (
                <Radio key={one} value={one} label={t(`charges.decision.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Field
            name="reasons"
            label={t('charges.form.reasons')}
            hint={t('charges.form.reasons.hint')}
            problem={problem}
            required
          >
            <Textarea
              autosize
              minRows={3}
              maxLength={4000}
              value={reasons}
              onChange={(event) => setReasons(event.currentTarget.value)}
            />
          </Field>
          {proposal?.screenFirst && decision === 'charge' && (
            <Notice tone="danger" title={t('charges.form.may-be-victim')}>
              {t('charges.form.check.limits')}{' '}
              <Link to={`/cases/${caseId}/screening`}>{t('charges.form.check.screen')}</Link>
              <Checkbox
                mt="xs"
                label={t('charges.form.weighed')}
                checked={weighed}
                onChange={(event) => setWeighed(event.currentTarget.checked)}
              />
            </Notice>
          )}
          {proposal &&
            !proposal.screenFirst &&
            decision === 'charge' &&
            charges.nonPunishment.neverAgainstVictims.includes(proposal.cited) && (
              <Notice tone="danger" title={t('charges.form.check')}>
                {t('charges.form.check.migrant')} {t('charges.form.check.limits')}{' '}
                <Link to={`/cases/${caseId}/screening`}>{t('charges.form.check.screen')}</Link>
              </Notice>
            )}
          {proposal && proposal.finding !== 'met' && decision === 'charge' && (
            <Notice tone="partly">{t('charges.form.not-met-yet')}</Notice>
          )}
          <ErrorNote problem={problem} />
          <div>
            <Button type="submit" loading={busy}>
              {t('charges.form.sign')}
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  )
}
