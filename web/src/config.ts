import { type Access, requireSecure } from './bucketpass.js'

/** What `config.json`, beside the page, says: one build serves every stack. */
export interface Config {
  /** The stack's output `ApiUrl`. */
  api: string
  /** Whose tokens the API takes. Its discovery document names the pages to sign in and out. */
  issuer: string
  /** The app client: public, with the page's address among its callback and sign-out URLs. */
  clientId: string
  /** An S3 other than AWS's, path-style; the bucket and region come with the credentials. */
  s3?: string
  /** Which token the API is shown: `access`, or `id` where the prefix is made of custom attributes. */
  token: 'access' | 'id'
  scope: string
  /** Less than the most a caller may have: `write-once` makes a page to drop files at. */
  access?: Access
  /** How long credentials are to last, such as `15m`; the API's own choice where it is absent. */
  duration?: string
  /** A line under the sign-in button. */
  hint?: string
}

const DEFAULTS = { token: 'access', scope: 'openid' } as const
const NEEDED = ['api', 'issuer', 'clientId'] as const

export async function readConfig(): Promise<Config> {
  const response = await fetch('config.json', { cache: 'no-cache' })
  if (!response.ok) throw new Error(`config.json, which belongs beside this page, answered ${response.status}.`)
  return checked((await response.json()) as Config)
}

/** Holds the addresses to what a token may be sent to. */
export function checked(given: Config): Config {
  const config: Config = { ...DEFAULTS, ...given }
  for (const member of NEEDED) {
    if (typeof config[member] !== 'string') throw new Error(`config.json has no "${member}".`)
  }
  for (const member of ['api', 'issuer', 's3'] as const) {
    if (config[member] !== undefined) requireSecure(config[member], `The "${member}" of config.json`)
  }
  return config
}
