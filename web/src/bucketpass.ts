/**
 * Short-lived credentials for the caller's own part of a bucket, kept fresh.
 *
 *     const credentials = bucketpass({ api: 'https://…', token: () => session.token() })
 *     const s3 = new S3Client({ region, credentials })                     // AWS SDK for JavaScript v3
 *     uppy.use(AwsS3, { s3Endpoint, getCredentials: uppyCredentials(credentials) })   // Uppy
 *
 * One file, no dependency: it runs in browsers and in Node 20 and later.
 */

/** What a caller may do below the prefix. */
export type Access = 'read-write' | 'read-only' | 'write-only' | 'write-once'

/** Credentials as the AWS SDK for JavaScript v3 takes them, with what the API said of them. */
export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** A `Date`: the SDK never renews credentials whose expiration is text. */
  readonly expiration: Date
  /** When to ask for new ones; before {@link expiration}. */
  readonly refreshAfter: Date
  readonly bucket: string
  readonly region: string
  /** The caller's own prefix, or the narrower one asked for; ends with `/`. */
  readonly prefix: string
  readonly access: Access
}

export interface Options {
  /** The API's URL, as the stack's output `ApiUrl` gives it. */
  readonly api: string
  /** Gives the caller's token (not "Bearer …"). Asked before each request, so let it renew a token that ends. */
  readonly token: () => string | Promise<string>
  /** Less than the most the caller may have. */
  readonly access?: Access
  /** A part of the caller's own prefix: starts with it, ends with `/`. */
  readonly prefix?: string
  /** Seconds or text such as `15m`; 15 minutes to 1 hour. */
  readonly duration?: number | string
  /** Told of each new set of credentials. */
  readonly onRenewed?: (credentials: Credentials) => void
}

/** An `AwsCredentialIdentityProvider` of the AWS SDK for JavaScript v3, and good for any other use. */
export interface CredentialsProvider {
  (how?: { forceRefresh?: boolean }): Promise<Credentials>
  /** The newest credentials, whatever is left of them. */
  readonly newest: Credentials | undefined
}

/** A refusal by the API, or no answer from it. */
export class BucketpassError extends Error {
  override readonly name = 'BucketpassError'

  constructor(
    /**
     * The problem's stable code; `Network` without a response, `Http<status>` for a response without a code,
     * `BadAnswer` for a response that the API does not send. Nothing is sent for `BadToken` and `InsecureAddress`.
     */
    readonly code: string,
    message: string,
    /** The HTTP status; 0 without an answer. */
    readonly status: number,
    /** How long the API asks to be left alone. */
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }

  /** Whether the same request may well succeed a little later. */
  get transient(): boolean {
    return this.code === 'Network' || this.status === 429 || this.status === 503
  }
}

const ATTEMPTS = 5
const FIRST_PAUSE_MS = 400
/** A longer Retry-After is for the caller to decide on, not to sit through. */
const LONGEST_PAUSE_MS = 30_000
/** API Gateway answers within 30 seconds or not at all. */
const ANSWER_MS = 31_000
/** A request signed with less than this left may reach S3 too late. */
const LAST_USE_MS = 10_000

/**
 * Makes a provider that asks the API when it must and never more often: the credentials are renewed in
 * the background once `RefreshAfter` has passed, while the old ones still serve, and there is one request in flight
 * however many ask.
 *
 * The promise is rejected with a {@link BucketpassError}, or with what `token` throws, only when
 * there are no credentials left that S3 would take.
 *
 * @throws {BucketpassError} `InsecureAddress` if a token would be sent in clear
 */
export function bucketpass(options: Options): CredentialsProvider {
  requireSecure(options.api, "The API's address")
  let current: Credentials | undefined
  let usableUntil = 0
  let inFlight: Promise<Credentials> | undefined

  const renew = (): Promise<Credentials> => {
    inFlight ??= vend(options)
      .then((credentials) => {
        current = credentials
        usableUntil = lastUse(credentials)
        options.onRenewed?.(credentials)
        return credentials
      })
      .finally(() => {
        inFlight = undefined
      })
    return inFlight
  }

  const provide = async (how?: { forceRefresh?: boolean }) => {
    const now = Date.now()
    if (current === undefined || now >= usableUntil || how?.forceRefresh) {
      return renew()
    }
    if (now >= current.refreshAfter.getTime()) {
      // The old ones serve until they end; whoever asks then hears of a failure that lasts.
      renew().catch(() => {})
    }
    return current
  }
  return Object.defineProperty(provide, 'newest', { get: () => current }) as CredentialsProvider
}

/**
 * What Uppy's `@uppy/aws-s3` takes as `getCredentials` (version 6) or `getTemporarySecurityCredentials` (before):
 * the answer carries both shapes.
 *
 * Version 6 keeps the first answer until S3 says `ExpiredToken`, which a browser never gets to read when S3 cuts off a
 * part that is half sent. So the answer is live: each time Uppy signs, it reads the newest credentials.
 */
export function uppyCredentials(provider: CredentialsProvider): () => Promise<UppyCredentials> {
  let given: Credentials | undefined

  return async () => {
    const offered = await provider()
    // Asked again with nothing newer to offer: S3 has refused these.
    const first = offered === given ? await provider({ forceRefresh: true }) : offered
    return {
      bucket: first.bucket,
      region: first.region,
      get credentials() {
        // Renews what is due; whoever needs the answer hears of a failure.
        provider().catch(() => {})
        given = provider.newest ?? first
        return bothShapes(given)
      },
    }
  }
}

export interface UppyCredentials {
  readonly bucket: string
  readonly region: string
  readonly credentials: ReturnType<typeof bothShapes>
}

function bothShapes({ accessKeyId, secretAccessKey, sessionToken, expiration }: Credentials) {
  const ends = expiration.toISOString()
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expiration: ends,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: ends,
  }
}

/** Short-lived sessions, which only tests have, keep most of their life. */
function lastUse({ expiration }: Credentials): number {
  const ends = expiration.getTime()
  return ends - Math.min(LAST_USE_MS, (ends - Date.now()) / 4)
}

async function vend(options: Options): Promise<Credentials> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask(options)
    } catch (error) {
      if (!(error instanceof BucketpassError) || !error.transient || attempt === ATTEMPTS) throw error
      const asked = (error.retryAfterSeconds ?? 0) * 1000
      if (asked > LONGEST_PAUSE_MS) throw error
      await pause(Math.max(asked, backOff(attempt)))
    }
  }
}

/** Doubles each time; half of it random, so that many clients do not come back at once. */
function backOff(attempt: number): number {
  const most = FIRST_PAUSE_MS * 2 ** (attempt - 1)
  return most / 2 + (Math.random() * most) / 2
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function ask({ api, token, access, prefix, duration }: Options): Promise<Credentials> {
  const authorization = bearer(await token())
  let response: Response
  let text: string
  try {
    response = await fetch(`${api.replace(/\/+$/, '')}/credentials`, {
      method: 'POST',
      headers: { Authorization: authorization, 'Content-Type': 'application/json' },
      body: JSON.stringify({ access, prefix, duration }),
      cache: 'no-store',
      // The token is for one host: some browsers send it on to wherever a redirect points.
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    text = await response.text()
  } catch (cause) {
    throw new BucketpassError('Network', 'The API cannot be reached.', 0, undefined, { cause })
  }
  const body = parse(text)
  if (!response.ok) throw refusal(response, body)
  return read(body, response.status)
}

/** The b64token of RFC 6750. `fetch` would quote any other token in its error. */
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/

function bearer(token: unknown): string {
  if (typeof token === 'string' && TOKEN.test(token) ) return `Bearer ${token}`
  throw new BucketpassError('BadToken', 'The sign-in gave no token that can be sent: sign in again.', 0)
}

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/

/**
 * Holds an address to the rule of the AWS SDKs' container credential provider: https, or http on this machine.
 *
 * @returns the address as the browser understands it
 * @throws {BucketpassError} `InsecureAddress`; the message never quotes the address
 */
export function requireSecure(address: unknown, what: string): URL {
  const url = parseUrl(address)
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))
  if (url !== undefined && secure && url.username === '' && url.password === '' && url.hash === '') return url
  throw new BucketpassError('InsecureAddress', `${what} must be https, or http on this machine.`, 0)
}

function parseUrl(address: unknown): URL | undefined {
  try {
    return typeof address === 'string' ? new URL(address) : undefined
  } catch {
    return undefined
  }
}

type Json = Record<string, unknown>

function parse(text: string): Json {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Json) : {}
  } catch {
    return {}
  }
}

/** API Gateway's own refusals are `{"message"}`, the function's are `application/problem+json`. */
function refusal({ status, headers }: Response, body: Json): BucketpassError {
  const code = typeof body.code === 'string' ? body.code : `Http${status}`
  const message = [body.detail, body.title, body.message].find((said) => typeof said === 'string')
  const retryAfter = Number(headers.get('Retry-After') ?? NaN)
  return new BucketpassError(
    code,
    (message as string | undefined) ?? `The API answered ${status}.`,
    status,
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  )
}

/** The alphabet of each member: they end up in files, headers and host names. */
const ALPHABET = {
  AccessKeyId: /^[A-Za-z0-9_]{1,128}$/,
  SecretAccessKey: /^[A-Za-z0-9+/=_.~-]{1,256}$/,
  SessionToken: /^[A-Za-z0-9+/=_.~-]{1,16384}$/,
  Expiration: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/,
  RefreshAfter: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/,
  Bucket: /^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  Region: /^[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,5}$/,
  Prefix: /^(?=.{1,256}$)((?!\.{1,2}\/)[A-Za-z0-9_.:=+@ -]+\/)+$/,
  Access: /^[a-z]+(-[a-z]+)*$/,
}

function read(body: Json, status: number): Credentials {
  const text = (member: keyof typeof ALPHABET): string => {
    const value = body[member]
    if (typeof value === 'string' && ALPHABET[member].test(value)) return value
    throw new BucketpassError('BadAnswer', `The API's response has no valid ${member}.`, status)
  }
  const date = (member: 'Expiration' | 'RefreshAfter'): Date => {
    const value = new Date(text(member))
    if (!Number.isNaN(value.getTime())) return value
    throw new BucketpassError('BadAnswer', `The API's response has no valid ${member}.`, status)
  }
  return {
    accessKeyId: text('AccessKeyId'),
    secretAccessKey: text('SecretAccessKey'),
    sessionToken: text('SessionToken'),
    expiration: date('Expiration'),
    refreshAfter: date('RefreshAfter'),
    bucket: text('Bucket'),
    region: text('Region'),
    prefix: text('Prefix'),
    access: text('Access') as Access,
  }
}
