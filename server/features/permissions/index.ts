export {
  type Actor,
  actedBy,
  actorOf,
  may,
  mustBe,
  needs,
  notOffered,
  offered,
  offeredTo,
  type Policy,
  refuseUnless,
  refuseWithout,
  type WhyNot,
} from './actor.ts'
export { letsOnProject } from './granted-on-project.ts'
export { loadActor, loadAnew, toActor } from './load-actor.ts'
export { defaultTemplateId, templatesOf } from './queries.ts'
export { recordExport } from './record-export.ts'
export { createStandardTemplates, type StandardTemplates } from './standard-templates.ts'
