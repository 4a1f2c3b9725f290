import type { Config } from './config'
import { discover, type Provider } from './discovery'

/** The sign-in has ended and cannot be renewed: only the user can help. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut'
}

/** A user who is signed in. Tokens are in this object and nowhere else: a reloaded page signs in anew. */
export interface Session {
  /** How the user is called, for the page's eyes only. */
  readonly name: string
  /** The token for the API, renewed by the refresh token shortly before it ends. */
  token(): Promise<string>
  /** Takes the refresh token back and leaves for the issuer's sign-out page. */
  signOut(): Promise<void>
}

interface Tokens {
  id_token: string
  access_token: string
  refresh_token?: string
  expires_in: number
}

/** Survives the way to the sign-in page and back; of no use to anyone after the code is redeemed. */
interface Pending {
  state: string
  verifier: string
}

const PENDING = 'bucketpass.sign-in'
const RENEW_AHEAD_MS = 60_000

/** The page's own address, as it is registered with the app client: without a file name or a query. */
const here = () => new URL('.', location.href).href

/** Leaves for the sign-in page: authorization code with PKCE (RFC 7636). */
export async function beginSignIn(config: Config): Promise<void> {
  const { authorization_endpoint } = await discover(config)
  const pending: Pending = { state: random(), verifier: random() }
  sessionStorage.setItem(PENDING, JSON.stringify(pending))
  location.assign(
    withQuery(authorization_endpoint, {
      response_type: 'code',
      client_id: config.clientId,
      redirect_uri: here(),
      scope: config.scope,
      state: pending.state,
      code_challenge: await challenge(pending.verifier),
      code_challenge_method: 'S256',
    }),
  )
}

/**
 * The session that the sign-in page has sent a code for.
 *
 * @returns nothing when the page was simply opened
 */
export async function finishSignIn(config: Config): Promise<Session | undefined> {
  const answer = new URLSearchParams(location.search)
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null') as Pending | null
  sessionStorage.removeItem(PENDING)
  if (!answer.has('code') && !answer.has('error')) return undefined
  history.replaceState(null, '', here())

  if (pending === null || answer.get('state') !== pending.state) {
    throw new SignedOut('This sign-in was not started here. Please sign in again.')
  }
  const code = answer.get('code')
  if (code === null) {
    throw new SignedOut(answer.get('error_description') ?? `The sign-in was refused (${answer.get('error')}).`)
  }
  const provider = await discover(config)
  const tokens = await redeem(provider, config, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: here(),
    code_verifier: pending.verifier,
  })
  return session(provider, config, tokens)
}

function session(provider: Provider, config: Config, first: Tokens): Session {
  let tokens = first
  // Counted from now, so that a clock that is wrong does no harm.
  let renewAt = renewal(first)
  let inFlight: Promise<void> | undefined

  const renew = async () => {
    const { refresh_token } = tokens
    if (refresh_token === undefined) throw new SignedOut('Your sign-in has ended.')
    const renewed = await redeem(provider, config, { grant_type: 'refresh_token', refresh_token })
    // A new refresh token comes only where the pool rotates them.
    tokens = { ...tokens, ...renewed }
    renewAt = renewal(renewed)
  }

  return {
    name: displayName(first.id_token),
    async token() {
      if (Date.now() >= renewAt) {
        inFlight ??= renew().finally(() => {
          inFlight = undefined
        })
        await inFlight
      }
      return config.token === 'id' ? tokens.id_token : tokens.access_token
    },
    async signOut() {
      const { refresh_token } = tokens
      if (provider.revocation_endpoint !== undefined && refresh_token !== undefined) {
        const body = new URLSearchParams({ token: refresh_token, client_id: config.clientId })
        await fetch(provider.revocation_endpoint, { method: 'POST', body, redirect: 'error' }).catch(() => {})
      }
      const { end_session_endpoint } = provider
      // Cognito reads logout_uri, OpenID Connect names it post_logout_redirect_uri.
      const query = { client_id: config.clientId, logout_uri: here(), post_logout_redirect_uri: here() }
      location.assign(end_session_endpoint === undefined ? here() : withQuery(end_session_endpoint, query))
    },
  }
}

function renewal({ expires_in }: Tokens): number {
  const life = expires_in * 1000
  return Date.now() + life - Math.min(RENEW_AHEAD_MS, life / 4)
}

async function redeem(provider: Provider, config: Config, grant: Record<string, string>): Promise<Tokens> {
  const body = new URLSearchParams({ ...grant, client_id: config.clientId })
  const response = await fetch(provider.token_endpoint, {
    method: 'POST',
    body,
    cache: 'no-store',
    redirect: 'error',
  })
  if (response.status >= 500) throw new Error(`The sign-in service answered ${response.status}.`)
  if (!response.ok) throw new SignedOut('Your sign-in has ended. Please sign in again.')
  return (await response.json()) as Tokens
}

/** Unverified: the API alone decides who the caller is. */
function displayName(idToken: string): string {
  const payload = (idToken.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')
  const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
  const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string | undefined>
  return claims.name ?? claims['cognito:username'] ?? claims.email ?? claims.sub ?? ''
}

async function challenge(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)))
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

function withQuery(address: URL, query: Record<string, string>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}
