import { Type } from 'typebox'
import { BothNames, codes, Day, Id } from '../../core/schema.ts'
import { certainties, factCodes, incidentKinds, restings, roles } from '../cases/door.ts'
import { partyRoles, siteKinds } from '../worksites/door.ts'
import { evidenceKinds, nodeKinds } from './graph.ts'
import { orNull } from './shapes.ts'

/** `person:<id>`, `phone:<keyed index>`, `place:<code>` …: says nothing of a number. */
export const NodeId = Type.String({ pattern: '^[a-z]+:[A-Za-z0-9_-]{2,64}$', maxLength: 80 })

const EvidenceAnswer = Type.Object({
  kind: codes(evidenceKinds),
  id: Id,
  caseId: orNull(Id),
  code: orNull(codes([...factCodes, ...incidentKinds, ...partyRoles])),
  roles: Type.Array(codes(roles)),
  certainty: orNull(codes(certainties)),
  restsOn: orNull(codes(restings)),
  saidBy: orNull(Type.String()),
  saidByRoles: Type.Array(codes(roles)),
  on: orNull(Day),
})

const NodeAnswer = Type.Object({
  id: NodeId,
  kind: codes(nodeKinds),
  label: orNull(Type.String()),
  otherLabel: orNull(Type.String()),
  name: orNull(BothNames),
  siteKind: orNull(codes(siteKinds)),
  roles: Type.Array(codes(roles)),
  caseIds: Type.Array(Id),
  personIds: Type.Array(Id),
  tieIds: Type.Array(Id),
})

export const GraphAnswer = Type.Object({
  nodes: Type.Array(NodeAnswer),
  edges: Type.Array(
    Type.Object({
      id: Type.String(),
      one: NodeId,
      two: NodeId,
      evidence: Type.Array(EvidenceAnswer),
    }),
  ),
  /** The files in which this person may note a tie. */
  mayNote: Type.Array(Id),
  /** Whether more cases hold it than are shown. */
  more: Type.Boolean(),
})
