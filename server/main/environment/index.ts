export { keepSecret, secretFile, secretPrint } from './keep-secret.ts'
export { type Environment, EnvironmentFaults, readEnvironment } from './read-environment.ts'
