import { sql } from 'kysely'
import type { Config } from '../core/config.ts'
import { asSystem, type Db } from '../core/database.ts'
import type { House } from '../core/house.ts'
import { migrate } from '../core/migrate.ts'
import { loadAgencies, loadReference, referenceId } from '../core/reference.ts'
import { hasAdministrator, invite, inviteAgain } from '../rooms/staff/door.ts'
import { loadStaff } from '../tryout/staff.ts'
import { checkFieldKey } from './field-key.ts'
import { type Ground, quietHouse } from './ground.ts'

/**
 * Brings tables and reference data up to date, in the try-out its made-up staff too. To be done
 * before a house starts its background work on those tables.
 */
export async function prepareGround(
  config: Config,
  { connection }: Pick<Ground, 'connection'>,
  tell: (text: string) => void,
): Promise<void> {
  await migrate(connection, undefined, (name) => tell(`  migrating: ${name}`))
  const house = quietHouse(config, connection)
  try {
    await asSystem(house, async (db) => {
      await checkFieldKey(db, house)
      await loadReference(db)
      if (config.mode === 'tryout') await loadStaff(db, house)
    })
  } finally {
    await house.database.close()
  }
}

const firstAddress = 'first.administrator@panah.invalid'

/** The one-time link for the first administrator of a live installation; undefined once there is one. */
export async function firstAdministratorLink(house: House): Promise<string | undefined> {
  return asSystem(house, async (db) => {
    if (await hasAdministrator(db)) return undefined
    const invited = await findInvited(db, house)
    if (invited) return inviteAgain(db, house, invited)
    await loadAgencies(db, [
      {
        key: 'operator',
        kind: 'operator',
        name: { en: 'Operation of this installation', ur: 'اس نظام کا انتظام' },
        jurisdiction: 'PK',
        grade: 'S',
        source: 'made by this installation for its own administrators',
      },
    ])
    const { link } = await invite(db, house, {
      nameEn: 'First administrator',
      nameUr: 'پہلا منتظم',
      email: firstAddress,
      agencyId: referenceId('agency/operator'),
      teamId: null,
      duties: ['administrator'],
      sees: 'nothing',
      jurisdiction: 'PK',
    })
    return link
  })
}

async function findInvited(db: Db, house: House): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from core.account where state = 'invited'
    and email_index = ${house.fields.index('email', firstAddress)}`.execute(db)
  return rows[0]?.id
}
