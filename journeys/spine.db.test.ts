import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeTryoutDesks } from '../rooms/reports/door.ts'
import * as officer from './officer.ts'
import * as reporter from './reporter.ts'
import { listen, raiseStage, type Stage, staffPage, type Teller, tellerOf } from './stage.ts'

/**
 * The spine, clicked from end to end: a sealed report on a phone in Urdu becomes a protected
 * victim, a chargeable case and a number that holds. All people are made up. Later steps stand on
 * earlier ones.
 */
const shelters = {
  en: 'Saiban House Lahore (try-out shelter)',
  ur: 'سائبان گھر لاہور (مشقی پناہ گاہ)',
}

const said: readonly officer.Said[] = [
  { fact: 'recruited', words: 'He said it was computer work.', restsOn: 'statement' },
  { fact: 'false-promise', words: 'There is no office.', restsOn: 'chat' },
  { fact: 'confined-or-guarded', words: 'Men with guns at the door.', restsOn: 'chat' },
  { fact: 'forced-criminality', words: 'Whoever brings too little is beaten.', restsOn: 'chat' },
].map((one, at) => ({ ...one, certainty: at === 1 ? 'supported' : 'said' }))

const yes = ['AC02', 'DR01', 'DR02', 'EX01', 'EX02', 'CD01', 'CD03', 'CD05', 'CD06', 'FM06']

describe.each(['en', 'ur'] as const)('with a staff that reads %s', (language) => {
  let stage: Stage
  let phone: Page
  let desk: Page
  let investigator: Page
  let ur: Teller
  let teller: Teller
  let receipt = ''
  let caseId = ''
  const troubles: [who: string, said: string[]][] = []

  beforeAll(async () => {
    stage = await raiseStage()
    await makeTryoutDesks(stage.house)
    // The phone shows the same screens both times: they are looked at in the first.
    ur = tellerOf(stage, 'ur', { looks: language === 'en' })
    teller = tellerOf(stage, language)
    phone = await (await stage.phone()).newPage()
    troubles.push(['the phone', listen(phone)])
  })
  afterAll(() => stage.close())

  async function signIn(handle: string): Promise<Page> {
    const page = await staffPage(await stage.desktop(language), handle, language)
    troubles.push([handle, listen(page)])
    return page
  }

  test('a young man in Gujrat answers in Urdu, adds a photo and gets a receipt of 24 digits', async () => {
    receipt = await reporter.answerAll(phone, ur)
  }, 120_000)

  test('a wrong group is refused with nothing lost; the right one seals and sends', async () => {
    await reporter.sealAndSend(phone, receipt, ur)
  }, 120_000)

  test('the officer finds it in the queue, unseals it in her browser and sees the photo', async () => {
    desk = await signIn('desk-gujrat')
    await officer.unseal(desk, teller)
    await officer.openPicture(desk, teller)
  }, 120_000)

  test('she triages it with a coded reason and sends a signed reply', async () => {
    await officer.triage(desk, teller)
    await officer.answerReporter(desk, teller)
  }, 60_000)

  test('he returns with the receipt in Urdu digits, reads the reply, adds a number and his voice', async () => {
    await reporter.comeBack(phone, receipt)
    await phone.getByText(officer.reply).waitFor({ timeout: 60_000 })
    await ur.look(phone, 'mailbox')
    await reporter.writeBack(phone, ur)
  }, 120_000)

  test('a wrong receipt opens nothing and says so', async () => {
    await reporter.comeBack(phone, '1'.repeat(24))
    await phone.getByText(ur.t('public.return.unknown')).waitFor({ timeout: 60_000 })
  }, 90_000)

  test('she reads what he added and can listen to him', async () => {
    await officer.hearVoiceNote(desk, teller)
  }, 90_000)

  test('she opens a case from the report', async () => {
    caseId = await officer.openCase(desk, teller)
  }, 60_000)

  test('the investigator writes down people, events, and who said what how surely', async () => {
    investigator = await signIn('investigator-gujrat')
    await investigator.goto(`/staff/cases/${caseId}/people`)
    await officer.namePeople(investigator, teller)
    await officer.addEvent(investigator, teller)
    for (const one of said) await officer.alleged(investigator, teller, one)
    await teller.look(investigator, 'incident')
  }, 120_000)

  test('the screener goes through the signs, decides with reasons, and decides anew', async () => {
    const screener = await signIn('screener-gujrat')
    await screener.goto(`/staff/cases/${caseId}/people`)
    await officer.interview(screener, teller, yes)
    await officer.decideScreening(screener, teller)
  }, 120_000)

  test('the charges page says which section fits, what is missing and who must investigate', async () => {
    await officer.readCharges(investigator, teller)
    await officer.decideCharge(investigator, teller)
    await officer.recordFir(investigator, teller)
  }, 90_000)

  test('with his consent for one purpose and one recipient he is referred to the shelter', async () => {
    await officer.askConsent(investigator, teller, shelters[language])
    await officer.refer(investigator, teller, shelters[language])
  }, 90_000)

  test('the shelter accepts, serves and closes', async () => {
    await officer.serve(await signIn('shelter-lahore'), teller)
  }, 90_000)

  test('the numbers count him once, open down to his case, and go out as CSV and XLSX', async () => {
    await stage.house.settle()
    const { csv, xlsx } = await officer.count(await signIn('supervisor-gujrat'), teller)
    const [head, line, ...rest] = csv.toString('utf8').slice(1).trimEnd().split('\r\n')
    expect(rest).toEqual([])
    const named = Object.fromEntries(
      head!.split(',').map((name, at) => [name, line!.split(',')[at]]),
    )
    expect(named).toMatchObject({
      prs_Gender: 'Masculine',
      age_group: '18+',
      panah_forms: 'forced-criminality',
      vic_TraffickingStatus: 'ActualVictimOfTrafficking',
      victims: '1',
    })
    const sheets = Object.entries(unzipSync(xlsx)).filter(([name]) => name.endsWith('.xml'))
    const text = sheets.map(([, bytes]) => strFromU8(bytes)).join('\n')
    for (const value of ['Masculine', 'forced-criminality', 'ActualVictimOfTrafficking'])
      expect(text).toContain(value)
    expect(text).not.toContain(officer.victims[language])
  }, 90_000)

  test('the administrator sees who read what of it', async () => {
    const administrator = await signIn('administrator')
    const people = ['desk-gujrat', 'investigator-gujrat', 'screener-gujrat'].map((handle) =>
      stage.house.person(handle),
    )
    const names = (await Promise.all(people)).map(({ name }) => name[language])
    await officer.readAudit(administrator, teller, caseId, names)
    expect(await administrator.getByText(officer.victims[language]).count()).toBe(0)
  }, 60_000)

  test('no browser complained, apart from the wrong receipt that was refused', () => {
    const told = troubles.flatMap(([who, all]) => all.map((one) => `${who}: ${one}`))
    expect(told.filter((text) => !/^the phone: .*status of 40[14]/.test(text))).toEqual([])
  })
})
